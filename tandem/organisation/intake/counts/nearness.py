"""How alike two names of an area are: spelled otherwise, cut short, or one of two that were joined.

What is near is proposed, and never taken without a word: "Sales" is not "Sales Operations".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tandem.organisation.folding import folded_words
from tandem.organisation.intake.spelling import AND

FEWEST_LETTERS = 3  # of a word that is cut short
NEAR = 0.7  # of the letters, from which on a name is proposed
CUT_SHORT = 0.9  # as near is a name of which the other is an abbreviation
IN_PART = 0.8  # and one of two that the other joins: "Finance" and "Finance / Controlling"
SHARED = 0.65  # both join several, and one is the same: offered first, and not proposed
SLIP = 0.85  # of the letters of two parts that are spelled alike
JOINED = re.compile(rf"[&/+,;|()]|\s[-–—]\s|\b(?:{'|'.join(AND)})\b", re.IGNORECASE)
ELIDED = re.compile(r"\b[dlDL]['’]")
LITTLE = frozenset(
    {
        *("of", "the", "for", "der", "die", "das", "des", "fur", "de", "du", "la", "le", "les"),
        *("del", "los", "las", "el", "di", "della", "dei", "van", "het", "voor", "do", "da", "dos"),
        *("af", "av", "til", "for", "pro"),
    }
)
"""Words that initials leave out."""
FORMERLY = re.compile(
    r"^\s*(?:tidl(?:igere)?|formerly|former|previously|prev|ex|fr[uü]her|vormals|ehem(?:als)?"
    r"|anc(?:ien(?:nement)?)?|voorheen|antes|ex-?|f d|fd|dawniej|d[rř][ií]ve)\b\.?",
    re.IGNORECASE,
)
"""Before what an area was called once."""
VOWELS = frozenset("aeiouy")


def nearness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1.

    >>> nearness("Webshop", "Web Shop"), nearness("Webshop", "Finance") < NEAR
    (1.0, True)
    >>> nearness("Facility Management", "Facility Mgmt") > NEAR
    True
    >>> nearness("Prod.", "Production") > NEAR, nearness("Sales", "Sales Operations") > NEAR
    (True, False)
    >>> nearness("Salg", "Salg og marked"), nearness("Contrôle de gestion", "Finance / CdG")
    (0.8, 0.8)
    """
    first, second = (words(ELIDED.sub(" ", each)) for each in (one, other))
    if is_short_for(first, second) or is_short_for(second, first):
        return CUT_SHORT
    if is_part(one, other) or is_part(other, one):
        return max(IN_PART, letters_shared(first, second))
    near = letters_shared(first, second)
    return max(SHARED, near) if share_a_part(one, other) else near


def letters_shared(first: str, second: str) -> float:
    first, second = (each.replace(" ", "") for each in (first, second))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def is_part(one: str, other: str) -> bool:
    """Whether the other name joins several, and this is one of them.

    >>> is_part("Commerciaux", "Commercial & Marketing"), is_part("Sistemas", "IT / Sistemas")
    (True, True)
    """
    said, joined = words(ELIDED.sub(" ", one)), [*parts_of(other)]
    return len(joined) > 1 and any(
        is_short_for(said, each) or is_short_for(each, said) or letters_shared(said, each) >= SLIP
        for each in joined
    )


def share_a_part(one: str, other: str) -> bool:
    """
    >>> share_a_part("Almacén y Expediciones", "Logística y Almacén"), share_a_part("HR", "HR & IT")
    (True, False)
    """
    first, second = [*parts_of(one)], [*parts_of(other)]
    return len(first) > 1 and len(second) > 1 and not {*first}.isdisjoint(second)


def parts_of(name: str) -> Iterator[str]:
    """
    >>> [*parts_of("Kundecenter (tidl. Kundeservice)")]
    ['kundecenter', 'kundeservice']
    """
    parts = (FORMERLY.sub("", each) for each in JOINED.split(ELIDED.sub(" ", name)))
    return (words(each) for each in parts if each.strip())


def the_nearest(name: str, offers: Sequence[str]) -> str:
    """The one that is proposed, of names with the nearest first; none where two are as near."""
    near = [near_to(name, each) for each in offers[:2]]
    return offers[0] if near and near[0] >= NEAR and near[0] not in near[1:] else ""


def near_to(area: str, other: str) -> float:
    """Of two areas with the levels above them; but "IT / Systems" may be the name of one, and
    whoever lists "Stores/loading" beside headcounts of "Stores" means these.

    >>> near_to("IT / Systems", "Systems & Data") > NEAR, near_to("Tax", "Help / Tax / Pay") > NEAR
    (True, True)
    >>> near_to("Stores / loading", "Stores") > NEAR, near_to("Care", "Care / Phone") < NEAR
    (True, True)
    """
    if area.startswith(f"{other} / "):
        return IN_PART
    if other.startswith(f"{area} / "):
        return nearness(last_level(area), last_level(other))
    return max(nearness(one, end) for one in {area, last_level(area)} for end in endings(other))


def endings(area: str) -> Iterator[str]:
    """Its name, with as many levels above it as could belong to the name."""
    levels = area.split(" / ")
    return (" / ".join(levels[at:]) for at in range(len(levels)))


def last_level(area: str) -> str:
    return area.rpartition(" / ")[2]


def is_short_for(short: str, long: str) -> bool:
    """Whether each word cuts short one of the other's, in turn, or one word is their initials.

    >>> is_short_for("r d", "recherche developpement"), is_short_for("rh", "ressources humaines")
    (True, True)
    >>> is_short_for("be", "bureau etudes"), is_short_for("mto", "mantenimiento")
    (True, True)
    >>> is_short_for("it", "italy"), is_short_for("customer service", "customer care")
    (False, False)
    """
    cut, whole = short.split(), long.split()
    if len(cut) == 1 and len(whole) > 1:
        return short in (initials(long), initials(" ".join(w for w in whole if w not in LITTLE)))
    if len(cut) != len(whole) or short == long:
        return False
    enough = len(cut) > 1 or len(short) >= FEWEST_LETTERS
    return enough and all(map(is_cut, cut, whole))


def is_cut(word: str, whole: str) -> bool:
    """Whether it is the beginning of the word, or leaves out letters within it.

    >>> is_cut("fin", "finanzas"), is_cut("admon", "administracion"), is_cut("mktg", "marketing")
    (True, True, True)
    >>> is_cut("care", "catering")
    False
    """
    if whole.startswith(word):
        return True
    if len(word) < FEWEST_LETTERS or word[0] != whole[0] or len(word) > len(whole) * NEAR:
        return False
    rest = iter(whole)
    in_turn = all(letter in rest for letter in word)
    return in_turn and (word[-1] == whole[-1] or not VOWELS.intersection(word[1:]))


def initials(words: str) -> str:
    return "".join(each[0] for each in words.split())


def words(name: str) -> str:
    """
    >>> words("Depot Basel-Nord") == words("depot  Basel Nord"), words("R&D") == words("R & D")
    (True, True)
    >>> words("Finance and Control") == words("Finance & Control"), words("Team And")
    (True, 'team and')
    >>> words("Team 1-1") == words("Team 11")
    False
    """
    first, *middle = folded_words(name) or [name.casefold()]
    last = middle[-1:]
    return " ".join([first, *(each for each in middle[:-1] if each not in AND), *last])
