"""What a language brings to the reading: tables of words and shapes, and no step of its own.

`english` and `german` are two of them; `languages` says in which a line is typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tandem.rooms.today.reading.day_forms import Form
from tandem.rooms.today.reading.sentence import Shape

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """How names stand among words.

    trouble: names that are everyday words too. carries_on: what may follow a first name without
    belonging to it. thing: a capital that begins no name. called: what follows a name at the
    start of a line. The last three say where a small word beside a part of a name is a surname.
    bare_s: "Helens" is Helen's.
    """

    titles: frozenset[str]
    trouble: frozenset[str]
    carries_on: frozenset[str]
    called: re.Pattern[str]
    another: re.Pattern[str]
    after_ask: re.Pattern[str]
    ask_before: re.Pattern[str]
    after_preposition: re.Pattern[str]
    preposition_before: re.Pattern[str]
    thing: re.Pattern[str] = NEVER
    bare_s: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWords:
    """Which of the days in a line is its day: words that lead up to it, trail it, or deny it.

    before_it: groups due, eve ("before Monday"), lead, for, time. after_it: latest, time.
    the: an article that makes a weekday one that is known already. clause: a day in what follows
    is that of the clause, unless nothing else stands. denied: a day behind it is never the
    promise's. numbered: what the day itself may be the number of, unless it is due.
    """

    before_it: re.Pattern[str]
    after_it: re.Pattern[str]
    not_its_day: re.Pattern[str]
    for_its_day: re.Pattern[str]
    stands_free: re.Pattern[str]
    set_apart: re.Pattern[str]
    link: re.Pattern[str]
    beside: re.Pattern[str]
    the: str = ""
    clause: re.Pattern[str] = NEVER
    denied: re.Pattern[str] = NEVER
    numbered: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How a language asks and promises; `roles` applies it.

    also: who else, besides the one a shape has found, makes it a question who is meant.
    remind: a note to oneself. It stays one whoever is named, if `notes_name_people`; else
    "remind me to call Eva" is a promise to Eva, but "remind me to ask Eva" (`to_ask`) asks nothing
    yet. dont: what one tells oneself not to do. deed: a line that says what to do; hands: one that
    hands something over. somebody: words that speak to or of somebody without a name. refused:
    what will not be done. clause: whoever is named in what follows is part of it.
    """

    shapes: Sequence[Shape]
    somebody_else: Sequence[Shape]
    courtesy: re.Pattern[str]
    remind: re.Pattern[str]
    note: re.Pattern[str]
    taken_on: re.Pattern[str]
    tails: re.Pattern[str]
    only_me: re.Pattern[str]
    mine: re.Pattern[str]
    to_me: re.Pattern[str]
    receiving: re.Pattern[str]
    giving: re.Pattern[str]
    another_turn: re.Pattern[str]
    object: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]
    begins_to_do: re.Pattern[str]
    for_somebody: re.Pattern[str]
    not_alone: re.Pattern[str]
    functions: frozenset[str]
    deed: re.Pattern[str]
    hands: re.Pattern[str]
    somebody: re.Pattern[str]
    also: re.Pattern[str] = NEVER
    to_ask: re.Pattern[str] = NEVER
    dont: re.Pattern[str] = NEVER
    refused: re.Pattern[str] = NEVER
    clause: re.Pattern[str] = NEVER
    notes_name_people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`parts` turns the words a day form has found into those that `counts` knows."""

    code: str
    words: frozenset[str]
    days: Sequence[Form]
    due: DueWords
    names: NameWords
    grammar: Grammar
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
