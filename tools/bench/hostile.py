"""Company that means ill, or whose line is very slow. Each kind alone, beside people at work."""

from __future__ import annotations

import asyncio
import itertools
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from tools.bench.browser import LOOPBACK

SLOW, QUICK, IDLE = 50, 10, 2_000  # how many of a kind
PAUSE = 0.5  # seconds between two bytes of a slow one
BETWEEN = 0.2  # seconds between two tries of a quick one
SIGN_IN, UPLOAD, STYLES = "/app/sign-in/", "/app/company/import/", "/static/vendor/pico.css"
HOST = f"Host: {LOOPBACK}\r\n"
FORM = f"Cookie: tandem_csrf={'a' * 32}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
LARGE = 64 * 2**20
TO_US = b" HTTP/1.1\r\n" + HOST.encode()
BAD = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # TLS
    b"GET\r\n\r\n",
    b"\x00\xff\xfe" * 40 + b"\r\n\r\n",
    b"GET /\xff\xfe" + TO_US + b"\r\n",
    b"GET /%ff%fe%00/" + TO_US + b"\r\n",
    b"GET /app/" + TO_US + b"Cookie: tandem=\xff\xfe; =; ;;a=b=c; tandem\r\n\r\n",
    b"GET /app/" + TO_US + b'Cookie: tandem="\\303\\377"; tandem_csrf=\x01\r\n\r\n',
    b"POST /app/sign-in/" + TO_US + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx",
    b"POST /app/sign-in/" + TO_US + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /app/sign-in/" + TO_US + b"Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
)


@dataclass
class Felt:
    """What the server did to its company."""

    count: int = 0
    first_lines: dict[str, int] = field(default_factory=dict)
    words: str = ""

    def answered(self, line: str) -> None:
        self.first_lines[line] = self.first_lines.get(line, 0) + 1

    def told(self) -> str:
        lines = ", ".join(f"{line} {n}×" for line, n in sorted(self.first_lines.items()))
        return "; ".join(part for part in (self.words, lines) if part) + "; " * bool(
            self.words or lines
        )


Company = Callable[[int], AbstractAsyncContextManager[Felt]]
Behaviour = Callable[[int, Felt], Awaitable[None]]


def many(count: int, behaviour: Behaviour) -> Company:
    """So many at once who do this, and do it again when the server ends it."""

    @asynccontextmanager
    async def company(port: int) -> AsyncIterator[Felt]:
        felt = Felt()

        async def again_and_again() -> None:
            while True:
                try:
                    await behaviour(port, felt)
                except (OSError, EOFError):
                    felt.answered("cut off")
                await asyncio.sleep(BETWEEN)

        tasks = [asyncio.create_task(again_and_again()) for _ in range(count)]
        await asyncio.sleep(1)
        yield felt
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    return company


@asynccontextmanager
async def nobody(port: int) -> AsyncIterator[Felt]:
    yield Felt()


async def said(port: int, felt: Felt, *parts: bytes, pause: float = 0) -> None:
    """Says it part by part, until there is an answer."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    answer = asyncio.create_task(reader.readline())
    try:
        for part in parts:
            if answer.done():
                break
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        async with asyncio.timeout(10):
            felt.answered((await answer).decode("latin-1").strip()[9:] or "closed")
    except TimeoutError:
        felt.answered("no answer")
    finally:
        answer.cancel()
        writer.close()


async def slow_head(port: int, felt: Felt) -> None:
    first = f"GET {SIGN_IN} HTTP/1.1\r\n{HOST}X-Slow: ".encode()
    await said(port, felt, first, *itertools.repeat(b"a", 10_000), pause=PAUSE)


async def slow_body(port: int, felt: Felt) -> None:
    """With the cookie that every visitor of the page is given: without it nobody looks further."""
    first = f"POST {SIGN_IN} HTTP/1.1\r\n{HOST}{FORM}Content-Length: 10000\r\n\r\n".encode()
    await said(port, felt, first, *itertools.repeat(b"a", 10_000), pause=PAUSE)


async def slow_reader(port: int, felt: Felt) -> None:
    """Asks for the styles very often at once and takes them a byte at a time."""
    own = socket.socket()
    own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    own.setblocking(False)
    await asyncio.get_running_loop().sock_connect(own, (LOOPBACK, port))
    reader, writer = await asyncio.open_connection(sock=own, limit=1)
    try:
        writer.write(f"GET {STYLES} HTTP/1.1\r\n{HOST}\r\n".encode() * 100)
        while await reader.read(1):
            await asyncio.sleep(PAUSE)
        felt.answered("closed")
    finally:
        writer.close()


async def large_head(port: int, felt: Felt) -> None:
    await said(
        port, felt, f"GET {SIGN_IN} HTTP/1.1\r\n{HOST}X-Large: {'a' * 2**20}\r\n\r\n".encode()
    )


async def long_address(port: int, felt: Felt) -> None:
    await said(port, felt, f"GET /{'a' * 100_000} HTTP/1.1\r\n{HOST}\r\n".encode())


async def large_head_or_address(port: int, felt: Felt) -> None:
    await large_head(port, felt)
    await long_address(port, felt)


async def large_body(port: int, felt: Felt) -> None:
    """To a page that takes none, and as an upload by somebody who is not signed in."""
    for path in (SIGN_IN, UPLOAD):
        first = f"POST {path} HTTP/1.1\r\n{HOST}Content-Length: {LARGE}\r\n\r\n".encode()
        await said(port, felt, first, *itertools.repeat(b"a" * 2**16, LARGE // 2**16))


async def bad(port: int, felt: Felt) -> None:
    for each in BAD:
        await said(port, felt, each)


@asynccontextmanager
async def idle(port: int) -> AsyncIterator[Felt]:
    """Connections on which nothing is said."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = max(soft, min(hard, IDLE + 500))
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    opened, felt = [], Felt()
    try:
        for _ in range(min(IDLE, wanted - 400)):
            opened.append(await asyncio.open_connection(LOOPBACK, port))
        few = "" if len(opened) == IDLE else ", as many as this machine lets one process open"
        felt.words = f"{len(opened):,} of them{few}"
        yield felt
    finally:
        for _, writer in opened:
            writer.close()


COMPANY: dict[str, Company] = {
    f"{SLOW} slow headers": many(SLOW, slow_head),
    f"{SLOW} slow bodies": many(SLOW, slow_body),
    f"{SLOW} slow readers": many(SLOW, slow_reader),
    "headers of 1 MiB": many(QUICK, large_head_or_address),
    "bodies of 64 MiB": many(QUICK, large_body),
    "garbage": many(QUICK, bad),
    "idle connections": idle,
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
