"""Letters and words of a line, in any script. Nothing here knows a language.

Folding keeps the length: every position in the folded line is the same in the typed one, so
what is found in the one can be marked in the other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# Letters that carry no accent to take off, and marks typed in several ways.
PLAIN = dict(zip("łøđðßæœþıħŧ’‘ʼ`´＇", "loddsaotiht''''''", strict=True))
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa"})
# A name in the line, as the sentence shapes see it: every letter of it becomes one of these.
NAMED = "\ue000"
WHOSE = "\ue001"
APOSTROPHE = "'"


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its key: folded, without apostrophes and combining marks."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """One lower-case letter without its accent; private-use letters and all gaps are a blank."""
    if letter.isspace() or unicodedata.category(letter) in {"Co", "Cc", "Cs", "Cn"}:
        return " "
    lowered = letter.lower()[0]
    if lowered in PLAIN:
        return PLAIN[lowered]
    parts = unicodedata.normalize("NFD", lowered)
    accents = all(unicodedata.category(part) == "Mn" for part in parts[1:])
    # A Korean syllable falls into letters, not into letter and accent: it stays whole.
    return PLAIN.get(parts[0], parts[0]) if accents else lowered


def fold(text: str) -> str:
    """The text in lower case without accents, as long as before."""
    return "".join(map(fold_letter, text))


def key(folded: str) -> str:
    """What two spellings of one word share."""
    return "".join(c for c in folded if c != APOSTROPHE and not unicodedata.combining(c))


def words(folded: str) -> Iterator[Word]:
    """The words of a folded text; an apostrophe inside or at the end belongs to its word."""
    start = None
    for at, letter in enumerate(f"{folded} "):
        if is_of_a_word(letter) or (letter == APOSTROPHE and start is not None):
            start = at if start is None else start
        elif start is not None:
            yield Word(start, at, key(folded[start:at]))
            start = None


def is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter) in {"Mn", "Mc"}


UMLAUTS = str.maketrans({"ä": "(?:ae?)", "ö": "(?:oe?)", "ü": "(?:ue?)", "ß": "(?:ss?)"})


def spelt(pattern: str) -> str:
    """A pattern for the folded line: letters with dots match without them, or spelt out."""
    return pattern.translate(UMLAUTS)


def any_of(*lists: str) -> str:
    """A pattern for one of the words, the longest first."""
    every = {word for each in lists for word in each.split()}
    return "|".join(sorted(map(re.escape, every), key=len, reverse=True))


def keys_of(*lists: str) -> frozenset[str]:
    """The words as keys; one with dots on it as typed without them, and spelt out."""
    plain = (word.replace(APOSTROPHE, "") for each in lists for word in each.split())
    return frozenset(key(each) for word in plain for each in (fold(word), fold(spelt_out(word))))


def spelt_out(word: str) -> str:
    """Mueller for Müller."""
    return word.lower().translate(SPELT_OUT)


def masked(text: str, spans: Iterable[tuple[int, int]], by: str = " ") -> str:
    """The text with every span overwritten, as long as before."""
    for start, end in spans:
        text = text[:start] + by * (end - start) + text[end:]
    return text


def without(line: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words outside the spans, tidied: single blanks, no stray punctuation at the ends."""
    left = " ".join(masked(line, spans).split())
    left = re.sub(r"[(\[]\s*[)\]]", " ", left)
    left = re.sub(r"\s+(?=[,;.:!?)])", "", left)
    left = re.sub(r"([,;:]){2,}", r"\1", left)
    tidied = " ".join(left.strip(" \t,;:.!?-–—/@|>").split())
    return tidied if any(map(str.isalnum, tidied)) else ""
