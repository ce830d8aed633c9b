"""What can be done with an area: the words of its page, its form, and the action behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.organisation import reorganising, standing_in
from tandem.organisation.models import Area, Duty, Person
from tandem.organisation.seats import Seats
from tandem.rooms.company.area_forms import (
    ActingForm,
    AreaForm,
    CaretakerForm,
    CloseForm,
    EndStandInForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
)

Act = Callable[..., object]
Offered = Callable[[Seats], bool]


def always(_seats: Seats) -> bool:
    return True


def somebody_stands_in(seats: Seats) -> bool:
    return any(seat.stand_in for seat in seats.values())


def a_side_is_free(seats: Seats) -> bool:
    """Nobody holds it and nobody looks after it."""
    return any(seat.holder is None and seat.stand_in is None for seat in seats.values())


@dataclass(frozen=True, slots=True)
class Deed:
    """`recounts`: people belong elsewhere afterwards, so figures are counted anew."""

    title: str | Promise
    lede: str | Promise
    button: str | Promise
    done: str | Promise
    form: type[AreaForm]
    act: Act
    recounts: bool = True
    offered: Offered = always


def end_stand_in(*, area: Area, seats: Seats, duty: str, by: Person, at: datetime) -> None:
    held = seats[Duty(duty)].stand_in
    if held is not None:
        standing_in.end_stand_in(assignment=held, by=by, at=at)


def without_seats(act: Act) -> Act:
    """For actions that find out themselves who holds what."""

    def plain(*, seats: Seats, **said: Any) -> object:  # noqa: ANN401 - the action's own
        return act(**said)

    return plain


def merge(*, area: Area, into: Area, **said: Any) -> Area:  # noqa: ANN401 - the action's own
    return reorganising.merge_areas(source=area, into=into, **said)


DEEDS: Mapping[str, Deed] = {
    "rename": Deed(
        _("Rename"),
        _("Its people, teams and numbers stay. The old name is known for the days before."),
        _("Rename it"),
        _("Renamed."),
        RenameForm,
        without_seats(reorganising.rename_area),
        recounts=False,
    ),
    "move": Deed(
        _("Move"),
        _("It goes with all teams below it. Who leads above it there sees it from today."),
        _("Move it"),
        _("Moved."),
        MoveForm,
        without_seats(reorganising.move_area),
    ),
    "merge": Deed(
        _("Merge into another"),
        _(
            "Its people belong to the other area from that day, and this one is closed. The "
            "numbers of before stay where they were. No button takes it back."
        ),
        _("Merge them"),
        _("Merged. This area is closed; what it was stays known."),
        MergeForm,
        without_seats(merge),
    ),
    "split": Deed(
        _("Split off a new area"),
        _(
            "Some of its people belong to a new area beside it from that day. The numbers of "
            "before stay where they were."
        ),
        _("Make the new area"),
        _("The new area is there."),
        SplitForm,
        without_seats(reorganising.split_area),
    ),
    "close": Deed(
        _("Close"),
        _("For an area that nobody is in any more. What it was stays known."),
        _("Close it"),
        _("Closed. What it was stays known."),
        CloseForm,
        without_seats(reorganising.close_area),
    ),
    "acting": Deed(
        _("Name somebody acting"),
        _("They do the duty until a day and see what it shows. Pair talks stay with the two."),
        _("Name them"),
        _("They stand in from today."),
        ActingForm,
        without_seats(standing_in.appoint_acting),
        recounts=False,
    ),
    "caretaker": Deed(
        _("Name a caretaker"),
        _("They look after a side nobody holds, until somebody is named, and see what it shows."),
        _("Name them"),
        _("They look after it from today."),
        CaretakerForm,
        without_seats(standing_in.appoint_caretaker),
        recounts=False,
        offered=a_side_is_free,
    ),
    "end": Deed(
        _("End standing in"),
        _("From today they see no more what the duty shows; who was named today, from tomorrow."),
        _("End it"),
        _("Ended."),
        EndStandInForm,
        end_stand_in,
        recounts=False,
        offered=somebody_stands_in,
    ),
}
