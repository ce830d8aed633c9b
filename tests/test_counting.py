"""How many people are where, kept in a large company and never kept too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.access.audit import OPERATOR
from tandem.organisation import actions, counting
from tandem.organisation.models import Area, Person
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.models import Source
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

pytestmark = pytest.mark.django_db

TODAY = TUESDAY.date()


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cache.delete(counting.KEPT)
    yield
    cache.delete(counting.KEPT)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if two people were many."""
    monkeypatch.setattr(counting, "LARGE", 2)


def add(area: Area | None) -> Person:
    return actions.add_person(
        first_name="Kim", last_name="Adeyemi", email="", area=area, by=OPERATOR, at=MONDAY
    )


def two_areas() -> tuple[Area, Area]:
    top = actions.add_area(name="Varnholm", parent=None, by=OPERATOR, at=MONDAY)
    sales = actions.add_area(name="Sales", parent=top, by=OPERATOR, at=MONDAY)
    for area in (top, sales, sales):
        add(area)
    return top, sales


def questions(day: date = TODAY) -> int:
    with CaptureQueriesContext(connection) as asked:
        counting.headcounts(day)
    return len(asked)


@pytest.mark.parametrize("below_large", [True, False])
def test_kept_or_not_the_counts_are_the_same(
    monkeypatch: pytest.MonkeyPatch, below_large: bool
) -> None:
    monkeypatch.setattr(counting, "LARGE", 1000 if below_large else 1)
    top, sales = two_areas()
    for _again in range(2):
        assert counting.headcounts(TODAY) == {top.path: 1, sales.path: 2}
        assert counting.headcounts(TODAY, below=sales) == {sales.path: 2}
        assert counting.people_here(TODAY) == 3
    assert (cache.get(counting.KEPT) is None) is below_large


def test_a_small_company_is_counted_with_one_question_each_time() -> None:
    two_areas()
    assert [questions(), questions()] == [1, 1]


@pytest.mark.usefixtures("large")
def test_a_large_one_is_counted_once_and_then_asked_only_whether_it_changed() -> None:
    two_areas()
    questions()
    with CaptureQueriesContext(connection) as asked:
        counting.headcounts(TODAY)
        counting.people_here(TODAY)
    assert len(asked) == 2
    assert all("access_event" in each["sql"] for each in asked)


@pytest.mark.usefixtures("large")
def test_somebody_new_is_counted_at_once() -> None:
    top, sales = two_areas()
    counting.headcounts(TODAY)
    add(sales)
    assert counting.headcounts(TODAY) == {top.path: 1, sales.path: 3}
    assert counting.people_here(TODAY) == 4


@pytest.mark.usefixtures("large")
def test_a_promise_moves_nobody(cast: Cast) -> None:
    add(actions.add_area(name="Packing", parent=None, by=OPERATOR, at=MONDAY))
    counting.headcounts(TODAY)
    kept = cache.get(counting.KEPT)
    assert kept is not None
    said = promises.Said(what="Exit themes", due_on=date(2026, 11, 27))
    promises.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    assert counting.standing(TODAY) == kept


@pytest.mark.usefixtures("large")
def test_another_day_is_counted_for_itself() -> None:
    two_areas()
    assert counting.headcounts(TODAY)
    assert counting.headcounts(date(2020, 1, 1)) == {}
