"""The mail server Tandem hands mail to, and one test message with its outcome in words.

Where it is comes from the environment; nothing of it is in the database.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext

PATIENCE_SECONDS = 8
LONGEST_ANSWER = 200  # letters of what a server said that are repeated


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


class Tls(StrEnum):
    """How the way to the mail server is sealed."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and as whom. The password is never shown or printed."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password_file: Path | None = None
    password: str = field(default="", repr=False)

    @property
    def shows_password(self) -> bool:
        """The way there is open, and a password goes along it."""
        return self.tls is Tls.NONE and bool(self.user)


class Outcome(Enum):
    """What became of a test message: the sentence is for whoever sent it."""

    ACCEPTED = _("The mail server has taken the message to %(to)s. Look into the mailbox: what the "
                 "server does with it afterwards, Tandem does not see.")  # fmt: skip
    NOT_SET = _("No mail server is set. Set TANDEM_MAIL_HOST and TANDEM_MAIL_FROM, and start "
                "Tandem again.")  # fmt: skip
    UNKNOWN_HOST = _("There is no machine called %(host)s. Look at TANDEM_MAIL_HOST.")
    REFUSED = _("%(host)s does not answer at port %(port)s. Look at TANDEM_MAIL_PORT, and whether "
                "the server runs.")  # fmt: skip
    SILENT = _("%(host)s did not answer in time. A firewall may stand between, or the port or "
               "TANDEM_MAIL_TLS is another.")  # fmt: skip
    UNTRUSTED = _("The certificate of %(host)s cannot be trusted. TANDEM_MAIL_HOST must be the "
                  "name that stands in it, and this machine must know its issuer.")  # fmt: skip
    NO_TLS_HERE = _("%(host)s does not speak TLS at port %(port)s in this way. Look at "
                    "TANDEM_MAIL_TLS: starttls mostly goes with 587, tls with 465.")  # fmt: skip
    BAD_LOGIN = _("%(host)s does not take this name and password. Look at TANDEM_MAIL_USER and at "
                  "the file in TANDEM_MAIL_PASSWORD_FILE.")  # fmt: skip
    NO_LOGIN_HERE = _("%(host)s takes no name and password here. Often it does only after "
                      "TLS: look at TANDEM_MAIL_TLS; or leave TANDEM_MAIL_USER empty.")  # fmt: skip
    SENDER_REFUSED = _("%(host)s takes no mail from %(sender)s. Look at TANDEM_MAIL_FROM.")
    RECIPIENT_REFUSED = _("%(host)s takes no mail to %(to)s. It may want a name and password, or "
                          "the address does not exist.")  # fmt: skip
    BROKEN_OFF = _("%(host)s broke off. Look at the port and at TANDEM_MAIL_TLS.")


@dataclass(frozen=True, slots=True)
class Tried:
    """A test message and what became of it. `answer` is what the server said, if anything."""

    outcome: Outcome
    sentence: str
    answer: str = ""

    @property
    def accepted(self) -> bool:
        return self.outcome is Outcome.ACCEPTED


def try_out(server: MailServer | None, *, to: str, address: str) -> Tried:
    """Hand one test message to the server, waiting some seconds at most. Never raises for it.

    address: where this Tandem is found, for the message's own words.
    """
    if server is None:
        return Tried(Outcome.NOT_SET, gettext(Outcome.NOT_SET.value))
    outcome, answer = Outcome.ACCEPTED, ""
    line = connection(server)
    try:
        line.send_messages([message(server, to, address)])
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        outcome, answer = outcome_of(error), answer_in(error)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.close()  # it stays open where signing in was refused
    words = {"to": to, "host": server.host, "port": server.port, "sender": server.sender}
    return Tried(outcome, gettext(outcome.value) % words, answer)


def message(server: MailServer, to: str, address: str) -> EmailMessage:
    return EmailMessage(
        subject=gettext("Tandem can send mail"),
        body=gettext(
            "This is a test message from Tandem at %(address)s. Somebody who runs it asked for it, "
            "and nobody else has got it."
        )
        % {"address": address},
        from_email=server.sender,
        to=[to],
    )


def connection(server: MailServer) -> EmailBackend:
    return EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls is Tls.STARTTLS,
        use_ssl=server.tls is Tls.TLS,
        timeout=PATIENCE_SECONDS,
    )


BY_ERROR: tuple[tuple[type[Exception], Outcome], ...] = (  # the narrower one first
    (smtplib.SMTPAuthenticationError, Outcome.BAD_LOGIN),
    (smtplib.SMTPSenderRefused, Outcome.SENDER_REFUSED),
    (smtplib.SMTPRecipientsRefused, Outcome.RECIPIENT_REFUSED),
    (ssl.SSLCertVerificationError, Outcome.UNTRUSTED),
    (ssl.SSLError, Outcome.NO_TLS_HERE),
    (smtplib.SMTPException, Outcome.BROKEN_OFF),
    (socket.gaierror, Outcome.UNKNOWN_HOST),
    (UnicodeError, Outcome.UNKNOWN_HOST),  # a name that no machine can have
    (ConnectionRefusedError, Outcome.REFUSED),
    (TimeoutError, Outcome.SILENT),
    (ConnectionError, Outcome.BROKEN_OFF),
    (OSError, Outcome.REFUSED),
)


def outcome_of(error: Exception) -> Outcome:
    if isinstance(error.__context__, TimeoutError):  # smtplib tells it as a broken line
        return Outcome.SILENT
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Outcome.NO_LOGIN_HERE if "AUTH" in str(error) else Outcome.NO_TLS_HERE
    return next(outcome for kind, outcome in BY_ERROR if isinstance(error, kind))


def answer_in(error: Exception) -> str:
    """What the server itself said, cut short; nothing where it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return in_one_line(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return in_one_line(error.smtp_code, error.smtp_error)
    return ""


def in_one_line(code: int, said: bytes | str) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:LONGEST_ANSWER]
