"""PostgreSQL's own full-text index on what people and areas are found by.

No extension, so nobody has to be allowed one. Other databases have none such, which is why no model
can name it; it is there after `migrate`, however the tables came.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

TABLES = ("organisation_area", "organisation_spell")


def index_words(using: str, **_signal: Any) -> None:  # noqa: ANN401  # what the signal brings
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {table}_words ON {table}"
                " USING gin (to_tsvector('simple', search))"
            )
