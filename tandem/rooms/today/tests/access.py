"""Who gets what at every address of this room. Everybody has a Today of their own."""

from __future__ import annotations

from tandem.partnership.commitments.models import Commitment
from tandem.partnership.reminders.actions import keep
from tandem.partnership.reminders.models import Reminder
from tandem.partnership.testing import TUESDAY, Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
# Who can name Mira.
NAMERS = "kim ilse sam vera ana leo farid helen eva pia ruth dana iris tess bram omar"

LINE = {"line": "ask Mira Okafor for the rota by Friday"}
CONFIRMED = {
    **LINE,
    "confirmed": "1",
    "direction": "customer",
    "who": "Mira Okafor",
    "what": "the rota",
    "due_on": "2026-11-27",
}


def how_many(_: Cast) -> int:
    return Commitment.objects.count()


def note_of_mira(cast: Cast) -> dict[str, object]:
    kept = keep(what="Buy a card", on=TUESDAY.date(), by=cast.mira, at=TUESDAY)
    return {"reminder_id": kept.pk}


def notes(_: Cast) -> list[tuple[object, ...]]:
    return [*Reminder.objects.values_list("remind_on", "over_on")]


NOT_MIRA = " ".join(who for who in SIGNED_IN.split() if who != "mira")
NO_MAN = "otto"  # has an account, and works here no more
HIS_OWN = {404: NOT_MIRA, 302: SIGNED_OUT}

ROWS = [
    Row("today:page", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "today:reading",
        {200: SIGNED_IN, 302: NO_MAN, 401: "nobody"},
        "POST",
        data=lambda _: LINE,
        probe=how_many,
    ),
    Row("today:quick", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "today:quick",
        {200: SIGNED_IN, 302: NO_MAN, 401: "nobody"},
        "POST",
        data=lambda _: LINE,
        probe=how_many,
        about="a line nobody was shown the meaning of",
    ),
    Row(
        "today:quick",
        {302: f"{NAMERS} {NO_MAN}", 422: "mira", 401: "nobody"},  # nobody asks oneself
        "POST",
        data=lambda _: CONFIRMED,
        probe=how_many,
        changed_by=NAMERS,
        about="confirmed",
    ),
    Row("today:reminder", {200: "mira", **HIS_OWN}, where=note_of_mira),
    Row(
        "today:reminder",
        {302: f"mira {SIGNED_OUT}", 404: NOT_MIRA},
        "POST",
        where=note_of_mira,
        data=lambda _: {"what": "Buy a card", "on": "2026-12-01"},
        probe=notes,
        changed_by="mira",
    ),
    Row(
        "today:reminder_over",
        {302: f"mira {SIGNED_OUT}", 404: NOT_MIRA},
        "POST",
        where=note_of_mira,
        probe=notes,
        changed_by="mira",
    ),
]
