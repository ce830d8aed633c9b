"""Questions of every page, put into SQL once.

Django writes a question anew each time it is asked, and on most pages writing takes several times
as long as the database needs for the answers: who is signed in, and what they hold, is a question
of five thousand letters, and what the page of a pair asks of it a longer one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from copy import copy
from functools import lru_cache, partial, wraps
from itertools import count
from typing import Generic, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
R = TypeVar("R")

KEPT = 16  # ways of writing one question: for today and yesterday, for few keys and for many
SEVERAL = (frozenset, set, tuple, list)
HOLE = UUID("00000000-0000-4000-8000-000000000000")
"""Stands in a question for the first of its keys, and those that follow it for the others."""


class NotWrittenAsItself(Exception):
    """A key is changed before it stands in the SQL, so that no other could take its place."""


def written_once(ask: Callable[P, models.QuerySet[M, R]]) -> Callable[P, list[R]]:
    """Makes of a function that builds a question one that gives its rows.

    The question is built once for whatever the function is given, as a day; only keys differ from
    one time to the next. It is built with keys that nobody has, and where they stand in the SQL
    the real ones are put later: so the function does nothing with a key but ask for it. Several
    keys are for "one of these"; they become 1, 2, 4, 8 or more, the last one repeated.

    Raises NotWrittenAsItself.
    """

    build: Callable[..., models.QuerySet[M, R]] = ask

    @lru_cache(maxsize=KEPT, typed=True)
    def written(*shape: object) -> WrittenOnce[M, R]:
        return WrittenOnce(build(*shape), [hole for each in shape for hole in keys_of(each)])

    @wraps(ask)
    def rows(*given: P.args, **_none: P.kwargs) -> list[R]:
        holes = (UUID(int=number) for number in count(HOLE.int))
        shape = [with_holes(each, holes) for each in given]
        return written(*shape)([key for each in given for key in keys_of(each)])

    return rows


def keys_of(given: object) -> list[UUID]:
    if isinstance(given, UUID):
        return [given]
    keys = [*cast("Collection[UUID]", given)] if isinstance(given, SEVERAL) else []
    wanted = 1 << (len(keys) - 1).bit_length() if keys else 0
    return keys + keys[-1:] * (wanted - len(keys))


def with_holes(given: object, holes: Iterator[UUID]) -> object:
    filled = tuple(hole for _key, hole in zip(keys_of(given), holes, strict=False))
    if isinstance(given, UUID):
        return filled[0]
    return filled if isinstance(given, SEVERAL) else given


class WrittenOnce(Generic[M, R]):
    """A question with holes, as SQL; asked with a key for each of them.

    Its answer is what the question itself would have answered, with all that Django makes of rows.
    """

    def __init__(self, question: models.QuerySet[M, R], holes: Sequence[UUID]) -> None:
        self.question = question
        self.compiler = question.query.get_compiler(question.db)
        self.sql, self.params = "", tuple[object, ...]()
        with suppress(EmptyResultSet):  # of "one of none" nothing is asked
            self.sql, self.params = self.compiler.as_sql()
        prepared = self._prepared(holes, self.compiler)
        self.places = [
            (place, prepared.index(value))
            for place, value in enumerate(self.params) if value in prepared
        ]  # fmt: skip
        found = {number for _place, number in self.places}
        if self.sql and (len(found) < len(holes) or self._is_hidden(holes)):
            raise NotWrittenAsItself(self.sql)

    def __call__(self, keys: Sequence[UUID]) -> list[R]:
        """The rows themselves: a condition added to the question would not be in the SQL."""
        if not self.sql:
            return []
        asked = self.question.all()
        asked.query.get_compiler = partial(self._with, keys)  # type: ignore[method-assign]
        return [*asked]

    def _with(self, keys: Sequence[UUID], using: str) -> SQLCompiler:
        """The compiler as it stood after writing, for the connection of this thread."""
        compiler: SQLCompiler = copy(self.compiler)
        compiler.connection = connections[using]
        params, prepared = [*self.params], self._prepared(keys, compiler)
        for place, number in self.places:
            params[place] = prepared[number]
        vars(compiler)["as_sql"] = lambda *_how, **_more: (self.sql, tuple(params))
        return compiler

    def _is_hidden(self, holes: Sequence[UUID]) -> bool:
        """Whether a key stands within something else, where none would be put in its place."""
        known = {place for place, _number in self.places}
        rest = str([value for place, value in enumerate(self.params) if place not in known])
        return any(each.hex in rest or str(each) in rest for each in holes)

    @staticmethod
    def _prepared(keys: Sequence[UUID], compiler: SQLCompiler) -> list[object]:
        field = models.UUIDField()
        return [field.get_db_prep_value(key, compiler.connection) for key in keys]
