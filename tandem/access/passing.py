"""What passes by itself: a database that is away, a full disk, a mail server that does not answer.

Only what is known to pass is tried again, some times with growing pauses. Whatever else goes wrong
lies in the data or in the code, and would go wrong again.
"""

from __future__ import annotations

import errno
import smtplib
import socket
import sqlite3
from datetime import timedelta

from django.db import InterfaceError, OperationalError

from tandem.access.full import came_from, is_full

PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 30))

# Of SQLSTATE: connection, taken back for another's sake, resources, told to end, the system.
OF_POSTGRESQL = ("08", "40", "53", "55P03", "57", "58")
OF_SQLITE = ("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_LOCKED")
OF_THE_SYSTEM = {
    errno.EAGAIN, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE,
    errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH, errno.ETIMEDOUT,
}  # fmt: skip


def pause_after(error: BaseException, tries: int) -> timedelta | None:
    """How long to wait before the next try; None where another is of no use, or enough were made.

    tries: how many there were, the one that ended so among them.
    """
    return PAUSES[tries - 1] if tries <= len(PAUSES) and is_passing(error) else None


def is_passing(error: BaseException) -> bool:
    return is_full(error) or any(passes(each) for each in came_from(error))


def passes(error: BaseException) -> bool:
    if isinstance(error, OperationalError | InterfaceError):
        return is_away(error.__cause__)
    if isinstance(error, smtplib.SMTPException):
        return is_later(error)
    if isinstance(error, socket.gaierror):
        return error.errno == socket.EAI_AGAIN
    if isinstance(error, ConnectionError | TimeoutError):
        return True
    return isinstance(error, OSError) and error.errno in OF_THE_SYSTEM


def is_away(cause: BaseException | None) -> bool:
    """Away, busy or full; not a query that asks for what is not there."""
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "").startswith(OF_SQLITE)
    state = getattr(cause, "sqlstate", None)  # none where there was no connection to tell it over
    return state is None or state.startswith(OF_POSTGRESQL)


def is_later(error: smtplib.SMTPException) -> bool:
    """Whether the mail server broke off, or said to come again: its answers from 400 to 499."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and 400 <= error.smtp_code < 500
