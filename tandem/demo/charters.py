"""The charters of Mira with two leaders: one signed and being changed, one halfway.

Acted out by the loader, act by act, on their days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tandem.demo.promises import story_day
from tandem.partnership.charter.models import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One expectation, and its answer; None while it waits."""

    what: str
    answer: Answer | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    what: str
    measure: str
    carried_by: str = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charting:
    """What a leader and Mira have said. Keys of the company; days count from today.

    own: words of the two for a part. why, wrong: of the leader, then of Mira. agreed: parts both
    have said yes to. by_leader, by_mira: those that wait for the other's.
    """

    leader: str
    day: int
    own: dict[str, str]
    why: tuple[str, str] | None
    wrong: tuple[str, str]
    of_hr: tuple[Expected, ...]
    of_leader: tuple[Expected, ...]
    factors: tuple[Factor, ...]
    agreed: tuple[str, ...]
    by_leader: tuple[str, ...] = ()
    by_mira: tuple[str, ...] = ()
    differs: tuple[str, str] | None = None

    def on(self, today: date) -> date:
        return story_day(self.day, today)


EVERY = (
    "people", "why", "goals", "of_hr", "of_leader", "success", "map", "rights", "rhythm", "open",
    "disagree", "renegotiate", "escalation", "feedback", "wrong",
)  # fmt: skip
CAN, PARTLY, CANNOT = Answer.CAN, Answer.PARTLY, Answer.CANNOT
OPERATIONS = Charting(
    leader="sam",
    day=-100,
    own={
        "people": "The people of Operations on both shifts, agency staff included.",
        "goals": "96 % on time in peak season, and every shift lead role with a successor by June.",
    },
    why=None,
    wrong=("Peak eats our talks, and we only meet when something burns.",
           "I stop asking, because the answer is always after the season."),
    of_hr=(
        Expected(what="Three shift patterns people can choose from before peak.", answer=CAN,
                 why="Two by September, the third with the works council."),
        Expected(what="Tell me early if the night shift is about to walk.", answer=PARTLY,
                 why="Themes and likely dates, yes. What one person told me in confidence, no."),
    ),
    of_leader=(
        Expected(what="Hear of changes to lines while they are still questions.", answer=CAN),
        Expected(what="An hour with your shift leads every month.", answer=PARTLY,
                 why="Not in the six weeks before Christmas."),
    ),
    factors=(
        Factor(what="People on the night shift choose to stay",
               measure="From 42 % to 20 % a year who choose to go"),
        Factor(what="Every shift lead has a named successor", measure="12 of 12",
               carried_by="leader"),
        Factor(what="No rest day is cancelled in peak", measure="None in a season"),
    ),
    agreed=EVERY,
)  # fmt: skip
NEXT = {
    "rhythm": "A 1:1 of 30 minutes every week until January, then every two weeks. A look back of "
    "15 minutes every month.",
}
"""What Mira has proposed since for the next version, and Sam has not answered."""
NEXT_DAY, NEXT_DAYS = -5, 7

FINANCE = Charting(
    leader="priya",
    day=-20,
    own={"goals": "Close in 5 days instead of 8, by June."},
    why=("Numbers calmed me when I was new. I want nobody here to be afraid of the close.",
         "I want rules here that somebody in their first close can explain."),
    wrong=("… it will be because close week eats our talks.",
           "… it will be because I bring options when you need one answer."),
    of_hr=(
        Expected(what="Tell me before month-end close if someone is about to leave.",
                 answer=PARTLY,
                 why="Themes and likely dates, yes. What one person told me in confidence, no."),
        Expected(what="Fill the two controller roles by March.", answer=CAN,
                 why="Shortlist by 15 January; you free four hours for interviews."),
        Expected(what="Handle the overtime complaints so that I don’t have to.", answer=CANNOT,
                 why="The talk is yours: they work for you. I bring the rule in plain words and "
                 "sit in if you like."),
    ),
    of_leader=(
        Expected(what="Hear of changes to teams while they are still questions.", answer=CAN,
                 why="From January, when the budget round is over."),
        Expected(what="Two hours a month with your team leads.", answer=PARTLY,
                 why="One hour. Close weeks are full until February."),
        Expected(what="A weekly talk between each lead and each person."),
    ),
    factors=(
        Factor(what="Close takes five days", measure="now 8, by June 5", carried_by="leader"),
        Factor(what="No one works a free weekend in close week", measure="now 14 of 52 people"),
        Factor(what="Two controllers hired and still here after a year", measure="now 0 of 2",
               carried_by="hr"),
        Factor(what="People know whom to ask about pay", measure="pulse, now 58 %"),
    ),
    agreed=("people", "why", "goals", "of_hr", "rhythm", "open", "disagree", "renegotiate"),
    by_leader=("success", "escalation"),
    by_mira=("feedback", "wrong"),
    differs=("rights", "Off-cycle pay should stay with me up to 3 %."),
)  # fmt: skip
CHARTERS = (OPERATIONS, FINANCE)
