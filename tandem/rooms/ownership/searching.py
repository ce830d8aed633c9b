"""Finding the row somebody means by their own words, with slips of the finger forgiven.

The file is small, so the index lies in memory and needs no database: every name, line and list
of everyday words becomes a text with a weight, every word of it a stem. A word is worth more the
fewer domains know it. What is typed wrongly is taken for the nearest words that are known.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from math import log

from tandem.organisation.finding import one_slip
from tandem.organisation.folding import folded_words
from tandem.rooms.ownership.starting_point import Domain, Entry, StartingPoint, starting_point

LONGEST = 200  # letters typed that are read
SHORTEST_MISSPELT = 5  # letters from which a slip is forgiven
SHORTEST_PART = 4  # letters that may be the beginning of a word
ALIKE = 0.8  # of a longer word, as difflib measures
SLIP = 0.9  # one slip of the finger: nearly sure
NEAR = 0.7  # a word taken for one that is merely like it
PART = 0.8  # so does the beginning of a word
ELSEWHERE = 0.5  # of a word that only another text of the domain has
BESIDE = 0.25  # of two words that stand side by side
ENOUGH = 1.2  # below this nothing was meant
FURTHER = 0.55  # of the best one, from which another row is named beside it
MOST = 4
NAME, WORDS, OF_A_TOPIC, LINES = 2.0, 1.5, 1.4, 1.0
UNSAID = frozenset(
    folded_words("""
    a about after all also am an and another any anyone anybody are as ask at be been before
    between by can cannot cant could couldnt did didnt do does doesnt doing done dont everybody
    everyone for from get gets getting give go goes going got had has have having he help her him
    his how i if in into is isnt it its just know let like me member members might my need needs no
    nobody not nothing now of ok okay on one or our own owner owns please question she should so
    somebody someone something still tell than that the their them then there they thing things
    this to too up us want wants was we what when where which who whom whose why will with wont
    would yet you your
    """)
)
ENDINGS = (
    "ations", "ation", "ings", "ing", "ments", "ment", "ies", "ions", "ion", "ers", "er", "ed",
    "es", "ly", "s", "e", "y",
)  # fmt: skip


def stem(word: str) -> str:
    """The beginning that forms of a word share.

    >>> [stem(word) for word in ("promotion", "promoted", "promote", "studies", "study", "pay")]
    ['promot', 'promot', 'promot', 'stud', 'stud', 'pay']
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            begun = word.removesuffix(ending)
            doubled = len(begun) > 3 and begun[-1] == begun[-2] and begun[-1] not in "ls"
            return begun[:-1] if doubled else begun
    return word


def said_words(text: str) -> list[str]:
    return [word for word in folded_words(text.replace("-", " ")) if word not in UNSAID]


def said_stems(text: str) -> list[str]:
    return [stem(word) for word in said_words(text)]


Meant = dict[str, float]  # the stems a typed word may stand for, and how sure that is


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the file. entry: what it is of, None for the domain itself."""

    domain: Domain
    entry: Entry | None
    weights: dict[str, float]
    name: frozenset[str]
    neighbours: frozenset[tuple[str, str]]  # words that stand side by side in it


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
    texts: tuple[Text, ...]
    rarity: dict[str, float]
    known: dict[str, str] = field(default_factory=dict)  # each whole word, and its stem

    @classmethod
    def of(cls, point: StartingPoint) -> Index:
        texts = tuple(text for domain in point.domains for text in texts_of(domain))
        domains_of: dict[str, set[str]] = {}
        for text in texts:
            for each in text.weights:
                domains_of.setdefault(each, set()).add(text.domain.key)
        number = len(point.domains)
        rarity = {each: log(1 + number / len(those)) for each, those in domains_of.items()}
        return cls(texts, rarity, {word: stem(word) for word in whole_words(point)})


def texts_of(domain: Domain) -> Iterator[Text]:
    text = domain.text
    own = [(domain.name, NAME), (domain.words, WORDS), (text.leader, LINES), (text.hr, LINES),
           (text.outcome, LINES), (" ".join(domain.measures), LINES)]  # fmt: skip
    yield text_of(domain, None, own)
    for entry in domain.entries:
        yield text_of(domain, entry, [(entry.name, NAME), (entry.words, OF_A_TOPIC)])


def text_of(domain: Domain, entry: Entry | None, parts: Sequence[tuple[str, float]]) -> Text:
    pairs = [each for words, _ in parts for each in pairwise(said_stems(words))]
    return Text(domain, entry, weighed(parts), frozenset(said_stems(parts[0][0])), frozenset(pairs))


def weighed(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text, weight in parts:
        for each in said_stems(text):
            found[each] = max(weight, found.get(each, 0))
    return found


def whole_words(point: StartingPoint) -> set[str]:
    found: set[str] = set()
    for each in point.domains:
        own = (each.name, each.words, each.text.leader, each.text.hr, each.text.outcome)
        theirs = [f"{entry.name} {entry.words}" for entry in each.entries]
        found.update(said_words(" ".join((*own, *each.measures, *theirs))))
    return found


@cache
def index() -> Index:
    return Index.of(starting_point())


def find(words: str) -> list[Hit]:
    """The rows that may be meant, the likeliest first, each domain once; none for nonsense."""
    asked = [meant(word, index()) for word in dict.fromkeys(said_words(words[:LONGEST]))]
    best = [strongest(texts, asked) for texts in by_domain().values()]
    found = sorted(best, key=lambda hit: -hit.score)
    if found[0].score < ENOUGH:
        return []
    return [hit for hit in found if hit.score >= FURTHER * found[0].score][:MOST]


@cache
def by_domain() -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for text in index().texts:
        found.setdefault(text.domain.key, []).append(text)
    return found


def strongest(texts: list[Text], asked: list[Meant]) -> Hit:
    """The text of a domain that says most; a word it lacks counts half from another one."""
    worths = [[worth(text, each) for each in asked] for text in texts]
    scores = [
        sum(found) * (1 + named(text, asked)) + side_by_side(text, asked, found)
        for text, found in zip(texts, worths, strict=True)
    ]
    first = max(range(len(texts)), key=lambda at: (scores[at], texts[at].entry is None))
    missing = [
        max(found[at] for found in worths) for at in range(len(asked)) if not worths[first][at]
    ]
    score = scores[first] + ELSEWHERE * sum(missing)
    sure = any(
        found and 1 in each.values() for found, each in zip(worths[first], asked, strict=True)
    )
    return Hit(texts[first].domain, texts[first].entry, score, sure)


def worth(text: Text, alternatives: Meant) -> float:
    """What one word, as the nearest of what it may be, says for a text."""
    rarity = index().rarity
    return max(
        (text.weights.get(each, 0) * rarity.get(each, 0) * sure
         for each, sure in alternatives.items()), default=0,
    )  # fmt: skip


def named(text: Text, asked: list[Meant]) -> float:
    """How much of the name of a text was typed: the whole of it half as much again."""
    if text.entry is None or not text.name:
        return 0
    typed = {each for alternatives in asked for each in alternatives}
    return 0.5 * len(text.name & typed) / len(text.name)


def side_by_side(text: Text, asked: list[Meant], found: list[float]) -> float:
    """Two words that stand together in the text, too, say more than each alone."""
    return sum(
        BESIDE * (found[at] + found[at + 1])
        for at, (one, other) in enumerate(pairwise(asked))
        if any((a, b) in text.neighbours for a in one for b in other)
    )


def meant(word: str, index: Index) -> Meant:
    """The stems a typed word may stand for, and how sure that is."""
    own = stem(word)
    if own in index.rarity:
        return {own: 1.0}
    begun = {
        index.known[each]: PART
        for each in index.known
        if len(word) >= SHORTEST_PART and each.startswith(word)
    }
    return begun or misspelt(word, index)


def misspelt(word: str, index: Index) -> Meant:
    """From five letters on one slip, or what is much alike; of four, two that are swapped."""
    if len(word) < SHORTEST_PART:
        return {}
    if len(word) < SHORTEST_MISSPELT:
        return {index.known[each]: SLIP for each in index.known if swapped(word, each)}
    slips = {
        index.known[each]: SLIP
        for each in index.known
        if abs(len(each) - len(word)) <= 1 and (one_slip(word, each) or one_slip(each, word))
    }
    alike = get_close_matches(word, index.known, n=3, cutoff=ALIKE)
    return slips or {index.known[each]: NEAR for each in alike}


def swapped(word: str, known: str) -> bool:
    """Whether these are the same letters but for two neighbours that changed places."""
    at = [place for place, (a, b) in enumerate(zip(word, known, strict=False)) if a != b]
    if len(word) != len(known) or len(at) != 2 or at[1] - at[0] != 1:
        return False
    return word[at[0]] == known[at[1]] and word[at[1]] == known[at[0]]
