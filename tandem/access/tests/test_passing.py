"""What is tried again by itself, how often, and after what pause."""

from __future__ import annotations

import errno
import smtplib
import socket
import sqlite3
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)

from tandem.access.passing import PAUSES, is_passing, pause_after

MINUTE = timedelta(minutes=1)
BUSY, NEVER = (450, b"try later, Sam"), (550, b"nobody")


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def told(state: str) -> Exception:
    """What Django makes of an answer of PostgreSQL."""
    return caused(OperationalError(), psycopg.errors.lookup(state)())


PASSING = [
    OSError(errno.ENOSPC, "no room"),
    OSError(errno.EIO, "the disk"),
    ConnectionRefusedError(),
    TimeoutError(),
    socket.gaierror(socket.EAI_AGAIN, "no name server"),
    OperationalError("no connection at all"),
    caused(InterfaceError(), psycopg.InterfaceError("the connection is closed")),
    told("57P01"),  # told to end
    told("53100"),  # its disk is full
    told("40P01"),  # two waited for each other
    told("55P03"),  # a lock was not to be had
    smtplib.SMTPServerDisconnected("gone"),
    smtplib.SMTPConnectError(421, b"too many"),
    smtplib.SMTPRecipientsRefused({"sam@varnholm.example": BUSY}),
    caused(RuntimeError(), ConnectionResetError()),
]
STAYING = [
    ValueError("a line"),
    FileNotFoundError(errno.ENOENT, "gone"),
    PermissionError(errno.EACCES, "not yours"),
    IntegrityError("there already"),
    DataError("too long"),
    ProgrammingError("no such table"),
    told("55000"),  # asked for in the wrong moment
    caused(InterfaceError(), sqlite3.InterfaceError("no such type")),
    socket.gaierror(socket.EAI_NONAME, "no such machine"),
    smtplib.SMTPAuthenticationError(535, b"wrong password"),
    smtplib.SMTPRecipientsRefused({"sam@varnholm.example": BUSY, "pia@varnholm.example": NEVER}),
    smtplib.SMTPNotSupportedError(),
]  # fmt: skip


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_passes_by_itself_is_tried_again(error: Exception) -> None:
    assert pause_after(error, 1) == MINUTE


@pytest.mark.parametrize("error", STAYING, ids=repr)
def test_what_lies_in_the_data_is_not(error: Exception) -> None:
    assert pause_after(error, 1) is None


@pytest.mark.parametrize(
    ("tries", "pause"), [(1, MINUTE), (2, 5 * MINUTE), (3, 30 * MINUTE), (4, None), (40, None)]
)
def test_the_pauses_grow_and_end(tries: int, pause: timedelta | None) -> None:
    assert pause_after(TimeoutError(), tries) == pause


def test_each_pause_is_longer_than_the_one_before() -> None:
    assert [*PAUSES] == sorted({*PAUSES})


# ---- as the databases really say it


@pytest.mark.django_db
def test_a_table_that_is_not_there_is_not_waited_for() -> None:
    with (
        pytest.raises((OperationalError, ProgrammingError)) as found,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM nothing_there")
    assert not is_passing(found.value)


def test_a_database_that_is_locked_or_away_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "busy.sqlite3"
    with sqlite3.connect(file) as holder, sqlite3.connect(file, timeout=0) as other:
        holder.execute("CREATE TABLE rows (one)")
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            other.execute("SELECT * FROM rows")
    with pytest.raises(sqlite3.OperationalError) as away:
        sqlite3.connect(tmp_path / "nowhere/at.sqlite3")
    holder.close()
    other.close()
    for found in (locked.value, away.value):
        assert is_passing(caused(OperationalError(), found))
