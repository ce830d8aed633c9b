"""Words in every sealed field there is, said by acts; a new field cannot be missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

from tandem.access.sealed import SealedTextField
from tandem.access.tiers import Tier
from tandem.organisation import absences
from tandem.organisation.models import Absence
from tandem.organisation.models.absences import AbsenceKind
from tandem.partnership.changing import actions as changing
from tandem.partnership.changing.models import State
from tandem.partnership.charter import actions as charter
from tandem.partnership.charter.models import Answer
from tandem.partnership.charter.reading import stands
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.goals import actions as goals
from tandem.partnership.goals.reading import ids_of
from tandem.partnership.goals.rules import Says
from tandem.partnership.load import actions as load
from tandem.partnership.load.actions import take_stock
from tandem.partnership.models import Load, Outcome, OutcomeReading, RoleReview
from tandem.partnership.outcomes import actions as outcomes
from tandem.partnership.outcomes.rules import Terms
from tandem.partnership.reminders.actions import keep
from tandem.partnership.role_review.tests.stories import sent
from tandem.partnership.signals import actions as signals
from tandem.partnership.signals.reasons import Reason as NotSo
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.partnership.vision import actions as visions
from tandem.rooms.escalations import actions as escalations
from tandem.rooms.escalations import deciding, straight
from tandem.rooms.escalations.models import Because, StraightBecause
from tandem.rooms.heads_ups import actions as heads_ups
from tandem.rooms.heads_ups.models import Kind
from tandem.rooms.openness import actions as openness
from tandem.rooms.ownership import actions as ownership
from tandem.rooms.ownership.maps import in_force
from tandem.rooms.ownership.starting_point import Text
from tandem.rooms.signals.tests.stories import sam_and_miras
from tandem.rooms.talks import actions as talks

CANARY = "zwartwitgevlekt"
SAID = actions.Said(
    what=f"{CANARY} what", due_on=date(2026, 11, 27), why=f"{CANARY} why",
    done_means=f"{CANARY} d", helpers=f"{CANARY} helpers",
)  # fmt: skip
BY_ITSELF = {
    Absence._meta.get_field("kind"): AbsenceKind.SICKNESS.value,
    Outcome._meta.get_field("start"): "4711.093",
    Outcome._meta.get_field("target"): "1174.039",
    OutcomeReading._meta.get_field("value"): "7411.309",
    RoleReview._meta.get_field("marks"): '"hard":2',
}
"""Of a field that takes one of some words, or a number, the one that was said."""


def say_everything(cast: Cast) -> Commitment:
    """By Sam and Mira; returns the promise whose change of terms is open."""
    actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=actions.Said(what=f"{CANARY} draft"),
        by=cast.sam, at=MONDAY,
    )  # fmt: skip
    done = asked(cast)
    link = actions.Said(evidence=f"https://{CANARY}.example/x", words=f"{CANARY} done")
    actions.take(commitment=done, act=Act.REPORT_DONE, said=link, by=cast.mira, at=TUESDAY)
    keep(what=f"{CANARY} reminder", on=TUESDAY.date(), by=cast.mira, at=MONDAY)
    signal = sam_and_miras(cast)
    words = f"{CANARY} not so"
    signals.dismiss(
        signal=signal, reason=NotSo.SOMETHING_ELSE, words=words, by=cast.mira, at=TUESDAY
    )
    absences.enter(
        person=cast.mira, first=date(2026, 12, 7), last=date(2026, 12, 8),
        kind=AbsenceKind.SICKNESS, by=cast.mira, at=TUESDAY,
    )  # fmt: skip
    a_row_of_the_map(cast)
    an_outcome(cast)
    a_heads_up(cast)
    a_point_for_a_talk(cast)
    of_themselves(cast)
    a_charter(cast)
    a_vision(cast)
    goals_at_odds(cast)
    a_review(cast)
    what_sticks(cast)
    wish = changing.ask(
        pair=cast.pair, to=cast.helen, words=f"{CANARY} wish", by=cast.mira, at=MONDAY
    )
    changing.answer(
        wish=wish, state=State.TALK, words=f"{CANARY} answer", by=cast.helen, at=TUESDAY
    )
    take_stock(at=MONDAY)
    mine = Load.objects.get(person=cast.mira)
    load.say(load=mine, words=f"{CANARY} load", by=cast.mira, at=TUESDAY)
    later = actions.Said(
        what=f"{CANARY} instead", due_on=date(2026, 12, 3), words=f"{CANARY} words",
        reason=Reason.TOO_MUCH_AT_ONCE,
    )  # fmt: skip
    open_ = asked(cast)
    return actions.take(commitment=open_, act=Act.RENEGOTIATE, said=later, by=cast.mira, at=TUESDAY)


def a_row_of_the_map(cast: Cast) -> None:
    """Both see it differently, so that each of them has said how."""
    words = Text(f"{CANARY} leader", f"{CANARY} hr", f"{CANARY} outcome")
    row: dict[str, Any] = {"pair": cast.pair, "domain": "onboard", "at": MONDAY}
    seen = in_force(cast.pair.area)["onboard"].text.mark
    ownership.edit(text=words, seen=seen, agreeing=True, by=cast.sam, **row)
    for by in (cast.sam, cast.mira):
        ownership.differ(view=f"{CANARY} view", by=by, **row)


def an_outcome(cast: Cast) -> None:
    """Accepted by one alone: once both own it, its wording is the area's to read."""
    terms = Terms(
        name=f"{CANARY} name", measured_by=f"{CANARY} measured", unit=f"{CANARY} unit",
        start=Decimal("4711.093"), target=Decimal("1174.039"), by_on=date(2027, 6, 30),
        leader_part=f"{CANARY} leader", hr_part=f"{CANARY} hr",
    )  # fmt: skip
    outcome = outcomes.propose(pair=cast.pair, terms=terms, accepting=True, by=cast.sam, at=MONDAY)
    outcomes.read(
        outcome=outcome, on=MONDAY.date(), value=Decimal("7411.309"), note=f"{CANARY} note",
        by=cast.mira, at=TUESDAY,
    )  # fmt: skip


def a_heads_up(cast: Cast) -> None:
    given = heads_ups.give(
        pair=cast.pair, kind=Kind.BARRIER, text=f"{CANARY} warning", by=cast.sam, at=MONDAY
    )
    heads_ups.acknowledge(heads_up=given, thanks=f"{CANARY} thanks", by=cast.mira, at=TUESDAY)


def a_point_for_a_talk(cast: Cast) -> None:
    talks.raise_point(pair=cast.pair, what=f"{CANARY} point", by=cast.mira, at=MONDAY)


def of_themselves(cast: Cast) -> None:
    said: dict[str, Any] = {"pair": cast.pair, "at": MONDAY}
    openness.write_why(why=f"{CANARY} why", by=cast.sam, **said)
    openness.write_context(
        goals=f"{CANARY} goals", pressures=f"{CANARY} pressures", deadlines=f"{CANARY} dates",
        success=f"{CANARY} success", by=cast.sam, **said,
    )  # fmt: skip
    openness.keep(what=f"{CANARY} kept", by=cast.mira, **said)
    worry = openness.keep(what=f"{CANARY} shared", by=cast.mira, **said)
    openness.share(worry=worry, by=cast.mira, at=TUESDAY)
    openness.say_between_us(words=f"{CANARY} between", by=cast.sam, **said)


def a_charter(cast: Cast) -> None:
    """Signed by both, and then one part seen differently by each."""
    pair, at = cast.pair, MONDAY
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=pair, by=by, at=at)
    for key in ("goals", "why", "wrong"):
        for by in (cast.sam, cast.mira):
            seen = stands(pair, at.date())[key].said.mark
            charter.write(pair=pair, key=key, words=f"{CANARY} {key}", seen=seen, by=by, at=at)
    for key, by in (("of_hr", cast.sam), ("of_leader", cast.mira)):
        entry = charter.add(pair=pair, key=key, what=f"{CANARY} counts", by=by, at=at)
        charter.answer(
            entry=entry, said=Answer.PARTLY, why=f"{CANARY} partly", by=pair.partner_of(by), at=at
        )
    for number in range(3):
        factor = {"what": f"{CANARY} factor {number}", "measure": f"{CANARY} measure"}
        charter.add(pair=pair, key="success", **factor, by=cast.sam, at=at)
    for key, stand in stands(pair, at.date()).items():
        for by in (cast.sam, cast.mira):
            charter.accept(pair=pair, key=key, seen=stand.said.mark, by=by, at=at)
    for by in (cast.sam, cast.mira):
        charter.differ(pair=pair, key="rights", view=f"{CANARY} view", by=by, at=TUESDAY)


def a_vision(cast: Cast) -> None:
    """Signed by both, for the area, and proposed anew by one."""
    said: dict[str, Any] = {"pair": cast.pair, "readers": Tier.AREA, "by": cast.sam}
    vision = visions.propose(words=f"{CANARY} vision", seen="", at=MONDAY, **said)
    visions.accept(pair=cast.pair, seen=vision.mark, by=cast.mira, at=MONDAY)
    visions.propose(words=f"{CANARY} vision anew", seen="", at=TUESDAY, **said)


def goals_at_odds(cast: Cast) -> None:
    """Of two outcomes and the business goals; settled in words."""
    one, other, *_ = ids_of(cast.pair)
    mark = goals.mark(
        pair=cast.pair, one=one, other=other, says=Says.CONFLICTS, by=cast.mira, at=MONDAY
    )
    goals.settle(mark=mark, how=f"{CANARY} how", by=cast.sam, at=TUESDAY)


def a_review(cast: Cast) -> None:
    """Answered by both, so that each reads the other's words."""
    for by in (cast.sam, cast.mira):
        sent(cast.pair, by, words=f"{CANARY} review", hard=2)


def what_sticks(cast: Cast) -> None:
    """One settled between the two; one sent on and decided; one straight to the head of HR."""
    begins: dict[str, Any] = {"pair": cast.pair, "because": Because.TWICE, "by": cast.sam}
    for settled in (True, False):
        point = escalations.begin_with_views(matter=f"{CANARY} matter", at=MONDAY, **begins)
        for by in (cast.sam, cast.mira):
            escalations.write_view(
                point=point, view=f"{CANARY} view", question=f"{CANARY} question", by=by, at=MONDAY
            )
        for by in (cast.sam, cast.mira):
            point = escalations.say_what_you_heard(
                point=point, heard=f"{CANARY} heard", by=by, at=MONDAY
            )
        if settled:
            escalations.say_what_we_agreed(
                point=point, words=f"{CANARY} agreed", by=cast.sam, at=MONDAY
            )
            escalations.agree_that_it_is_settled(point=point, by=cast.mira, at=TUESDAY)
    for by in (cast.sam, cast.mira):
        point = escalations.say_yes_to_send(
            point=point, version=point.note.version, by=by, at=MONDAY
        )
    deciding.decide(
        note=point.note, decision=f"{CANARY} decision", reason=f"{CANARY} reason", by=cast.vera,
        at=TUESDAY,
    )  # fmt: skip
    word = straight.go_straight(
        pair=cast.pair, to=cast.helen, because=StraightBecause.ETHICS, words=f"{CANARY} straight",
        by=cast.mira, at=MONDAY,
    )  # fmt: skip
    straight.answer(word=word, answer=f"{CANARY} answer", by=cast.helen, at=TUESDAY)


def asked(cast: Cast) -> Commitment:
    promise = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    yes = actions.Said()
    return actions.take(commitment=promise, act=Act.PROMISE, said=yes, by=cast.mira, at=TUESDAY)


def sealed_fields() -> Iterator[SealedTextField]:
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        yield from (each for each in fields if isinstance(each, SealedTextField))


def said_in(field: SealedTextField) -> list[str]:
    """What was said in this field of any row, opened."""
    rows = field.model._base_manager.all()
    return [words for row in rows if (words := getattr(row, field.attname))]
