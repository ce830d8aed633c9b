"""Finding the row somebody means by their own words, with slips of the finger forgiven.

The file is small, so the index lies in memory and needs no database: every name, line and list
of everyday words becomes a text with a weight, every word of it a stem. A word is worth more the
fewer domains know it. What is typed wrongly is taken for the nearest words that are known.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from math import log, sqrt
from typing import TypeVar

from tandem.organisation.finding import one_slip
from tandem.organisation.folding import folded_words
from tandem.rooms.ownership.starting_point import Domain, Entry, StartingPoint, starting_point

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
# Words that say nothing, not even beside another one.
UNSAID = frozenset(
    folded_words("""
    a about actually already also always an and any anybody anyone are as ask asked asking at be
    because been being both but by can cannot cant could couldnt currently did didnt do does
    doesnt doing done dont either else even ever everybody everyone everyones few from had
    happen happened happening happens has hasnt have havent having he her herself him himself
    his id if ill im into is isnt it its itself ive just kind lot lots may maybe me might mine
    must my myself need needed needs of often oh ok okay ones or our ours ourselves own owner
    owns please probably question quite rather really reply said same says shall she should
    shouldnt since so some somebody somebodys someone someones something sometimes soon still
    such sure tell than that thats the their theirs them themselves then there theres these they
    theyre thing things think this those though three through today tomorrow two us usually very
    wanted wants was wasnt we well were weve what whats when where wheres which while whom whos
    whose will with wont would wouldnt yes yesterday yet you your yours yourself
    """)
)
# Words that say something only beside another one: "let go", "stand in", "too much work".
LITTLE = frozenset(
    folded_words("""
    after again all am another around away back before between bring brought come comes coming
    down during each everything first for gave get gets getting give given gives giving go goes
    going gone got here how i in keeps know knowing known knows last less let lets like look
    looking looks made make makes making many more most much never next no nobody not nothing
    now off on once one only other others out over own put puts say set show shows stand
    standing stands take taken takes taking to too took top turn under until up use used using
    want went who why without
    """)
)
# Words that are said of everything in a company.
FAINT = """
    bad best big boss colleague company day employee good great job keep long manager meeting member
    month new office old person people place quick small staff start team time week work year
"""
ENDINGS = (
    "ations", "ating", "ation", "ators", "ated", "ates", "ator", "ate", "ments", "ment", "ness",
    "ings", "ing", "ies", "ied", "ions", "ion", "ers", "er", "ed", "es", "al", "ly", "s", "e", "y",
)  # fmt: skip
LEFT = {"ate": 4, "ated": 4, "ates": 4, "ating": 4, "al": 5, "er": 4, "ers": 4, "s": 2}
SPELT = (("iz", "is"), ("yz", "ys"), ("our", "or"), ("programme", "program"))
# Forms no ending tells: each line begins with the word they are forms of.
IRREGULAR = {
    form: line.split()[0]
    for line in """
    bad worse worst
    begin began begun
    break broke broken
    build built
    burn burnt
    business businesses
    buy bought
    child children kid kids
    choose chose chosen
    die died dying death
    fall fell fallen
    feel felt
    fight fought
    good better
    grow grew grown
    hear heard
    hide hid hidden
    hold held
    keep kept
    leave leaving left
    lead led
    learn learnt
    lose lost loses losing
    man men
    meet met
    nine 9
    pay paid
    quit quitting
    say said
    sell sold
    send sent
    shake shaken shook
    sleep slept
    speak spoke spoken
    spend spent
    steal stole stolen
    swear swore sworn
    teach taught
    think thought
    throw threw thrown
    understand understood
    wear wore worn
    woman women
    write wrote
    """.strip().splitlines()
    for form in line.split()
}


@cache
def stem(word: str) -> str:
    """The beginning that forms of a word share, in the spelling of either side of the ocean.

    >>> [stem(word) for word in ("promotion", "promoted", "promote", "studies", "study", "pay")]
    ['promot', 'promot', 'promot', 'stud', 'stud', 'pay']
    """
    begun = IRREGULAR.get(word, word)
    for here, there in SPELT if len(begun) >= SHORTEST_MISSPELT else ():
        begun = begun.replace(here, there)
    if begun == "business":  # nothing of being busy
        return begun
    for ending in ENDINGS:
        rest = begun.removesuffix(ending)
        kept = (begun.endswith("ss") and ending == "s") or (ending[:2] == "er" and rest[-1:] == "e")
        if rest != begun and len(rest) >= LEFT.get(ending, 3) and not kept:
            begun = rest
            break
    if len(begun) > 3 and begun[-1] in "eiy":
        begun = begun[:-1]
    twice = len(begun) > 2 and begun[-1] == begun[-2] and begun.isalpha()
    return begun[:-1] if twice else begun


LITTLE_STEMS = frozenset(stem(word) for word in LITTLE)
FAINT_STEMS = frozenset(stem(word) for word in FAINT.split())


def kept_words(text: str) -> list[str]:
    return [word for word in folded_words(text.replace("-", " ")) if word not in UNSAID]


def said_words(text: str) -> list[str]:
    return [word for word in kept_words(text) if word not in LITTLE]


def said_stems(text: str) -> list[str]:
    return [each for word in said_words(text) if (each := stem(word)) not in LITTLE_STEMS]


Pair = tuple[str, str]
Read = TypeVar("Read", str, Pair)


def side_by_side(text: str) -> list[Pair]:
    return list(pairwise(stem(word) for word in kept_words(text)))


Meant = dict[str, float]  # the stems a typed word may stand for, and how sure that is


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
    texts: tuple[Text, ...]
    rarity: dict[str | Pair, float]
    known: dict[str, str] = field(default_factory=dict)  # each whole word, and its stem

    @classmethod
    def of(cls, point: StartingPoint) -> Index:
        texts = tuple(text for domain in point.domains for text in texts_of(domain))
        domains_of: dict[str | Pair, set[str]] = {}
        for text in texts:
            said: list[str | Pair] = [*text.weights, *text.pairs]
            for each in said:
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
    name = frozenset(said_stems(parts[0][0]))
    return Text(domain, entry, weighed(parts, said_stems), name, weighed(parts, side_by_side))


def weighed(
    parts: Iterable[tuple[str, float]], read: Callable[[str], list[Read]]
) -> dict[Read, float]:
    found: dict[Read, float] = {}
    for text, weight in parts:
        for each in read(text):
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
    asked = [meant(word, index()) for word in dict.fromkeys(kept_words(words[:LONGEST]))]
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
        sum(found) * (1 + named(text, asked)) + beside(text, asked)
        for text, found in zip(texts, worths, strict=True)
    ]
    first = max(range(len(texts)), key=lambda at: (scores[at], texts[at].entry is None))
    missing = [
        max(found[at] for found in worths) for at in range(len(asked)) if not worths[first][at]
    ]
    score = scores[first] + ELSEWHERE * sum(missing)
    exact = [each if 1 in each.values() else {} for each in asked]
    sure = any(worth(texts[first], each) for each in exact) or beside(texts[first], exact) > 0
    return Hit(texts[first].domain, texts[first].entry, score, sure)


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


def meant(word: str, index: Index) -> Meant:
    """The stems a typed word may stand for, and how sure that is."""
    own = stem(word)
    if own in index.rarity or word in LITTLE:
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
