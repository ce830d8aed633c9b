"""Names as they are typed in a hurry: no accents, no case, no signs between the words."""

from __future__ import annotations

import unicodedata

LONGEST = 450  # letters kept of a folded text
UNJOINED = str.maketrans(  # letters that Unicode does not take apart into letter and accent
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
        "ħ": "h", "Ħ": "h", "ı": "i", "İ": "i", "ŧ": "t", "Ŧ": "t", "ŋ": "n", "Ŋ": "n",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
        "'": None, "’": None, "ʼ": None,
    }
)  # fmt: skip


def folded_words(text: str) -> list[str]:
    """The words of a text without accents, case and signs.

    >>> folded_words("Łucja O’Brien-Öz")
    ['lucja', 'obrien', 'oz']
    """
    plain = unicodedata.normalize("NFKD", text.translate(UNJOINED))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in letters.casefold()).split()


def searchable(*texts: str) -> str:
    """What a row is found by: its words, each with a space before and after it.

    >>> searchable("Łucja", "Öz")
    ' lucja oz '
    """
    words = " ".join(folded_words(" ".join(texts)))[: LONGEST - 2]
    return f" {words} " if words else ""
