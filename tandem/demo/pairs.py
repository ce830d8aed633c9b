"""Which HR partner looks after which areas, since when, and with which leader."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.demo.company import SEED, Company, Leading
from tandem.demo.days import month_before, moved, on_a_working_day
from tandem.demo.tree import COMPANY

# 54 areas, nine HR partners. An area may lie within another: its own partner is the nearer one.
PORTFOLIOS: Mapping[str, tuple[str, ...]] = {
    "farid": (
        "Bakery",
        "Bakery line 1",
        "Bakery line 2",
        "Bakery line 3",
        "Bakery line 4",
        "Chilled packing",
    ),
    "greta": ("Energy", "People and culture", "Recipe kitchen", "Sales", "Technology"),
    "ines": (
        "Cheese Halden",
        "Dairy",
        "Milk and cream",
        "Night bakery",
        "Production",
        "Sales South",
        "Yoghurt",
    ),
    "leo": (
        "Export",
        "Markets",
        "Purchasing",
        "Retail shops",
        "Retail shops East",
        "Retail shops North",
        "Retail shops South",
    ),
    "mira": ("Customer Service", "Finance", "Legal", "Operations", "Order desk", "Planning"),
    "nadia": (
        "Fleet yard",
        "Fresh cut",
        "Fresh cut line 1",
        "Fresh cut line 2",
        "Fresh cut line 3",
        "Washing hall",
    ),
    "oona": ("Butter", "Depots", "Food safety", "Retail shops West", "Supply"),
    "tomas": (
        "Cold store",
        "Depots Halden",
        "Depots Lindmark",
        "Depots Osterby",
        "Depots Reeve",
        "Packaging",
        "Ready meals",
    ),
    "yusuf": ("Chilled", "Hygiene Halden", "Laboratory", "Salads", "Soups and sauces"),
}
EXECUTIVE = ("helen", COMPANY)
"""The managing director and the head of HR: a pair of its own, not one of the 54."""

SINCE = {  # written for the day the story is told, see `days`
    "Operations": date(2025, 3, 3),
    "Finance": date(2025, 3, 3),
    "Customer Service": date(2024, 5, 6),
    "Planning": date(2023, 9, 4),
    COMPANY: date(2022, 12, 5),
}


@dataclass(frozen=True, slots=True)
class Partnering:
    """Somebody is HR partner of an area; half-open, None means still."""

    area: tuple[str, ...]
    hr_partner: str
    start_on: date
    end_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """A leader and an HR partner of one area; half-open, None means still."""

    area: tuple[str, ...]
    leader: str
    hr_partner: str
    start_on: date
    end_on: date | None


def partnerings(company: Company, seed: int = SEED) -> list[Partnering]:
    """Who is HR partner of what: the 54 areas from A to Z, then the company itself."""
    rng = random.Random(f"{seed} partners {company.today}")
    partner = {name: key for key, names in PORTFOLIOS.items() for name in names}
    everywhere = [*sorted(partner.items()), (COMPANY, EXECUTIVE[0])]
    return [
        Partnering(
            company.by_area[name], company.by_key[key].number, since(rng, name, company.today)
        )
        for name, key in everywhere
    ]


def since(rng: random.Random, name: str, today: date) -> date:
    if name in SINCE:
        return moved(SINCE[name], today)
    first = month_before(today, rng.randint(4, 44))
    return on_a_working_day(first + timedelta(days=rng.randint(0, 6)))


def pairings(company: Company) -> list[Pairing]:
    """Every pair there was: an HR partner with each leader the area had in that time."""
    return [pair for each in partnerings(company) for pair in pairs_of(each, company)]


def pairs_of(partnering: Partnering, company: Company) -> Iterator[Pairing]:
    for leading in company.leadings:
        if leading.area == partnering.area and overlap(leading, partnering):
            start_on = max(leading.start_on, partnering.start_on)
            yield Pairing(
                leading.area, leading.leader, partnering.hr_partner, start_on, leading.end_on
            )


def overlap(leading: Leading, partnering: Partnering) -> bool:
    return leading.end_on is None or leading.end_on > partnering.start_on
