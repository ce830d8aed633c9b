"""Whether one group is chosen much less often than another: the ratio, the test and the gap.

The four-fifths ratio says where to look. Fisher's exact test says whether chance alone could do
it, and the interval of the gap how large it may be. None of them says why. With few people nothing
is said; with a ratio that is clear and a test that is not, both are.

SciPy is imported when first needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tandem.analytics.intervals import difference
from tandem.analytics.printed import NOTHING, Drawn, between, chance, percent
from tandem.analytics.sheets import Mark, Sheet

FLAG_BELOW = Fraction(4, 5)
CERTAIN = 0.05  # two-sided; the gap's interval is at 95 %, so that the two seldom disagree
FEWEST_CONSIDERED = 10  # people, in the group and in the one it is held against. Upwards only.
FEWEST_EXPECTED = 5  # chosen, and not chosen, if both groups were chosen alike (Cochran's rule)


@dataclass(frozen=True, slots=True)
class Group:
    """chosen of considered, both people."""

    name: str
    chosen: int
    considered: int

    def __post_init__(self) -> None:
        if wrong := cannot_be(self.name, self.chosen, self.considered):
            raise ValueError(f"{self.name}: {wrong}")

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.chosen, self.considered) if self.considered else None


def cannot_be(_name: str, chosen: int, considered: int) -> str:
    """What no group can be, or nothing."""
    if 0 <= chosen <= considered:
        return ""
    return f"{chosen} of {considered} cannot be chosen: see whether the two are swapped."


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One group beside the one chosen most often of those large enough.

    rate, ratio: exact; None is "no rate". The ratio is above 1 only of a group that is too small to
    hold others against. p: Fisher's, two-sided. low, high: the likely gap, own
    rate minus theirs, at 95 %. All three are of the group against itself for the one chosen most
    often: 1, 0 and 0. flag: under four fifths; None is "cannot tell".
    """

    group: Group
    rate: Fraction | None
    ratio: Fraction | None
    p: float | None
    low: float | None
    high: float | None
    flag: bool | None

    @property
    def is_sure(self) -> bool:
        """Chance alone would seldom do it."""
        return self.p is not None and self.p <= CERTAIN


@dataclass(frozen=True, slots=True)
class Fairness(Drawn):
    """groups: in the order given. reference: the one they are held against, chosen most often of
    those with FEWEST_CONSIDERED people; of all, where none has; None without any rate."""

    groups: tuple[Judged, ...]
    reference: Group | None
    sentence: str

    def sheet(self) -> Sheet:
        return Sheet(
            title="Fairness",
            columns=("Group", "Chosen", "Considered", "Rate", "Ratio", "p", "Gap, at 95 %", "Flag"),
            rows=tuple(
                (
                    each.group.name,
                    f"{each.group.chosen:,}",
                    f"{each.group.considered:,}",
                    percent(None if each.rate is None else float(each.rate)),
                    NOTHING if each.ratio is None else f"{float(each.ratio):.3f}",
                    chance(each.p),
                    between(each.low, each.high),
                    "held against" if each.group == self.reference else FLAG[each.flag],
                )
                for each in self.groups
            ),
            said=self.sentence,
            words=frozenset({"Flag"}),
            marks=tuple(
                Mark(each.group.name, float(each.rate - self.reference.rate), each.low, each.high)
                for each in self.groups
                if each.rate is not None and self.reference and self.reference.rate is not None
            ),
            unit="rate minus that of the group chosen most often",
        )


FLAG = {True: "look here", False: "no flag", None: "cannot tell"}


def impact_ratios(chosen: Sequence[int], considered: Sequence[int]) -> list[Fraction | None]:
    """Each group's rate of being chosen, divided by the highest group's rate.

    chosen, considered: people, one whole number per group, groups in the same order.
    Returns one ratio per group, 0 to 1, no unit, as exact fractions: 48 % against 60 % is
    4/5 and must not be flagged by rounding. None is "no rate": nobody was considered or
    chosen. Under FLAG_BELOW it says "look here", not "discrimination": show it beside
    Fisher's exact test and the interval of the gap.
    Raises ValueError if the lengths differ or a group has more chosen than considered.
    Source: Uniform Guidelines on Employee Selection Procedures (1978), section 4 D.

    >>> [str(ratio) for ratio in impact_ratios([60, 45, 48], [100, 100, 100])]
    ['1', '3/4', '4/5']
    """
    pairs = zip(chosen, considered, strict=True)
    rates = [Group(f"Group {at}", *pair).rate for at, pair in enumerate(pairs, start=1)]
    highest = max((rate for rate in rates if rate is not None), default=Fraction(0))
    return [rate / highest if rate is not None and highest else None for rate in rates]


def fisher(one: Group, other: Group) -> float:
    """How likely a table as uneven, or more so, is if both are chosen alike: two-sided, exact.

    Source: Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical
    Society 98; "as uneven" by the probability of the table, as R and SciPy do.
    """
    return _fisher(one.chosen, one.considered, other.chosen, other.considered)


@lru_cache(maxsize=4096)  # of many groups most are small, so that their counts come again
def _fisher(chosen: int, considered: int, theirs: int, of: int) -> float:
    from scipy.stats import fisher_exact

    return float(fisher_exact([[chosen, considered - chosen], [theirs, of - theirs]]).pvalue)


def gap(one: Group, other: Group, level: float = 1 - CERTAIN) -> tuple[float, float]:
    """The interval of one's rate minus the other's, -1 to 1.

    Raises ValueError where one of the two has no rate.
    Source: Newcombe (1998), Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17, method 10: a square-and-add of the score intervals.
    """
    counts = [(group.chosen, group.considered) for group in (one, other)]
    return difference(counts[0], counts[1], level)


def is_enough(one: Group, other: Group) -> bool:
    """Whether the two groups are large enough for a flag, or for saying that there is none.

    At least FEWEST_CONSIDERED people in each; and at least FEWEST_EXPECTED of each group that
    would be chosen, and not chosen, if both were chosen alike - unless Fisher's test, which needs
    no large numbers, is sure all the same.
    """
    if min(one.considered, other.considered) < FEWEST_CONSIDERED:
        return False
    everybody = one.considered + other.considered
    chosen = one.chosen + other.chosen
    rarer = min(chosen, everybody - chosen)
    smaller = min(one.considered, other.considered)
    return rarer * smaller >= FEWEST_EXPECTED * everybody or fisher(one, other) <= CERTAIN


def compare(groups: Sequence[Group]) -> Fairness:
    """Each group beside the one chosen most often; of several equal ones, the largest.

    Nobody is held against a group of fewer than FEWEST_CONSIDERED, if another was chosen from at
    all: one person of one would be the highest rate, and would silence what the others show.
    Raises ValueError for a name that comes twice.
    """
    often = Counter(group.name for group in groups)
    twice = next((name for name, times in often.items() if times > 1), None)
    if twice is not None:
        raise ValueError(f"{twice} comes twice. Add the two up, or give each its own name.")
    with_rate = [group for group in groups if group.rate]
    large = [group for group in with_rate if group.considered >= FEWEST_CONSIDERED]
    reference = max(
        large or with_rate, key=lambda group: (group.rate or 0, group.considered), default=None
    )
    judged = tuple(_judged(group, reference) for group in groups)
    return Fairness(judged, reference, _sentence(judged, reference))


def _judged(group: Group, reference: Group | None) -> Judged:
    if reference is None or not reference.rate or group.rate is None:
        return Judged(
            group=group, rate=group.rate, ratio=None, p=None, low=None, high=None, flag=None
        )
    ratio = group.rate / reference.rate
    is_reference = group == reference
    low, high = (0.0, 0.0) if is_reference else gap(group, reference)
    return Judged(
        group=group,
        rate=group.rate,
        ratio=ratio,
        p=1.0 if is_reference else fisher(group, reference),
        low=low,
        high=high,
        flag=ratio < FLAG_BELOW if is_enough(group, reference) else None,
    )


# ---- words


def _sentence(judged: Sequence[Judged], reference: Group | None) -> str:
    if reference is None:
        return "Nobody was chosen in any group, so there is nothing to compare."
    others = [each for each in judged if each.group != reference]
    if not any(each.ratio is not None for each in others):
        return f"Only {reference.name} has a rate, so there is nothing to compare it with."
    parts = [
        *(_flagged(each, reference) for each in others if each.flag),
        _no_flag([each for each in others if each.flag is False], reference),
        _cannot_tell(
            [each for each in others if each.flag is None and each.ratio is not None], reference
        ),
        _no_rate([each for each in others if each.ratio is None]),
        "The numbers say where to look, not why." if any(each.flag for each in others) else "",
    ]
    return " ".join(part for part in parts if part)


def _flagged(each: Judged, reference: Group) -> str:
    assert each.rate is not None
    assert each.ratio is not None
    assert reference.rate is not None
    said = (
        f"{each.group.name} was chosen {_percent(each.ratio)} as often as {reference.name} "
        f"({_percent(each.rate)} against {_percent(reference.rate)}), under four fifths: look here."
    )
    if each.is_sure:
        return f"{said} Chance alone would seldom do it (Fisher's exact test, p {_p(each.p)})."
    return (
        f"{said} Chance alone could do it, too (Fisher's exact test, p {_p(each.p)}); "
        "the flag stands, because the ratio does."
    )


def _no_flag(judged: Sequence[Judged], reference: Group) -> str:
    if not judged:
        return ""
    sure = [each for each in judged if each.is_sure]
    said = f"{_named(judged)}: at least four fifths as often as {reference.name}, no flag."
    if sure:
        said += f" The gap of {_named(sure)} is still more than chance would give."
    return said


def _cannot_tell(judged: Sequence[Judged], reference: Group) -> str:
    if not judged:
        return ""
    if reference.considered < FEWEST_CONSIDERED:
        return (
            f"{_named(judged)}: cannot tell, as {reference.name}, chosen most often, has too few "
            f"people to hold others against (at least {FEWEST_CONSIDERED} considered)."
        )
    return (
        f"{_named(judged)}: cannot tell, too few people (at least {FEWEST_CONSIDERED} considered "
        f"in both groups, and {FEWEST_EXPECTED} expected to be chosen and not to be)."
    )


def _no_rate(judged: Sequence[Judged]) -> str:
    return f"{_named(judged)}: nobody was considered, no rate." if judged else ""


def _named(judged: Sequence[Judged]) -> str:
    *others, last = (each.group.name for each in judged)
    return f"{', '.join(others)} and {last}" if others else last


def _percent(share: Fraction) -> str:
    """Never rounded up to four fifths from below it."""
    whole = round(share * 100)
    if share < FLAG_BELOW and whole >= FLAG_BELOW * 100:
        return f"{float(share) * 100:.2f} %" if round(share * 10_000) < 8000 else "just under 80 %"
    return f"{whole} %"


def _p(p: float | None) -> str:
    assert p is not None
    return "under 0.001" if p < 0.001 else f"{p:.3f}"
