"""A small mail server on this machine, for tests: it can be friendly, strict, or broken."""

from __future__ import annotations

import atexit
import base64
import shutil
import socketserver
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import trustme

FOLDER = Path(tempfile.mkdtemp(prefix="tandem-mail-"))
CERTIFICATE = FOLDER / "authority.pem"  # whom a client has to trust
OWN = FOLDER / "server.pem"
AUTHORITY = trustme.CA()
AUTHORITY.cert_pem.write_to_path(CERTIFICATE)
AUTHORITY.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(OWN)
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
USER, PASSWORD = "tandem", "quiet brown owl"


@dataclass
class Manners:
    """How the server behaves, and what it has taken."""

    starttls: bool = False
    tls: bool = False
    login: bool = False  # takes mail only from who signs in, and only over TLS if it has any
    refuses_sender: bool = False
    refuses_recipient: bool = False
    hangs_up: bool = False
    recipients: dict[str, str] = field(default_factory=dict)  # what is said to each
    to_a_message: str = "250 taken"
    port: int = 0
    taken: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)


class Conversation(socketserver.StreamRequestHandler):
    manners: Manners
    sealed = False

    def handle(self) -> None:
        self.sealed = self.manners.tls
        if self.manners.tls and not self.seal():
            return
        if self.manners.hangs_up:
            return
        self.say("220 mail.varnholm.example")
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            if not self.answer(line):
                return

    def seal(self) -> bool:
        try:
            self.request = context().wrap_socket(self.request, server_side=True)
        except (ssl.SSLError, OSError):  # the other side did not like the certificate
            return False
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        return True

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the sealed one; the server knows only the one below it

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def answer(self, line: str) -> bool:
        word = line.split(" ")[0].split(":")[0].upper()
        match word:
            case "EHLO" | "HELO":
                self.greet()
            case "STARTTLS":
                self.say("220 go on")
                self.sealed = True
                return self.seal()
            case "AUTH":
                self.sign_in(line)
            case "MAIL":
                self.say("550 not from here" if self.manners.refuses_sender else "250 ok")
            case "RCPT":
                self.say(self.to_recipient(line.partition("<")[2].partition(">")[0]))
            case "DATA":
                self.take()
            case "QUIT":
                self.say("221 bye")
                return False
            case _:
                self.say("250 ok")
        return True

    def to_recipient(self, address: str) -> str:
        if self.manners.refuses_recipient:
            return "550 no such mailbox"
        return self.manners.recipients.get(address, "250 ok")

    def greet(self) -> None:
        open_to = ["STARTTLS"] if self.manners.starttls and not self.sealed else []
        if self.manners.login and (self.sealed or not self.manners.starttls):
            open_to.append("AUTH PLAIN")
        for each in ["mail.varnholm.example", *open_to]:
            self.say(f"250-{each}")
        self.say("250 8BITMIME")

    def sign_in(self, line: str) -> None:
        given = base64.b64decode(line.split(" ")[2]).decode().split("\0")[1:]
        if given == [USER, PASSWORD]:
            self.manners.signed_in.append(given[0])
            self.say("235 welcome")
        else:
            self.say("535 5.7.8 name or password wrong")

    def take(self) -> None:
        self.say("354 go on")
        lines = iter(lambda: self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n"), ".")
        message = "\n".join(lines)
        if self.manners.to_a_message.startswith("250"):
            self.manners.taken.append(message)
        self.say(self.manners.to_a_message)


def context() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(OWN)
    return made


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away in the middle is what some tests are about."""


@contextmanager
def serving(manners: Manners) -> Iterator[Manners]:
    handler = type("Handler", (Conversation,), {"manners": manners})
    with Server(("127.0.0.1", 0), handler) as server:
        manners.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield manners
        finally:
            server.shutdown()
            thread.join()
