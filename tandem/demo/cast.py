"""Who one can be in the demonstration, and what the named people may do and begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tandem.demo.company import Company, Person


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


class Start(StrEnum):
    """The page somebody begins with."""

    TODAY = "today"
    AREA = "area"  # of `Member.area`


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One card of "Who would you like to be?".

    key: of `Company.by_key`. side: how the face is drawn, "leader", "hr" or "" for neither.
    """

    key: str
    side: str
    role: str
    says: str
    begins: str
    start: Start = Start.TODAY
    area: str = ""


CAST = (
    Member(
        key="sam",
        side="leader",
        role=_("Leader · Operations, 142 people"),
        says=_("People leave my night shift, and peak season opens on Monday."),
        begins=_("Starts with what moved"),
        start=Start.AREA,
        area="Operations",
    ),
    Member(
        key="mira",
        side="hr",
        role=_("HR partner · six leaders"),
        says=_("One promise due tomorrow, one question from Ana, one new date from Sam."),
        begins=_("Starts with the day"),
    ),
    Member(
        key="priya",
        side="leader",
        role=_("Leader · Finance, new pair"),
        says=_("I started three weeks ago and have not worked like this before."),
        begins=_("Starts with an empty page"),
    ),
    Member(
        key="noor",
        side="leader",
        role=_("New manager · Quality, eight people"),
        says=_("Third month. I would rather ask early than look surprised later."),
        begins=_("Starts with the day"),
    ),
    Member(
        key="helen",
        side="hr",
        role=_("CHRO · 54 pairs"),
        says=_("I want to know where to put time, without reading anyone’s notes."),
        begins=_("Starts with the whole company"),
        start=Start.AREA,
        area="Varnholm Foods",
    ),
    Member(
        key="eva",
        side="leader",
        role=_("Managing Director"),
        says=_("Four times a year I ask: do we do what we say?"),
        begins=_("Starts with the whole company"),
        start=Start.AREA,
        area="Varnholm Foods",
    ),
    Member(
        key="kim",
        side="",
        role=_("Picker, night shift"),
        says=_("I told Ilse I would show the new ones around. Who else reads that?"),
        begins=_("Starts with the day"),
    ),
    Member(
        key="ruth",
        side="hr",
        role=_("Ethics lead"),
        says=_("People bring me what is hard to say. A promise to call back is a promise."),
        begins=_("Starts with the day"),
    ),
    Member(
        key="pia",
        side="",
        role=_("Administrator"),
        says=_("I let people in and keep it running. I can’t read what they write."),
        begins=_("Starts with the day"),
    ),
)

ROLES: Mapping[str, str] = {
    "helen": "chro",
    "mira": "hr_administrator",
    "farid": "hr_administrator",
    "pia": "administrator",
    "tomas": "administrator",
}
"""Roles that are granted, by their key in `access.roles`; those that somebody must hold, to two.

The others follow from who leads what.
"""

BY_TWO: Mapping[str, tuple[str, ...]] = {"ruth": ("case_handler", "independent_reviewer")}
"""Roles that two people give: Farid asks, Tomas confirms."""

OTHERS: tuple[str, ...] = (
    "ana",
    "jonas",
    "ilse",
    "sam_o",
    "hanneke",
    "birgit",
    "vera",
    "petra",
    "omar",
    "rolf",
    "leo",
    "farid",
    "greta",
    "ines",
    "nadia",
    "oona",
    "tomas",
    "yusuf",
)
"""Who has an account besides: those the cast works with, and the other HR partners."""

HAS_LEFT = "otto"
"""Led Finance before Priya; his account is still there, and must open nothing."""


def with_account(company: Company) -> list[Person]:
    """Everybody who has an account: the cast, those it works with, and one who has left."""
    keys = [*(member.key for member in CAST), *OTHERS, HAS_LEFT]
    return [company.by_key[key] for key in keys]
