"""Who gets what at every address of this room: two act, the area's people read what both own."""

from __future__ import annotations

from collections.abc import Callable

from tandem.access.audit import OPERATOR
from tandem.partnership.actions import make_pair
from tandem.partnership.models import CoOwnedOutcome, Outcome, OutcomeReading
from tandem.partnership.outcomes import actions
from tandem.partnership.outcomes.rules import Act
from tandem.partnership.outcomes.tests.stories import (
    begun,
    co_owned,
    holding,
    portfolio_owned,
    proposed,
    read,
)
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
# Above the area, or acting for its leader this week: they read what both own.
OF_THE_AREA = "vera eva helen omar"
BEYOND = "kim ilse ana leo farid pia ruth dana iris tess bram"
TWO = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
Where = Callable[[Cast], dict[str, object]]


def pair(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.pair.pk}


def being_agreed(cast: Cast) -> dict[str, object]:
    return {"outcome_id": proposed(cast.pair, cast.sam).pk}


def owned_by_both(cast: Cast) -> dict[str, object]:
    outcome = co_owned(cast.pair)
    read(outcome, cast.mira, "40", MONDAY.date(), "Before peak", TUESDAY)
    return {"outcome_id": outcome.pk}


def some_under_way(cast: Cast) -> dict[str, object]:
    owned_by_both(cast)
    return {}


def ended(cast: Cast) -> dict[str, object]:
    outcome = actions.end(outcome=co_owned(cast.pair), act=Act.MEET, by=cast.sam, at=TUESDAY)
    return {"outcome_id": outcome.pk}


def the(act: str, where: Where) -> Where:
    return lambda cast: where(cast) | {"act": act}


def for_the_area(cast: Cast) -> dict[str, object]:
    return {"owned_id": holding(co_owned(cast.pair)).pk}


def published(cast: Cast) -> dict[str, object]:
    outcome = co_owned(cast.pair)
    for who in (cast.sam, cast.mira):
        actions.publish(outcome=outcome, by=who, at=TUESDAY)
    return {"owned_id": holding(outcome).pk}


def of_a_partner_before(cast: Cast) -> dict[str, object]:
    owned = holding(co_owned(cast.pair))
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    return {"owned_id": owned.pk}


def wording(cast: Cast) -> dict[str, object]:
    first = Outcome.objects.first()
    return {
        "name": "Another", "measured_by": "Seen so", "target": "25", "start": "42", "unit": "%",
        "by_on": "2027-06-30", "leader_part": "Talks", "hr_part": "Patterns", "measure": "",
        "seen": first.terms.mark if first else "",
    }  # fmt: skip


def seen(cast: Cast) -> dict[str, object]:
    return {"seen": Outcome.objects.get().terms.mark}


def stored(cast: Cast) -> list[tuple[object, ...]]:
    outcomes = Outcome.objects.order_by("pk").values_list("pk", "state", "name")
    owned = CoOwnedOutcome.objects.order_by("pk").values_list("pk", "tier", "became")
    return [*outcomes, *owned, (OutcomeReading.objects.count(),)]


def done(act: str, where: Where, about: str, data: Where = lambda _: {}) -> Row:
    return Row(
        "outcomes:act", TWO, "POST", where=the(act, where), data=data, probe=stored,
        changed_by="sam mira", about=about,
    )  # fmt: skip


def day_ahead(_: Cast) -> dict[str, object]:
    return {"day": "2027-01-18"}


def looked_at(cast: Cast) -> list[tuple[object, ...]]:
    return [*Outcome.objects.order_by("pk").values_list("pk", "review_on", "portfolio")]


def operations(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.operations.pk}


def two_of_four(cast: Cast) -> dict[str, object]:
    """One that both own, one that waits."""
    portfolio_owned(cast.pair, "growth")
    begun(cast.pair, cast.sam, "succession")
    return operations(cast)


ROWS = [
    Row("outcomes:list", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "outcomes:list", {200: SIGNED_IN, 302: SIGNED_OUT}, where=some_under_way, about="under way",
    ),
    Row("outcomes:new", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=pair),
    Row(
        "outcomes:new", TWO, "POST", where=pair, data=wording, probe=stored,
        changed_by="sam mira", about="proposed",
    ),
    Row(
        "outcomes:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=being_agreed,
        about="being agreed",
    ),
    Row("outcomes:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=owned_by_both),
    Row("outcomes:change", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=being_agreed),
    Row(
        "outcomes:change", TWO, "POST", where=being_agreed, data=wording, probe=stored,
        changed_by="sam mira", about="changed",
    ),
    Row(
        "outcomes:reading", TWO, "POST", where=being_agreed,
        data=lambda _: {"value": "40", "on": "2026-11-23", "note": ""}, probe=stored,
        changed_by="sam mira",
    ),
    done("accept", being_agreed, "accepted", seen),
    done("meet", owned_by_both, "met"),
    done("not_meet", owned_by_both, "not met"),
    done("retire", owned_by_both, "let go"),
    done("take_up", ended, "taken up"),
    done("retire", being_agreed, "let go before it was owned"),
    Row(
        "outcomes:co_owned",
        {200: f"sam mira {OF_THE_AREA}", 404: BEYOND, 302: SIGNED_OUT},
        where=for_the_area,
    ),
    Row("outcomes:co_owned", {200: SIGNED_IN, 302: SIGNED_OUT}, where=published, about="published"),
    Row(
        "outcomes:take_over",
        {302: f"sam leo {SIGNED_OUT}", 404: OTHERS.replace("leo ", "") + " mira"},
        "POST", where=of_a_partner_before, probe=stored, changed_by="sam leo",
    ),
    Row(
        "outcomes:four", {200: f"sam mira {OF_THE_AREA}", 404: BEYOND, 302: SIGNED_OUT},
        where=operations,
    ),
    Row(
        "outcomes:four", {200: f"sam mira {OF_THE_AREA}", 404: BEYOND, 302: SIGNED_OUT},
        where=two_of_four, about="two taken over",
    ),
    Row(
        "outcomes:begin", TWO, "POST", where=lambda cast: pair(cast) | {"key": "growth"},
        probe=looked_at, changed_by="sam mira",
    ),
    Row(
        "outcomes:look_again", TWO, "POST", where=being_agreed, data=day_ahead, probe=looked_at,
        changed_by="sam mira",
    ),
]  # fmt: skip
