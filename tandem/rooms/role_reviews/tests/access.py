"""Who gets what at every address of this room: the two; one word those above, once both say so."""

from __future__ import annotations

from tandem.partnership.models import RoleReview
from tandem.partnership.role_review.tests import stories
from tandem.partnership.role_review.tests.stories import NOW_OPENED
from tandem.partnership.testing import MONDAY, Cast, Row

SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, the head of HR and the administrators among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
TWO = {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}
SAID = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
BOTH = "sam mira"
ABOVE = "vera helen"
NOT_ABOVE = "kim ilse sam ana mira leo farid eva pia ruth dana iris tess bram omar"


def open_now(cast: Cast) -> dict[str, object]:
    """Their year is open, and nobody has begun."""
    return {"pair_id": stories.set_to_now(cast.pair).pk}


def half_sent(cast: Cast) -> dict[str, object]:
    """Sam has sent his answers, Mira has not."""
    where = open_now(cast)
    stories.sent(cast.pair, cast.sam, at=MONDAY)
    return where


def both_answered(cast: Cast) -> dict[str, object]:
    where = open_now(cast)
    stories.answered(cast.pair, at=MONDAY)
    return where


def told(cast: Cast) -> dict[str, object]:
    where = open_now(cast)
    stories.told(cast.pair, leader=2, at=MONDAY)
    return where


def told_alone(cast: Cast) -> dict[str, object]:
    told(cast)
    return {}


def the_year(_: Cast) -> dict[str, str]:
    return {"year": NOW_OPENED.isoformat()}


def whole(_: Cast) -> dict[str, object]:
    return {**stories.marks(3), "words": ""}


def reviews(_: Cast) -> list[tuple[object, ...]]:
    rows = RoleReview._base_manager.order_by("pk")
    return [
        (row.pk, row.marks, row.sent_on, row.skipped_on, row.read_on, row.tells_on, row.heard_on)
        for row in rows
    ]


ROWS = [
    Row("role_reviews:page", TWO, where=open_now),
    Row("role_reviews:page", TWO, where=half_sent, about="one has answered"),
    Row("role_reviews:page", TWO, where=both_answered, about="both have answered"),
    Row("role_reviews:page", TWO, where=told, about="told to those above"),
    Row("role_reviews:answer", TWO, where=open_now),
    Row(
        "role_reviews:answer", SAID, "POST", where=open_now, data=whole, probe=reviews,
        changed_by=BOTH,
    ),
    Row("role_reviews:leave_out", SAID, "POST", where=open_now, probe=reviews, changed_by=BOTH),
    Row(
        "role_reviews:read", SAID, "POST", where=both_answered, data=the_year, probe=reviews,
        changed_by=BOTH,
    ),
    Row(
        "role_reviews:tell", SAID, "POST", where=both_answered,
        data=lambda cast: the_year(cast) | {"answer": "yes"}, probe=reviews, changed_by=BOTH,
    ),
    Row(
        "role_reviews:told", {404: f"{NOT_ABOVE} {ABOVE}", 302: SIGNED_OUT},
        about="while nobody told anything",
    ),
    Row(
        "role_reviews:told", {200: ABOVE, 404: NOT_ABOVE, 302: SIGNED_OUT}, where=told_alone,
        about="told by both",
    ),
    Row(
        "role_reviews:heard", {302: f"{ABOVE} {SIGNED_OUT}", 404: NOT_ABOVE}, "POST", where=told,
        probe=reviews, changed_by=ABOVE,
    ),
]  # fmt: skip
