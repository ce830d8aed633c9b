"""What changes once people come by https: settings are read when a process starts, so in one."""

from __future__ import annotations

import json
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.homes import Home

HTTPS, HTTP = "https://tandem.varnholm.example", "http://tandem.varnholm.example"
SIGN_IN = r"""
import json, sys
from tandem.website.home import open_home
open_home()
from django.test import Client
from django.urls import reverse
from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.organisation.models import Person
from tandem.website.clock import now
person = Person.objects.get()
_, token = actions.invite(person=person, email="kim@varnholm.example", by=OPERATOR, at=now())
chosen = "four small brown owls"
account = actions.accept_invitation(token=token, password=chosen, at=now())
host, said = "tandem.varnholm.example", {"login": account.email, "password": chosen}
told = {}
for name, headers in (
    ("proxied", {"host": host, "x-forwarded-proto": "https"}),
    ("plain", {"host": host}),
):
    client = Client(headers=headers, enforce_csrf_checks=True)
    page = client.get(reverse("account_login"))
    token = client.cookies["tandem_csrf"].value
    signed_in = client.post(reverse("account_login"), said | {"csrfmiddlewaretoken": token},
                            headers=headers | {"referer": sys.argv[1] + "/"})
    told[name] = {
        "status": [page.status_code, signed_in.status_code],
        "hsts": [each.headers.get("Strict-Transport-Security") for each in (page, signed_in)],
        "secure": page.wsgi_request.is_secure(),
        "cookies": [client.cookies[each].OutputString() for each in ("tandem_csrf", "tandem")],
    }
print(json.dumps(told))
"""


def told(home: Home, url: str) -> dict[str, dict[str, Any]]:
    home.made()
    home.env["TANDEM_URL"] = url
    found: dict[str, dict[str, Any]] = json.loads(backups.run(home, SIGN_IN, url))
    return found


def secured(cookies: list[str]) -> list[bool]:
    return [bool(each["secure"]) for text in cookies for each in SimpleCookie(text).values()]


@pytest.mark.slow
def test_behind_https_browsers_come_back_by_https_alone(tmp_path: Path) -> None:
    answers = told(Home(tmp_path / "home"), HTTPS)
    proxied = answers["proxied"]
    assert proxied["status"] == [200, 302], "signed in"
    assert proxied["secure"] is True, "the proxy's word counts"
    assert proxied["hsts"] == ["max-age=31536000"] * 2
    assert secured(proxied["cookies"]) == [True, True], "the csrf and the session cookie"
    plain = answers["plain"]
    assert plain["secure"] is False
    assert plain["hsts"] == [None, None], "over plain http a browser would not heed it"
    assert secured(plain["cookies"]) == [True, True], "so a browser sends none of them"


@pytest.mark.slow
def test_without_https_nobody_is_promised_it(tmp_path: Path) -> None:
    """And whoever claims to have come by https is not believed."""
    for answer in told(Home(tmp_path / "home"), HTTP).values():
        assert answer["status"] == [200, 302]
        assert answer["secure"] is False
        assert answer["hsts"] == [None, None]
        assert secured(answer["cookies"]) == [False, False]
