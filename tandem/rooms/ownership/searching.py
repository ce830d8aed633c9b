"""Finding the row somebody means by their own words, with slips of the finger forgiven.

The file is small, so the index lies in memory and needs no database: every name, line and list
of everyday words becomes a text with a weight, every word of it a stem. A word is worth more the
fewer domains know it. What is typed wrongly is taken for the nearest words that are known.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from math import log, sqrt
from typing import TypeVar

from tandem.organisation.finding import one_slip
from tandem.organisation.folding import folded_words
from tandem.rooms.ownership.everyday import Everyday, everyday
from tandem.rooms.ownership.idioms import Found, Idiom, Meant, apart
from tandem.rooms.ownership.starting_point import Domain, Entry, StartingPoint, starting_point
from tandem.rooms.ownership.stems import (
    FAINT_STEMS,
    LITTLE_STEMS,
    kept_words,
    said_stems,
    said_words,
    stem,
)

LONGEST = 200  # letters typed that are read
SHORTEST_MISSPELT = 5  # letters from which a slip is forgiven
SHORTEST_PART = 4  # letters that may be the beginning of a word
ALIKE = 0.8  # of a longer word, as difflib measures
SLIP = {5: 0.6, 6: 0.75}  # one slip of the finger: a short word may as well be another word
LONG_SLIP = 0.9  # and a longer one nearly surely is not
NEAR = 0.6  # a word taken for one that is merely like it
PART = 0.8  # so does the beginning of a word
ELSEWHERE = 0.5  # of a word that only another text of the domain has
FAINTLY = 0.4  # of a word that is said of everything in a company
BESIDE = 0.6  # of two words that stand side by side
ENOUGH = 1.2  # below this nothing was meant
FURTHER = 0.55  # of the best one, from which another row is named beside it
MOST = 4
NAME, WORDS, OF_A_TOPIC, LINES = 2.0, 1.5, 1.4, 1.0
IDIOM = 3.0  # what a turn of speech says, for one word of it
SPENT = 0.5  # of a word that is part of a turn of speech of another domain
Pair = tuple[str, str]
Read = TypeVar("Read", str, Pair)


def side_by_side(text: str) -> list[Pair]:
    return list(pairwise(stem(word) for word in kept_words(text)))


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the file. entry: what it is of, None for the domain itself."""

    domain: Domain
    entry: Entry | None
    weights: dict[str, float]
    name: frozenset[str]
    pairs: dict[Pair, float]  # words that stand side by side in it


@dataclass(frozen=True, slots=True)
class Hit:
    """sure: at least one word was typed as the file has it; else all of it is a guess."""

    domain: Domain
    entry: Entry | None
    score: float
    sure: bool

    @property
    def title(self) -> str:
        return self.entry.name if self.entry else self.domain.name


@dataclass(frozen=True)
class Index:
    """rarity: what a stem, or two side by side, say by how few domains have them."""

    texts: tuple[Text, ...]
    said: Everyday
    rarity: dict[str | Pair, float]
    known: dict[str, str] = field(default_factory=dict)  # each whole word, and its stem
    idioms: dict[str, list[Idiom]] = field(default_factory=dict)  # by each stem in them

    @classmethod
    def of(cls, point: StartingPoint, said: Everyday) -> Index:
        texts = tuple(text for domain in point.domains for text in texts_of(domain, said))
        known = {word: stem(word) for word in (*whole_words(point, said), *said.spelt)}
        idioms: dict[str, list[Idiom]] = {}
        for idiom in said.idioms:
            for each in idiom.stems:
                idioms.setdefault(each, []).append(idiom)
        return cls(texts, said, rarities(texts, len(point.domains)), known, idioms)


def rarities(texts: Iterable[Text], number: int) -> dict[str | Pair, float]:
    domains_of: dict[str | Pair, set[str]] = {}
    for text in texts:
        said: list[str | Pair] = [*text.weights, *text.pairs]
        for each in said:
            domains_of.setdefault(each, set()).add(text.domain.key)
    return {each: log(1 + number / len(those)) for each, those in domains_of.items()}


def texts_of(domain: Domain, said: Everyday) -> Iterator[Text]:
    text = domain.text
    own = [(domain.name, NAME), (text.leader, LINES), (text.hr, LINES), (text.outcome, LINES),
           (" ".join(domain.measures), LINES)]  # fmt: skip
    yield text_of(domain, None, own, said.words[domain.key])
    for entry in domain.entries:
        yield text_of(domain, entry, [(entry.name, NAME), (entry.words, OF_A_TOPIC)])


def text_of(
    domain: Domain, entry: Entry | None, parts: Sequence[tuple[str, float]], words: str = ""
) -> Text:
    """words: in no order, so that those side by side say nothing together."""
    name = frozenset(said_stems(parts[0][0]))
    weights = weighed([*parts, (words, WORDS)], said_stems)
    return Text(domain, entry, weights, name, weighed(parts, side_by_side))


def weighed(
    parts: Iterable[tuple[str, float]], read: Callable[[str], list[Read]]
) -> dict[Read, float]:
    found: dict[Read, float] = {}
    for text, weight in parts:
        for each in read(text):
            found[each] = max(weight, found.get(each, 0))
    return found


def whole_words(point: StartingPoint, said: Everyday) -> set[str]:
    found: set[str] = set()
    for each in point.domains:
        own = (each.name, said.words[each.key], each.text.leader, each.text.hr, each.text.outcome)
        theirs = [f"{entry.name} {entry.words}" for entry in each.entries]
        found.update(said_words(" ".join((*own, *each.measures, *theirs))))
    return found


@cache
def index() -> Index:
    return Index.of(starting_point(), everyday())


def find(words: str) -> list[Hit]:
    """The rows that may be meant, the likeliest first, each domain once; none for nonsense."""
    typed = words[:LONGEST]
    names = {word for each in typed.split()[1:] if each[0].isupper() for word in folded_words(each)}
    asked = [meant(word, index(), names) for word in dict.fromkeys(kept_words(typed))]
    found = turns(asked)
    best = sorted(
        (strongest(texts, asked, found) for texts in by_domain().values()),
        key=lambda hit: -hit.score,
    )
    if best[0].score < ENOUGH:
        return []
    return [hit for hit in best if hit.score >= FURTHER * best[0].score][:MOST]


def turns(asked: list[Meant]) -> dict[str, list[Found]]:
    """The turns of speech of each domain among what was typed."""
    typed = {each for alternatives in asked for each in alternatives}
    likely = {id(idiom): idiom for each in typed for idiom in index().idioms.get(each, ())}
    found: dict[str, list[Found]] = {}
    for idiom in likely.values():
        if all(step & typed for step in idiom.steps) and (here := idiom.found_in(asked)):
            found.setdefault(here.domain, []).append(here)
    return {domain: apart(those) for domain, those in found.items()}


@cache
def by_domain() -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for text in index().texts:
        found.setdefault(text.domain.key, []).append(text)
    return found


def strongest(texts: list[Text], asked: list[Meant], turns: dict[str, list[Found]]) -> Hit:
    """The text of a domain that says most; a word it lacks counts half from another one."""
    domain = texts[0].domain
    own, left = turns.get(domain.key, []), unspent(domain.key, turns)
    worths = [
        [worth(text, each) * left.get(at, 1) for at, each in enumerate(asked)] for text in texts
    ]
    scores = [
        sum(found) * (1 + named(text, asked)) + beside(text, asked)
        for text, found in zip(texts, worths, strict=True)
    ]
    first = max(range(len(texts)), key=lambda at: (scores[at], texts[at].entry is None))
    missing = [
        max(found[at] for found in worths) for at in range(len(asked)) if not worths[first][at]
    ]
    score = scores[first] + ELSEWHERE * sum(missing) + IDIOM * sum(each.worth for each in own)
    exact = [each if 1 in each.values() else {} for each in asked]
    sure = any(worth(texts[first], each) for each in exact) or beside(texts[first], exact) > 0
    said = any(exact[at] for each in own for at in each.at)
    return Hit(domain, texts[first].entry, score, sure or said)


def unspent(domain: str, turns: dict[str, list[Found]]) -> dict[int, float]:
    """Of words that are part of a turn of speech of other domains alone, what is left of them."""
    own = {at for each in turns.get(domain, ()) for at in each.at}
    all_of_them = {at for those in turns.values() for each in those for at in each.at}
    return dict.fromkeys(all_of_them - own, SPENT)


def worth(text: Text, alternatives: Meant) -> float:
    """What one word, as the nearest of what it may be, says for a text."""
    rarity = index().rarity
    return max(
        (
            text.weights.get(each, 0) * rarity.get(each, 0) * sure * loudness(each)
            for each, sure in alternatives.items()
        ),
        default=0,
    )


def loudness(each: str) -> float:
    return FAINTLY if each in FAINT_STEMS else 1


def named(text: Text, asked: list[Meant]) -> float:
    """How much of the name of a text was typed: the whole of it half as much again.

    A domain is named by nothing but its name; its words stand in many a sentence.
    """
    typed = {each for alternatives in asked for each in alternatives} - LITTLE_STEMS
    if not text.name or (text.entry is None and text.name != typed):
        return 0
    return 0.5 * len(text.name & typed) / len(text.name)


def beside(text: Text, asked: list[Meant]) -> float:
    """Two words that stand together in the text, too, say more than each alone."""
    return BESIDE * sum(
        max(
            (text.pairs.get((a, b), 0) * index().rarity.get((a, b), 0) * one[a] * other[b]
             for a in one for b in other), default=0,
        )
        for one, other in pairwise(asked)
    )  # fmt: skip


def meant(word: str, index: Index, names: Collection[str] = ()) -> Meant:
    """The stems and kinds a typed word may stand for, and how sure that is.

    names: words typed with a capital; one that nobody knows is a person's.
    """
    stems = stems_of(word, index)
    if word in names and 1 not in stems.values():
        stems = {**stems, "<who>": 1.0}
    if word.isdigit():
        stems = {**stems, "<number>": 1.0}
    kinds = {kind: sure for each, sure in stems.items() for kind in index.said.kinds.get(each, ())}
    return {**kinds, **stems}


def stems_of(word: str, index: Index) -> Meant:
    own = stem(word)
    known = (index.rarity, index.idioms, index.said.kinds, index.said.plain, LITTLE_STEMS)
    if any(own in those for those in known):
        return {own: 1.0}
    begun = {
        index.known[each]: PART
        for each in index.known
        if len(word) >= SHORTEST_PART and each.startswith(word)
    }
    return begun or misspelt(word, index)


def misspelt(word: str, index: Index) -> Meant:
    """From five letters on one slip, or what is much alike; of four, two that are swapped.

    A finger seldom slips on the first letter; of many words it may be, each is less sure.
    """
    if len(word) < SHORTEST_PART or not word.isalpha():
        return {}
    if len(word) < SHORTEST_MISSPELT:
        return {index.known[each]: LONG_SLIP for each in index.known if swapped(word, each)}
    near = [each for each in index.known if each[0] in word[:2] and word[0] in each[:2]]
    slips = {
        index.known[each]
        for each in near
        if abs(len(each) - len(word)) <= 1 and (one_slip(word, each) or one_slip(each, word))
    }
    if slips:
        return dict.fromkeys(slips, SLIP.get(len(word), LONG_SLIP) / sqrt(len(slips)))
    return {index.known[each]: NEAR for each in get_close_matches(word, near, n=3, cutoff=ALIKE)}


def swapped(word: str, known: str) -> bool:
    """Whether these are the same letters but for two neighbours that changed places."""
    at = [place for place, (a, b) in enumerate(zip(word, known, strict=False)) if a != b]
    if len(word) != len(known) or len(at) != 2 or at[1] - at[0] != 1:
        return False
    return word[at[0]] == known[at[1]] and word[at[1]] == known[at[0]]
