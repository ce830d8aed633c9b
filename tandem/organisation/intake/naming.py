"""Which part of a whole name is the family name: by a comma, by capitals, or by its order.

A comma says it in each cell. Capitals say it where nearly every name of the column has them
("DUPONT Jean"). Else the heading does ("Nom Prénom", "Nachname Vorname"), and where that says
nothing the first word is the first name. Somebody who sees a sample can turn it round.
"""

from __future__ import annotations

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
