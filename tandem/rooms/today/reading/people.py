"""Names in a line: who is mentioned, where, and whether something of theirs is.

Found are first name, last name, both in either order, first name and initial ("Sam L."), title
and last name ("ms achterberg"); in any case, with or without accents, hyphens and apostrophes.
One mention may stand for several people, who are then asked about, or for a stranger ("Sam
Jones", when Jones is nobody known). A name that is an everyday word too (Will, Mark, May) needs
its capital inside the line, or more of the name with it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tandem.rooms.today.reading.language import NameWords
from tandem.rooms.today.reading.names import Directory
from tandem.rooms.today.reading.text import APOSTROPHE, NAMED, WHOSE, Word, key, masked, words
from tandem.rooms.today.reading.values import Known

Spans = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at `line[start:end]`; a stranger's has no people. `part`: one word of a name."""

    start: int
    end: int
    people: frozenset[Known]
    whose: bool = False
    part: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the finder needs it: typed, folded, and folded with certain or all days blanked."""

    typed: str
    folded: str
    without_days: str
    dayless: str
    words: Sequence[Word]
    language: NameWords

    @property
    def is_cased(self) -> bool:
        """Whether capitals tell anything: not in a line typed all in small or in title case."""
        small = sum(self.typed[word.start].islower() for word in self.words)
        return small * 2 >= len(self.words)

    def looks_like_a_name(self, word: Word) -> bool:
        typed = self.typed[word.start : word.end]
        capital = len(typed) > 1 and typed[0].isupper() and not typed.isupper()
        in_a_day = self.dayless[word.start] == " "
        if not capital or in_a_day or word.key in self.language.carries_on:
            return False
        return self.is_cased and not self.language.thing.fullmatch(word.key)


def mentions(
    typed: str,
    folded: str,
    known: Iterable[Known],
    days: Spans,
    weekdays: Spans,
    language: NameWords,
) -> list[Mention]:
    """Every name in the line, in its order.

    days: where days are named, which are no names; weekdays: where one word does ("Sun"), which
    may still belong to a longer name (Sun Li).
    """
    without_days = masked(folded, days)
    dayless = masked(without_days, weekdays)
    line = Line(typed, folded, without_days, dayless, list(words(folded)), language)
    directory = Directory(known, {form.key for word in line.words for form in forms(word, line)})
    found: list[Mention] = []
    at = 0
    while at < len(line.words):
        mention, taken = named_at(at, line, directory)
        if mention is not None:
            found.append(mention)
        at += taken
    named = joined(found, line)
    return [unless_a_stranger(each, line, {other.start for other in named}) for each in named]


def forms(word: Word, line: Line) -> list[Word]:
    """The word as it stands and without what is tied to it: Priya's, Jonas', Sam'll."""
    text = line.folded[word.start : word.end]
    base, apostrophe, tied = text.rpartition(APOSTROPHE)
    if not apostrophe and line.language.bare_s and text.endswith("s"):
        base, tied = text[:-1], "s"
    elif not apostrophe or tied not in {"s", "", "ll", "d"}:
        return [word]
    return [word, Word(word.start, word.start + len(base), key(base))]


def named_at(at: int, line: Line, directory: Directory) -> tuple[Mention | None, int]:
    """The longest name that begins with the word at this place, and how many words it takes."""
    title = at > 0 and line.words[at - 1].key in line.language.titles
    titled = title and follows(line.words[at - 1 : at + 1], line)
    for length in range(min(directory.longest, len(line.words) - at), 0, -1):
        run = line.words[at : at + length]
        text = line.without_days if length > 1 else line.dayless
        if not follows(run, line) or any(text[word.start] == " " for word in run):
            continue
        for last in forms(run[-1], line):
            keys = (*(word.key for word in run[:-1]), last.key)
            people = directory.called(keys, last_name_only=titled)
            span = (line.words[at - 1 if titled else at].start, last.end)
            if people and stands_alone(span, line) and is_surely_a_name(run, line, titled):
                return mention_of(people, span, run, line), length
    return None, 1


def follows(run: Sequence[Word], line: Line) -> bool:
    """Whether nothing but a blank, a hyphen or the dot of a title is between the words."""
    between = (line.folded[one.end : other.start] for one, other in pairwise(run))
    return all(gap in {" ", "-", ". ", ""} for gap in between)


def stands_alone(span: tuple[int, int], line: Line) -> bool:
    """No piece of an address (priya@…) or of a longer word with hyphens (Kim-approved)."""
    before, after = line.folded[: span[0]][-2:], line.folded[span[1] :][:2]
    tied_before = re.fullmatch(r".?[.-]|\w@", before) and before[:1].isalnum()
    return not tied_before and not re.match(r"@|[-.]\w", after)


def is_surely_a_name(run: Sequence[Word], line: Line, titled: bool) -> bool:
    """Whether an everyday word, or a lone letter after a name, is typed as a name."""
    first, last = run[0], run[-1]
    typed = line.typed[last.start : last.end]
    if len(run) > 1:
        sure = len(last.key) > 1 or typed.isupper() or line.typed[last.end :][:1] == "."
        return sure or last.key not in "aiosu"
    if titled or last.key not in line.language.trouble:
        return True
    if not typed[0].isupper() or (typed.isupper() and len(typed) > 1) or not line.is_cased:
        return False
    begins = first is line.words[0]
    return not begins or bool(line.language.called.match(line.folded[last.end :]))


def mention_of(
    people: frozenset[Known], span: tuple[int, int], run: Sequence[Word], line: Line
) -> Mention:
    """The mention with what is tied to it: the 's that makes it theirs, a dot, an @."""
    start, end = span
    tied = line.folded[end : run[-1].end]
    whose = tied in {"'s", "s"} or (tied == APOSTROPHE and line.folded[end - 1] == "s")
    end += len(tied) if whose else 0
    end += len(run) > 1 and len(run[-1].key) == 1 and line.folded[end:].startswith(".")
    start -= line.folded[:start].endswith("@")
    return Mention(start, end, people, whose, part=len(run) == 1)


def joined(found: Sequence[Mention], line: Line) -> list[Mention]:
    """Two parts side by side are one mention: of who has both names, else of either (ask)."""
    kept: list[Mention] = []
    for each in found:
        before = kept[-1] if kept else None
        beside = before and not before.whose and line.folded[before.end : each.start] == " "
        if before and beside and before.part and each.part and not each.whose:
            people = before.people & each.people or before.people | each.people
            kept[-1] = replace(each, start=before.start, people=people, part=False)
        else:
            kept.append(each)
    return kept


def unless_a_stranger(mention: Mention, line: Line, known_at: set[int]) -> Mention:
    """ "Sam Jones" is not the Sam we know: a name beside a part of a name makes a stranger.

    known_at: where names we know begin ("send Sam Eva's list").
    """
    if not mention.part or mention.whose:
        return mention
    before = [word for word in line.words if word.end <= mention.start]
    after = [word for word in line.words if word.start >= mention.end]
    beside = after and line.folded[mention.end : after[0].start] == " "
    if beside and after[0].start not in known_at and line.looks_like_a_name(after[0]):
        return replace(mention, end=after[0].end, people=frozenset())
    beside = before[1:] and line.folded[before[-1].end : mention.start] == " "
    if beside and line.looks_like_a_name(before[-1]):
        return replace(mention, people=frozenset())
    end = end_of_a_small_surname(mention, line)
    return mention if end is None else replace(mention, end=end, people=frozenset())


def end_of_a_small_surname(mention: Mention, line: Line) -> int | None:
    """Where "jones" of "ask sam jones for …" ends; None where the next word is none of a name."""
    before, after = line.dayless[: mention.start], line.dayless[mention.end :]
    words = line.language
    found = words.another.match(after)
    if words.ask_before.search(before[-20:]):
        found = found or words.after_ask.match(after)
    near = words.after_preposition.match(after)
    if near and words.preposition_before.search(before[-8:]):
        carries_on = near["next"] is None or near["next"] in words.carries_on
        found = found or (near if carries_on else None)
    if found is None or found["name"] in words.carries_on:
        return None
    return mention.end + found.end("name")


def with_names_masked(folded: str, mentions: Iterable[Mention]) -> str:
    """The folded line with each letter of a name turned into a sign of its own."""
    for each in mentions:
        folded = masked(folded, [(each.start, each.end)], by=WHOSE if each.whose else NAMED)
    return folded
