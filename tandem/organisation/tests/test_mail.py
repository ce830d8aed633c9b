"""A test message really goes out, and whatever stops it is said in words."""

from __future__ import annotations

import socket

import pytest

from tandem.organisation.mail import MailServer, Outcome, Tls, Tried, try_out
from tandem.organisation.tests.mail_server import CERTIFICATE, PASSWORD, USER, Manners, serving

TO = "pia.novak@varnholm.example"


def tried(port: int, *, tls: Tls = Tls.NONE, host: str = "127.0.0.1", password: str = "") -> Tried:
    server = MailServer(
        host=host, port=port, tls=tls, sender="tandem@varnholm.example",
        user=USER if password else "", password=password,
    )  # fmt: skip
    return try_out(server, to=TO, address="https://tandem.varnholm.example")


def test_a_message_is_handed_over_and_says_where_it_comes_from() -> None:
    with serving(Manners()) as mail:
        found = tried(mail.port)
    assert found.accepted
    assert TO in found.sentence
    [message] = mail.taken
    assert "Subject: Tandem can send mail" in message
    assert f"To: {TO}" in message
    assert "https://tandem.varnholm.example" in message.replace("=\n", "")


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_it_goes_sealed_and_signed_in_where_the_certificate_is_known(
    monkeypatch: pytest.MonkeyPatch, tls: Tls
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    manners = Manners(starttls=tls is Tls.STARTTLS, tls=tls is Tls.TLS, login=True)
    with serving(manners) as mail:
        assert tried(mail.port, tls=tls, password=PASSWORD).accepted
    assert (mail.signed_in, len(mail.taken)) == ([USER], 1)


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_an_unknown_certificate_is_not_trusted_and_no_password_is_said(tls: Tls) -> None:
    manners = Manners(starttls=tls is Tls.STARTTLS, tls=tls is Tls.TLS, login=True)
    with serving(manners) as mail:
        found = tried(mail.port, tls=tls, password=PASSWORD)
    assert found.outcome is Outcome.UNTRUSTED
    assert "TANDEM_MAIL_HOST must be the name that stands in it" in found.sentence
    assert (mail.signed_in, mail.taken) == ([], [])


CASES = [
    (Manners(), Tls.STARTTLS, "", Outcome.NO_TLS_HERE, ""),
    (Manners(), Tls.TLS, "", Outcome.NO_TLS_HERE, ""),
    (Manners(login=True), Tls.NONE, "wrong", Outcome.BAD_LOGIN, "535 5.7.8 name or password wrong"),
    (Manners(), Tls.NONE, PASSWORD, Outcome.NO_LOGIN_HERE, ""),
    (Manners(refuses_sender=True), Tls.NONE, "", Outcome.SENDER_REFUSED, "550 not from here"),
    (Manners(refuses_recipient=True), Tls.NONE, "", Outcome.RECIPIENT_REFUSED,
     "550 no such mailbox"),
    (Manners(hangs_up=True), Tls.NONE, "", Outcome.BROKEN_OFF, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("manners", "tls", "password", "outcome", "answer"), CASES, ids=[c[3].name for c in CASES]
)
def test_what_a_server_refuses_is_said_with_where_to_look(
    manners: Manners, tls: Tls, password: str, outcome: Outcome, answer: str
) -> None:
    with serving(manners) as mail:
        found = tried(mail.port, tls=tls, password=password)
    assert (found.outcome, found.answer) == (outcome, answer)
    assert "127.0.0.1" in found.sentence
    assert mail.taken == []


def test_a_port_where_nobody_listens_is_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = tried(port)
    assert found.outcome is Outcome.REFUSED
    assert f"port {port}" in found.sentence


def test_a_server_that_says_nothing_is_not_waited_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tandem.organisation.mail.PATIENCE_SECONDS", 0.1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert tried(silent.getsockname()[1]).outcome is Outcome.SILENT


def test_a_name_that_is_no_machine_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tried(25, host="x" * 70).outcome is Outcome.UNKNOWN_HOST

    def nobody(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    found = tried(25, host="mail.varnholm.example")
    assert found.outcome is Outcome.UNKNOWN_HOST
    assert "There is no machine called mail.varnholm.example" in found.sentence


def test_without_a_server_nothing_is_tried() -> None:
    assert try_out(None, to=TO, address="").outcome is Outcome.NOT_SET


def test_a_password_is_in_no_printed_form() -> None:
    server = MailServer(
        host="h", port=25, tls=Tls.NONE, sender="a@b.example", user=USER, password=PASSWORD
    )
    assert PASSWORD not in repr(server)
    assert server.shows_password
