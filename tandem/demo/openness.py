"""What Sam and Mira have told each other of themselves. Acted out by the loader, on their days."""

from __future__ import annotations

from dataclasses import dataclass

from tandem.rooms.heads_ups.models import Kind

WHY = {
    "sam": "My first lead gave me a shift before I was ready, and stood behind me when it went "
    "wrong. I want a hundred people here to be able to say that of me.",
    "mira": "I left operations because every good idea about people stopped at a rule nobody could "
    "explain. I want rules here that somebody on the night shift can explain.",
}
CONTEXT_DAY = -18
CONTEXT = {
    "goals": "Peak season at 96 % on time. Every shift lead role with a successor. No "
    "cancelled rest days.",
    "pressures": "Two lines run on one crew at night. Agency costs are looked at every week.",
    "deadlines": "Peak begins on 1 December. The budget for lead pathways closes on the 11th.",
    "success": "The night shift is still with us in January.",
}
SHARED_DAY = -6
SHARED = "That I hear about the night shift last, and by then it is a resignation."


@dataclass(frozen=True, slots=True)
class HeadsUpOfTheStory:
    """`by` is a key of the company; `day` counts days from today. thanks: on the day after."""

    day: int
    by: str
    kind: Kind
    text: str
    thanks: str = ""


HEADS_UPS = (
    HeadsUpOfTheStory(
        -40, "mira", Kind.BARRIER,
        "The overtime rule counts rest days by calendar week. Your new pattern breaks it.",
        "Thanks for the early warning.",
    ),
    HeadsUpOfTheStory(
        -12, "sam", Kind.OBSTACLE,
        "The depot lease ends in March. If it moves, 30 people have an hour more on the road.",
        "I did not know. I will look at who that would be.",
    ),
    HeadsUpOfTheStory(
        -1, "mira", Kind.BLIND_SPOT,
        "Your leads stopped asking the night shift; they ask Ilse. She carries it alone.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PointOfTheStory:
    """Raised on that day; spoken about a week later where it is over."""

    day: int
    by: str
    what: str
    is_over: bool = False


POINTS = (
    PointOfTheStory(-38, "sam", "Do leads get their rest days before the temps do?", is_over=True),
    PointOfTheStory(-31, "mira", "Who tells the crews that the pattern changes.", is_over=True),
    PointOfTheStory(-17, "sam", "Whether we train a fifth lead now or in spring.", is_over=True),
    PointOfTheStory(-4, "mira", "What you tell the leads about the depot, and when."),
    PointOfTheStory(-1, "sam", "I would like an hour with two of the night crew. Would you come?"),
)
