"""What two pairs could not get past: one decided weeks ago, one just begun. Acted by the loader."""

from __future__ import annotations

DECIDED_DAYS = {"talk": -38, "views": -35, "sent": -32, "decided": -28}
DECIDED = {
    "matter": "Who may cancel a rest day in peak season",
    "sam": "Without a yes by noon the night line stands still the same evening. I asked three "
    "times in October and had the answer the next morning. I would like to decide this myself "
    "and tell HR.",
    "mira": "In October three people had no rest day in two weeks, and two of them have left. The "
    "works agreement asks for a yes of HR. I would like to be asked before noon, by phone.",
    "sam_heard": "You lost two people over this, and the works agreement binds you.",
    "mira_heard": "An answer on the next day comes too late for the evening shift.",
    "decision": "HR’s yes stays. Mira or her stand-in answers within two hours, by phone; without "
    "an answer by then Sam decides and tells her.",
    "reason": "Both the line and the rest days are ours to keep, and two hours are what the "
    "evening shift can wait.",
}
BEGUN_DAY = -2
BEGUN = {
    "matter": "Lead pay for who trains the new ones",
    "mira": "Two of your leads train new people every week and are paid as before. I would like "
    "it to be a task with its pay, or to be somebody else’s.",
}
