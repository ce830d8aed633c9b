"""Comparing words of files: in any case, spacing, punctuation and with or without accents."""

from __future__ import annotations

import unicodedata

NO_DAY = {"00.00.0000", "00/00/0000", "00-00-0000", "0000-00-00", "0000/00/00", "00000000"}
NOTHING = NO_DAY | {"", "-", "--", "–", "—", "n/a", "#n/a", "null", "none", "nil", "(blank)"}

AND = frozenset({"and", "und", "et", "y", "e", "en", "i", "oraz", "och", "og", "ja"})
"""What a "&" between two words may be written as."""

YES = frozenset(
    {"yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "si", "s", "sim", "tak", "wahr", "vrai"}
)
NO = frozenset(
    {"no", "n", "false", "0", "nein", "non", "nee", "nao", "nie", "nej", "falsch", "faux"}
)


def plain(text: str) -> str:
    """Lower case, without accents, each run of anything but letters and digits one space.

    >>> plain("  Département_ID\\n")
    'departement id'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter for letter in apart if not unicodedata.combining(letter))
    return " ".join("".join(one if one.isalnum() else " " for one in kept).split())


def squeezed(text: str) -> str:
    """Like `plain`, without the spaces: how headings are compared. Beside words # is a number.

    >>> squeezed("Employee-ID") == squeezed("employeeId")
    True
    >>> squeezed("Employee #"), squeezed("#")
    ('employeenumber', '')
    """
    return plain(text.replace("#", " number ") if plain(text) else text).replace(" ", "")


def tidy(text: str) -> str:
    """As it is stored: one space between words, no line breaks, composed letters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or filled with one of the usual words for nothing."""
    return text.casefold() in NOTHING


def yes_or_no(text: str) -> bool | None:
    """What a cell answers; None where it is neither.

    >>> yes_or_no("Oui"), yes_or_no("0"), yes_or_no("perhaps")
    (True, False, None)
    """
    said = plain(text)
    return True if said in YES else False if said in NO else None
