"""Which letters the bytes of a text stand for, where it is in one of the old encodings.

Each of these gives every byte a letter, so none is ever wrong; but what comes of it is the word of
a language or not. "Micha³" is no word where "Michał" is one. So the words with such bytes are read
in every way and held against the letters of the languages written so, and against a few rules of
how letters follow each other. Where Western letters make sense nothing else is asked.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

WESTERN = "cp1252"
ALPHABETS: dict[str, tuple[str, ...]] = {
    WESTERN: (
        "äöüßàâæçéèêëîïôœùûÿìòóí",  # German, French, Italian, Dutch
        "áàâãçéèêíïóòôõúüñªº¿¡",  # of Spain and Portugal
        "åäöæøéüó",
        "áéíóúýðþæö",
        "äöõüšž",
    ),
    "cp1250": (
        *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľňóôšťúýž", "áéíóöőúüű"),
        *("čćđšž", "ăâîşţ"),
    ),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž"),
    "cp1254": ("çğıİöşüâîû",),
    "cp1251": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
               "абвгдђежзијклљмнњопрстћуфхцчџш"),
    "cp1253": ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",),
}  # fmt: skip
ALPHABETS["iso8859-2"] = ALPHABETS["cp1250"]
OF_THEIR_OWN = frozenset({"cp1251", "cp1253"})
"""Scripts without Latin letters: no word has both."""
NAMES = {
    "cp1252": "windows-1252", "cp1250": "windows-1250", "cp1257": "windows-1257",
    "cp1254": "windows-1254", "cp1251": "windows-1251", "cp1253": "windows-1253",
    "iso8859-2": "iso-8859-2",
}  # fmt: skip
"""As a mapping says them."""
BY_NAME = {name: encoding for encoding, name in NAMES.items()}

WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
MOST_WORDS = 1500
SHORTEST = 3  # "m³" and "à" are left to anybody
BETWEEN = re.compile("[–—“”„‚‘’…•·»«°®©™§€´†&\xa0\u200b]+")  # signs that part words, and no letters
CONTROL = re.compile("[\x80-\x9f\ufffd]")  # nothing anybody writes
OWN_SIGNS = re.compile("[^\0-\x7f]{3}")
ORDINAL, ORDINALS = 3, {"ª", "º"}  # "Nº" is no longer than that
SINGLE = {"æ", "ø", "œ", "ı"}  # vowels that are no letter with an accent
NEEDS_A_VOWEL = frozenset("čřćňķģļņ")  # what Western vowels look like
NEVER = re.compile(
    r"ń[aeiouyóąę]|œ(?![ui])|ñ(?![aeiouáéíóú])|ă[oe]|ő[e]|[aoeu]ė|ē[ao]"
    r"|[bcdfgijklmnpqrstuvwxyz]č[bcdfgklmnpqrstvxz]e?s?$"
)
AT_AN_EDGE = re.compile(r"(?<=.)[ęįų](?=.)")  # of Lithuanian, where they begin or end a word
SURE, UNLIKELY = 0.85, 0.5
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Letters:
    """How the text is read, how it could be read instead, and whether that is to be asked.

    words: some that differ, as read and as they would be; of none there is no other way.
    """

    encoding: str
    other: str = ""
    sure: bool = True
    words: tuple[tuple[str, str], ...] = ()


def letters_of(found: Collection[bytes], *, control: bool = False, said: str = "") -> Letters:
    """found: words that have bytes beyond ASCII. control: a byte from 0x80 to 0x9f is among them.

    said: the encoding somebody chose.

    >>> letters_of(["Michał".encode("cp1250"), "Zając".encode("cp1250")]).encoding
    'cp1250'
    >>> letters_of(["Müller".encode("cp1252"), "Hélène".encode("cp1252")])
    Letters(encoding='cp1252', other='', sure=True, words=())
    """
    words = [each for each in found if len(each) >= SHORTEST]
    ways = [each for each in ALPHABETS if not (control and each.startswith("iso"))]
    best = max((each for each in ways if each != WESTERN), key=lambda each: _likely(each, words))
    differ = [each for each in words if _read(each, WESTERN) != _read(each, best)]
    if not differ:
        return Letters(said or WESTERN)
    western, other = _likely(WESTERN, differ), _likely(best, differ)
    sure = _settled(western, other)
    if sure is None:
        sure = _settled(_one_language(WESTERN, words), _one_language(best, words))
    first, second = (best, WESTERN) if sure is True else (WESTERN, best)
    if said:
        first, second = said, first if first != said else second
    elif sure is False:
        return Letters(WESTERN)
    shown = [
        (_read(each, first), _read(each, second)) for each in sorted(differ, key=_longest_first)
    ]
    return Letters(first, second, bool(said) or sure is not None, tuple(shown[:SHOWN]))


def _longest_first(word: bytes) -> tuple[int, bytes]:
    return -len(word), word


def _settled(western: float, other: float) -> bool | None:
    """Whether it is the other one; None where that cannot be told."""
    if other >= SURE and western <= UNLIKELY * other:
        return True
    if other <= UNLIKELY or (western >= SURE and other <= UNLIKELY * western):
        return False
    return None


def _likely(encoding: str, words: Collection[bytes]) -> float:
    """The share of words that are one of any language written so."""
    fit = sum(any(_fits(each, encoding, one) for one in ALPHABETS[encoding]) for each in words)
    return fit / len(words) if words else 0


def _one_language(encoding: str, words: Collection[bytes]) -> float:
    """The same of the language that has most of them."""
    fit = (sum(_fits(each, encoding, one) for each in words) for one in ALPHABETS[encoding])
    return max(fit) / len(words) if words else 0


def _read(word: bytes, encoding: str) -> str:
    return word.decode(encoding, "replace")


def _fits(word: bytes, encoding: str, alphabet: str) -> bool:
    text = _read(word, encoding)
    if CONTROL.search(text):
        return False
    return all(_is_word(each, encoding, alphabet) for each in BETWEEN.split(text) if each)


def _is_word(text: str, encoding: str, alphabet: str) -> bool:
    if any(itertools.starmap(_is_capital_within, itertools.pairwise(text))):
        return False
    beyond = {each for each in text if not each.isascii()}
    if not all(each in alphabet or each.lower() in alphabet for each in beyond):
        return False
    if encoding in OF_THEIR_OWN:
        return not any(each.isascii() for each in text)
    small = text.lower()
    if OWN_SIGNS.search(small) or NEVER.search(small):
        return False
    if len(text) > ORDINAL and ORDINALS & beyond:
        return False
    if encoding == "cp1257" and AT_AN_EDGE.search(small):
        return False
    return all(_is_in_place(small, at) for at, each in enumerate(small) if not each.isascii())


def _is_capital_within(one: str, other: str) -> bool:
    return one.islower() and other.isupper() and not other.isascii()


def _is_in_place(text: str, at: int) -> bool:
    """No vowel between two, and no consonant of these without one beside it."""
    sign = text[at]
    before = at > 0 and _is_vowel(text[at - 1])
    after = at + 1 < len(text) and _is_vowel(text[at + 1])
    if sign in "¿¡":
        return at == 0
    if sign in NEEDS_A_VOWEL:
        return before or after or (sign == "ć" and at + 1 == len(text))
    return not (before and after and _is_vowel(sign) and sign not in "ãõïëüöäé")


@cache
def _is_vowel(sign: str) -> bool:
    return sign in SINGLE or unicodedata.normalize("NFKD", sign)[0] in "aeiouy"


def is_misread(text: str, other: str) -> bool:
    """Whether the one is the other, its bytes read in another encoding.

    >>> is_misread("Przyczyna rozwi¹zania", "Przyczyna rozwiązania"), is_misread("Prénom", "Prenom")
    (True, False)
    """
    if text == other:
        return False
    written = {raw for each in (*NAMES, "utf-8") if (raw := _bytes(other, each))}
    return any(_read(raw, each) == text for raw in written for each in NAMES)


def _bytes(text: str, encoding: str) -> bytes:
    """Empty where it cannot be written so."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""
