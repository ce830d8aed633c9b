"""On PostgreSQL what was there before is kept in a schema of its own, in the same transaction."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

THERE = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


def put_aside(connection: BaseDatabaseWrapper, schema: str) -> bool:
    """Every table goes into the schema, with its indexes and numbers. Whether there was any."""
    with connection.cursor() as cursor:
        cursor.execute(THERE)
        names = [name for (name,) in cursor.fetchall()]
        if not names:
            return False
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        for name in names:
            cursor.execute(
                sql.SQL("ALTER TABLE {} SET SCHEMA {}").format(
                    sql.Identifier(name), sql.Identifier(schema)
                )
            )
    return True


def leave_proof(connection: BaseDatabaseWrapper, proof: str) -> None:
    """By which a restore that was cut short knows whether its rows are in."""
    with connection.cursor() as cursor:
        words = sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(sql.Literal(proof))
        cursor.execute(words)
