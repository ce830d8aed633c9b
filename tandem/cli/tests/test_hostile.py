"""`tandem serve` beside slow, oversized and broken requests: the others go on, and so does it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tandem.cli.serve import CONNECTIONS
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_serve import free_port
from tandem.cli.tests.waiting import wait_until_healthy
from tandem.website.asgi import THREADS

pytestmark = pytest.mark.slow

MORE_THAN_THREADS = THREADS + 12
SIGN_IN = """
from tandem.website.home import open_home
open_home()
from django.test import Client
from tandem.access.audit import OPERATOR
from tandem.organisation.actions import open_account
from tandem.organisation.models import Person
from tandem.website.clock import now
pia = Person.objects.get()
open_account(person=pia, email=pia.email, by=OPERATOR, at=now())
client = Client(headers={"host": "127.0.0.1"})
pia.refresh_from_db()
client.force_login(pia.account)
print(client.cookies["tandem"].value)
"""
HOST = b"Host: 127.0.0.1\r\n"
TOKEN = "a" * 32
FORM = (
    f"Cookie: tandem_csrf={TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\n".encode()
)


@contextmanager
def served(home: Home, patience: int) -> Iterator[int]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "tandem.cli.tests.impatient", str(port)],
        env=home.environment(PATIENCE=str(patience)),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            yield port
            assert server.poll() is None
        finally:
            server.terminate()
            assert server.stderr is not None
            log = server.stderr.read()
        assert "Internal Server Error" not in log
        assert "panicked" not in log


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("hostile") / "home", env={"TANDEM_DEMO": "1"})
    made.set_up()
    return made


@pytest.fixture(scope="module")
def port(home: Home) -> Iterator[int]:
    with served(home, patience=30) as port:
        yield port


@pytest.fixture(scope="module")
def impatient(home: Home) -> Iterator[int]:
    with served(home, patience=1) as port:
        yield port


def line_to(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def said(port: int, *parts: bytes) -> str:
    """Everything that is answered until the server hangs up."""
    with line_to(port) as line:
        for part in parts:
            line.sendall(part)
        return heard(line)


def heard(line: socket.socket) -> str:
    answer = b""
    try:
        while part := line.recv(65536):
            answer += part
    except ConnectionResetError:
        pass
    return answer.decode("latin-1")


def get(port: int, path: str, *headers: bytes) -> str:
    lines = b"".join(each + b"\r\n" for each in headers)
    return said(
        port, f"GET {path} HTTP/1.1\r\nConnection: close\r\n".encode() + HOST + lines + b"\r\n"
    )


def post(path: str, length: int, more: bytes = FORM) -> bytes:
    return f"POST {path} HTTP/1.1\r\nContent-Length: {length}\r\n".encode() + HOST + more + b"\r\n"


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


SLOW = {
    "the head": b"GET /app/sign-in/ HTTP/1.1\r\nX-Slow: a",
    "the body": post("/app/sign-in/", 10_000) + b"login=",
    "nothing": b"",
}


@pytest.mark.parametrize("what", SLOW)
def test_who_sends_slowly_keeps_nobody_waiting(port: int, what: str) -> None:
    with ExitStack() as lines:
        slow = [lines.enter_context(line_to(port)) for _ in range(MORE_THAN_THREADS)]
        for line in slow:
            line.sendall(SLOW[what])
        time.sleep(0.2)  # so that each of them is under way
        assert status(get(port, "/app/sign-in/")) == 200
        for line in slow:
            line.setblocking(False)
            with pytest.raises(BlockingIOError):  # and they are still there
                line.recv(1)


def test_who_takes_an_answer_slowly_keeps_nobody_waiting(port: int) -> None:
    many = (b"GET /static/vendor/pico.css HTTP/1.1\r\n" + HOST + b"\r\n") * 60
    with ExitStack() as lines:
        for _ in range(MORE_THAN_THREADS):
            line = lines.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", port))
            line.sendall(many)
        assert status(get(port, "/app/sign-in/")) == 200


@pytest.mark.parametrize(("what", "end"), [("the head", ""), ("the body", "408"), ("nothing", "")])
def test_patience_with_who_sends_slowly_ends(impatient: int, what: str, end: str) -> None:
    answer = said(impatient, SLOW[what])  # ends, because the server hangs up
    assert end in answer[:20]


def test_a_connection_on_which_nothing_more_is_asked_is_let_go(impatient: int) -> None:
    answer = said(impatient, b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
    assert status(answer) == 200


def test_a_form_that_comes_in_pieces_is_taken(port: int) -> None:
    form = f"csrfmiddlewaretoken={TOKEN}&login=nobody@varnholm.example&password=x".encode()
    with line_to(port) as line:
        line.sendall(post("/app/sign-in/", len(form), FORM + b"Connection: close\r\n"))
        for at in range(0, len(form), 20):
            line.sendall(form[at : at + 20])
            time.sleep(0.01)
        answer = heard(line)
    assert "csrfmiddlewaretoken" in answer  # the form again, with its reason
    assert status(answer) in (200, 422)


def test_a_head_beyond_any_use_is_refused(port: int) -> None:
    assert status(get(port, "/app/sign-in/", b"X-Large: " + b"a" * 2**17)) == 431
    assert status(get(port, "/" + "a" * 2**16)) == 414


@pytest.mark.parametrize("path", ["/app/sign-in/", "/app/company/import/", "/nowhere/"])
def test_a_body_beyond_any_use_is_refused_in_words_before_it_came(port: int, path: str) -> None:
    answer = said(port, post(path, 10**12), b"a" * 1000)
    assert status(answer) == 413
    assert "This is more than Tandem takes here." in answer
    assert "content-security-policy" in answer


def test_a_large_file_of_somebody_signed_in_is_taken(home: Home, port: int) -> None:
    cookie = subprocess.run(
        [sys.executable, "-c", SIGN_IN], env=home.environment(), capture_output=True, text=True,
        check=True,
    ).stdout.strip()  # fmt: skip
    rows = b"".join(b"%d,Ada,Lund,ada.%d@varnholm.example\r\n" % (n, n) for n in range(90_000))
    file = b"Employee ID,First name,Last name,E-mail\r\n" + rows
    assert len(file) > 3 * 2**20
    form = (
        f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    ).encode()
    body = form + file + b"\r\n--b--\r\n"
    head = (
        f"Cookie: tandem={cookie}; tandem_csrf={TOKEN}\r\nConnection: close\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n"
    ).encode()
    answer = said(port, post("/app/company/import/", len(body), head), body)
    assert status(answer) == 302, answer[:2000]
    kept = [each for each in (home.path / "uploads").rglob("*") if each.is_file()]
    assert any(each.stat().st_size == len(file) for each in kept)


BAD_COOKIES = (
    b"tandem=\xff\xfe\xfd", b"tandem", b"=;;=; ;tandem==", b'tandem="\\303\\377"',
    b"tandem=" + b"a" * 4000, b"tandem=%00%0a; tandem_csrf=\xc3\x28", b"tandem=1; tandem=2",
)  # fmt: skip


@pytest.mark.parametrize("cookie", BAD_COOKIES)
def test_who_brings_a_cookie_that_is_none_is_signed_out(port: int, cookie: bytes) -> None:
    answer = get(port, "/app/", b"Cookie: " + cookie)
    assert status(answer) == 302
    assert re.search("^location: /app/sign-in/", answer, re.MULTILINE)


GARBAGE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"GET\r\n\r\n",
    b"\x00\xff" * 99 + b"\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"GET /\x00 HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)  # fmt: skip


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_no_request_is_refused(port: int, garbage: bytes) -> None:
    answer = said(port, garbage)
    assert not answer or status(answer) in (400, 505)
    assert status(get(port, "/healthz")) == 200


def test_an_address_that_is_no_text_is_not_found(port: int) -> None:
    assert status(get(port, "/%ff%fe/%00/")) == 404


INSIDE = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
END = b"0\r\n\r\n"
SMUGGLED = {
    "both lengths": post("/app/sign-in/", 4, CHUNKED) + END,
    "two lengths": post("/app/sign-in/", 4, b"Content-Length: 40\r\n") + b"abcd",
    "chunks": post("/app/sign-in/", 0, CHUNKED) + END,
    "bad chunks": post("/app/sign-in/", 0, CHUNKED) + b"zz\r\n",
    "a coding nobody has": post("/app/sign-in/", 0, b"Transfer-Encoding: xchunked\r\n"),
    "a blank before the colon": post("/app/sign-in/", 0, b"Transfer-Encoding : chunked\r\n"),
    "a length that is none": post("/app/sign-in/", 4, b"").replace(b" 4", b" +4"),
    "a line folded": post("/app/sign-in/", 0, b"X: a\r\n Transfer-Encoding: chunked\r\n"),
}


@pytest.mark.parametrize("how", SMUGGLED)
def test_a_request_inside_another_is_not_answered(port: int, how: str) -> None:
    answer = said(port, SMUGGLED[how] + INSIDE)
    assert status(answer) in (400, 411)
    assert answer.count("HTTP/1.1 ") == 1


def test_one_length_said_twice_breaks_nothing(port: int) -> None:
    twice = b"Content-Length: 4\r\nConnection: close\r\n"
    assert status(said(port, post("/app/sign-in/", 4, twice) + b"abcd")) in (400, 403)


def test_a_server_opens_as_many_files_as_it_has_connections(port: int) -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    limits = [
        int(re.search(r"Max open files\s+(\d+)", each.read_text())[1])  # type: ignore[index]
        for pid in serving_on(port)
        for each in [Path(f"/proc/{pid}/limits")]
    ]
    assert limits
    assert min(limits) >= min(CONNECTIONS, hard)


def serving_on(port: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = each.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(port).encode() in words and b"tandem.cli.tests.impatient" in words:
            found.append(int(each.parent.name))
    return found
