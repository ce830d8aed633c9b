"""A browser of very little weight: one connection, its cookies, and how long an answer took."""

from __future__ import annotations

import asyncio
import gzip
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

LOOPBACK = "127.0.0.1"
IDLE_SECONDS = 20  # after which the connection is not used again; servers close theirs later
PATIENCE_SECONDS = 60
COOKIE = re.compile("^set-cookie: ([^=]+)=([^;]*)", re.IGNORECASE | re.MULTILINE)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    text: str
    seconds: float


@dataclass
class Browser:
    """Asks one page after the other, as one signed-in person."""

    port: int
    cookies: dict[str, str]
    token: str = ""  # of the last form seen
    used: float = 0.0
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None)

    async def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """Raises OSError, asyncio.IncompleteReadError or TimeoutError where no answer came."""
        begun = time.perf_counter()
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = await self.connected()
            writer.write(self.request(path, form))
            head, body = await read_answer(reader)
        self.used = time.perf_counter()
        self.cookies |= dict(COOKIE.findall(head))
        headers = headers_in(head)
        if headers.get("connection") == "close":
            self.close()
        if found := TOKEN.search(body):
            self.token = found[1]
        return Answer(int(head.split()[1]), headers.get("location", ""), body, self.used - begun)

    async def connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.connection and time.perf_counter() - self.used > IDLE_SECONDS:
            self.close()
        if self.connection is None:
            self.connection = await asyncio.open_connection(LOOPBACK, self.port)
        return self.connection

    def close(self) -> None:
        if self.connection is not None:
            self.connection[1].close()
        self.connection = None

    def request(self, path: str, form: dict[str, str] | None) -> bytes:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"Host: {LOOPBACK}:{self.port}\r\nCookie: {jar}\r\nAccept-Encoding: gzip\r\n"
        if form is None:
            return f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()
        body = urlencode({**form, "csrfmiddlewaretoken": self.token})
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}"
        return f"POST {path} HTTP/1.1\r\n{head}{kind}\r\n\r\n{body}".encode()


async def read_answer(reader: asyncio.StreamReader) -> tuple[str, str]:
    """The head as it came, and the text that follows."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    headers = headers_in(head)
    body = await read_body(reader, headers)
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return head, body.decode()


def headers_in(head: str) -> dict[str, str]:
    pairs = (line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    return {name.lower(): value for name, value in pairs}


async def read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding") != "chunked":
        return b""
    parts = []
    while length := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(length))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)
