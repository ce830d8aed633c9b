"""What the chip of a promise says where the words of its state do not do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tandem.partnership.commitments.rules import Act, Side, Standing, State
from tandem.partnership.commitments.standing import Heard, Proposal
from tandem.partnership.words import ago

if TYPE_CHECKING:
    from tandem.partnership.commitments.rows import PromiseRow

COUNTERED = (State.COUNTERED_BY_PERFORMER, State.COUNTERED_BY_CUSTOMER)
# How a promise ended whose place something else took, or nothing: by what was said last.
ENDED_AS: Mapping[str, str] = {Act.PASS_ON: "handed_over", Act.LET_GO: "let_go"}
LAID_OPEN: Mapping[Proposal | None, tuple[str, str]] = {
    Proposal.REPLACE: (
        gettext_noop("You propose another one instead"),
        gettext_noop("%(name)s proposes another one instead"),
    ),
    Proposal.HAND_OVER: (
        gettext_noop("You propose to hand it over"),
        gettext_noop("%(name)s proposes to hand it over"),
    ),
    Proposal.OUTSIDE: (
        gettext_noop("You say: outside our hands"),
        gettext_noop("%(name)s says: outside our hands"),
    ),
}


def chip_words(standing: Standing, look: str, row: PromiseRow) -> str:
    other = {"name": row.other.called}
    match standing.state:
        case State.REQUESTED if standing.heard is Heard.SAID and standing.question_open:
            return _("Is that it?")
        case State.REQUESTED if standing.question_open:
            return _("A question is open")
        case State.REQUESTED if standing.waiting_since:
            day = {"day": ago(standing.waiting_since, row.today)}
            return _("Offered %(day)s") % day if standing.offered else _("Asked %(day)s") % day
        case State.SATISFIED if standing.by_silence and not standing.proposed_by:
            return _("Taken as done")
        case State.PROMISED if look == "promised" and row.side is Side.CUSTOMER:
            return _("Promised by %(name)s") % other
        case State.PROMISED if look == "slipped":
            return _("Slipped past its date")
        case _ if standing.proposed_by and standing.state not in COUNTERED:
            return proposal_words(standing, row)
        case _:
            return ""


def proposal_words(standing: Standing, row: PromiseRow) -> str:
    words = {"name": row.other.called, "day": row.proposed_words}
    mine = standing.proposed_by is row.side
    if standing.proposal in LAID_OPEN:
        ours, theirs = LAID_OPEN[standing.proposal]
        return _(ours if mine else theirs) % words
    if standing.proposed_on is None:
        return _("You propose a change") if mine else _("%(name)s proposes a change") % words
    return (_("You propose %(day)s") if mine else _("%(name)s proposes %(day)s")) % words
