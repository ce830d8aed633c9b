"""German, as it is typed at work."""

from tandem.rooms.today.reading.german.days import FORMS, PARTS
from tandem.rooms.today.reading.german.due import DUE_WORDS
from tandem.rooms.today.reading.german.names import NAME_WORDS
from tandem.rooms.today.reading.german.shapes import GRAMMAR
from tandem.rooms.today.reading.german.words import (
    ADVERBS,
    DAYS,
    DOES,
    FUNCTION,
    THINGS,
    VERBS,
)
from tandem.rooms.today.reading.language import Language
from tandem.rooms.today.reading.text import keys_of

GERMAN = Language(
    code="de",
    words=keys_of(VERBS, DOES, FUNCTION, ADVERBS, DAYS, THINGS),
    days=FORMS,
    due=DUE_WORDS,
    names=NAME_WORDS,
    grammar=GRAMMAR,
    parts=PARTS,
)
