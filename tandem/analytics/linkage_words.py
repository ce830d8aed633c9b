"""What may be said of a link: a fixed list, each no stronger than what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a link is called; the wording of each is below."""

    SILENT = "silent"
    NOTHING_SEEN = "nothing_seen"
    NO_DIRECTION = "no_direction"
    BETWEEN_UNITS = "between_units"
    BEYOND_BEFORE = "beyond_before"
    WITHIN_UNITS = "within_units"
    THROUGHOUT = "throughout"
    EITHER_WAY = "either_way"
    MOVED_TOGETHER = "moved_together"
    NOT_TOGETHER = "not_together"


WORDINGS = {
    Verdict.NOTHING_SEEN: (
        "No link between {driver} and {outcome} {when} is seen beyond chance. A link weaker than "
        "about {unseen:.2f} standard deviations would mostly stay unseen among these {units} units."
    ),
    Verdict.NO_DIRECTION: (
        "Between units and over time {driver} and {outcome} {when} point in different directions, "
        "so nothing can be said of them."
    ),
    Verdict.BETWEEN_UNITS: (
        "Units with higher {driver} had {more} {outcome} {when}. {over_time}: the units may differ "
        "in more than this."
    ),
    Verdict.BEYOND_BEFORE: (
        "Of units with equal {outcome} before, those with higher {driver} had {more} {outcome} "
        "{when}. {over_time}."
    ),
    Verdict.WITHIN_UNITS: (
        "When {driver} of a unit was higher than usual, its {outcome} {when} was {more} than "
        "usual. Between units and at equal {outcome} before, this does not stand out throughout."
    ),
    Verdict.THROUGHOUT: (
        "Where {driver} was higher, {outcome} {when} was {more}: between units, at equal "
        "{outcome} before, and within one unit over time."
    ),
    Verdict.EITHER_WAY: (
        "{driver} and {outcome} {when} are linked, {direction}, but the same is seen with time "
        "turned round, so which of them moves first cannot be told."
    ),
    Verdict.MOVED_TOGETHER: (
        "{driver} and {outcome} {when} moved together, {direction} (rank correlation {rho:.2f}, "
        "at 95 % between {low:.2f} and {high:.2f})."
    ),
    Verdict.NOT_TOGETHER: (
        "That {driver} and {outcome} {when} moved together cannot be said (rank correlation "
        "{rho:.2f}, at 95 % between {low:.2f} and {high:.2f})."
    ),
}
OVER_TIME = {
    True: "Within one unit over time no link stands out",
    False: "Within one unit over time there was nothing to compare",
}
"""Whether units could be followed: no link seen is something else than nothing looked at."""
ASSOCIATION = "This is an association; why it is there, numbers do not tell."
LINKED = frozenset(WORDINGS) - {
    Verdict.NOTHING_SEEN, Verdict.NO_DIRECTION, Verdict.NOT_TOGETHER,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a sentence speaks of.

    lag, step: how many of which period lie between driver and outcome. rows: pairs. up: the
    outcome is higher where the driver is. unseen: the smallest effect that is mostly found, in
    standard deviations. followed: whether units could be compared with themselves over time.
    pairs: looked at together. how: what was done in place of a panel.
    """

    driver: str
    outcome: str
    lag: int
    step: str
    rows: int
    units: int
    periods: int
    up: bool = True
    unseen: float = 0.0
    followed: bool = True
    pairs: int = 1
    rho: float = 0.0
    low: float = 0.0
    high: float = 0.0
    how: str = ""

    @property
    def when(self) -> str:
        if not self.lag:
            return f"in the same {self.step}"
        return f"one {self.step} later" if self.lag == 1 else f"{self.lag} {self.step}s later"


def sentence(verdict: Verdict, scene: Scene) -> str:
    """The wording of a verdict, what it rests on, and what it is not."""
    said = WORDINGS[verdict].format(
        driver=scene.driver,
        outcome=scene.outcome,
        when=scene.when,
        more="higher" if scene.up else "lower",
        direction="in the same direction" if scene.up else "in opposite directions",
        unseen=scene.unseen,
        over_time=OVER_TIME[scene.followed],
        units=scene.units,
        rho=scene.rho,
        low=scene.low,
        high=scene.high,
    )
    parts = [_capital(scene.how), _capital(said)]
    if scene.pairs > 1:
        parts.append(f"{scene.pairs} pairs were looked at together.")
    if verdict in LINKED:
        parts.append(ASSOCIATION)
    return " ".join(part for part in parts if part)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
