"""Where Today leads an HR partner to what they carry. Costs no question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tandem.organisation.models import Duty, Person
from tandem.partnership.registers import Part, shows_on_today


@shows_on_today
def what_you_carry(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    if any(duty == Duty.HR_PARTNER for duty, _path in person.held(today)):
        yield Part("pairs/_carrying.html", None)
