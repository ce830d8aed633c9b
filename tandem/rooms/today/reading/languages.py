"""In which language a line is typed: whichever knows more of its words."""

from tandem.rooms.today.reading.english import ENGLISH
from tandem.rooms.today.reading.german import GERMAN
from tandem.rooms.today.reading.language import Language
from tandem.rooms.today.reading.text import words

LANGUAGES = (ENGLISH, GERMAN)


def language_of(folded: str) -> Language:
    """Of two that know as many words, the first: nothing is asked, and the reading is shown."""
    typed = [word.key for word in words(folded)]
    return max(LANGUAGES, key=lambda each: sum(key in each.words for key in typed))
