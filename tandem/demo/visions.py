"""The vision of Sam and Mira: signed, and signed anew months later, for everybody to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from tandem.access.tiers import Tier
from tandem.demo.promises import story_day
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.vision import actions

AT = time(9, 30)
VISIONS = (
    (
        -200, Tier.AREA,
        "Nobody in Operations is surprised by what is decided about their work, and everybody has "
        "somebody who asks how it goes.",
    ),
    (
        -61, Tier.OPEN,
        "Whoever works in Operations knows what is asked of them, is heard before we decide about "
        "their work, and hears of it first from their own leader. A shift is led by somebody who "
        "has time for people. Who wants to learn something new here gets a first step within a "
        "quarter, on nights as much as by day.",
    ),
)  # fmt: skip
"""Days from today, for whom, and what; Sam proposes, Mira says yes."""


def sign_visions(people: Mapping[str, Person], today: date) -> None:
    pair = Pair.objects.of_two(people["sam"], people["mira"]).still().get()
    for offset, readers, words in VISIONS:
        at = datetime.combine(story_day(offset, today), AT, tzinfo=get_current_timezone())
        proposal = actions.propose(
            pair=pair, words=words, readers=readers, seen="", by=pair.leader, at=at
        )
        actions.accept(pair=pair, seen=proposal.mark, by=pair.hr_partner, at=at)
