"""How names stand among English words."""

import re

from tandem.rooms.today.reading.english.words import CARRIES_ON, NAME_TROUBLE, PURE, TITLES
from tandem.rooms.today.reading.language import NameWords
from tandem.rooms.today.reading.text import any_of

ANOTHER_NAME = re.compile(
    rf" (?P<name>[^\W\d_]{{2,}})(?: (?:the|a|an|my|our|his|her|their)\b| to (?:{any_of(PURE)})\b)"
)
NAME_AFTER_ASK = re.compile(r" (?P<name>[^\W\d_]{2,}) (?:for|to|about)\b")
ASK_BEFORE = re.compile(r"\b(?:ask|asking|chase|chasing|nudge|remind|push|press)(?: up)? $")
NAME_AFTER_PREPOSITION = re.compile(
    r" (?P<name>[^\W\d_]{2,})(?=\s*$|\s*[,.;:!?)-]| +(?P<next>\w+))"
)
PREPOSITION_BEFORE = re.compile(r"\b(?:to|for|with|from|off) $")

NAME_WORDS = NameWords(
    titles=TITLES,
    trouble=NAME_TROUBLE,
    carries_on=CARRIES_ON,
    called=re.compile(r"[,:]| (?:to|pls|please|can you)\b"),
    another=ANOTHER_NAME,
    after_ask=NAME_AFTER_ASK,
    ask_before=ASK_BEFORE,
    after_preposition=NAME_AFTER_PREPOSITION,
    preposition_before=PREPOSITION_BEFORE,
)
