"""Varnholm's leavers and headcounts as files without persons, as a larger house may give them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tandem.demo.company import Company, Person
from tandem.demo.days import month_before, month_end

MONTHS = 37  # three years, and the month before them for its headcount
LEAVERS = ("Department", "Month", "Leave reason")
HEADS = ("Department", "Month", "Headcount", "Joiners")

Place = tuple[str, str]
"""Department and month, as written."""


def leavers_export(company: Company) -> str:
    """One row per leaver of the last three years, where they had their last job."""
    first, last = months(company)[0], months(company)[-1]
    rows = (
        (department(company, person), month_of(person.last_day), person.reason)
        for person in company.people
        if person.last_day and first <= month_of(person.last_day) <= last
    )
    return written(LEAVERS, sorted(rows))


def headcounts_export(company: Company) -> str:
    """One row per area and month: people at its close, and who joined in it.

    By the last job of each, as the export of people tells it.
    """
    return written(HEADS, heads(company))


def heads(company: Company) -> Iterator[tuple[str, str, int, int]]:
    joined: Counter[Place] = Counter(
        (department(company, person), month_of(person.hired_on)) for person in company.people
    )
    for month in months(company):
        here = Counter(
            department(company, person) for person in company.people if is_there(person, month)
        )
        for area in company.areas:
            name = " / ".join(area)
            yield name, month, here[name], joined[name, month]


def is_there(person: Person, month: str) -> bool:
    """At the close of the month's last day; who left on it is gone."""
    close = month_end(date.fromisoformat(f"{month}-01"))
    return person.hired_on <= close and (person.last_day is None or person.last_day > close)


def department(company: Company, person: Person) -> str:
    return " / ".join(company.last_jobs[person.number].area)


def months(company: Company) -> list[str]:
    """The last whole ones, in order."""
    before = [month_before(company.today, back) for back in range(MONTHS, 0, -1)]
    return [month_of(day) for day in before]


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def written(columns: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> str:
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(columns)
    out.writerows(rows)
    return text.getvalue()
