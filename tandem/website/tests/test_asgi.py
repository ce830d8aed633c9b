"""What stands between the line and the pages: only whole requests reach a thread."""

from __future__ import annotations

import asyncio
import errno
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse

from tandem.website import asgi
from tandem.website.asgi import Gone, Message, Turns, application, environ_of, whole
from tandem.website.bodies import HEAD_ALONE, LARGE

STYLES = Path(__file__).parents[1] / "static/tandem.css"


def scope(path: str = "/", *headers: tuple[str, str], method: str = "GET") -> Message:
    return {
        "type": "http", "method": method, "raw_path": path.encode("latin-1"), "query_string": b"",
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", "8000"),
        "client": ("127.0.0.1", "40000"),
        "headers": [
            (name.encode(), said.encode("latin-1"))
            for name, said in (("host", "127.0.0.1"), *headers)
        ],
    }  # fmt: skip


def comes(*parts: bytes, then: Message | None = None) -> Callable[[], Awaitable[Message]]:
    """A body in these parts; afterwards nothing ever, or what is given."""

    async def messages() -> AsyncIterator[Message]:
        for number, part in enumerate(parts, start=1):
            last = number == len(parts) and then is None
            yield {"type": "http.request", "body": part, "more_body": not last}
        if then is not None:
            yield then
        await asyncio.Event().wait()

    stream = messages()
    return lambda: anext(stream)


def asked(
    wanted: Message, receive: Callable[[], Awaitable[Message]] | None = None
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(application(wanted, receive or comes(b""), send))
    return sent


def text(sent: list[Message]) -> bytes:
    return b"".join(each.get("body", b"") for each in sent)


def posted(length: int, *headers: tuple[str, str]) -> Message:
    return scope("/x/", ("content-length", str(length)), *headers, method="POST")


def body_of(receive: Callable[[], Awaitable[Message]], length: int) -> bytes:
    with asyncio.run(whole(receive, length)) as body:
        return body.read()


def test_an_address_reaches_the_pages_byte_for_byte() -> None:
    assert environ_of(scope("/a%20b/%ff%2F"))["PATH_INFO"] == "/a b/\xff/"


def test_headers_said_twice_are_told_in_one_line() -> None:
    twice = [("cookie", "a=1"), ("cookie", "b=2"), ("x-y", "1"), ("x-y", "2")]
    environ = environ_of(scope("/", *twice))
    assert (environ["HTTP_COOKIE"], environ["HTTP_X_Y"]) == ("a=1; b=2", "1,2")


def test_a_name_with_an_underscore_does_not_pass_for_the_one_a_proxy_sets() -> None:
    forged = ("x_forwarded_proto", "https")
    assert "HTTP_X_FORWARDED_PROTO" not in environ_of(scope("/", forged))
    environ = environ_of(scope("/", forged, ("x-forwarded-proto", "http")))
    assert environ["HTTP_X_FORWARDED_PROTO"] == "http"


def test_type_and_length_stand_where_wsgi_has_them() -> None:
    environ = environ_of(posted(3, ("content-type", "text/plain")))
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "3")
    assert "HTTP_CONTENT_LENGTH" not in environ


def test_a_body_is_put_together_whatever_its_parts() -> None:
    assert body_of(comes(b"one ", b"", b"two"), 7) == b"one two"


def test_a_long_body_waits_in_a_file() -> None:
    folder, long = Path(settings.FILE_UPLOAD_TEMP_DIR), b"x" * (asgi.IN_MEMORY + 1)
    before = {*folder.iterdir()}
    with asyncio.run(whole(comes(long[:10], long[10:]), len(long))) as body:
        assert body._rolled  # type: ignore[attr-defined]  # how the library says so
        assert body.read() == long
        assert {*folder.iterdir()} == before  # without a name


def test_nothing_is_waited_for_where_no_body_is_announced() -> None:
    assert body_of(comes(), 0) == b""


def test_who_leaves_half_way_is_answered_nothing() -> None:
    left = {"type": "http.disconnect"}
    with pytest.raises(Gone):
        body_of(comes(b"half", then=left), 8)
    assert asked(posted(8), comes(b"half", then=left)) == []


def test_who_sends_too_slowly_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "PATIENCE", 0.01)
    start, *rest = asked(posted(8), stalled)
    assert start["status"] == 408
    assert text(rest) == b"This did not arrive in time. Please send it again.\n"


async def stalled() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def test_a_body_of_unknown_length_is_refused_in_words() -> None:
    both = [("transfer-encoding", "chunked"), ("content-length", "3")]
    for headers in (both[:1], both):
        start, *rest = asked(scope("/x/", *headers, method="POST"), stalled)
        assert start["status"] == 411
        assert (b"connection", b"close") in start["headers"]
        assert b"Content-Length" in text(rest)


@pytest.mark.parametrize(
    "lengths", [("4", "4"), ("²",), ("9" * 5000,)], ids=["two", "squared", "long"]
)
def test_a_length_that_is_no_number_is_refused_in_words(lengths: tuple[str, ...]) -> None:
    said = [("content-length", length) for length in lengths]
    start, *rest = asked(scope("/x/", *said), stalled)
    assert (start["status"], b"Content-Length" in text(rest)) == (400, True)


def test_a_body_for_which_the_disk_has_no_room_is_answered_as_that(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Full(BytesIO):
        def write(self, *_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(asgi, "SpooledTemporaryFile", lambda *_, **__: Full())
    start, *rest = asked(posted(4), comes(b"abcd"))
    assert start["status"] == 507
    assert b"There is no room left to write." in text(rest)
    assert "The disk is full" in caplog.text


def test_a_large_request_is_refused_by_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "LINGER", 0.01)
    seen: list[dict[str, object]] = []

    def pages(environ: dict[str, object], start: Callable[..., object]) -> HttpResponse:
        seen.append(environ)
        start("413 Payload Too Large", [])
        return HttpResponse(b"too much")

    monkeypatch.setattr(asgi, "pages", pages)
    sent = asked(posted(LARGE + 1), stalled)
    assert (sent[0]["status"], text(sent)) == (413, b"too much")
    assert [environ[HEAD_ALONE] for environ in seen] == [True]


def test_a_large_request_that_is_wanted_is_read_and_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def pages(environ: dict[str, object], start: Callable[..., object]) -> HttpResponse:
        if HEAD_ALONE in environ:
            start("100 Continue", [])
            return HttpResponse()
        start("200 OK", [])
        return HttpResponse(str(len(environ["wsgi.input"].read())))  # type: ignore[attr-defined]

    monkeypatch.setattr(asgi, "pages", pages)
    large = b"x" * (LARGE + 1)
    sent = asked(posted(len(large)), comes(large[:9], large[9:]))
    assert (sent[0]["status"], text(sent)) == (200, str(len(large)).encode())


def test_a_file_is_given_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "CHUNKS", 2)
    sent = asked(scope("/static/tandem.css"))
    assert text(sent) == STYLES.read_bytes()
    parts = sent[1:]
    assert len(parts) > 2
    assert [part["more_body"] for part in parts] == [True] * (len(parts) - 1) + [False]


def test_who_takes_nothing_is_given_no_more_and_the_file_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asgi, "PATIENCE", 0.05)
    monkeypatch.setattr(asgi, "CHUNKS", 1)
    with STYLES.open("rb") as file:
        response = FileResponse(file)

        def pages(environ: dict[str, object], start: Callable[..., object]) -> FileResponse:
            start("200 OK", [])
            return response

        monkeypatch.setattr(asgi, "pages", pages)

        async def takes_nothing(message: Message) -> None:
            if message["type"] == "http.response.body":
                await asyncio.Event().wait()

        asyncio.run(application(scope("/x/"), comes(b""), takes_nothing))
        assert file.closed


def test_pages_are_made_in_a_thread_of_the_few(monkeypatch: pytest.MonkeyPatch) -> None:
    names = []

    def pages(environ: dict[str, object], start: Callable[..., object]) -> HttpResponse:
        names.append(threading.current_thread().name)
        start("200 OK", [])
        return HttpResponse()

    monkeypatch.setattr(asgi, "pages", pages)
    asked(scope())
    assert names[0].startswith("pages")


def taking(turns: Turns, made: list[str], until: threading.Event) -> threading.Thread:
    """Somebody whose page is begun as soon as it is their turn, and made until then."""

    def make() -> None:
        with turns.taken():
            made.append("begun")
            until.wait(5)

    thread = threading.Thread(target=make)
    thread.start()
    return thread


def test_a_page_is_made_after_the_one_before() -> None:
    turns, made, at_once = Turns(seconds=60), list[str](), threading.Event()
    at_once.set()
    with turns.taken():
        other = taking(turns, made, at_once)
        time.sleep(0.05)  # enough for it to begin, did it not wait
        made.append("the one before is made")
    other.join(5)
    assert made == ["the one before is made", "begun"]


def test_a_long_page_lets_the_next_begin_and_ends_nobodys_turn_but_its_own() -> None:
    turns, made, until = Turns(seconds=0.01), list[str](), threading.Event()
    with turns.taken():
        other = taking(turns, made, until)
        while not made:
            time.sleep(0.001)
    assert turns.holder is not None
    until.set()
    other.join(5)
    assert turns.holder is None


def test_a_page_that_breaks_gives_its_turn_back() -> None:
    turns = Turns(seconds=60)
    with pytest.raises(OSError, match="broke"), turns.taken():
        raise OSError("it broke")
    assert turns.holder is None
