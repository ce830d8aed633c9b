"""Which part of a whole name is the family name: by a comma, by capitals, or by its order.

A comma says it in each cell. Capitals say it where nearly every name of the column has them
("DUPONT Jean"). Else the heading does ("Nom Prénom", "Nachname Vorname"), and where that says
nothing the first word is the first name. Somebody who sees a sample can turn it round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from tandem.organisation.intake.spelling import plain

MOSTLY = 0.8  # of the names that have two words or more
FAMILY_FIRST_IN = frozenset(
    {
        *("last name first name", "last first name", "surname first name", "name vorname"),
        *("last name and first name", "surname and first name", "surname name"),
        *("nachname vorname", "familienname vorname", "name und vorname", "nach und vorname"),
        *("nom prenom", "nom et prenom", "nom prenoms", "nom de famille prenom"),
        *("naam voornaam", "achternaam voornaam", "cognome nome", "cognome e nome"),
        *("apellidos y nombre", "apellidos nombre", "nazwisko imie", "nazwisko i imie"),
        *("prijmeni a jmeno", "prijmeni jmeno", "efternamn fornamn", "efternavn fornavn"),
        *("etternavn fornavn", "sukunimi etunimi"),
    }
)
MARKS = re.compile(
    r"(?:\s*[\[(](?:c|terminated|on leave|leave of absence|inactive|contingent|ausgeschieden|"
    r"ruhend|sorti|sortie|uit dienst|baja)[\])])+$",
    re.IGNORECASE,
)
SEVERAL_FAMILY_NAMES = "apellidos"  # then the last word is the first name
PARTICLES = frozenset(
    {
        *("van", "von", "vom", "zu", "zur", "de", "der", "den", "del", "della", "des", "di", "da"),
        *("do", "dos", "du", "la", "le", "ten", "ter", "el", "al", "bin", "ben", "af", "av"),
    }
)


class NameOrder(StrEnum):
    """How a whole name without a comma is read. Only the first two can be said."""

    GIVEN_FIRST = "given-first"
    FAMILY_FIRST = "family-first"
    FAMILY_NAMES_FIRST = "family-names-first"
    CAPITALS = "capitals"

    @property
    def begins_with_the_family(self) -> bool:
        return self is not NameOrder.GIVEN_FIRST


SAID = (NameOrder.GIVEN_FIRST, NameOrder.FAMILY_FIRST)


def order_of(heading: str, names: Sequence[str], said: NameOrder | None) -> NameOrder:
    """names: the first ones of the column."""
    if said is NameOrder.GIVEN_FIRST:
        return said
    several = [each for each in names if "," not in each and " " in each]
    if several and sum(map(has_capitals, several)) >= MOSTLY * len(several):
        return NameOrder.CAPITALS
    words = plain(heading)
    if said is None and words not in FAMILY_FIRST_IN:
        return NameOrder.GIVEN_FIRST
    many = words.startswith(SEVERAL_FAMILY_NAMES)
    return NameOrder.FAMILY_NAMES_FIRST if many else NameOrder.FAMILY_FIRST


def has_capitals(name: str) -> bool:
    return all(by_capitals(name))


def by_capitals(name: str) -> tuple[str, str]:
    """First name and family name, where the family's words alone are capitals; else nothing."""
    words = name.split()
    loud = [len(each) > 1 and each.isupper() and not each.endswith(".") for each in words]
    turns = sum(a != b for a, b in pairwise(loud))
    if turns != 1:
        return "", ""
    family = [each for each, is_loud in zip(words, loud, strict=True) if is_loud]
    given = [each for each, is_loud in zip(words, loud, strict=True) if not is_loud]
    return " ".join(given), " ".join(family)


def told_apart(name: str, order: NameOrder) -> tuple[str, str]:
    """First name and family name.

    >>> told_apart("van Dijk Anna Maria", NameOrder.FAMILY_FIRST)
    ('Anna Maria', 'van Dijk')
    >>> told_apart("GARCIA LOPEZ Ana", NameOrder.CAPITALS)
    ('Ana', 'GARCIA LOPEZ')
    """
    if "," in name:
        last, _comma, first = name.partition(",")
        return first.strip(), last.strip()
    words = name.split()
    if order is NameOrder.CAPITALS:
        if has_capitals(name):
            return by_capitals(name)
        order = NameOrder.FAMILY_FIRST
    if order is NameOrder.GIVEN_FIRST or len(words) == 1:
        first, _space, last = name.partition(" ")
        return first.strip(), last.strip()
    if order is NameOrder.FAMILY_NAMES_FIRST:
        return words[-1], " ".join(words[:-1])
    at = next((n for n, each in enumerate(words) if each.casefold() not in PARTICLES), 0)
    at = min(at, len(words) - 2)
    return " ".join(words[at + 1 :]), " ".join(words[: at + 1])


def first_and_last(
    first: str, last: str, name: str, *, order: NameOrder, has_last: bool
) -> tuple[str, str]:
    """Of columns of first, family and whole names, of which some may be empty or missing.

    has_last: there is a column of family names.
    """
    first, last, name = map(without_marks, (first, last, name))
    if first and name and not has_last:
        if is_another_whole(first, name):
            return told_apart(first, order)
        return first, beside(first, name)
    return (first, last) if first or last or not name else told_apart(name, order)


def without_marks(name: str) -> str:
    """Without what some systems print behind a name.

    >>> without_marks("Ann Reed (On Leave)"), without_marks("Bo Holm [C] (Terminated)")
    ('Ann Reed', 'Bo Holm')
    """
    return MARKS.sub("", name) if name.endswith((")", "]")) else name


def is_another_whole(first: str, name: str) -> bool:
    """Whether what is called a first name is a whole one, such as a preferred name.

    >>> is_another_whole("Vic Ash", "Victor Ash"), is_another_whole("Anna Maria", "Ek Anna Maria")
    (True, False)
    """
    mine, whole = first.casefold().split(), name.casefold().split()
    if len(mine) == 1 or mine == whole:
        return mine == whole and len(mine) > 1
    apart = whole[: len(mine)] != mine and whole[-len(mine) :] != mine
    return apart and mine[-1] == whole[-1]


def beside(first: str, name: str) -> str:
    """The family name, where a column "Name" stands beside one of first names.

    >>> beside("Anna", "Müller"), beside("Anna", "Anna Müller"), beside("Anna", "Müller, Anna")
    ('Müller', 'Müller', 'Müller')
    """
    if name.casefold().startswith(f"{first} ".casefold()):
        return name[len(first) :].strip()
    if name.casefold().endswith(f" {first}".casefold()):
        return name[: -len(first)].rstrip(" ,")
    return name
