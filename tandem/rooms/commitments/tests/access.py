"""Who gets what at every address of this room. Only the two of a promise get anything."""

from __future__ import annotations

from collections.abc import Callable

from tandem.partnership.commitments.models import Commitment
from tandem.partnership.testing import Cast, Row
from tandem.rooms.commitments.tests.stories import drafts, mira_promised_sam, sam_asks_mira

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia"
SIGNED_OUT = "otto nobody"
OTHERS = "kim ilse vera ana leo farid helen eva pia"  # Sam's leader and his colleagues among them
NAMERS = f"{OTHERS} sam"  # who can name Mira
DRAFT_READERS = "kim ilse sam vera ana leo farid helen eva pia"

TERMS = {
    "direction": "customer",
    "who": "mira.okafor@varnholm.example",
    "what": "Ten minutes about the rota",
    "due_on": "2026-11-27",
}


def a_draft_of_mira(cast: Cast) -> Commitment:
    return drafts(cast.mira, cast.sam)


def the(story: Callable[[Cast], Commitment], act: str = "") -> Callable[[Cast], dict[str, object]]:
    """The address of one promise, made once for all visits of a row."""

    def where(cast: Cast) -> dict[str, object]:
        promise = Commitment.objects.first() or story(cast)
        return {"commitment_id": promise.pk} | ({"act": act} if act else {})

    return where


def states(story: Callable[[Cast], Commitment]) -> Callable[[Cast], list[tuple[object, ...]]]:
    def probe(cast: Cast) -> list[tuple[object, ...]]:
        the(story)(cast)
        return [*Commitment.objects.values_list("state", "due_on", "proposed_on", "waits_for")]

    return probe


def how_many(_: Cast) -> int:
    return Commitment.objects.count()


PAIR_OF_IT = {404: OTHERS, 302: SIGNED_OUT}
ROWS = [
    Row("commitments:list", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row("commitments:new", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "commitments:new",
        {302: f"{NAMERS} {SIGNED_OUT}", 422: "mira"},  # nobody asks oneself
        "POST",
        data=lambda _: TERMS,
        probe=how_many,
        changed_by=NAMERS,
    ),
    Row("commitments:page", {200: "sam mira", **PAIR_OF_IT}, where=the(sam_asks_mira)),
    Row(
        "commitments:page",
        {200: "mira", 404: DRAFT_READERS, 302: SIGNED_OUT},
        where=the(a_draft_of_mira),
        about="a draft",
    ),
    Row(
        "commitments:act",
        {200: "mira", 422: "sam", **PAIR_OF_IT},
        where=the(sam_asks_mira, "decline"),
        about="the form of an answer",
    ),
    Row(
        "commitments:act",
        {200: "sam mira", **PAIR_OF_IT},
        where=the(mira_promised_sam, "renegotiate"),
        about="the form of a new date",
    ),
    Row(
        "commitments:act",
        {302: f"mira {SIGNED_OUT}", 422: "sam", 404: OTHERS},
        "POST",
        where=the(sam_asks_mira, "promise"),
        probe=states(sam_asks_mira),
        changed_by="mira",
        about="a yes",
    ),
    Row(
        "commitments:act",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=the(mira_promised_sam, "renegotiate"),
        data=lambda _: {"due_on": "2026-12-03", "reason": "waiting_for_someone"},
        probe=states(mira_promised_sam),
        changed_by="sam mira",
        about="a new date",
    ),
    Row(
        "commitments:act",
        {302: f"mira {SIGNED_OUT}", 404: DRAFT_READERS},
        "POST",
        where=the(a_draft_of_mira, "discard_draft"),
        probe=states(a_draft_of_mira),
        changed_by="mira",
        about="a draft thrown away",
    ),
]
