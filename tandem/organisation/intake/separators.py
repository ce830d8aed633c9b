"""Which sign parts the levels of a department path, and one path written in two ways.

"Produktion / Nachtschicht" shows that the sign parts levels between blanks, and then one without
blanks is part of a name. Where the same path stands there both ways, it is no name. What else is
written without blanks parts levels too, where the area above it is one of the file.

Where one sign stands in every path, another that stands in fewer than half of them is part of a
name: in "Werk>Montage" and "Werk>Versand/Logistik" the slash parts nothing.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from tandem.organisation.intake.paths import EVERY, Path, Separators, folded, split

MOST_PATHS = 20_000  # different departments with a sign in them that are compared
MOST_TIGHT = 6  # signs without blanks in one department of which each may be part of a name
SIGN = re.compile(r"->|[/>\\→»]")


@dataclass(frozen=True, slots=True)
class Together:
    """paths: text as it stands to the path it means. One of them, and what it was found under."""

    paths: dict[str, Path] = field(default_factory=dict)
    tight: str = ""
    spaced: str = ""


def parting(texts: Collection[str]) -> Separators:
    """What parts levels in departments that have a sign in them.

    >>> parting(["A>B", "A>C/D", "A>E"]).any.split("A>C/D")
    ['A', 'C/D']
    >>> parting(["A>B", "A/C"]).any.split("A>B/C")  # neither stands in every path
    ['A', 'B', 'C']
    """
    held = Counter(sign for text in texts for sign in set(SIGN.findall(text)))
    everywhere = [sign for sign, count in held.items() if count == len(texts)]
    seldom = all(count * 2 < len(texts) for sign, count in held.items() if sign not in everywhere)
    return Separators.of(everywhere[0]) if len(everywhere) == 1 and seldom else EVERY


def read_together(texts: Iterable[str], signs: Separators = EVERY) -> Together:
    """texts: the different departments of a file that have a sign in them.

    >>> together = read_together(["A / B", "A/B", "a/C", "Q/A", "X / Q/A"])
    >>> together.paths
    {'A/B': ('A', 'B'), 'a/C': ('a', 'C')}
    >>> read_together(["A > B > C", "A > B>C", "A > B>D/E", "A > B > D/E"]).paths
    {'A > B>C': ('A', 'B', 'C'), 'A > B>D/E': ('A', 'B', 'D/E')}
    """
    spaced: dict[Path, str] = {}
    tight: dict[str, list[tuple[Path, frozenset[str]]]] = {}
    for text in sorted(texts, key=lambda each: len(tight_signs(each, signs))):  # clear ones first
        path = split(text, signs.spaced)
        for at in range(1, len(path) + 1 if len(path) > 1 else 0):
            spaced.setdefault(folded(path[:at]), text)
        if ways := list(ways_to_part(text, signs)):
            tight[text] = ways
    same: dict[str, Path] = {}
    shown: set[str] = set()  # the signs that part levels without blanks
    for text, ways in tight.items():
        for path, parted in ways:
            if folded(path) in spaced:
                same[text] = path
                shown |= parted
                break
    if not same:
        return Together()
    known = {**same, **dict(below_known(tight, same, shown, spaced))}
    first = next(iter(same))
    in_order = {text: known[text] for text in tight if text in known}
    return Together(in_order, first, spaced[folded(same[first])])


def below_known(
    tight: dict[str, list[tuple[Path, frozenset[str]]]],
    same: Collection[str],
    shown: Collection[str],
    spaced: Collection[Path],
) -> Iterator[tuple[str, Path]]:
    """Those that no other text spells out, and whose area above is one of the file."""
    for text, ways in tight.items():
        for path, parted in ways:
            if text not in same and parted <= set(shown) and folded(path[:-1]) in spaced:
                yield text, path
                break


def tight_signs(text: str, signs: Separators) -> list[re.Match[str]]:
    between = {found.span() for found in signs.spaced.finditer(text)}
    return [found for found in signs.any.finditer(text) if found.span() not in between]


def ways_to_part(text: str, signs: Separators) -> Iterator[tuple[Path, frozenset[str]]]:
    """Paths a text may mean where signs without blanks part levels, and which do: most first."""
    found = tight_signs(text, signs)
    fewest = 1 if len(found) <= MOST_TIGHT else len(found)
    for many in range(len(found), fewest - 1, -1):
        for parting_here in itertools.combinations(found, many):
            pieces, after = [], 0
            for each in parting_here:
                pieces.append(text[after : each.start()])
                after = each.end()
            pieces.append(text[after:])
            path = tuple(name for piece in pieces for name in split(piece, signs.spaced))
            yield path, frozenset(each.group().strip() for each in parting_here)
