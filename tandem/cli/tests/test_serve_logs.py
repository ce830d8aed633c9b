"""What a running server writes on standard error when it fails, from its first line to its last."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from subprocess import Popen

import pytest

from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_serve import serving

pytestmark = pytest.mark.slow

SECRET = "tulpenmanie"
# The database itself quotes what somebody did, as a constraint of PostgreSQL would.
QUOTES = f"""
CREATE TRIGGER quoting BEFORE UPDATE ON organisation_invitation
BEGIN SELECT RAISE(ABORT, '{SECRET}: pia.novak@varnholm.example'); END;
CREATE TRIGGER quoting_too BEFORE INSERT ON access_seal
BEGIN SELECT RAISE(ABORT, '{SECRET}: pia.novak@varnholm.example'); END;
"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
NUMBER = re.compile(r"<code>(\w+)</code>")


def ask(url: str, data: str | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, page and the cookie that was set."""
    asked = urllib.request.Request(url, data.encode() if data else None, headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            cookie = answer.headers.get("Set-Cookie") or ""
            return answer.status, answer.read().decode(), cookie.partition(";")[0]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), ""


def said_until(process: Popen[bytes], word: bytes, then: Callable[[], object]) -> str:
    """All that a server says: `then` is done once the word is among it, which may be late, since
    its worker stands back for pages."""
    assert process.stderr is not None
    lines: list[bytes] = []
    reader = threading.Thread(target=lines.extend, args=[process.stderr])
    reader.start()
    until = time.monotonic() + 60
    while time.monotonic() < until and not any(word in line for line in [*lines]):
        time.sleep(0.1)
    then()
    reader.join(60)
    return b"".join(lines).decode()


def test_every_line_is_an_object_and_none_says_a_name_an_address_or_a_secret(home: Home) -> None:
    link = home.set_up()
    invitation = f"/app/invitation/{link.rstrip('/').rpartition('/')[2]}/"
    with closing(sqlite3.connect(home.database)) as database:
        database.executescript(QUOTES)
    home.env["TANDEM_LOG"] = "json"
    with serving(home) as (process, url):
        _, page, cookie = ask(url + invitation)
        token = TOKEN.search(page)
        assert token
        form = f"csrfmiddlewaretoken={token[1]}&password={SECRET}-1847&again={SECRET}-1847"
        status, broke, _ = ask(url + invitation, form, Cookie=cookie, Origin=url)
        assert status == 500
        assert ask(f"{url}/app/{SECRET}/")[0] == 404
        assert ask(url, Host=f"{SECRET}.example")[0] == 400
        assert ask(url + invitation, form)[0] == 403
        text = said_until(process, b"seal_events", process.terminate)
        assert process.wait(30) == 0
    said = [json.loads(line) for line in text.splitlines()]
    number = NUMBER.search(broke)
    assert number
    [told] = [each for each in said if each.get("request") == number[1]]
    assert (told["route"], told["status"]) == ("invitation", 500)
    assert "IntegrityError (SQLITE_CONSTRAINT_TRIGGER)" in told["error"]
    assert told["at"].startswith("tandem/")
    events = {each["event"] for each in said}
    assert {"A form was refused.", "A request for another host was refused."} <= events
    assert "seal_events" in {each.get("duty") for each in said}  # the worker beside it, too
    for canary in (SECRET, "pia.novak", invitation.split("/")[3], url.rpartition("/")[2]):
        assert canary not in text
