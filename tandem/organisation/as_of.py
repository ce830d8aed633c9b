"""The day a page looks at: today, or an earlier one that somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class AsOf:
    """What `?as_of=` asks for. `said`: why the day cannot be looked at; then it is today."""

    day: date
    today: date
    said: str = ""
    words: str = ""  # what was searched for beside it, kept when the day changes

    @property
    def is_past(self) -> bool:
        return self.day < self.today

    @property
    def status(self) -> int:
        return 422 if self.said else 200

    @property
    def query(self) -> str:
        """For a link to another page of the same day."""
        return f"?{urlencode({'as_of': self.day.isoformat()})}" if self.is_past else ""

    @property
    def query_of_today(self) -> str:
        return f"?{urlencode({'q': self.words})}" if self.words else "?"


def as_of(typed: str, today: date, *, words: str = "") -> AsOf:
    """Nothing typed is today; so is what cannot be looked at, with the reason in words."""
    typed = typed.strip()[:40]
    if not typed:
        return AsOf(today, today, words=words)
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        said = _("“%(typed)s” is not a day. Write days like %(example)s.")
        known = {"typed": typed, "example": today.replace(day=1).isoformat()}
        return AsOf(today, today, said % known, words)
    if day > today:
        said = _("That day is still to come. Choose today or an earlier one.")
        return AsOf(today, today, said, words)
    if day < EARLIEST:
        said = _("That day is too long ago. Choose one from 1950 on.")
        return AsOf(today, today, said, words)
    return AsOf(day, today, words=words)
