"""One area under two names: leavers and headcounts often come from two systems.

"Depot Basel Nord" has left somebody every month and "Depot Basel-Nord" never anybody: read as two,
the second would say with confidence that nobody left. What differs only in signs, or leaves out the
levels above, is read as one where it can be only one. Of what is left somebody is asked: leavers
of "Prod." are missing from "Production", which reads too low. Until they have answered, nothing is
known of the leavers of headcounts that no row of the list is of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tandem.organisation.intake.counts.nearness import SHARED, is_short_for, nearness, words
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.findings import WHOLE

Path = tuple[str, ...]
MOST_OFFERED = 200  # the nearest first
MOST_COMPARED = 2000  # areas with headcounts that one name is compared with


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
    alike = {words(name): answer for name, answer in said.items()}
    for path in sorted(leavers - heads):
        answer = said.get(in_words(path), alike.get(words(in_words(path))))
        other = the_only(alike_to(path, by_name)) if answer is None else meant.get(answer)
        if other is not None:
            staged.take_for(path, other)
            if answer is None:
                found.as_one.append((path, other))
        elif path not in refused and answer != "":
            found.alone.append(path)
    found.alone.sort(key=staged.leavers_in, reverse=True)
    spelled_as_one(found, staged)
    ask(found, heads, staged)
    return found


def spelled_as_one(found: Named, staged: StagedCounts) -> None:
    """Names without headcounts that differ in capitals, accents and signs alone: asked once.

    The one with most leavers stands for all.
    """
    first: dict[str, Path] = {}
    for path in [*found.alone]:
        one = first.setdefault(words(in_words(path)), path)
        if one is not path:
            staged.take_for(path, one)
            found.alone.remove(path)
            found.as_one.append((path, one))


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
        near = {each: near_to(path, each) for each in compared}
        meant = [each for each in compared if each in quiet or near[each] >= SHARED]
        close = {each: near[each] if near[each] >= SHARED else 0 for each in meant}
        first = sorted(meant, key=lambda each: (-close[each], each[:-1] != path[:-1], each))
        within = path in above or any(path[:end] in heads for end in range(1, len(path)))
        others = set(compared).difference(meant) if meant or not within else ()
        rest = sorted(others, key=lambda each: (each[:-1] != path[:-1], each))
        around = [each for each in [*first, *rest] if each == path[: len(each)]]
        offers = [in_words(each) for each in dict.fromkeys([*around, *first, *rest])]
        offers = [each for each in offers if len(each) <= WHOLE][:MOST_OFFERED]
        if offers and len(in_words(path)) <= WHOLE:
            found.asked[path] = offers
        if quiet or not within:
            open_.append(path)
    staged.leave_unsettled(open_)


def near_to(path: Path, other: Path) -> float:
    """By their names; but "IT / Systems" may be the name of one."""
    near = nearness(path[-1], other[-1])
    within = len(path) == 1 or path[: len(other)] == other
    return near if within else max(near, nearness(in_words(path), other[-1]))


def in_words(path: Path) -> str:
    return " / ".join(path)


def alike_to(path: Path, by_name: dict[str, list[Path]]) -> Iterator[Path]:
    """Those whose every level reads alike; of a name alone, whatever lies above. "HR / EHS" may be
    a name too: "HR and EHS"."""
    for each in by_name[words(path[-1])]:
        if len(path) == 1 or [*map(words, path)] == [*map(words, each)]:
            yield each
    if len(path) > 1:
        yield from by_name[words(" ".join(path))]


def the_only(found: Iterable[Path]) -> Path | None:
    several = [*found]
    return several[0] if len(several) == 1 else None
