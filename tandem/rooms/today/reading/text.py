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
