"""Who gets what at every address of this room: the two, and nobody above them."""

from __future__ import annotations

from tandem.partnership.goals.reading import ids_of
from tandem.partnership.goals.tests.stories import HOW, at_odds, two_goals
from tandem.partnership.models import GoalMark
from tandem.partnership.testing import Cast, Row

SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, the head of HR and the administrators among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
TWO = {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}
SAID = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
BOTH = "sam mira"


def the(cast: Cast) -> dict[str, object]:
    """The pair, which has two goals and has said nothing of them."""
    two_goals(cast.pair)
    return {"pair_id": cast.pair.pk}


def under_way(cast: Cast) -> dict[str, object]:
    at_odds(cast.pair)
    return {"pair_id": cast.pair.pk}


def a_conflict(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.pair.pk, "mark_id": at_odds(cast.pair).pk}


def tapped(cast: Cast) -> dict[str, object]:
    one, other = sorted(ids_of(cast.pair), key=str)
    return {"one": one, "other": other, "says": "conflicts"}


def marks(_: Cast) -> list[tuple[object, ...]]:
    rows = GoalMark.objects.order_by("pk")
    return [(row.pk, row.says, row.end_on, row.settled_on) for row in rows]


ROWS = [
    Row("goals:page", TWO, where=the),
    Row("goals:page", TWO, where=under_way, about="at odds"),
    Row("goals:mark", SAID, "POST", where=the, data=tapped, probe=marks, changed_by=BOTH),
    Row(
        "goals:settle", SAID, "POST", where=a_conflict, data=lambda _: {"how": HOW}, probe=marks,
        changed_by=BOTH,
    ),
]  # fmt: skip
