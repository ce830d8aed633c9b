"""Questions of every page, put into SQL once.

Django writes a question anew each time it is asked. Who is signed in, and what they hold, takes
five thousand letters: writing them took longer than the database needs for the answer.
"""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from django.db import connections, models
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=models.Model)
R = TypeVar("R")

HOLE = UUID("00000000-0000-4000-8000-0000000401e5")
"""Stands in the question for the key that is asked for."""


class WrittenOnce(Generic[M, R]):
    """Made of a question in which `HOLE` stands wherever the key will; then asked with each key.

    Its answer is what the question itself would have answered, with all that Django makes of rows.
    """

    def __init__(self, question: models.QuerySet[M, R]) -> None:
        self.question = question
        self.compiler = question.query.get_compiler(question.db)
        self.sql, params = self.compiler.as_sql()
        hole = self._prepared(HOLE, self.compiler)
        self.params = [HOLE if value == hole else value for value in params]

    def __call__(self, key: UUID) -> list[R]:
        """The rows themselves: a condition added to the question would not be in the SQL."""
        asked = self.question.all()
        asked.query.get_compiler = partial(self._with, key)  # type: ignore[method-assign]
        return [*asked]

    def _with(self, key: UUID, using: str) -> SQLCompiler:
        """The compiler as it stood after writing, for the connection of this thread."""
        compiler: SQLCompiler = copy(self.compiler)
        compiler.connection = connections[using]
        filled = self._prepared(key, compiler)
        params = tuple(filled if value is HOLE else value for value in self.params)
        vars(compiler)["as_sql"] = lambda *_how, **_more: (self.sql, params)
        return compiler

    @staticmethod
    def _prepared(key: UUID, compiler: SQLCompiler) -> object:
        return models.UUIDField().get_db_prep_value(key, compiler.connection)
