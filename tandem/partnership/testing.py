"""The cast of Varnholm Foods, and one row of the access matrix. Every test is about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self

from django.contrib.auth.hashers import make_password

from tandem.access.audit import OPERATOR, record
from tandem.access.roles import (
    CHRO,
    Administrator,
    CaseHandler,
    HRAdministrator,
    IndependentReviewer,
    PrivacyOfficer,
    Role,
)
from tandem.organisation import actions, standing_in, two_keys
from tandem.organisation.models import Area, Duty, Employment, Person, Spell
from tandem.partnership.actions import make_pair
from tandem.partnership.models import Pair

HIRED = datetime(2024, 3, 1, 8, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Areas:
    varnholm: Area
    supply: Area
    operations: Area
    night_shift: Area
    finance: Area
    customer_service: Area


@dataclass(frozen=True)
class Cast:
    """Who is in the tests, by what they are.

    Kim is an employee and Ilse a new manager on the night shift; Sam leads Operations, Vera
    leads Supply above him, Ana leads Customer Service beside it; Mira is HR partner of
    Operations and Customer Service, Leo of Finance; Farid is HR administrator, Helen CHRO, Eva
    the managing director, Pia administrator; Otto has left.
    """

    kim: Person
    ilse: Person
    sam: Person
    vera: Person
    ana: Person
    mira: Person
    leo: Person
    farid: Person
    helen: Person
    eva: Person
    pia: Person
    otto: Person
    areas: Areas
    pair: Pair
    other_pair: Pair

    @classmethod
    def gather(cls) -> Self:
        areas = build_areas()
        people = {
            "eva": hire("Eva", "Storm", areas.varnholm),
            "helen": hire("Helen", "Achterberg", areas.varnholm, role=CHRO),
            "farid": hire("Farid", "Nasser", areas.varnholm, role=HRAdministrator),
            "pia": hire("Pia", "Novak", areas.varnholm, role=Administrator),
            "vera": hire("Vera", "Lund", areas.supply),
            "sam": hire("Sam", "Lindqvist", areas.operations),
            "ilse": hire("Ilse", "Brandt", areas.night_shift),
            "kim": hire("Kim", "Bakker", areas.night_shift),
            "ana": hire("Ana", "Duarte", areas.customer_service),
            "mira": hire("Mira", "Okafor", areas.varnholm),
            "leo": hire("Leo", "Hartmann", areas.varnholm),
            "otto": hire("Otto", "Kranz", areas.operations),
        }
        priya = hire("Priya", "Raman", areas.finance)
        lead(areas.varnholm, people["eva"])
        lead(areas.supply, people["vera"])
        lead(areas.night_shift, people["ilse"])
        pair = pair_up(areas.operations, people["sam"], people["mira"])
        pair_up(areas.customer_service, people["ana"], people["mira"])
        leave(people["otto"])
        return cls(
            **people,
            areas=areas,
            pair=pair,
            other_pair=pair_up(areas.finance, priya, people["leo"]),
        )


@dataclass(frozen=True)
class WholeCast(Cast):
    """With those of rarer office, for the access matrix.

    Ruth is case handler, Dana privacy officer, Iris from outside independent reviewer, each by two;
    Tess is an HR specialist, Bram speaks for the employees; Omar stands in for Sam this week.
    """

    ruth: Person
    dana: Person
    iris: Person
    tess: Person
    bram: Person
    omar: Person

    @classmethod
    def gather(cls) -> Self:
        cast = Cast.gather()
        top, operations = cast.areas.varnholm, cast.areas.operations
        more: dict[str, Any] = {
            "ruth": hire("Ruth", "Adeyemi", top),
            "dana": hire("Dana", "Petrov", top),
            "iris": hire("Iris", "Falk", None),
            "tess": hire("Tess", "Moreau", top),
            "bram": hire("Bram", "Visser", operations),
            "omar": hire("Omar", "Said", operations),
        }
        give_by_two(cast, more["ruth"], CaseHandler)
        give_by_two(cast, more["dana"], PrivacyOfficer)
        give_by_two(cast, more["iris"], IndependentReviewer)
        standing_in.appoint_acting(
            area=operations, duty=Duty.LEADS, person=more["omar"], reason="Sam is away",
            last_day=FRIDAY.date(), by=OPERATOR, at=MONDAY,
        )  # fmt: skip
        return cls(**vars(cast) | more)


COLUMNS = (*(each.name for each in fields(WholeCast) if each.type == "Person"), "nobody")
"""The columns of the access matrix: the whole cast, and somebody not signed in."""


def give_by_two(cast: Cast, person: Person, role: type[Role]) -> None:
    """Farid asks, Pia confirms."""
    asked = two_keys.ask_for_role(person=person, role=role, why="Office", by=cast.farid, at=MONDAY)
    two_keys.confirm(request=asked, by=cast.pia, at=MONDAY)


def build_areas() -> Areas:
    varnholm = area("Varnholm Foods", None)
    supply = area("Supply", varnholm)
    operations = area("Operations", supply)
    return Areas(
        varnholm=varnholm,
        supply=supply,
        operations=operations,
        night_shift=area("Night shift", operations),
        finance=area("Finance", varnholm),
        customer_service=area("Customer Service", varnholm),
    )


def area(name: str, parent: Area | None) -> Area:
    return actions.add_area(name=name, parent=parent, by=OPERATOR, at=HIRED)


PASSWORD = "a well known word here"


@cache
def hashed() -> str:
    """Hashed once: to hash it for each of the cast in each test would take longer than the test."""
    return make_password(PASSWORD)


def hire(first: str, last: str, where: Area | None, *, role: type[Role] | None = None) -> Person:
    """With an account and the password above."""
    email = f"{first}.{last}@varnholm.example".lower()
    person = actions.add_person(
        first_name=first, last_name=last, email=email, area=where, by=OPERATOR, at=HIRED
    )
    account = actions.open_account(person=person, email=email, by=OPERATOR, at=HIRED)
    account.password = hashed()
    account.save()
    person.account = account
    if role:
        actions.grant_role(person=person, role=role, by=OPERATOR, at=HIRED)
    return person


def lead(where: Area, who: Person) -> None:
    actions.set_leader(area=where, person=who, by=OPERATOR, at=HIRED)


def pair_up(where: Area, leader: Person, hr_partner: Person) -> Pair:
    return make_pair(area=where, leader=leader, hr_partner=hr_partner, by=OPERATOR, at=HIRED)


def leave(who: Person) -> None:
    employment = Employment.objects.of(who).get()
    spell = Spell.objects.of(who).get()
    employment.end_on = spell.end_on = MONDAY.date()
    record("person.left", employment, spell, by=OPERATOR, at=HIRED)


Where = Callable[[WholeCast], Mapping[str, Any]]
Probe = Callable[[WholeCast], object]


@dataclass(frozen=True)
class Row:
    """One address and method, and what everybody of the cast gets there.

    `gets` maps a status to the names that get it, separated by spaces; every column stands in
    exactly one. `probe` reads what a mutating row changes: it must differ afterwards for those
    with a 2xx or a redirect inside, and be untouched for everybody else.
    """

    address: str
    gets: Mapping[int, str]
    method: str = "GET"
    where: Where = lambda _: {}
    data: Where = lambda _: {}
    probe: Probe | None = None
    changed_by: str = ""
    about: str = ""
    columns: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        columns = {who: status for status, names in self.gets.items() for who in names.split()}
        missing, extra = set(COLUMNS) - set(columns), set(columns) - set(COLUMNS)
        if missing or extra or sum(len(n.split()) for n in self.gets.values()) != len(COLUMNS):
            raise ValueError(f"{self.address}: every column once; {missing} missing, {extra} extra")
        if (self.method != "GET") != (self.probe is not None):
            raise ValueError(f"{self.address}: what does {self.method} change? Give a probe.")
        object.__setattr__(self, "columns", columns)
