"""A session on a disk that is full."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError, connection

from tandem.access.sessions import SessionStore

pytestmark = pytest.mark.django_db
LONG = "x" * 200_000


@contextmanager
def no_page_more() -> Iterator[None]:
    """The database of the tests cannot grow, as on a disk that is full."""
    if connection.vendor != "sqlite":
        pytest.skip("How large a PostgreSQL may grow is the disk's business: SQLite is asked here.")
    connection.ensure_connection()
    asked = connection.connection  # past Django, which asks nothing more after an error
    [most] = asked.execute("PRAGMA max_page_count").fetchone()
    asked.execute("PRAGMA max_page_count = 1")  # as many as there are, then
    try:
        yield
    finally:
        asked.execute(f"PRAGMA max_page_count = {most}")


def test_a_page_goes_on_without_what_its_session_cannot_keep(
    caplog: pytest.LogCaptureFixture,
) -> None:
    session = SessionStore()
    session.create()
    session["_messages"] = LONG
    with no_page_more():
        session.save()
    assert "_messages" not in SessionStore(session.session_key)
    assert "The disk is full" in caplog.text


def test_a_session_that_cannot_begin_says_so() -> None:
    session = SessionStore()
    session["_messages"] = LONG
    with no_page_more(), pytest.raises(DatabaseError, match="full"):
        session.create()


def test_one_that_was_ended_elsewhere_stays_ended() -> None:
    session = SessionStore()
    session.create()
    SessionStore(session.session_key).delete()
    session["later"] = True
    with pytest.raises(UpdateError):
        session.save()
