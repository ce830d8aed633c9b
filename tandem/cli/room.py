"""A disk that is full, told in one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tandem.access.full import is_full


@contextmanager
def told_of_room(after: str) -> Iterator[None]:
    """A full disk is a sentence and exit code 1. after: what is there now. Django is loaded."""
    try:
        yield
    except Exception as error:
        if not is_full(error):
            raise
        raise click.ClickException(f"The disk is full ({reason(error)}). {after}") from error


@contextmanager
def told_of_end(after: str) -> Iterator[None]:
    """So is whatever else keeps a file or a database from being read or written to its end."""
    from django.db import Error as DatabaseError
    from psycopg import Error as PostgresError

    with told_of_room(after):
        try:
            yield
        except (OSError, sqlite3.Error, DatabaseError, PostgresError) as error:
            if is_full(error):
                raise
            words = f"It could not be done to its end ({reason(error)}). {after}"
            raise click.ClickException(words) from error


def reason(error: BaseException) -> str:
    return str(error).strip().splitlines()[0]
