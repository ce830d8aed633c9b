"""Whom a person may name in a promise.

Anybody who works here can be named in full or by e-mail, since a promise joins any two people.
A part of a name is enough for those one knows: partners, people one has promises with, one's
manager and colleagues, and everybody whose area one may see.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from tandem.organisation.finding import jobs_of_named
from tandem.organisation.models import Person, Spell
from tandem.organisation.models.people import working_here
from tandem.partnership.models import Commitment, Pair

MOST = 200  # people offered without their full name
MOST_STRANGERS = 3  # found in one line besides those one knows or may see
MOST_WORDS = 40
NOBODY = UUID(int=0)
WORD = re.compile(r"[^\s,;:!?()“”\"]+")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Circle:
    """People one may name, the nearest first; `partners` are those of one's pairs."""

    people: list[Person]
    partners: frozenset[UUID]


def acquaintances(person: Person, today: date, *, most: int | None = None) -> Circle:
    """Those one knows: partners, people of one's promises, then one's own area and manager."""
    partners = _ids(Pair.objects.visible_to(person).on(today), "leader", "hr_partner")
    promised = _ids(Commitment.objects.visible_to(person).own(person), "customer", "performer")
    spells = Spell.objects.on(today).order_by()
    mine = spells.of(person)
    beside = spells.filter(area__in=mine.values("area")).values("employment__person")
    above = mine.values("manager")
    named = Person.objects.filter(pk__in=partners | promised).order_by().values("pk")
    # With nobody in them both cases would fall away, and PostgreSQL orders by no constant.
    nearness = Case(
        When(pk__in=partners | {NOBODY}, then=Value(0)),
        When(pk__in=promised | {NOBODY}, then=Value(1)),
    )
    # One list of ids, so that people are looked up by it; of three, everybody is gone through.
    near = _others(person, today).filter(pk__in=beside.union(above, named))
    by_nearness = near.order_by(nearness.asc(nulls_last=True), "first_name", "last_name", "pk")
    return Circle([*by_nearness[: most or MOST]], frozenset(partners))


def findable(words: str, person: Person, today: date) -> Circle:
    """Those these words may mean: the acquaintances, and whoever is named in the words.

    People of areas one may see are found by a first or a last name, everybody here by both
    names side by side or by the e-mail address: a few at a time, so that nobody can list them.
    """
    circle = acquaintances(person, today)
    tokens = [_bare(word) for word in WORD.findall(words)][:MOST_WORDS]
    known = {one.pk for one in circle.people}
    others = _others(person, today).exclude(pk__in=known)
    there = jobs_of_named(tokens, person=person, today=today).values("employment__person")
    # In no order: for the sake of one, PostgreSQL goes through everybody from A to Z.
    found = others.filter(_by_one_name(tokens), pk__in=there).order_by()[:MOST]
    seen = sorted(found, key=attrgetter("first_name", "last_name", "pk"))
    whole = _by_both_names(tokens) | Q(email__in=[one.lower() for one in tokens if "@" in one])
    text = folded(" ".join(tokens))
    strangers = [
        one
        for one in others.filter(whole).exclude(pk__in=[each.pk for each in seen])[:MOST]
        if _is_named_whole(one, text)
    ]
    return replace(circle, people=[*circle.people, *seen, *strangers[:MOST_STRANGERS]])


def meant_by(words: str, person: Person, today: date) -> list[Person]:
    """Everybody these words name and nothing else: one is clear, two must be asked about.

    A full name or an address decides before a first or a last name does.
    """
    wanted = folded(words)
    if not wanted:
        return []
    people = findable(words, person, today).people
    whole = [one for one in people if wanted in (folded(one.name), folded(one.email))]
    return whole or [
        one for one in people if wanted in (folded(one.first_name), folded(one.last_name))
    ]


def somebody(pk: UUID, person: Person, today: date) -> Person | None:
    """Somebody who works here and is not oneself."""
    return _others(person, today).filter(pk=pk).first()


def folded(text: str) -> str:
    """Without accents, case and doubled spaces, so that "lucja" means Łucja."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.casefold().split())


def _others(person: Person, today: date) -> QuerySet[Person]:
    """Who works here; somebody without any employment was set up by hand and counts."""
    return Person.objects.filter(working_here(today)).exclude(pk=person.pk)


def _ids(rows: QuerySet[Any], *names: str) -> set[UUID]:
    """Those whom the rows name. An own row names oneself too; `_others` leaves that out."""
    pairs = rows.order_by().values_list(*names).distinct()[:MOST]
    return {one for both in pairs for one in both}


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word).rstrip(".")


def _by_one_name(tokens: list[str]) -> Q:
    spelled = _spellings(tokens)
    return Q(first_name__in=spelled) | Q(last_name__in=spelled)


def _by_both_names(tokens: list[str]) -> Q:
    """Both names stand in the words. Either may be of two words, as in "Anna Maria van Dyk"."""
    spelled = _spellings([*tokens, *(" ".join(two) for two in pairwise(tokens))])
    return Q(first_name__in=spelled, last_name__in=spelled)


def _is_named_whole(person: Person, text: str) -> bool:
    """Both names side by side in either order, or the address."""
    first, last = folded(person.first_name), folded(person.last_name)
    spoken = (f"{first} {last}", f"{last} {first}", folded(person.email))
    return any(f" {one} " in f" {text} " for one in spoken if one.strip())


def _spellings(words: list[str]) -> set[str]:
    """As typed, and as names are mostly written: an index finds these, a LIKE would not."""
    return {form for word in words for form in (word, word.lower(), word.upper(), word.title())}
