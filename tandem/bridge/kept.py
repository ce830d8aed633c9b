"""How promises went, as a page prints it: the figures in words, and a rate with its likely range.

Words are the same for both sides and for oneself, in one order, so that neither is told more.
Under the company’s number of promises there are counts and no rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from tandem.analytics.intervals import drawn_toward, wilson
from tandem.bridge.followed_up import answered_words
from tandem.bridge.words import percent
from tandem.organisation.calendar import DAY, Days
from tandem.partnership.commitments.following_up import REPLY_DAYS, follow_up
from tandem.partnership.commitments.kept import HALF, HONOURED, Became
from tandem.partnership.commitments.reasons import MISS_REASONS, WORDING
from tandem.partnership.commitments.reliability import Figures, Guard, Moving
from tandem.partnership.commitments.reliable import OfPair
from tandem.partnership.commitments.spread import Stretch
from tandem.partnership.commitments.standing import Reason
from tandem.partnership.models import Pair


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


OUTCOMES: Mapping[Became, str] = {
    Became.KEPT: _("Kept by its day"),
    Became.KEPT_ON_NEW_DAY: _("Moved in time, then kept"),
    Became.KEPT_LATE_WARNED: _("Done late, with a word before its day"),
    Became.TAKEN_BACK: _("Taken back by its day, with a reason"),
    Became.KEPT_LATE: _("Late, with a word within two working days"),
    Became.NOT_KEPT: _("Past its day with a word, and not done"),
    Became.SILENT_MISS: _("Two working days past its day without a word"),
}
READINGS: Mapping[Moving, str] = {
    Moving.HEALTHY: _("Between one in ten and one in three is what pairs who speak early have."),
    Moving.NOT_DARED: _("Hardly any, and silence where a word was due: is asking hard here?"),
    Moving.OVER_PROMISED: _("More than half: is more promised than a week holds?"),
}
GUARDS: Mapping[Guard, str] = {
    Guard.TINY: _("Most of these were promised for the same day, so the share says little."),
    Guard.BULK: _("Eight or more were accepted on one day, so the share says little."),
}


TWO = 2  # windows, to compare


@dataclass(frozen=True, slots=True)
class Band:
    """A rate with its likely range, 0 to 1. Approximate, since half credits enter it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fact:
    icon: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """So many promises of one class, and what one of them counts."""

    words: str
    number: int
    counts: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One side’s card."""

    figures: Figures
    band: Band | None
    reply_time: int = REPLY_DAYS  # working days the company gives a request

    @property
    def value(self) -> str:
        if not self.figures.eligible:
            return "–"
        return percent(self.band.value) if self.band else self.of

    @property
    def of(self) -> str:
        counts = {"kept": self.figures.honoured, "of": self.figures.eligible}
        return gettext("%(kept)s of %(of)s") % counts

    @property
    def sentence(self) -> str:
        if not self.figures.eligible:
            return gettext("Nothing that counts fell due.")
        if self.band is None:
            return gettext("kept. A share is shown from %(n)s on.") % {"n": self.figures.rate_from}
        words = {"low": percent(self.band.low), "high": percent(self.band.high)}
        likely = gettext("Somewhere between %(low)s and %(high)s, roughly.") % words
        return f"{self.counted} {likely}"

    @property
    def counted(self) -> str:
        """What the share is made of, so that it can be counted after."""
        words = {"of": self.of, "half": self.figures.half}
        if not self.figures.half:
            return gettext("%(of)s kept.") % words
        return (
            ngettext(
                "%(of)s kept, and %(half)s counts half.",
                "%(of)s kept, and %(half)s count half.",
                self.figures.half,
            )
            % words
        )

    @property
    def label(self) -> str:
        words = self.band or Band(0, 0, 0)
        return gettext("%(value)s kept, likely range about %(low)s to %(high)s") % {
            "value": percent(words.value), "low": percent(words.low), "high": percent(words.high),
        }  # fmt: skip

    @property
    def lines(self) -> list[Line]:
        found = self.figures.outcomes
        return [
            Line(gettext(words), found[became], worth(became))
            for became, words in OUTCOMES.items()
            if found.get(became)
        ]

    @property
    def first(self) -> list[Fact]:
        """What is seen at once. Where nothing counts, its sentence says all there is."""
        counted = word_kept(self.figures) if self.figures.eligible else ()
        return [*counted, *sometimes(self.figures)]

    @property
    def further(self) -> list[Fact]:
        return list(asked_and_answered(self.figures, self.reply_time))


def kept(figures: Figures, reply_time: int = REPLY_DAYS) -> Kept:
    return Kept(figures, band(figures), reply_time)


def band(figures: Figures) -> Band | None:
    """None under the number of promises that make a rate."""
    rate = figures.honour_rate
    if rate is None:
        return None
    return Band(float(rate), *wilson(float(figures.points), figures.eligible))


def steadied(figures: Figures, centre: float) -> float | None:
    """The rate for comparing one side with itself over time; None where there is no rate."""
    if figures.honour_rate is None:
        return None
    return drawn_toward(centre, float(figures.points), figures.eligible)


@dataclass(frozen=True, slots=True)
class Then:
    """One side in one of several windows."""

    of: str
    words: str


def then(figures: Figures, centre: Fraction | None) -> Then:
    """centre: the share of all pairs; None where there are too few, and then no share is told."""
    share = None if centre is None else steadied(figures, float(centre))
    words = "" if share is None else gettext("about %(share)s") % {"share": percent(share)}
    return Then(Kept(figures, None).of if figures.eligible else "–", words)


def change(windows: Sequence[Figures], centre: Fraction | None) -> str:
    """The newest against the one before. A change only where the earlier share lies outside the
    likely range of the newest."""
    if centre is None or len(windows) < TWO:
        return gettext("too early to compare.")
    now, before = band(windows[0]), steadied(windows[1], float(centre))
    if now is None or before is None:
        return gettext("too few to compare.")
    if before < now.low:
        return gettext("more kept than before.")
    return gettext("fewer kept than before.") if before > now.high else gettext("no clear change.")


def worth(became: Became) -> str:
    if became in HONOURED:
        return gettext("as kept")
    return gettext("as half") if became in HALF else gettext("as not kept")


def word_kept(figures: Figures) -> Iterator[Fact]:
    """The same facts in the same order for whoever it is."""
    yield Fact("turn", gettext("Moved"), moved(figures))
    yield Fact("ring", gettext("Without a word"), silent(figures))


def asked_and_answered(figures: Figures, reply_time: int) -> Iterator[Fact]:
    """Likewise, also where there is nothing."""
    yield Fact("clock", gettext("Answers"), replies(figures, reply_time))
    yield Fact("info", gettext("Own requests"), requests(figures))
    yield Fact("check", gettext("Thanks"), acceptance(figures))


def sometimes(figures: Figures) -> Iterator[Fact]:
    if figures.missed_because:
        yield Fact("leaf", gettext("What got in the way"), reasons(figures.missed_because))
    if figures.moved_because:
        yield Fact("leaf", gettext("Why days were moved"), reasons(figures.moved_because))
    if figures.asks_whether_no_is_possible:
        asked = {"n": figures.requests}
        said = gettext("%(n)s requests, and never a no or a “yes, if”. Is no really possible here?")
        yield Fact("bar", gettext("Saying no"), said % asked)
    for guard in sorted(figures.guards):
        yield Fact("eye", gettext("Read with care"), gettext(GUARDS[guard]))


def moved(figures: Figures) -> str:
    if not figures.renegotiated:
        said = gettext("None was moved.")
    else:
        said = gettext("%(n)s of %(of)s asked for another day or less at least once.") % {
            "n": figures.renegotiated, "of": figures.eligible,
        }  # fmt: skip
    if figures.last_minute:
        said += " " + gettext("At the last minute: %(n)s.") % {"n": figures.last_minute}
    reading = READINGS.get(figures.moving) if figures.moving else None
    return f"{said} {gettext(reading)}" if reading else said


def silent(figures: Figures) -> str:
    if not figures.silent_misses:
        return gettext("None slipped without a word.")
    counts = {"n": figures.silent_misses, "of": figures.eligible}
    return gettext("%(n)s of %(of)s slipped without a word in two working days.") % counts


def replies(figures: Figures, reply_time: int) -> str:
    if not figures.requests:
        return gettext("Nothing was asked.")
    said = [gettext("Asked for: %(n)s.") % {"n": figures.requests}]
    if figures.reply_days is not None:
        said.append(gettext("Answered %(days)s, as a rule.") % {"days": within(figures.reply_days)})
    said += answered_words(follow_up(figures, reply_time))
    if figures.declined:
        said.append(gettext("Said no to: %(n)s.") % {"n": figures.declined})
    return " ".join(said)


def requests(figures: Figures) -> str:
    if not figures.asked:
        return gettext("Nothing was asked of others.")
    counts = {"n": figures.asked_clearly, "of": figures.asked}
    said = gettext("Clear from the start: %(n)s of %(of)s.") % counts
    return f"{said} {gettext('They said what done means, and nobody had to ask back.')}"


def acceptance(figures: Figures) -> str:
    said = []
    if figures.acceptance_days is not None:
        days = {"days": within(figures.acceptance_days)}
        said.append(gettext("What others reported done was answered %(days)s, as a rule.") % days)
    if figures.accepted_by_silence:
        said.append(
            gettext("Taken as done in silence: %(n)s.") % {"n": figures.accepted_by_silence}
        )
    return " ".join(said) or gettext("Nobody reported anything done.")


def within(days: float) -> str:
    """A median of working days."""
    if days < 1:
        return gettext("the same day")
    number = number_format(days, decimal_pos=0 if days == int(days) else 1)
    said = ngettext("within %(n)s working day", "within %(n)s working days", ceil(days))
    return said % {"n": number}


def reasons(counted: Mapping[Reason, int]) -> str:
    """In the order of the list people pick from: causes before people."""
    named = [reason for reason in MISS_REASONS if counted.get(reason)]
    return "; ".join(f"{gettext(WORDING[each])} ({counted[each]})" for each in named) + "."


@dataclass(frozen=True, slots=True)
class NamedWords:
    """A pair that wants to be shown by name: both as one, never one of them."""

    name: str
    of: str
    share: str  # empty under the number that makes one
    likely: str


def named_words(pair: Pair, both: OfPair) -> NamedWords:
    of = gettext("%(kept)s of %(of)s") % {"kept": both.honoured, "of": both.eligible}
    rate = both.honour_rate
    if rate is None:
        return NamedWords(str(pair), of if both.eligible else "–", "", "")
    low, high = wilson(float(both.points), both.eligible)
    said = gettext("%(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}
    return NamedWords(str(pair), of, percent(float(rate)), said)


@dataclass(frozen=True, slots=True)
class StretchWords:
    words: str
    pairs: int


def spread_words(stretches: Sequence[Stretch]) -> list[StretchWords]:
    """The most kept first."""
    return [StretchWords(stretch_words(each), each.pairs) for each in reversed(stretches)]


def stretch_words(stretch: Stretch) -> str:
    edges = {"low": percent(float(stretch.low)), "high": percent(float(stretch.high))}
    if stretch.low == 0 and stretch.high == 1:
        return gettext("Any share")
    if stretch.low == 0:
        return gettext("Under %(high)s") % edges
    if stretch.high == 1:
        return gettext("%(low)s and more") % edges
    return gettext("%(low)s up to, not with, %(high)s") % edges


def window_words(days: Days) -> str:
    """The first day and the last."""
    last = days.after - DAY
    first = date_format(days.first, "j M" if days.first.year == last.year else "j M Y")
    said = {"first": first, "last": date_format(last, "j M Y")}
    return gettext("due from %(first)s to %(last)s") % said


def both_in_a_line(both: OfPair, leader: str, hr_partner: str) -> str:
    """Those of whom something counts; empty where nothing does yet."""
    sides = [(leader, both.leader), (hr_partner, both.hr_partner)]
    counted = [(name, Kept(side, None).of) for name, side in sides if side.eligible]
    if len(counted) == 1:
        return gettext("%(name)s kept %(of)s") % dict(zip(("name", "of"), counted[0], strict=True))
    if not counted:
        return ""
    [(one, ones), (other, others)] = counted
    words = {"leader": one, "leaders": ones, "hr_partner": other, "partners": others}
    return gettext("%(leader)s kept %(leaders)s, %(hr_partner)s %(partners)s") % words
