"""One path written with blanks around its sign and without: in such a file they are one area.

"Produktion / Nachtschicht" shows that the sign parts levels between blanks, and then one without
blanks is part of a name. Where the same path stands there both ways, it is no name. What else is
written without blanks parts levels too, where the area above it is one of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tandem.organisation.intake.values import ANY_SEPARATOR, SPACED_SEPARATOR, folded, split

Path = tuple[str, ...]
MOST_PATHS = 20_000  # different departments with a sign in them that are compared


@dataclass(frozen=True, slots=True)
class Together:
    """paths: text as it stands to the path it means. One of them, and what it was found under."""

    paths: dict[str, Path] = field(default_factory=dict)
    tight: str = ""
    spaced: str = ""


def read_together(texts: Iterable[str]) -> Together:
    """texts: the different departments of a file that have a sign in them.

    >>> together = read_together(["A / B", "A/B", "a/C", "Q/A", "X / Q/A"])
    >>> together.paths
    {'A/B': ('A', 'B'), 'a/C': ('a', 'C')}
    """
    spaced: dict[Path, str] = {}
    tight: dict[str, Path] = {}
    for text in texts:
        path, apart = split(text, SPACED_SEPARATOR), split(text, ANY_SEPARATOR)
        if len(path) > 1:
            for at in range(1, len(path) + 1):
                spaced.setdefault(folded(path[:at]), text)
        elif len(apart) > 1:
            tight[text] = apart
    twice = [text for text, path in tight.items() if folded(path) in spaced]
    if not twice:
        return Together()
    known = {
        text: path
        for text, path in tight.items()
        if folded(path) in spaced or folded(path[:-1]) in spaced
    }
    return Together(known, twice[0], spaced[folded(tight[twice[0]])])
