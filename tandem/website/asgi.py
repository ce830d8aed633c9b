"""What the web server runs: a thread is given a request only when all of it is there.

Reading from the line and writing to it is the event loop's work. Who sends or takes slowly holds a
connection for as long as patience lasts, and none of the few threads in which pages are made.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import islice
from tempfile import SpooledTemporaryFile
from threading import Condition
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string

from tandem.access.full import is_full
from tandem.organisation.digits import in_digits
from tandem.website.bodies import GO_ON, HEAD_ALONE, LARGE, LINGER, PATIENCE
from tandem.website.wsgi import application as pages

THREADS = 4  # each with its own database connection
ALONE = 0.1  # seconds for which a page is made alone; hardly one takes as long
SLOWEST = 32 * 1024  # bytes of a body in a second, beyond that patience
IN_MEMORY = 64 * 1024  # bytes of one body; a longer one is a file meanwhile
CHUNKS = 16  # of an answer at a time; Django makes chunks of 4 KiB of a file
BREATH = 0.05  # seconds

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]
T = TypeVar("T")

log = logging.getLogger(__name__)


def keep_connection() -> None:
    """Of this thread to a database in a file: opened by each page, all would be read anew.

    Nothing is restored in its place while this runs. A server has a pool of connections.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["CONN_MAX_AGE"] = None


pool = ThreadPoolExecutor(THREADS, thread_name_prefix="pages", initializer=keep_connection)


class Turns:
    """One page is made after the other, as they came; a long one lets the next begin beside it.

    Python makes one at a time anyway: taken up together, all are done only when the last one is.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds, self.changed = seconds, Condition()
        self.holder: object = None
        self.since = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        me = object()
        with self.changed:
            while self.holder and (left := self.since + self.seconds - monotonic()) > 0:
                self.changed.wait(left)
            self.holder, self.since = me, monotonic()
        try:
            yield
        finally:
            with self.changed:
                if self.holder is me:
                    self.holder = None
                    self.changed.notify()


turns = Turns(ALONE)


class Gone(Exception):
    """The client has left before the request was there."""


async def application(scope: Message, receive: Receive, send: Send) -> None:
    environ = environ_of(scope)
    if "HTTP_TRANSFER_ENCODING" in environ:
        return await refuse(send, 411, "Tandem takes no body without a Content-Length.")
    if in_digits(environ.get("CONTENT_LENGTH", "0")) is None:
        return await refuse(send, 400, "The Content-Length of this request is no number.")
    if too_large := await refusal(environ):
        await give(too_large, send)
        return await linger(receive)
    try:
        with await whole(receive, length_of(environ)) as body:
            await give(await answer(environ, body), send)
    except TimeoutError:
        await refuse(send, 408, "This did not arrive in time. Please send it again.")
    except Gone:
        return None
    except OSError as error:
        if not is_full(error):
            raise
        log.error("The disk is full: the body of a request could not be kept.")
        await refuse(send, 507, await in_thread(render_to_string, "507.html"), kind="html")


def environ_of(scope: Message) -> Environ:
    """The request as WSGI tells it, byte for byte.

    A name with an underscore would count as the one with a hyphen, past a proxy that sets that.
    """
    headers: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").upper()
        if "_" in name:
            continue
        key = name.replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        between = "; " if name == "COOKIE" else ","
        said = value.decode("latin-1")
        headers[key] = f"{headers[key]}{between}{said}" if key in headers else said
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
    }


def length_of(environ: Environ) -> int:
    return int(environ.get("CONTENT_LENGTH", "0"))


async def refusal(environ: Environ) -> Answer | None:
    """What the pages say to the head of a large request, unless they want the rest."""
    if length_of(environ) <= LARGE:
        return None
    said = await answer({**environ, HEAD_ALONE: True}, BytesIO())
    return None if said.status == GO_ON else said


async def whole(receive: Receive, length: int) -> SpooledTemporaryFile[bytes]:
    """The body, once all of it is there. Raises TimeoutError and Gone."""
    body = SpooledTemporaryFile(IN_MEMORY, dir=str(settings.FILE_UPLOAD_TEMP_DIR))  # noqa: SIM115 - the caller closes it
    more = length > 0
    try:
        async with asyncio.timeout(PATIENCE + length / SLOWEST):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                body.write(message["body"])
                more = message["more_body"]
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


class Answer:
    """Of the pages to one request. It is made, read and closed in threads."""

    def __init__(self, environ: Environ) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.response = pages(environ, self.start)  # type: ignore[arg-type]  # Django needs no `write`
        self.chunks = iter(self.response)
        self.part, self.more = b"", True
        self.read()

    def start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = int(status[:3])
        self.headers = [(name.encode("latin-1"), said.encode("latin-1")) for name, said in headers]

    def read(self) -> None:
        """The next part; after the last one everything is closed."""
        taken = [*islice(self.chunks, CHUNKS)]
        self.part, self.more = b"".join(taken), len(taken) == CHUNKS
        if not self.more:
            self.response.close()


async def answer(environ: Environ, body: BytesIO | SpooledTemporaryFile[bytes]) -> Answer:
    return await in_thread(in_turn, {**environ, "wsgi.input": body})


def in_turn(environ: Environ) -> Answer:
    with turns.taken():
        return Answer(environ)


async def in_thread(do: Callable[..., T], *given: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, do, *given)


async def give(answer: Answer, send: Send) -> None:
    """Part by part, as the client takes them. Who takes none for too long is given no more."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    try:
        while True:
            async with asyncio.timeout(PATIENCE):
                await send(part(answer.part, more=answer.more))
            if not answer.more:
                return
            await in_thread(answer.read)
    except TimeoutError:
        return
    finally:
        if answer.more:
            await in_thread(answer.response.close)


def part(content: bytes, *, more: bool = False) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}


async def refuse(send: Send, status: int, words: str, *, kind: str = "plain") -> None:
    said = f"text/{kind}; charset=utf-8".encode()
    headers = [(b"content-type", said), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(part(f"{words}\n".encode()))


async def linger(receive: Receive) -> None:
    """Lets a little more come: a line cut at once takes the answer with it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            while (await receive()).get("more_body"):
                await asyncio.sleep(BREATH)
