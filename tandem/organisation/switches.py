"""What a company may switch off. Switched off, its pages are not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


PREFIX = "switch."


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that exists as pages, what it is for, and whom switching it off touches."""

    key: str
    name: str
    meaning: str
    touches: str

    @property
    def setting(self) -> str:
        """The key under which it is stored."""
        return PREFIX + self.key


PEOPLE_DATA = Feature(
    "people_data",
    _("People data"),
    _("Pages of areas and cards of people: who works there, headcount, who left, turnover; and "
      "what moved, on the page of a pair."),
    _("Leaders, HR partners, the head of HR."),
)  # fmt: skip
AREA_PEOPLE = Feature(
    "area_people",
    _("Names on the pages of areas"),
    _("The list of who works in an area, with job and team, also as of a day; the cards of others, "
      "and finding people by name. Without it the page shows numbers only."),
    _("Leaders, HR partners, the head of HR."),
)  # fmt: skip
QUICK_LINE = Feature(
    "quick_line",
    _("The quick line"),
    _("The line on Today and over every page that reads who, what and when from everyday words. "
      "Promises are then made with the form."),
    _("Everybody who makes promises."),
)  # fmt: skip
PAIR_TIMELINE = Feature(
    "pair_timeline",
    _("What a pair did, by day"),
    _("The list of what the two said to each other and when, on their own page. Only the two can "
      "read it."),
    _("Leaders and HR partners."),
)  # fmt: skip

KEPT_PROMISES = Feature(
    "kept_promises",
    _("How promises went"),
    _("What a pair kept of what it promised, on its own page; one’s own, on a page for oneself; "
      "all pairs as one, without a name but of pairs that want to be shown by it; and the signal "
      "about promises that passed their date without a word."),
    _("Everybody who makes promises; the head of HR."),
)  # fmt: skip
TWO_WAY_REVIEW = Feature(
    "two_way_review",
    _("The two-way review of a pair"),
    _("Seven questions that each of a pair answers about the other, once a year, for the two to "
      "read together; the one word those above may be told; and the signal of two who could use "
      "help."),
    _("Leaders and HR partners; who leads the area above, and the head of HR."),
)  # fmt: skip

FEATURES: tuple[Feature, ...] = (
    PEOPLE_DATA, AREA_PEOPLE, QUICK_LINE, PAIR_TIMELINE, KEPT_PROMISES, TWO_WAY_REVIEW,
)  # fmt: skip
BY_KEY: Mapping[str, Feature] = {each.key: each for each in FEATURES}
