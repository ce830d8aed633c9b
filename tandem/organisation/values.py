"""The values a company may set, with meaning and bounds. Data, and what is in force on a day.

Defaults are those of the product's reference; every one stands here, also those that no page
uses yet, so that a company can see what is coming and what it will be able to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


class Unit(StrEnum):
    """What a value counts. The page says it in words."""

    ANSWERS = "answers"
    PEOPLE = "people"
    PROMISES = "promises"
    PAIRS = "pairs"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    MINUTES = "minutes"
    HOURS = "hours"
    TIMES = "times"
    PERCENT = "percent"
    SIGNALS = "signals"
    YEARS_OF_PAY = "years of pay"


class Guard(Enum):
    """Which way a change weakens a protection or lets more be seen, and so needs a reason."""

    NONE = "none"
    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value: what it means, what it may be, and where it is used."""

    key: str
    group: str
    name: str
    meaning: str
    unit: Unit
    default: Decimal
    lowest: Decimal
    highest: Decimal
    guard: Guard = Guard.NONE
    used: str = ""  # empty: no page uses it yet

    @property
    def places(self) -> int:
        """Digits after the point it may have."""
        return 2 if self.unit in (Unit.TIMES, Unit.YEARS_OF_PAY) else 0

    @property
    def only_upwards(self) -> bool:
        return self.guard is Guard.LOWER and self.lowest == self.default

    def needs_reason(self, before: Decimal, after: Decimal) -> bool:
        if self.guard is Guard.LOWER:
            return after < before
        return self.guard is Guard.HIGHER and after > before


def row(
    key: str, group: str, unit: Unit, bounds: tuple[str, str, str], name: str, meaning: str,
    guard: Guard = Guard.NONE, used: str = "",
) -> Value:  # fmt: skip
    lowest, default, highest = (Decimal(each) for each in bounds)
    return Value(
        key=key, group=group, name=name, meaning=meaning, unit=unit, default=default,
        lowest=lowest, highest=highest, guard=guard, used=used,
    )  # fmt: skip


GROUPS = _("Smallest groups shown")
PAIRS = _("Partners")
PROMISES = _("Promises")
HEARD = _("What was heard")
CONCERNS = _("Concerns")
NUMBERS = _("Numbers and signals")
LOOKING = _("Looking at set-ups")
NOTICING = _("the signals of a pair")
ON_A_PROMISE = _("the days to answer on a promise’s page")
STAGES = _("what a pair’s page calls its stage")
IN_LETTERS = _("the letter that asks how a promise goes")
CHARTERS = _("a pair’s charter, and what it is asked about")
OPENNESS = _("what a pair tells each other, and the leader’s Today")
BETWEEN_US = _("what stays just between two partners")
REVIEWED = _("when a pair is asked for its two-way review")
KEPT = _("how promises went, on a pair’s page and on one’s own")
D, WD, LOWER, HIGHER = Unit.DAYS, Unit.WORKING_DAYS, Guard.LOWER, Guard.HIGHER

# fmt: off
# Kept by hand, because it is read by rows: key, group, unit, (lowest, default, highest).
REGISTRY: tuple[Value, ...] = (
    row("min_group_survey", GROUPS, Unit.ANSWERS, ("5", "5", "100"), _("Answers for a score"),
        _("With fewer answers no score is shown."), LOWER),
    row("min_group_text_or_cut", GROUPS, Unit.ANSWERS, ("10", "10", "200"),
        _("Answers for free text and for cuts"),
        _("With fewer answers no words and no comparison of groups are shown."), LOWER),
    row("honour_min_n", GROUPS, Unit.PROMISES, ("8", "8", "100"), _("Promises for a rate"),
        _("With fewer promises that count, no rate of kept promises is shown."), LOWER,
        used=KEPT),

    row("pair_new_days", PAIRS, D, ("30", "90", "365"), _("A pair is new"),
        _("For this long a pair is called new."), used=STAGES),
    row("pair_forming_days", PAIRS, D, ("90", "270", "730"), _("A pair is forming"),
        _("Until then, or until its first charter, a pair is called forming."), used=STAGES),
    row("pair_1to1_days", PAIRS, D, ("7", "14", "60"), _("Between two talks of a pair"),
        _("How often a pair means to talk, unless it says otherwise."), used=CHARTERS),
    row("prompt_context_days", PAIRS, D, ("7", "30", "180"), _("Before asking for context"),
        _("After this long a leader is asked whether goals and pressures still hold."),
        used=OPENNESS),
    row("context_card_fresh_days", PAIRS, D, ("7", "30", "180"), _("A context card is fresh"),
        _("Older cards are shown with their age."), used=OPENNESS),
    row("charter_due_days", PAIRS, D, ("7", "30", "180"), _("A first charter"),
        _("By then a new pair should have signed its charter."), used=CHARTERS),
    row("charter_renew_days", PAIRS, D, ("90", "365", "1095"), _("A charter holds"),
        _("After this long a pair looks at its charter again."), used=CHARTERS),
    row("recharter_days", PAIRS, D, ("7", "45", "180"), _("A charter after a change"),
        _("When one of the two changes, a new charter is due within this time."), used=CHARTERS),
    row("outcome_owner_days", PAIRS, D, ("7", "14", "60"), _("An outcome without two owners"),
        _("When both have not accepted an outcome for longer than this, or one of its owners is "
          "gone, the pair is asked about it."), used=NOTICING),
    row("goal_conflict_days", PAIRS, D, ("14", "30", "90"), _("Goals at odds"),
        _("When two goals of a pair have been at odds for longer than this, and no sentence has "
          "settled it, the two are asked about it."), used=NOTICING),
    row("review_asked_days", PAIRS, WD, ("5", "14", "30"), _("Answering the two-way review"),
        _("For this long the yearly review of a pair stands on Today; after that nobody is asked "
          "again that year."), used=REVIEWED),
    row("between_us_days", PAIRS, D, ("7", "90", "365"), _("Just between us"),
        _("Notes between the two vanish after this long."), HIGHER, used=BETWEEN_US),

    row("commitment_reply_days", PROMISES, WD, ("2", "5", "20"), _("Answering a request"),
        _("How long a request or a “yes, if” may wait for its answer."), used=ON_A_PROMISE),
    row("silent_accept_days", PROMISES, WD, ("3", "5", "20"), _("Answering “done”"),
        _("How long somebody may look at what was reported done; after that it counts as "
          "accepted in silence."), LOWER, used=ON_A_PROMISE),
    row("predue_nudge_days", PROMISES, WD, ("1", "2", "10"), _("A word before the day"),
        _("How long before the agreed day its performer is reminded, at least."), used=IN_LETTERS),
    row("predue_nudge_percent", PROMISES, Unit.PERCENT, ("5", "20", "50"),
        _("A word before the day, of long promises"),
        _("The same as a part of the time the promise runs; the longer of the two counts."),
        used=IN_LETTERS),
    row("honour_window_days", PROMISES, D, ("30", "90", "365"), _("Promises that count"),
        _("How far back a pair looks at its own kept promises."), used=KEPT),
    row("handover_days", PROMISES, WD, ("1", "3", "20"), _("Accepting a hand-over"),
        _("How long who is asked to do what somebody else had promised may wait with an answer."),
        used=ON_A_PROMISE),

    row("loop_owned_days", HEARD, WD, ("1", "3", "20"), _("Heard, then owned"),
        _("By then somebody owns what was heard.")),
    row("loop_decided_days", HEARD, WD, ("3", "15", "60"), _("Owned, then decided"),
        _("By then it is decided: do, do not, or later.")),
    row("loop_told_days", HEARD, WD, ("1", "5", "20"), _("Decided, then told back"),
        _("By then those who spoke up know what was decided.")),
    row("question_first_reply_days", HEARD, WD, ("1", "3", "10"), _("A first reply to a question"),
        _("By then who asked has a first word.")),
    row("question_status_days", HEARD, WD, ("3", "10", "30"), _("Where a question stands"),
        _("By then every question shows where it stands.")),
    row("diagnosis_days", HEARD, WD, ("5", "20", "60"), _("Looking into it together"),
        _("By then leader and HR have looked together at an area that stands out.")),
    row("stall_days", HEARD, D, ("7", "30", "120"), _("Nothing has moved"),
        _("After this long without a word a plan is asked about.")),

    row("concern_ack_days", CONCERNS, D, ("1", "7", "7"), _("Acknowledging a concern"),
        _("By then who raised it knows it has arrived."), HIGHER),
    row("concern_feedback_months", CONCERNS, Unit.MONTHS, ("1", "3", "3"),
        _("Feedback on a concern"), _("By then who raised it knows what was done."), HIGHER),
    row("concern_idle_days", CONCERNS, WD, ("3", "10", "20"), _("A concern without a step"),
        _("After this long without a step its handlers are asked."), HIGHER),
    row("reprisal_check_first_days", CONCERNS, D, ("7", "30", "60"), _("First check for reprisal"),
        _("Who raised a concern is asked how things are."), HIGHER),
    row("reprisal_check_second_days", CONCERNS, D, ("30", "90", "120"),
        _("Second check for reprisal"), _("The same once more."), HIGHER),
    row("reprisal_check_third_days", CONCERNS, D, ("60", "180", "365"),
        _("Third check for reprisal"), _("The same a last time."), HIGHER),
    row("reprisal_watch_months", CONCERNS, Unit.MONTHS, ("6", "12", "36"),
        _("Looking out for reprisal"),
        _("For this long a step against who raised a concern needs a second look."), LOWER),

    row("gap_factor", NUMBERS, Unit.TIMES, ("1.25", "1.50", "3"), _("A gap between talks"),
        _("So many times the usual rhythm without a talk is worth a word.")),
    row("insight_ack_days", NUMBERS, WD, ("3", "10", "30"), _("Seeing an insight"),
        _("By then a leader has said that an insight was seen.")),
    row("insight_decide_days", NUMBERS, WD, ("10", "30", "90"), _("Deciding on an insight"),
        _("By then there is a step, or a reason for none.")),
    row("burden_cap_h", NUMBERS, Unit.HOURS, ("1", "4", "20"), _("What HR asks of a manager"),
        _("Hours a month that HR’s own systems may ask of a manager.")),
    row("decision_review_days", NUMBERS, D, ("30", "90", "365"), _("Looking at a decision again"),
        _("After this long a decision is looked at once more.")),
    row("change_pulse_first_weeks", NUMBERS, Unit.WEEKS, ("1", "2", "4"),
        _("First questions in a change"), _("After this long people are asked how it goes.")),
    row("change_pulse_second_weeks", NUMBERS, Unit.WEEKS, ("4", "6", "10"),
        _("Second questions in a change"), _("The same once more.")),
    row("change_pulse_third_weeks", NUMBERS, Unit.WEEKS, ("10", "12", "26"),
        _("Third questions in a change"), _("The same a last time.")),
    row("turnover_cost_factor", NUMBERS, Unit.YEARS_OF_PAY, ("0.05", "0.20", "2"),
        _("What replacing somebody costs"),
        _("As a part of a year’s pay; shown as a range around it.")),
    row("signals_open_max", NUMBERS, Unit.SIGNALS, ("1", "3", "5"), _("Open signals of a pair"),
        _("No more than these are shown at a time."), used=NOTICING),
    row("silent_miss_percent", NUMBERS, Unit.PERCENT, ("5", "15", "50"),
        _("Promises that pass without a word"),
        _("When more than this part of them passed its date without a word, the pair is asked "
          "about it."), used=NOTICING),
    row("unowned_days", NUMBERS, WD, ("2", "5", "20"), _("Work that nobody owns"),
        _("When a place on the map has had nobody for longer, the pair is asked about it and the "
          "head of HR sees it."),
        used=NOTICING),
    row("unowned_look_days", NUMBERS, D, ("14", "30", "90"), _("Asking about it again"),
        _("After this long without an answer the question about work that nobody owns ends, or "
          "is asked anew."), used=NOTICING),
    row("one_way_days", NUMBERS, D, ("60", "90", "180"), _("Looking at who gives"),
        _("For this long what each of two partners gives the other is counted together."),
        used=NOTICING),
    row("one_way_percent", NUMBERS, Unit.PERCENT, ("20", "40", "60"), _("Much goes one way"),
        _("When what two partners give each other is less even than this, the pair is asked "
          "about it; 100 is both alike."), used=NOTICING),
    row("review_help_days", NUMBERS, D, ("90", "365", "730"), _("Two who could use help"),
        _("For this long after a two-way review a pair that said so together is asked what came "
          "of it."), used=NOTICING),
    row("signal_travel_days", NUMBERS, WD, ("5", "15", "60"), _("An urgent signal stays"),
        _("After this long it is counted for the whole company, without names."),
        used=NOTICING),
    row("baseline_quarters", NUMBERS, Unit.QUARTERS, ("2", "2", "8"), _("A first picture"),
        _("For this long after the start nothing is compared.")),

    row("support_minutes", LOOKING, Unit.MINUTES, ("5", "30", "60"), _("A look at a set-up"),
        _("For this long an administrator may see how somebody’s pages are set up."), HIGHER,
        used=_("how long a look lasts")),
)
# fmt: on

BY_KEY: Mapping[str, Value] = {each.key: each for each in REGISTRY}


@dataclass(frozen=True, slots=True)
class Values:
    """What is in force on one day: what was set, else the default."""

    chosen: Mapping[str, Decimal] = field(default_factory=dict)

    def of(self, key: str) -> Decimal:
        """Raises KeyError for a value the registry does not know.

        The bounds hold on reading too: whatever a row says, no group gets smaller than allowed.
        """
        known = BY_KEY[key]
        return min(max(self.chosen.get(key, known.default), known.lowest), known.highest)

    def whole(self, key: str) -> int:
        """The same for what is counted in whole days, answers or people."""
        return int(self.of(key))


DEFAULTS = Values()
