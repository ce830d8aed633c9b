"""One area under two names: leavers and headcounts often come from two systems.

"Depot Basel Nord" has left somebody every month and "Depot Basel-Nord" never anybody: read as two,
the second would say with confidence that nobody left. What differs only in signs, or leaves out the
levels above, is read as one where it can be only one. Of what is left somebody is asked: leavers
of "Prod." are missing from "Production", which reads too low. Until they have answered, nothing is
known of the leavers of headcounts that no row of the list is of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tandem.organisation.folding import folded_words
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.findings import WHOLE
from tandem.organisation.intake.spelling import AND

Path = tuple[str, ...]
MOST_OFFERED = 200  # the nearest first
FEWEST_LETTERS = 3  # of a word that is cut short
MOST_COMPARED = 2000  # areas with headcounts that one name is compared with
NEAR = 0.7  # of the letters, from which on a name is proposed
CUT_SHORT = 0.9  # as near is a name of which the other is an abbreviation


@dataclass(frozen=True, slots=True)
class Named:
    """As the leavers list calls an area, and as the headcounts do; none does for `alone`.

    asked: those of `alone` of which somebody is asked, with the areas that have headcounts, the
    nearest first. Those with most leavers come first, in `alone` as in `asked`.
    """

    as_one: list[tuple[Path, Path]]
    alone: list[Path]
    asked: dict[Path, list[str]]


def settle(staged: StagedCounts, said: Mapping[str, str]) -> Named:
    """Count what is one area as one. Where no headcounts were given there is nothing to settle.

    said: of areas of the leavers list, what the headcounts call them; nothing: they have none.
    """
    heads, leavers = staged.areas_with("heads"), staged.areas_with("leavers")
    refused = {area for area, _month, of_heads, _n in staged.lost() if of_heads}
    found = Named([], [], {})
    if not heads:
        return found
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in heads:
        by_name[words(path[-1])].append(path)
    meant = {in_words(path): path for path in heads}
    for path in sorted(leavers - heads):
        answer = said.get(in_words(path))
        other = the_only(alike_to(path, by_name)) if answer is None else meant.get(answer)
        if other is not None:
            staged.take_for(path, other)
            if answer is None:
                found.as_one.append((path, other))
        elif path not in refused and answer != "":
            found.alone.append(path)
    found.alone.sort(key=staged.leavers_in, reverse=True)
    ask(found, heads, staged)
    return found


def short_and_long(blocks: Mapping[Path, object]) -> Iterator[tuple[Path, Path]]:
    """Headcounts of one area, perhaps: in one block "R&D", in another what that is short for.

    blocks: areas with headcounts, and in which part of the files each stands.
    """
    if len(set(blocks.values())) < 2:
        return
    near: dict[tuple[Path, str], list[tuple[Path, str]]] = defaultdict(list)
    for path in sorted(blocks)[:MOST_COMPARED]:
        name = words(path[-1])
        near[path[:-1], name[:1]].append((path, name))
    for alike in near.values():
        for path, name in alike:
            meant = [
                long for long, other in alike
                if blocks[long] != blocks[path] and is_short_for(name, other)
            ]  # fmt: skip
            if len(meant) == 1:
                yield path, meant[0]


def ask(found: Named, heads: set[Path], staged: StagedCounts) -> None:
    """Offer those of nearly the same name, those that nobody seems to have left, then all others.

    An area above or below one with headcounts is counted within that one, or that one in it: there
    it is a question only where one of the first two is found.
    """
    quiet = heads - staged.areas_with("leavers")
    compared = [*sorted(quiet), *sorted(heads - quiet)][:MOST_COMPARED] if found.alone else []
    above = {each[:end] for each in heads for end in range(1, len(each))}
    open_ = []
    for path in found.alone:
        near = {each: nearness(path[-1], each[-1]) for each in compared}
        meant = [each for each in compared if each in quiet or near[each] >= NEAR]
        close = {each: near[each] if near[each] >= NEAR else 0 for each in meant}
        first = sorted(meant, key=lambda each: (-close[each], each[:-1] != path[:-1], each))
        within = path in above or any(path[:end] in heads for end in range(1, len(path)))
        rest = sorted(set(compared).difference(meant)) if meant or not within else []
        offers = [in_words(each) for each in [*first, *rest]]
        offers = [each for each in offers if len(each) <= WHOLE][:MOST_OFFERED]
        if offers and len(in_words(path)) <= WHOLE:
            found.asked[path] = offers
        if quiet or not within:
            open_.append(path)
    staged.leave_unsettled(open_)


def nearness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1.

    >>> nearness("Webshop", "Web Shop"), nearness("Webshop", "Finance") < NEAR
    (1.0, True)
    >>> nearness("Facility Management", "Facility Mgmt") > NEAR
    True
    >>> nearness("Prod.", "Production") > NEAR, nearness("Sales", "Sales Operations") > NEAR
    (True, False)
    """
    first, second = (words(each) for each in (one, other))
    if is_short_for(first, second) or is_short_for(second, first):
        return CUT_SHORT
    first, second = (each.replace(" ", "") for each in (first, second))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def the_nearest(name: str, offers: Sequence[str]) -> str:
    """The one that is proposed, of names with the nearest first; none where two are as near."""
    near = [nearness(last_level(name), last_level(each)) for each in offers[:2]]
    return offers[0] if near and near[0] >= NEAR and near[0] not in near[1:] else ""


def last_level(area: str) -> str:
    return area.rpartition(" / ")[2]


def is_short_for(short: str, long: str) -> bool:
    """Whether each word begins one of the other's, in turn, or one word is made of their initials.

    >>> is_short_for("r d", "recherche developpement"), is_short_for("rh", "ressources humaines")
    (True, True)
    >>> is_short_for("it", "italy"), is_short_for("customer service", "customer care")
    (False, False)
    """
    cut, whole = short.split(), long.split()
    if len(cut) == 1 and len(whole) > 1:
        return short == initials(long)
    if len(cut) != len(whole) or short == long:
        return False
    enough = len(cut) > 1 or len(short) >= FEWEST_LETTERS
    return enough and all(map(str.startswith, whole, cut))


def initials(words: str) -> str:
    return "".join(each[0] for each in words.split())


def in_words(path: Path) -> str:
    return " / ".join(path)


def alike_to(path: Path, by_name: dict[str, list[Path]]) -> Iterator[Path]:
    """Those whose every level reads alike; of a name alone, whatever lies above."""
    for each in by_name[words(path[-1])]:
        if len(path) == 1 or [*map(words, path)] == [*map(words, each)]:
            yield each


def the_only(found: Iterable[Path]) -> Path | None:
    several = [*found]
    return several[0] if len(several) == 1 else None


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
