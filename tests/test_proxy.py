"""What the examples for a proxy pass on, what they write down, and what leads where."""

from __future__ import annotations

import re
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer

import pytest
from django.urls import get_resolver

from tandem.cli.tests.waiting import wait_until
from tests.proxies import EXAMPLE, SOCKET, proxy
from tests.test_docs import OPERATORS, addresses, blocks

pytestmark = pytest.mark.slow
GUIDE = f"{OPERATORS}/behind_a_proxy.md"
SECRET = ("/app/invitation/", "/letters/")  # an address that begins so is a secret
BROWSER = "Canary browser 7.1"


class Echo(StreamRequestHandler):
    """Sends the head of a request back as the page; hangs up on what is posted."""

    def handle(self) -> None:
        head = b"".join(iter(self.rfile.readline, b"\r\n"))
        if not head.startswith(b"POST"):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(head) + head)


@contextmanager
def echoing(file: str = EXAMPLE) -> Iterator[tuple[int, Path]]:
    """The proxy's port and its log; behind it somebody who tells what arrived."""
    with tempfile.TemporaryDirectory(prefix="tandem-") as folder:
        root = Path(folder)
        (root / "run/tandem").mkdir(parents=True)
        with ThreadingUnixStreamServer(f"{root}{SOCKET}", Echo) as upstream:
            threading.Thread(target=upstream.serve_forever, daemon=True).start()
            try:
                with proxy(root, file.replace("unix//run", f"unix/{root}/run")) as port:
                    wait_until_open(port)
                    yield port, root / "caddy.log"
            finally:
                upstream.shutdown()


def wait_until_open(port: int) -> None:
    def is_open() -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", port)) == 0

    wait_until(is_open)


def ask(port: int, method: str, path: str, **headers: str) -> tuple[int, str, str]:
    """The status, where it leads, and the page."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, headers={"User-Agent": BROWSER, **said})
    answer = line.getresponse()
    page = answer.read().decode()
    line.close()
    return answer.status, answer.getheader("Location", ""), page


def test_what_a_client_says_of_where_it_comes_from_is_not_passed_on() -> None:
    with echoing() as (port, _):
        lies = {"X_Forwarded_For": "203.0.113.7", "X_Forwarded_Proto": "https"}
        _, _, page = ask(port, "GET", "/", **lies)
    told = dict(line.split(": ", 1) for line in page.splitlines()[1:])
    assert told["X-Forwarded-For"] == "127.0.0.1"
    assert told["X-Forwarded-Proto"] == "http"
    assert told["Host"] == f"127.0.0.1:{port}"


def written(file: str) -> str:
    """What is in the log once a page of each kind was shown, and once each was broken off."""
    with echoing(file) as (port, log):
        for path in (*(f"{start}canary-secret/" for start in SECRET), "/app/plain/"):
            assert ask(port, "GET", path)[0] == 200
            assert ask(port, "POST", path)[0] == 502
        wait_until(lambda: log.read_text().count('"status":502') >= 3)
        return log.read_text()


def test_the_proxy_writes_down_no_secret_link_and_not_from_where_it_was_opened() -> None:
    said = written(EXAMPLE)
    for canary in ("canary-secret", "127.0.0.1", BROWSER, "/app/plain/"):
        assert canary not in said.partition("serving initial configuration")[2]


def test_with_an_access_log_added_secret_links_stay_out_of_it() -> None:
    said = written(EXAMPLE.replace("\t@secret", "\tlog\n\t@secret"))
    assert "http.log.access" in said
    assert "canary-secret" not in said


def test_without_what_the_example_says_they_would_be_written_down() -> None:
    """The search finds them: as an error, and in an access log."""
    told = re.sub(r"\tlog default.*?\n\t}\n", "", EXAMPLE, flags=re.DOTALL)
    assert "canary-secret" in written(told)


def test_every_address_with_a_secret_in_it_is_one_of_those() -> None:
    there = [path for _, path, _ in addresses(get_resolver().url_patterns)]
    secret = [path for path in there if ":token>" in path]
    assert {start for path in secret for start in SECRET if path.startswith(start)} == {*SECRET}
    assert all(path.startswith(SECRET) for path in secret)


def test_the_example_for_nginx_logs_none_of_them_and_passes_all_on_alike() -> None:
    [said] = blocks(GUIDE, "nginx")
    places = dict(re.findall(r"location (\S+) \{(.*?)\n    \}", said, re.DOTALL))
    assert set(places) == {"/", *SECRET}
    for path, lines in places.items():
        assert "proxy_pass http://127.0.0.1:8000;" in lines
        assert ("access_log off;" in lines) is (path in SECRET)
        assert ("error_log /dev/null;" in lines) is (path in SECRET)
        assert "proxy_set_header" not in lines  # one would take the place of all of the server's
    # Where it speaks TLS it does not start without them.
    for name in ("ssl_certificate", "ssl_certificate_key"):
        assert re.search(rf"^    {name} /\S+;", said, re.MULTILINE), name


def test_answers_have_a_host_of_their_own_if_one_wants() -> None:
    apart, inside = blocks(GUIDE, "caddyfile")
    inside = "".join(f"\t{line}\n" for line in inside.splitlines())
    file = EXAMPLE.replace("\t@secret", f"{inside}\t@secret") + apart
    file = file.replace("\nhttps://answers.example.org {", "\nhttp://answers.example.org:{$PORT} {")
    with echoing(file) as (port, _):
        opened = ask(port, "GET", "/letters/act/canary/")
        assert opened[:2] == (302, "https://answers.example.org/letters/act/canary/")
        assert (
            ask(port, "POST", "/letters/stop/canary/")[0] == 502
        )  # passed on, where Echo hangs up
        there = {"Host": f"answers.example.org:{port}"}
        status, _, page = ask(port, "GET", "/letters/act/canary/", **there)
        assert (status, "Host: tandem.example.org" in page) == (200, True)
        assert ask(port, "GET", "/static/tandem.css", **there)[0] == 200
        away = ask(port, "GET", "/app/", **there)
        assert away[:2] == (302, "https://tandem.example.org/app/")
