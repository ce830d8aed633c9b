"""What got in the way of a promise that slipped: asked once, of who does it, and never required."""

from __future__ import annotations

from tandem.partnership.commitments.clocks import calendars_of
from tandem.partnership.commitments.models import Move
from tandem.partnership.commitments.rows import PromiseRow
from tandem.partnership.commitments.rules import Act, Side, Step, steps_open_to
from tandem.partnership.commitments.timers import has_slipped, judged_on
from tandem.rooms.commitments.forms import ActForm


def why_asked(row: PromiseRow) -> ActForm | None:
    """None for the other one, for a deputy, where the other one has left, and where a reason has
    been given since its day."""
    step = step_to_say_why(row)
    if (
        step is None
        or row.acted_for
        or row.other_left
        or not is_late(row)
        or Move.objects.says_why(row.commitment)
    ):
        return None
    return ActForm(row=row, step=step)


def step_to_say_why(row: PromiseRow) -> Step | None:
    if row.side is not Side.PERFORMER:
        return None
    steps = steps_open_to(row.commitment.standing, row.side, on=row.today)
    return next((step for step in steps if step.act is Act.SAY_WHY), None)


def is_late(row: PromiseRow) -> bool:
    """By the days on which the performer was there: an agreed day off is no miss."""
    commitment, standing = row.commitment, row.commitment.standing
    calendars = calendars_of([commitment], row.today, row.elsewhere.off)
    calendar = calendars[commitment.performer_id]
    if standing.reported_on is None or standing.due_on is None:
        return has_slipped(standing, row.today, calendar)
    return judged_on(standing.due_on, calendar) < standing.reported_on
