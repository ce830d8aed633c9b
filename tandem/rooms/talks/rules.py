"""How even the points of a pair's talks are. Values in, decision out: no query, no clock."""

from __future__ import annotations

from dataclasses import dataclass

MINUTES = 5  # of a talk, for a point one of the two raised
WINDOW_DAYS = 90
SHARE_FROM = 4  # points in the window; below it a share would be chance
JUST_OVER_DAYS = 14  # for so long what was spoken about or put aside can be brought back


@dataclass(frozen=True, slots=True)
class Balance:
    """How many points each of the two raised."""

    leader: int
    hr_partner: int

    @property
    def total(self) -> int:
        return self.leader + self.hr_partner

    @property
    def is_told(self) -> bool:
        return self.total >= SHARE_FROM
