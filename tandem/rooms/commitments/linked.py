"""What the page of a promise says beside its words: how large, how sure, and what it is tied to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.commitments.about import Thing, a_promise, thing_of
from tandem.partnership.commitments.fields import BLOCKS, CONFIDENCES, PASSED, SIZES
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.natures import is_request
from tandem.partnership.commitments.requests import Passed, templates
from tandem.partnership.commitments.rows import PromiseRow
from tandem.partnership.commitments.rules import Side, State
from tandem.partnership.commitments.standing import Blocked, Confidence, Size
from tandem.partnership.commitments.words_gone import is_without_words, what_of


def facts(commitment: Commitment) -> list[tuple[str, str]]:
    """Name and words of what was said; what was not said is left out."""
    said = []
    if commitment.size:
        said.append((_("How large"), str(SIZES[Size(commitment.size)])))
    if commitment.confidence:
        said.append((_("How sure of the day"), str(CONFIDENCES[Confidence(commitment.confidence)])))
    if commitment.important:
        said.append((_("Important"), _("Heard first, then answered")))
    template = templates().get(commitment.request)
    if template and not is_request(commitment):
        said.append((_("Kind"), template.name))
    if commitment.passed_because:
        because = PASSED[Passed(commitment.passed_because)]
        said.append((_("Why somebody else holds it"), str(because)))
    if commitment.outside_hands:
        said.append((_("Outside our hands"), _("You both say so: it counts for nobody.")))
    return said


def linked(commitment: Commitment, reader: Person, today: date) -> Mapping[str, Thing | None]:
    """What it hangs on, waits for, follows and was followed by, as far as the reader may know."""
    follows = commitment.instead_of_id
    return {
        "about": thing_of(commitment, reader, today),
        "blocked_by": blocked_by(commitment, reader, today),
        "instead_of": a_promise(follows, reader, today) if follows else None,
        "successor": successor(commitment, reader),
    }


def anew_url(row: PromiseRow) -> str:
    """Where who took it back offers something else; empty for everybody else, and without words."""
    taken_back = row.commitment.state == State.REVOKED_BY_PERFORMER
    taken_back = taken_back and not is_without_words(row.commitment)
    if not taken_back or row.side is not Side.PERFORMER or row.acted_for:
        return ""
    return f"{reverse('commitments:new')}?{urlencode({'after': row.commitment.pk})}"


def blocked_by(commitment: Commitment, reader: Person, today: date) -> Thing | None:
    if not commitment.blocked_by:
        return None
    if commitment.blocked_by_promise_id:
        return a_promise(commitment.blocked_by_promise_id, reader, today)
    words = BLOCKS.get(Blocked(commitment.blocked_by))
    return Thing(str(words)) if words else None


def successor(commitment: Commitment, reader: Person) -> Thing | None:
    """The latest that was begun in its place."""
    begun = Commitment.objects.visible_to(reader).filter(instead_of=commitment).last()
    return Thing(what_of(begun), begun.get_absolute_url()) if begun else None
