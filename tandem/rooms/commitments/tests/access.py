"""Who gets what at every address of this room. Only the two of a promise get anything."""

from __future__ import annotations

from collections.abc import Callable

from tandem.organisation import deputies
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.deleting.models import Deletion
from tandem.partnership.deleting.tests import old
from tandem.partnership.testing import FRIDAY, TUESDAY, Cast, Row
from tandem.rooms.commitments.tests.stories import (
    drafts,
    it_slipped,
    mira_promised_otto,
    mira_promised_sam,
    mira_says_outside_our_hands,
    mira_says_what_she_heard,
    mira_would_replace_it,
    sam_asks_mira,
    sam_asks_something_important,
    sam_withdrew,
    sam_would_hand_it_to_leo,
)

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
# Sam's leader, his colleagues, and who stands in for him among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
BUT_KIM = "ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
NAMERS = f"{OTHERS} sam"  # who can name Mira
DRAFT_READERS = "kim ilse sam vera ana leo farid helen eva pia ruth dana iris tess bram omar"

TERMS = {
    "direction": "customer",
    "who": "mira.okafor@varnholm.example",
    "what": "Ten minutes about the rota",
    "due_on": "2026-11-27",
}


def a_draft_of_mira(cast: Cast) -> Commitment:
    return drafts(cast.mira, cast.sam)


def the(story: Callable[[Cast], Commitment], act: str = "") -> Callable[[Cast], dict[str, object]]:
    """The address of one promise."""
    named = {"act": act} if act else {}
    return lambda cast: {"commitment_id": story(cast).pk, **named}


def while_kim_acts(
    story: Callable[[Cast], Commitment], act: str = ""
) -> Callable[[Cast], dict[str, object]]:
    """The same while Kim is Mira's deputy."""

    def address(cast: Cast) -> dict[str, object]:
        named = deputies.name_deputy(
            deputy=cast.kim, first=TUESDAY.date(), last=FRIDAY.date(), by=cast.mira, at=TUESDAY
        )
        deputies.accept(deputy=named, by=cast.kim, at=TUESDAY)
        return the(story, act)(cast)

    return address


def states(_: Cast) -> list[tuple[object, ...]]:
    told = ("state", "due_on", "proposed_on", "waits_for", "proposal", "heard", "outside_hands")
    return [*Commitment.objects.order_by("pk").values_list(*told)]


def how_many(_: Cast) -> int:
    return Commitment.objects.count()


def reasons(_: Cast) -> list[str]:
    return [*Move.objects.exclude(reason="").order_by("number").values_list("reason", flat=True)]


PAIR_OF_IT = {404: OTHERS, 302: SIGNED_OUT}
HEARD = {"words": "One page on why people leave."}
A_TALK = {"what": "A talk instead", "due_on": "2026-12-03"}
TO_LEO = {"who": "leo.hartmann@varnholm.example"}
AGAIN = {"words": "It is needed after all.", "due_on": "2026-12-03"}


def says(
    act: str,
    story: Callable[[Cast], Commitment],
    by: str,
    *,
    refused: str = "",
    form: dict[str, str] | None = None,
) -> Row:
    """A word that is open to `by` of the two; `refused` is the other one, where it is not."""
    expected = {302: f"{by} {SIGNED_OUT}", 404: OTHERS}
    return Row(
        "commitments:act",
        expected | ({422: refused} if refused else {}),
        "POST",
        where=the(story, act),
        data=lambda _: form or {},
        probe=states,
        changed_by=by,
        about=f"{act} after {story.__name__}",
    )


def natures(_: Cast) -> list[tuple[object, ...]]:
    return [*Commitment.objects.order_by("pk").values_list("pk", "nature")]


def with_a_request(cast: Cast) -> dict[str, object]:
    sam_asks_something_important(cast)
    return {"pair_id": cast.pair.pk}


def kind_of_sams_request(cast: Cast) -> dict[str, object]:
    return {"commitment_id": sam_asks_mira(cast).pk, "nature": "strategic"}


def with_old_words(cast: Cast) -> dict[str, object]:
    old.sams(cast)
    return {"pair_id": cast.pair.pk}


def with_a_proposal(act: str) -> Callable[[Cast], dict[str, object]]:
    """Of Sam, to delete them."""

    def address(cast: Cast) -> dict[str, object]:
        pair = with_old_words(cast)
        return {**pair, "proposal": old.proposed(cast).pk, "act": act}

    return address


def deletions(_: Cast) -> list[tuple[object, ...]]:
    words = [one.what for one in Commitment.objects.order_by("pk")]
    return [*Deletion.objects.values_list("pk", "state"), *[(each,) for each in words]]


ROWS = [
    Row(
        "commitments:old_words",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=with_old_words,
    ),
    Row(
        "commitments:propose_old_words",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=with_old_words,
        probe=deletions,
        changed_by="sam mira",
    ),
    Row(
        "commitments:answer_old_words",
        {302: f"mira {SIGNED_OUT}", 422: "sam", 404: OTHERS},
        "POST",
        where=with_a_proposal("yes"),
        probe=deletions,
        changed_by="mira",
        about="the second yes",
    ),
    Row(
        "commitments:answer_old_words",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=with_a_proposal("drop"),
        probe=deletions,
        changed_by="sam mira",
        about="not now",
    ),
    Row(
        "commitments:habits",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=with_a_request,
    ),
    Row(
        "commitments:requests",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=with_a_request,
    ),
    Row(
        "commitments:nature",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=kind_of_sams_request,
        probe=natures,
        changed_by="sam mira",
    ),
    Row(
        "commitments:new",
        {200: SIGNED_IN, 302: SIGNED_OUT},
        data=lambda _: {"request": "promote"},
        about="a request",
    ),
    Row("commitments:list", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row("commitments:kept", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "commitments:part",
        {200: SIGNED_IN, 302: SIGNED_OUT},
        where=lambda _: {"part": "waiting"},
    ),
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
        probe=states,
        changed_by="mira",
        about="a yes",
    ),
    Row(
        "commitments:act",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=the(mira_promised_sam, "renegotiate"),
        data=lambda _: {"due_on": "2026-12-03", "reason": "waiting_for_someone"},
        probe=states,
        changed_by="sam mira",
        about="a new date",
    ),
    Row(
        "commitments:act",
        {302: f"mira {SIGNED_OUT}", 404: DRAFT_READERS},
        "POST",
        where=the(a_draft_of_mira, "discard_draft"),
        probe=states,
        changed_by="mira",
        about="a draft thrown away",
    ),
    Row(
        "commitments:page",
        {200: "sam mira kim", 404: BUT_KIM, 302: SIGNED_OUT},
        where=while_kim_acts(sam_asks_mira),
        about="of whom a deputy acts for",
    ),
    Row(
        "commitments:page",
        {200: "mira", 404: DRAFT_READERS, 302: SIGNED_OUT},
        where=while_kim_acts(a_draft_of_mira),
        about="a draft of whom a deputy acts for",
    ),
    Row(
        "commitments:act",
        {302: f"mira kim {SIGNED_OUT}", 404: BUT_KIM, 422: "sam"},
        "POST",
        where=while_kim_acts(mira_promised_sam, "report_done"),
        probe=states,
        changed_by="mira kim",
        about="a word of a deputy",
    ),
    Row(
        "commitments:act",
        {302: f"mira {SIGNED_OUT}", 404: BUT_KIM, 422: "sam kim"},
        "POST",
        where=while_kim_acts(sam_asks_mira, "promise"),
        probe=states,
        changed_by="mira",
        about="a yes, which is no deputy’s",
    ),
    Row(
        "commitments:act",
        {302: f"mira {SIGNED_OUT}", 404: OTHERS, 422: "sam"},
        "POST",
        where=the(it_slipped, "say_why"),
        data=lambda _: {"reason": "forgot"},
        probe=reasons,
        changed_by="mira",
        about="what got in the way",
    ),
    Row(
        "commitments:silent",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=lambda cast: {"pair_id": cast.pair.pk},
    ),
    Row("commitments:before_you_go", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "commitments:let_go",
        {302: f"mira {SIGNED_OUT}", 404: DRAFT_READERS},
        "POST",
        where=the(mira_promised_otto),
        probe=states,
        changed_by="mira",
        about="of somebody who has left",
    ),
    Row(
        "commitments:let_go",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=the(mira_promised_sam),
        probe=states,
        changed_by="",  # both are here, so nobody lets go alone
        about="of two who are here",
    ),
    says("play_back", sam_asks_something_important, "mira", refused="sam", form=HEARD),
    says("confirm", mira_says_what_she_heard, "sam", refused="mira"),
    says("correct", mira_says_what_she_heard, "sam", refused="mira", form=HEARD),
    says("replace", mira_promised_sam, "sam mira", form=A_TALK),
    says("agree", mira_would_replace_it, "sam", refused="mira"),
    says("hand_over", mira_promised_sam, "sam mira", form=TO_LEO),
    says("agree", sam_would_hand_it_to_leo, "mira", refused="sam"),
    says("outside_hands", mira_promised_sam, "sam mira", form=HEARD),
    says("agree", mira_says_outside_our_hands, "sam", refused="mira"),
    says("reopen", sam_withdrew, "sam mira", form=AGAIN),
]
