"""A goal that two answer for: part of what they set their pair up with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import CoOwnedOutcome, Outcome, Pair
from tandem.partnership.outcomes.actions import side_of
from tandem.partnership.outcomes.rules import AGREEING, OTHER, Side, State, waits_for
from tandem.partnership.registers import Footing, Walk, stands_under_a_pair
from tandem.rooms.outcomes.shown import new_url


def both_own_one() -> Any:  # noqa: ANN401 - a condition on pairs
    owned = CoOwnedOutcome.objects.running().order_by()
    return Exists(owned.filter(outcome__pair=OuterRef("pk")))


@stands_under_a_pair(goal=both_own_one)
def one_shared_goal(pair: Pair, reader: Person, _today: date) -> Iterator[Footing]:
    """One question, whatever there is."""
    owned = CoOwnedOutcome.objects.running().order_by().filter(outcome=OuterRef("pk"))
    own = Outcome.objects.visible_to(reader).of_pair(pair.pk).annotate(is_owned=Exists(owned))
    found = [*own.order_by("made_on", "pk")]
    if any(vars(each)["is_owned"] for each in found):
        yield goal(
            _("You both own one."),
            f"{pair.get_absolute_url()}#outcomes",
            _("Look at it"),
            mine=True,
            theirs=True,
        )
        return
    proposed = next((each for each in found if State(each.state) in AGREEING), None)
    if proposed is None:
        words, url = _("One result, in words you both accept."), new_url(pair.pk)
        yield goal(words, url, _("Propose one"))
        return
    proposed.pair = pair
    yield being_agreed(proposed, reader)


def being_agreed(outcome: Outcome, reader: Person) -> Footing:
    """It always waits for one of the two: for an answer to the other's words, or for a yes."""
    side = side_of(outcome.pair, reader)
    state, worded_by = State(outcome.state), Side(outcome.worded_by)
    mine = not waits_for(state, side, worded_by=worded_by)
    theirs = not waits_for(state, OTHER[side], worded_by=worded_by)
    name = {"name": outcome.pair.partner_of(reader).called}
    said = _("Proposed. Both own it once %(name)s accepts it, too.") % name
    if not mine:
        said = _("%(name)s has proposed one.") % name
    act = _("Look at it") if mine else _("Read and accept")
    return goal(said, outcome.get_absolute_url(), act, mine=mine, theirs=theirs)


def goal(said: str, url: str, act: str, *, mine: bool = False, theirs: bool = False) -> Footing:
    return Footing(
        key="goal",
        step=Walk.FRAMEWORK,
        name=_("A goal you both answer for"),
        said=said,
        url=url,
        mine=mine,
        theirs=theirs,
        act=act,
    )
