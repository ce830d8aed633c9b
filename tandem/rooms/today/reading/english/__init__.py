"""English, as it is typed at work."""

from tandem.rooms.today.reading.english.days import FORMS
from tandem.rooms.today.reading.english.due import DUE_WORDS
from tandem.rooms.today.reading.english.names import NAME_WORDS
from tandem.rooms.today.reading.english.shapes import GRAMMAR
from tandem.rooms.today.reading.english.words import ADVERBS, DAYS, FUNCTION, SAID, VERBS
from tandem.rooms.today.reading.language import Language
from tandem.rooms.today.reading.text import keys_of

ENGLISH = Language(
    code="en",
    words=keys_of(VERBS, FUNCTION, ADVERBS, SAID, DAYS),
    days=FORMS,
    due=DUE_WORDS,
    names=NAME_WORDS,
    grammar=GRAMMAR,
    parts={"which": {"nxt": "next"}},
)
