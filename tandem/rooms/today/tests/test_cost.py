"""Today costs everybody a bounded number of questions, also who sets the company up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation.models import Employment, Import, ImportState, Person, Spell
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
MOST_QUERIES = 15
# Who can sign in.
EVERYBODY = ["kim", "ilse", "sam", "vera", "ana", "mira", "leo", "farid", "helen", "eva", "pia"]


def a_full_day(person: Person, other: Person) -> None:
    """Something to answer, something promised and something that slipped."""
    for days, is_taken in ((3, False), (2, True), (-1, True)):
        said = Said(what=f"In {days}", due_on=TODAY + timedelta(days=days))
        earlier = MONDAY - timedelta(days=7)
        asked = actions.ask(of=person, said=said, by=other, at=earlier, source=Source.FORM)
        if is_taken:
            actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=person, at=earlier)


def a_vacant_side(cast: Cast) -> None:
    """Nobody leads Operations since ten days ago."""
    stay, spell = Employment.objects.of(cast.sam).get(), Spell.objects.of(cast.sam).get()
    stay.end_on = spell.end_on = TODAY - timedelta(days=10)
    record("person.left", stay, spell, by=OPERATOR, at=TUESDAY)


def a_file_that_came_in() -> None:
    came_in = Import(
        file_name="people.csv",
        digest="0" * 64,
        rows=2,
        accepted=1,
        rejected=1,
        counts={"people": {"new": 1}},
        state=ImportState.CHECKED,
        checked_at=MONDAY,
        watched=True,
    )
    record("import.checked", came_in, by=OPERATOR, at=MONDAY)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_full_day_is_asked_for_in_fifteen_questions(
    cast: Cast, sign_in: SignIn, who: str
) -> None:
    person: Person = getattr(cast, who)
    a_full_day(person, cast.ana if who != "ana" else cast.mira)
    if who != "sam":
        a_vacant_side(cast)
    a_file_that_came_in()
    client = sign_in(person)
    client.get("/app/")  # once to warm templates and content types
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/app/").text
    assert "In 3" in page
    if who == "farid":
        for seen in ("Setting up", "needs somebody who leads it", "people.csv"):
            assert seen in page
    assert len(queries) <= MOST_QUERIES, "\n".join(each["sql"] for each in queries)
