"""An outcome as one of its two sees it, and a co-owned one as the area's people see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tandem.bridge.cards import question_of
from tandem.organisation.models import Person
from tandem.partnership.models import CoOwnedOutcome, Outcome, OutcomeReading
from tandem.partnership.outcomes import rules
from tandem.partnership.outcomes.actions import side_of
from tandem.partnership.outcomes.acts import NONE, Acts
from tandem.partnership.outcomes.rules import (
    Act,
    Because,
    Going,
    Judged,
    Side,
    State,
    Terms,
    may,
    waits_for,
)
from tandem.partnership.two import gone_words
from tandem.partnership.words import day_words
from tandem.rooms.outcomes.words import done_words, going_words, target_words

LISTED = 5  # outcomes of a pair on its page; the rest stands on the list


@dataclass(frozen=True, slots=True)
class Part:
    """What one side does for it, when they said yes, and what they did last."""

    side: Side
    person: Person
    sentence: str
    accepted: str
    last: str

    @property
    def key(self) -> str:
        return self.side.value


@dataclass(frozen=True, slots=True)
class Button:
    act: str
    label: str


@dataclass(frozen=True)
class Mine:
    """For one of the two. readings: the newest first."""

    outcome: Outcome
    reader: Person
    today: date
    readings: Sequence[OutcomeReading] = ()
    acts: Acts = NONE

    @cached_property
    def terms(self) -> Terms:
        return self.outcome.terms

    @property
    def state(self) -> State:
        return State(self.outcome.state)

    @property
    def side(self) -> Side:
        return side_of(self.outcome.pair, self.reader)

    @property
    def partner(self) -> Person:
        return self.outcome.pair.partner_of(self.reader)

    @property
    def one_left(self) -> bool:
        """Then the other has nothing to agree on; readings and its end are still theirs to say."""
        return self.outcome.one_left

    @property
    def url(self) -> str:
        return self.outcome.get_absolute_url()

    @property
    def chip(self) -> str:
        return f"outcome_{self.state}"

    @property
    def chip_words(self) -> str:
        """Only where the chip's own word says too little."""
        pair = self.outcome.pair
        by = {State.BY_LEADER: pair.leader, State.BY_HR: pair.hr_partner}.get(self.state)
        return _("Accepted by %(name)s") % {"name": by.called} if by else ""

    @property
    def target(self) -> str:
        return target_words(self.terms)

    @property
    def question(self) -> str:
        return question_of(self.terms.measure)

    @property
    def latest(self) -> rules.Value | None:
        return self.readings[0].read if self.readings else None

    @cached_property
    def judged(self) -> Judged | None:
        """None where it has ended: what became of it says more."""
        if self.state in rules.ENDS:
            return None
        return rules.judge(self.outcome.course, self.latest, self.today)

    @property
    def going(self) -> str:
        return self.judged.going.value if self.judged else ""

    @property
    def going_chip(self) -> str:
        """Only where the chip's own word says too little: what has just begun tells nothing yet."""
        if self.judged is None or self.judged.going is not Going.CANNOT_TELL:
            return ""
        begun = (self.today - self.outcome.started_on).days < rules.FRESH_DAYS
        early = self.judged.because is Because.EARLY
        return _("Too early to tell") if early or (begun and not self.readings) else ""

    @property
    def who_will_read(self) -> str:
        """Said before the yes, since with the second one more people read the wording."""
        named = {"area": self.outcome.pair.area.name, "name": self.partner.called}
        if self.state is rules.YES[rules.OTHER[self.side]]:
            return (
                _(
                    "With your yes both of you own it, and the leaders and HR people of %(area)s "
                    "can read it. The numbers you enter stay between you two."
                )
                % named
            )
        return (
            _(
                "Once %(name)s accepts it, too, the leaders and HR people of %(area)s can read it. "
                "The numbers you enter stay between you two."
            )
            % named
        )

    @property
    def is_unread(self) -> bool:
        return self.judged is not None and self.judged.going is Going.CANNOT_TELL

    @property
    def going_words(self) -> str:
        if self.judged is None:
            return ""
        return going_words(
            self.judged, self.outcome.course, self.latest, self.terms.unit, self.today
        )

    @property
    def waits(self) -> bool:
        waits = waits_for(self.state, self.side, worded_by=Side(self.outcome.worded_by))
        return waits and not self.one_left

    @property
    def note(self) -> str:
        """What a partner needs to know about a wording both have not accepted."""
        if self.outcome.open_since is None:
            return ""
        if self.one_left:
            return gone_words(self.partner)
        since = {"day": day_words(self.outcome.open_since, self.today)}
        if self.waits:
            return _("Waiting for your yes since %(day)s") % since
        named = since | {"name": self.partner.called}
        return _("Waiting for %(name)s since %(day)s") % named

    @property
    def parts(self) -> list[Part]:
        pair, terms = self.outcome.pair, self.terms
        given = [
            (Side.LEADER, pair.leader, terms.leader_part, self.outcome.leader_accepted_on),
            (Side.HR, pair.hr_partner, terms.hr_part, self.outcome.hr_accepted_on),
        ]
        return [
            Part(side, who, said, self.accepted(who, on), self.last(who))
            for side, who, said, on in given
        ]

    def accepted(self, who: Person, on: date | None) -> str:
        """With its moment, where the record still knows it."""
        if on is None:
            return _("Has not accepted this wording yet")
        return accepted_words(self.acts.accepted_at(who.pseudonym), on, self.today)

    def last(self, who: Person) -> str:
        return done_words(self.acts.last_of(who.pseudonym), self.today)

    @property
    def may_accept(self) -> bool:
        return may(self.state, Act.ACCEPT, self.side) and not self.one_left

    @property
    def may_change(self) -> bool:
        return may(self.state, Act.CHANGE, self.side) and not self.one_left

    @property
    def may_read(self) -> bool:
        return may(self.state, Act.READ, self.side)

    @property
    def endings(self) -> list[Button]:
        labels = [
            (Act.MEET, _("Met")),
            (Act.NOT_MEET, _("Not met")),
            (Act.RETIRE, _("Let it go")),
            (Act.TAKE_UP, _("Take it up again")),
        ]
        return [Button(act.value, said) for act, said in labels if may(self.state, act, self.side)]


@dataclass(frozen=True)
class Owned:
    """A co-owned outcome for whoever may read it: no value of it, and no word of how it goes."""

    owned: CoOwnedOutcome
    today: date
    acts: Acts = NONE

    @property
    def chip(self) -> str:
        return f"outcome_{self.owned.became or State.CO_OWNED.value}"

    @property
    def target(self) -> str:
        return target_words(self.owned.terms)

    @property
    def question(self) -> str:
        return question_of(self.owned.measure)

    @property
    def became(self) -> str:
        """Since when it is what the chip says."""
        return day_words(self.owned.became_on or self.owned.start_on, self.today)

    @property
    def parts(self) -> list[Part]:
        both = [
            (Side.LEADER, self.owned.leader, self.owned.leader_part),
            (Side.HR, self.owned.hr_partner, self.owned.hr_part),
        ]
        return [
            Part(side, who, said, self.accepted(who), self.last(who)) for side, who, said in both
        ]

    def accepted(self, who: Person) -> str:
        at = self.acts.accepted_at(who.pseudonym)
        return accepted_words(at, self.owned.start_on, self.today)

    def last(self, who: Person) -> str:
        return done_words(self.acts.last_of(who.pseudonym), self.today)


def accepted_words(at: datetime | None, on: date, today: date) -> str:
    if at is None:
        return _("Accepted %(day)s") % {"day": day_words(on, today)}
    moment = localtime(at)
    words = {"day": day_words(moment.date(), today), "time": f"{moment:%H:%M}"}
    return _("Accepted %(day)s, %(time)s") % words


def with_readings(outcomes: Sequence[Outcome], reader: Person, today: date) -> list[Mine]:
    """One question for all readings; none where there is no outcome."""
    if not outcomes:
        return []
    found: dict[UUID, list[OutcomeReading]] = {}
    for reading in OutcomeReading.objects.visible_to(reader).of(outcomes):
        found.setdefault(reading.outcome_id, []).append(reading)
    return [Mine(each, reader, today, found.get(each.pk, [])) for each in outcomes]


def with_acts(
    owned: Collection[CoOwnedOutcome], acts: Mapping[UUID, Acts], today: date
) -> list[Owned]:
    return [Owned(each, today, acts.get(each.outcome_id, NONE)) for each in owned]


def new_url(pair_id: UUID) -> str:
    return reverse("outcomes:new", args=[pair_id])
