"""Who gets what at every address of this room: the two, and of what is one's own its writer."""

from __future__ import annotations

from collections.abc import Callable

from tandem.partnership.reminders.models import Reminder
from tandem.partnership.testing import Cast, Row
from tandem.rooms.openness.models import BetweenUs, ContextCard, WhyCard, Worry
from tandem.rooms.openness.tests import stories

SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, the head of HR and the administrators among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
TWO = {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}
SAID = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
LEADER = {200: "sam", 404: f"mira {OTHERS}", 302: SIGNED_OUT}
MIRAS = {302: f"mira {SIGNED_OUT}", 404: f"sam {OTHERS}"}


def everything(cast: Cast) -> dict[str, object]:
    for who in (cast.sam, cast.mira):
        stories.why(cast, who)
        stories.worry(cast, who)
        stories.worry(cast, who, shared=True)
        stories.note(cast, who)
    stories.context(cast)
    return {"pair_id": cast.pair.pk}


def the(act: str) -> Callable[[Cast], dict[str, object]]:
    """Of what Mira keeps, and shares where it is to be taken back."""

    def where(cast: Cast) -> dict[str, object]:
        kept = stories.worry(cast, cast.mira, shared=act != "share")
        return {"worry_id": kept.pk, "act": act}

    return where


def miras_note(cast: Cast) -> dict[str, object]:
    return {"note_id": stories.note(cast, cast.mira).pk}


def whys(_: Cast) -> list[tuple[object, ...]]:
    cards = WhyCard._base_manager.order_by("pk")
    return [(card.pk, card.why) for card in cards]


def contexts(_: Cast) -> list[tuple[object, ...]]:
    cards = ContextCard._base_manager.order_by("pk")
    return [(card.pk, card.goals, card.fresh_on) for card in cards]


def worries(_: Cast) -> list[tuple[object, ...]]:
    return [*Worry.objects.order_by("pk").values_list("pk", "tier")]


def notes(_: Cast) -> int:
    return BetweenUs.objects.count()


def said(address: str, data: dict[str, str], probe: Callable[[Cast], object]) -> Row:
    return Row(
        address, SAID, "POST", where=everything, data=lambda _: data, probe=probe,
        changed_by="sam mira", about="written",
    )  # fmt: skip


ROWS = [
    Row("openness:page", TWO, where=everything),
    Row("openness:why", TWO, where=everything),
    said("openness:why", {"why": "Another reason."}, whys),
    Row("openness:context", LEADER, where=everything),
    Row(
        "openness:context",
        {302: f"sam {SIGNED_OUT}", 404: f"mira {OTHERS}"},
        "POST",
        where=everything,
        data=lambda _: {"goals": "Another goal"},
        probe=contexts,
        changed_by="sam",
        about="written",
    ),
    Row(
        "openness:still_so",
        {302: f"sam {SIGNED_OUT}", 404: f"mira {OTHERS}"},
        "POST",
        where=everything,
        probe=contexts,
        changed_by="sam",
    ),
    Row("openness:worries", TWO, where=everything),
    said("openness:worries", {"what": "Another one."}, worries),
    *(
        Row(
            "openness:worry", MIRAS, "POST", where=the(act), probe=worries, changed_by="mira",
            about=act,
        )
        for act in ("share", "take-back", "let-go")
    ),
    Row("openness:first_step", TWO, where=everything),
    Row(
        "openness:first_step",
        SAID,
        "POST",
        where=everything,
        data=lambda _: {"step": "time"},
        probe=lambda _: Reminder.objects.count(),
        changed_by="sam mira",
        about="kept",
    ),
    Row("openness:between_us", TWO, where=everything),
    said("openness:between_us", {"words": "Another one."}, notes),
    Row(
        "openness:end", MIRAS, "POST", where=miras_note, probe=notes, changed_by="mira"
    ),
]  # fmt: skip
