"""How names stand among German words. A capital tells little: every noun has one."""

import re

from tandem.rooms.today.reading.german.words import CARRIES_ON, NAME_TROUBLE, THING, TITLES
from tandem.rooms.today.reading.language import NameWords
from tandem.rooms.today.reading.text import spelt

ARTICLE = "der|die|das|den|dem|ein|eine|einen|einem|meine?n?|unsere?n?|ihre?n?|seine?n?|zum|zur"


def pattern(said: str) -> re.Pattern[str]:
    return re.compile(spelt(said))


NAME_WORDS = NameWords(
    titles=TITLES,
    trouble=NAME_TROUBLE,
    carries_on=CARRIES_ON,
    called=pattern(r"[,:]| (?:soll|muss|bitte|kannst|könntest|hat|braucht|bekommt)\b"),
    another=pattern(rf" (?P<name>[^\W\d_]{{2,}}) (?:{ARTICLE})\b"),
    after_ask=pattern(r" (?P<name>[^\W\d_]{2,})(?: (?:nach|um|wegen|ob)\b|, )"),
    ask_before=pattern(r"\b(?:frag|frage|bitte|erinner|erinnere)$|\b(?:frage?|bitte|erinnere?) $"),
    after_preposition=pattern(r" (?P<name>[^\W\d_]{2,})(?=\s*$|\s*[,.;:!?)-]| +(?P<next>\w+))"),
    preposition_before=pattern(r"\b(?:an|für|mit|von|bei) $"),
    thing=THING,
    bare_s=True,
)
