"""Areas of a file that differ from another beside them by a slip of the pen, or are its initials.

"Technik / Entwickung" in one row, "Technik / Entwicklung" in fifty-nine: read as two, the one is an
area of a single person, and the other is one short. Whoever knows the company says whether it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.organisation.intake.counts.nearness import initials, words
from tandem.organisation.intake.findings import WHOLE, Kind, Place
from tandem.organisation.intake.history.renamed import Path, path_of
from tandem.organisation.intake.paths import folded
from tandem.organisation.intake.restricted import codes_of
from tandem.organisation.intake.spelling import AND, plain
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.tree import AreaTree

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain

CODED = re.compile(r"[a-z]{0,3}[-_.]?\d{1,6}\s*(?:[-–:_.]\s*|\s)")
FEWEST_SHORT = 3  # letters of a word that stands for a longer one
MANY = 300  # names that are compared each with each, such as "0001 shop", "0002 shop", …
MOST_INITIALS = 6
FEWEST_LETTERS = 5  # of a word in which a slip is seen: "Ost" and "West" are two areas
ROWS = """
SELECT department, file, min(line), count(*) FROM (
    SELECT department, file, line FROM rows UNION ALL SELECT department, file, line FROM spells
) WHERE department <> '' GROUP BY department, file
"""
Told = tuple[str, int, int, int]
"""Of one file: a department, its number, the first line, and how many rows."""


@dataclass(slots=True)
class Known:
    """An area with all that is below it, as it is called first."""

    path: Path
    first: tuple[int, int]
    rows: int = 0

    @property
    def words(self) -> str:
        return " / ".join(self.path)


def note_slips(
    staging: Staging,
    plain: Plain | None,
    places: Mapping[int, Place],
    said: Mapping[str, str],
    asked: Container[tuple[Path, Path]] = (),
) -> set[Path]:
    """Ask of each area whether it is the one beside it with more rows; not of what is answered.

    asked: pairs of which somebody is asked already, by their paths without regard to case.
    Returns those of which somebody is asked here.
    """
    found: set[Path] = set()
    told: list[Told] = [*staging.db.execute(ROWS), *(plain.area_rows() if plain else ())]
    told.sort(key=lambda each: each[1:3])
    tree = AreaTree(codes_of(staging))
    for few, many in slips(gathered(told)):
        if said.get(few.words) == "" or max(len(few.words), len(many.words)) > WHOLE:
            continue
        one, other = folded(few.path), folded(many.path)
        if tree.grow(few.path).id == tree.grow(many.path).id:
            continue  # by their codes
        if (one, other) in asked or (other, one) in asked:
            continue
        file, line = few.first
        facts = {"known": many.words, "offers": (many.words,), "whole": True, "rows": few.rows}
        facts |= {"count": number_format(few.rows), "others": number_format(many.rows)}
        short = are_initials(few.path[-1], many.path[-1])
        facts["how"] = _("is perhaps") if short else _("is written almost as")
        place = Place(places[file].file, line, places[file].column)
        staging.note(file, place.found(Kind.AREA_MISSPELT, few.words, **facts))
        found |= {one, other}
    return found


def gathered(told: Iterable[Told]) -> dict[Path, Known]:
    """Every area at every level, by its path without regard to case."""
    areas: dict[Path, Known] = {}
    for department, file, line, rows in told:
        path = path_of(department)
        for at in range(1, len(path) + 1):
            known = areas.setdefault(folded(path[:at]), Known(path[:at], (file, line)))
            known.first = min(known.first, (file, line))
            known.rows += rows
    return areas


def slips(areas: Mapping[Path, Known]) -> Iterator[tuple[Known, Known]]:
    """The one with fewer rows, each once, and the one with most of those it may be."""
    beside: dict[Path, list[Known]] = defaultdict(list)
    for path, known in areas.items():
        beside[path[:-1]].append(known)
    for siblings in beside.values():
        for few, others in near(siblings).items():
            more = [each for each in others if each.rows > siblings[few].rows]
            if more:
                yield siblings[few], max(more, key=lambda each: each.rows)


def near(siblings: list[Known]) -> dict[int, list[Known]]:
    """By their number those that differ by a slip, without comparing each with each."""
    together: dict[str, list[int]] = defaultdict(list)
    names = [" ".join(each.path[-1].casefold().split()) for each in siblings]
    for at, name in enumerate(names):
        together[bare(name)].append(at)
        tight = name.replace(" ", "")
        cuts = [cut for cut, sign in enumerate(tight) if sign.isalpha()]  # no slip is in a number
        if len(tight) >= FEWEST_LETTERS:
            for shorter in {tight, *(tight[:cut] + tight[cut + 1 :] for cut in cuts)}:
                together[shorter].append(at)
    if len(names) <= MANY:
        for at, name in enumerate(names):
            together[" ".join(word[0] for word in name.split())].append(at)
    found: dict[int, list[Known]] = defaultdict(list)
    pairs = {*shortened_to_initials(names)}
    groups = [alike for alike in together.values() if len(alike) <= MANY]
    pairs |= {(a, b) for alike in groups for a in alike for b in alike if a != b}
    for one, other in sorted(pairs):
        if may_be_one(names[one], names[other]):
            found[one].append(siblings[other])
    return found


def shortened_to_initials(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Both ways round, without comparing each with each."""
    told = [words(CODED.sub("", name) or name) for name in names]
    short: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(told):
        if len(tight := name.replace(" ", "")) <= MOST_INITIALS:
            short[tight].append(at)
    for at, name in enumerate(told):
        for other in short.get(initials(name), ()) if " " in name else ():
            if are_initials(names[at], names[other]):
                yield at, other
                yield other, at


def are_initials(one: str, other: str) -> bool:
    """Whether one is made of the first letters of the other's words, in either order.

    >>> are_initials("r&s", "ricerca e sviluppo"), are_initials("quality and health", "qh")
    (True, True)
    >>> are_initials("r&s", "r s"), are_initials("10 it", "20 internal trade")
    (False, False)
    """
    if len({coded(one), coded(other)} - {""}) > 1:
        return False
    short, long = sorted((words(CODED.sub("", each) or each) for each in (one, other)), key=len)
    tight = short.replace(" ", "")
    is_whole = " " not in short or all(len(each) == 1 for each in short.split())
    spelled = " " in long and len(long.split()) < len(long.replace(" ", ""))
    return is_whole and spelled and tight.isalpha() and tight == initials(long)


def bare(name: str) -> str:
    """Without accents, without a code before it, and without an "and" between two words.

    >>> bare("c10 - ventes r\u00e9gions"), bare("halle 3")
    ('ventes regions', 'halle 3')
    >>> bare("kitchen and bar") == bare("kitchen & bar"), bare("hall e")
    (True, 'hall e')
    """
    words = plain(CODED.sub("", name)).split()
    between = words[1:-1]
    kept = [*words[:1], *(word for word in between if word not in AND), *words[1:][-1:]]
    return " ".join(kept) or name


def coded(name: str) -> str:
    """The code before it; empty where there is none."""
    found = CODED.match(name)
    return found[0] if found else ""


def is_the_same_bare(one: str, other: str) -> bool:
    """Whether they differ by accents, or by a code before one of them, and have more than that.

    >>> is_the_same_bare("etudes", "c10 - \u00e9tudes"), is_the_same_bare("1. hall", "2. hall")
    (True, False)
    """
    codes = {coded(one), coded(other)} - {""}
    return len(codes) < 2 and bare(one) == bare(other) and bare(one)[:1].isalpha()


def may_be_one(one: str, other: str) -> bool:
    """Whether one word alone has a slip, or the same letters stand with other blanks, or they are
    the same but for accents or a code.

    >>> may_be_one("kundenservie", "kundenservice"), may_be_one("night shift", "nightshift")
    (True, True)
    >>> may_be_one("team ost", "team west"), may_be_one("halle 12345", "halle 12346")
    (False, False)
    """
    if is_the_same_bare(one, other) or are_initials(one, other):
        return True
    if one.replace(" ", "") == other.replace(" ", ""):
        return not any(sign.isdigit() for sign in one)
    ours, theirs = one.split(), other.split()
    differ = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    if len(ours) != len(theirs) or len(differ) != 1:
        return False
    return is_a_slip(*differ[0]) or (len(ours) > 1 and is_shortened(*differ[0]))


def is_shortened(one: str, other: str) -> bool:
    """Whether a word stands for a longer one.

    >>> is_shortened("svcs", "services"), is_shortened("prod.", "production")
    (True, True)
    >>> is_shortened("ost", "west"), is_shortened("nord", "nordost")
    (False, False)
    """
    short, long = sorted((one.rstrip("."), other), key=len)
    if len(short) < FEWEST_SHORT or len(short) * 3 > len(long) * 2 or not (short + long).isalpha():
        return False
    if short[0] != long[0]:
        return False
    is_cut = long.startswith(short)
    letters = iter(long)
    return (not is_cut or one.endswith(".") or other.endswith(".")) and all(
        letter in letters for letter in short
    )


def is_a_slip(one: str, other: str) -> bool:
    """Whether one letter is missing or another, or two have changed places.

    >>> is_a_slip("logistik", "logisitk"), is_a_slip("sales", "sale")
    (True, False)
    """
    if min(len(one), len(other)) < FEWEST_LETTERS or not (one + other).isalpha():
        return False
    alike = takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False))
    at = sum(1 for _two in alike)
    a, b = one[at:], other[at:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
