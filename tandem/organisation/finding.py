"""Finding people and areas by parts of their names, with a slip of the finger forgiven.

Every word that is typed must match. Three letters or more match the part of a word, two only a
whole word (Öz); from five letters on one slip is forgiven: a letter wrong, missing, too many,
or two of them swapped. Words are compared folded, so that "lucja" finds Łucja.

On PostgreSQL parts are looked up in a full-text index that needs no extension. Neither parts
inside a word nor slips can be read from it: those are looked for among the words that names
are made of (`Word`), which are few, and then asked for as whole words.

People are looked for among the jobs of today, which carry their names: one table then knows who
is meant and where they are. Of whoever sees few people, the names of those few are read, however
common a name is in the rest of the company; but a first and a last name are few anywhere, and the
index finds them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Self, TypeVar

from django.db import connection
from django.db.models import CharField, Lookup, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from tandem.access.roles import Permission
from tandem.organisation.folding import folded_words
from tandem.organisation.models import Area, Employment, Person, Spell, Word
from tandem.organisation.models.areas import AreaQuerySet
from tandem.organisation.models.people import SpellQuerySet
from tandem.organisation.models.words import a_slip_away, is_learnt

SHOWN = 20
LOOKED_AT = 60  # matches put in order; where there are more, the page asks for another word
PART = 3  # letters that match a part of a word
FORGIVEN = 5  # letters from which one slip is forgiven
LIKE_WORDS = 60  # words of names that are asked for in place of a misspelt one
PARTS = 6
LONGEST = 100  # letters typed that are read
FEW = 30_000  # people whose names are read one by one faster than an index finds common ones
LISTED = 1000  # areas that are named one by one to the database, which then knows how few they are

Row = TypeVar("Row", Person, Area)


@dataclass(frozen=True, slots=True)
class Found:
    """nearly: spelled nearly like what was typed. more: there are more than these."""

    people: Sequence[Person] = ()
    areas: Sequence[Area] = ()
    nearly_people: Sequence[Person] = ()
    nearly_areas: Sequence[Area] = ()
    more: bool = False

    @property
    def any(self) -> bool:
        return bool(self.people or self.areas or self.nearly)

    @property
    def nearly(self) -> list[Person | Area]:
        return [*self.nearly_people, *self.nearly_areas]

    @property
    def only(self) -> Person | Area | None:
        """The single one that is found, if nothing else comes near."""
        exact: list[Person | Area] = [*self.people, *self.areas]
        return exact[0] if len(exact) == 1 and not self.nearly else None


@CharField.register_lookup
class HasWords(Lookup[str]):
    """`search__has_words="lin:* & sam:*"`, by PostgreSQL's full-text index."""

    lookup_name = "has_words"

    def as_sql(
        self, compiler: SQLCompiler, connection: object
    ) -> tuple[str, tuple[str | int, ...]]:
        column, parameters = self.process_lhs(compiler, connection)  # type: ignore[arg-type]
        asked, more = self.process_rhs(compiler, connection)  # type: ignore[arg-type]
        sql = f"to_tsvector('simple', {column}) @@ to_tsquery('simple', {asked})"
        return sql, (*parameters, *more)


@dataclass(frozen=True, slots=True)
class Part:
    """One word as typed. words: whole words of names that may be meant by it."""

    typed: str
    whole: bool
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> list[Part]:
        typed = folded_words(text[:LONGEST])[:PARTS]
        long_enough = any(len(word) >= PART for word in typed)
        return [cls(word, whole=len(word) < PART and not long_enough) for word in typed]

    @property
    def can_be_misspelt(self) -> bool:
        return len(self.typed) >= FORGIVEN

    def is_in(self, search: str) -> bool:
        return (f" {self.typed} " if self.whole else f" {self.typed}") in search

    def on_postgresql(self) -> str:
        alternatives = (self.typed if self.whole else f"{self.typed}:*", *self.words)
        return f"({' | '.join(alternatives)})"

    def read(self) -> Q:
        within = self.typed if len(self.typed) >= PART else f" {self.typed}"
        asked = Q(search__contains=f" {self.typed} " if self.whole else within)
        for word in self.words:
            asked |= Q(search__contains=f" {word} ")
        return asked


def reads_everything() -> bool:
    """Whether there is no index of words, so that texts are always read."""
    return connection.vendor != "postgresql"


def matching(parts: Sequence[Part], *, read: bool = False) -> Q:
    """Rows every part matches. read: rather by reading their texts than by the index."""
    if not (read or reads_everything()):
        return Q(search__has_words=" & ".join(part.on_postgresql() for part in parts))
    asked = Q()
    for part in parts:
        asked &= part.read()
    return asked


def find(text: str, *, person: Person, today: date, names: bool = True) -> Found:
    """People and areas this person may see, A to Z, at most SHOWN of each.

    names: a company may show no lists of them; then nobody is found but oneself.

    Where there is room left, what is spelled nearly like that comes after them; only where there
    is nobody at all, names that hold a part inside a word.
    """
    parts = Part.of(text)
    if not parts:
        return Found()
    everywhere = Area.objects.visible_to(person, today)
    seen = Seen.by(person, everywhere, today) if names else Seen(person, Spell.objects.none())
    people, areas = seen.named(parts), named(everywhere, parts)
    if all(part.is_in(person.search) for part in parts):
        people = sorted([person, *people], key=attrgetter("search"))
    more = len(people) > SHOWN or len(areas) > SHOWN
    if len(people) >= SHOWN:
        return Found(people[:SHOWN], areas[:SHOWN], more=more)
    for inside in (False, True):
        near = with_like_words(parts, inside=inside)
        others = besides(seen.named(near), people) if near != parts else []
        if people or others:
            break
    nearby = besides(named(everywhere, near), areas) if near != parts else []
    return Found(people, areas[:SHOWN], others, nearby, more)


def jobs_of_named(words: Iterable[str], *, person: Person, today: date) -> SpellQuerySet:
    """Today's jobs, where this person may see, of people one of whose names holds such a word."""
    typed = {each for word in words for each in folded_words(word)}
    known = sorted(word for word in typed if not is_learnt(word))
    known += Word.objects.filter(word__in=typed).values_list("word", flat=True)
    if not known:  # most words of a sentence are in nobody's name
        return Spell.objects.none()
    seen = Seen.by(person, Area.objects.visible_to(person, today), today)
    either = Part(known[0], whole=True, words=tuple(known[1:]))
    return seen.jobs.filter(matching([either], read=seen.few))


def nearly_named(text: str, areas: AreaQuerySet) -> list[Area]:
    """Those of these areas whose folded name is this or spelled nearly like it, at most SHOWN."""
    parts = Part.of(text)
    return named(areas, with_like_words(parts, inside=False))[:SHOWN] if parts else []


@dataclass(frozen=True)
class Seen:
    """Today's jobs in the areas a person may see."""

    person: Person
    jobs: SpellQuerySet
    everywhere: bool = False

    @classmethod
    def by(cls, person: Person, areas: AreaQuerySet, today: date) -> Self:
        jobs = Spell.objects.on(today).exclude(search="").order_by()
        if person.may(Permission.SEE_EVERY_AREA, today):
            return cls(person, jobs, everywhere=True)
        listed = list(areas.order_by().values_list("pk", flat=True)[: LISTED + 1])
        return cls(person, jobs.filter(area__in=listed if len(listed) <= LISTED else areas))

    @cached_property
    def few(self) -> bool:
        """Whether they are so few that their names can all be read."""
        return not self.everywhere and (reads_everything() or self.jobs[: FEW + 1].count() <= FEW)

    def named(self, parts: Sequence[Part]) -> list[Person]:
        """Others, in order of their names."""
        asked = matching(parts, read=not are_rare(parts) and self.few)
        there = self.jobs.filter(asked).values("employment")[:LOOKED_AT]
        stays = Employment.objects.filter(pk__in=there).select_related("person").order_by()
        return in_order({stay.person for stay in stays} - {self.person})


def are_rare(parts: Sequence[Part]) -> bool:
    """Whether few carry all of them, as with a first and a last name."""
    return sum(part.can_be_misspelt for part in parts) > 1


def named(rows: QuerySet[Area], parts: Sequence[Part]) -> list[Area]:
    return in_order(rows.filter(matching(parts)).order_by()[:LOOKED_AT])


def in_order(found: Iterable[Row]) -> list[Row]:
    """By their names, as long as there are no more than LOOKED_AT."""
    return sorted(found, key=attrgetter("search"))[: SHOWN + 1]


def besides(found: Iterable[Row], known: Sequence[Row]) -> list[Row]:
    there = {row.pk for row in known}
    return [row for row in found if row.pk not in there][: max(0, SHOWN - len(known))]


def with_like_words(parts: Sequence[Part], *, inside: bool) -> list[Part]:
    """Each part with the words of names that it may be a slip of, or that hold it inside."""
    asked = Q(pk__in=[])
    for part in parts:
        if inside and len(part.typed) >= PART:
            asked |= Q(word__contains=part.typed)
        if part.can_be_misspelt:
            asked |= a_slip_away(part.typed)
    if len(asked) < 2:  # nothing but the empty beginning
        return list(parts)
    known = list(Word.objects.filter(asked).values_list("word", flat=True))
    return [Part(part.typed, part.whole, like(part, known)) for part in parts]


def like(part: Part, known: Iterable[str]) -> tuple[str, ...]:
    """Those that hold the part first, then those one slip away; none that begins with it."""
    if len(part.typed) < PART:
        return ()
    others = [word for word in known if not word.startswith(part.typed)]
    inside = [word for word in others if part.typed in word]
    near = [word for word in others if part.can_be_misspelt and one_slip(part.typed, word)]
    return tuple(dict.fromkeys([*near, *inside]))[:LIKE_WORDS]


def one_slip(typed: str, word: str) -> bool:
    """Whether the word, or its beginning, is what was typed but for one slip of the finger.

    >>> [one_slip("lindqvsit", word) for word in ("lindqvist", "lindqvists", "lindkvist")]
    [True, True, False]
    """
    for same, (letter, other_letter) in enumerate(zip(typed, word, strict=False)):  # noqa: B007
        if letter != other_letter:
            break
    else:
        return len(word) >= len(typed) - 1
    rest, other = typed[same:], word[same:]
    return (
        other[1:].startswith(rest[1:])  # a wrong letter
        or other.startswith(rest[1:])  # one too many
        or other[1:].startswith(rest)  # one missing
        or (other[:2] == rest[1::-1] and other[2:].startswith(rest[2:]))  # two swapped
    )
