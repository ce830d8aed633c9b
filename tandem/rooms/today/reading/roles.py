"""Who does it for whom: the sentence shapes of a language, applied to one line.

A name counts as the other side only where a shape, or a word like "to" and "for", puts it there;
a name inside what is promised never does. Where two people could be meant, or both directions,
both are handed back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tandem.rooms.today.reading.language import Grammar
from tandem.rooms.today.reading.people import Mention
from tandem.rooms.today.reading.sentence import (
    ASK,
    EITHER,
    PROMISE,
    REMINDER,
    Directions,
    Shape,
)
from tandem.rooms.today.reading.values import Known

Span = tuple[int, int]
PADDING = re.compile(r"[\s,;:.@()>|*–—-]*")
MOST_WORDS_BEFORE = 8  # of courtesy and resolve: "ok so I need to remember to …"


@dataclass(frozen=True, slots=True)
class Roles:
    """people: none, one or those to choose from. who: their names. how: the words that said so.

    keeps: the names stay in what is promised. presumed: a note to oneself that does not say so.
    """

    directions: Directions
    people: frozenset[Known] = frozenset()
    who: tuple[Span, ...] = ()
    how: tuple[Span, ...] = ()
    keeps: bool = False
    presumed: bool = False


@dataclass(slots=True)
class Line:
    """The masked line and what its margins have said so far."""

    text: str
    mentions: Sequence[Mention]
    grammar: Grammar
    start: int = 0
    how: list[Span] = field(default_factory=list)
    note: bool = False  # "I need to"
    reminded: bool = False  # "remind me to"
    asks_later: bool = False  # "remind me to ask"
    only_me: bool = False  # "just for me"
    taken_on: bool = False  # "I'll"
    mine: bool = False  # "from me", "I'm on it"
    told: bool = False  # "told her so"
    please: bool = False

    def people_in(self, span: Span) -> frozenset[Known]:
        """Who is named there; nobody, if somebody unknown is meant as well ("Helen and Bob")."""
        if self.grammar.not_alone.match(self.text, span[1]):
            return frozenset()
        named = [each for each in self.mentions if span[0] <= each.start < span[1]]
        return frozenset(person for each in named for person in each.people)

    def skip(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take words off the front, if they are there."""
        self.start = end_of(PADDING.match(self.text, self.start))
        found = pattern.match(self.text, self.start)
        if found:
            self.how.append(found.span())
            self.start = end_of(PADDING.match(self.text, found.end()))
        return found


def end_of(found: re.Match[str] | None) -> int:
    return found.end() if found else 0


def roles(text: str, mentions: Sequence[Mention], grammar: Grammar) -> Roles:
    """Who is meant and who does it. text: the folded line, names masked, the day blanked."""
    line = Line(text, mentions, grammar)
    take_off_the_end(line)
    read = from_the_front(line) or among_the_rest(line)
    if for_oneself(line):
        return noted(line)
    return replace(read, directions=settled(read.directions, line), how=(*line.how, *read.how))


def for_oneself(line: Line) -> bool:
    """Whether the line is a note to oneself: said so, or "remind me" with nobody named.

    Nobody is told of what is only to be asked later, or is not to be done.
    """
    named = bool(line.mentions) and not line.grammar.notes_name_people
    if line.grammar.dont.match(line.text, line.start) and not line.please:
        return True
    return line.only_me or (line.reminded and (line.asks_later or not named))


def noted(line: Line) -> Roles:
    """Whoever is named is part of the note, and is not told."""
    people = frozenset(person for each in line.mentions for person in each.people)
    who = tuple((each.start, each.end) for each in line.mentions if each.people)
    return Roles(REMINDER, people, who, tuple(line.how), keeps=True)


def take_off_the_end(line: Line) -> None:
    """Thanks, please, "I'm on it", "from me" and "just for me" leave the line."""
    while found := line.grammar.tails.search(line.text):
        line.please |= found["please"] is not None
        line.mine |= found["mine"] is not None
        line.told |= found["told"] is not None
        cut(line, found.span())
    if found := line.grammar.only_me.search(line.text):
        line.only_me = True
        cut(line, found.span())
    if found := line.grammar.mine.search(line.text):
        line.mine = True
        cut(line, found.span())


def cut(line: Line, span: Span) -> None:
    line.how.append(span)
    line.text = line.text[: span[0]] + " " * (span[1] - span[0]) + line.text[span[1] :]


def from_the_front(line: Line) -> Roles | None:
    """The first shape that fits, after courtesies and words like "I'll" and "remind me to"."""
    for _ in range(MOST_WORDS_BEFORE):
        while found := line.skip(line.grammar.courtesy):
            line.please |= found["please"] is not None
        if line.skip(line.grammar.remind):
            line.note = line.reminded = True
            line.asks_later = line.grammar.to_ask.match(line.text, line.start) is not None
        for shape in line.grammar.shapes:
            if match := shape.pattern.match(line.text, line.start):
                return as_said(shape, match, line)
        if line.skip(line.grammar.note):
            line.note = True
        elif line.skip(line.grammar.taken_on):
            line.taken_on = True
        else:
            break
    return None


def as_said(shape: Shape, match: re.Match[str], line: Line) -> Roles:
    groups = match.groupdict()
    how = tuple(match.span(name) for name, words in groups.items() if words and name != "who")
    if groups.get("who") is None:
        return Roles(shape.directions, how=how)
    who = match.span("who")
    people = line.people_in(who)
    if not people:  # a stranger: their name and all around it stays as typed
        return Roles(shape.directions)
    if others := others_meant(line, who, alone=shape.alone):
        everybody = people.union(*(line.people_in(span) for span in others))
        return Roles(shape.directions, everybody, (who, *others), keeps=True)
    # Without her, "call Eva" would be one word.
    around = line.text[line.start : who[0]] + line.text[who[1] :]
    return Roles(
        shape.directions, people, (who,), how, shape.keeps or (not how and len(around.split()) < 2)
    )


def others_meant(line: Line, who: Span, *, alone: bool) -> list[Span]:
    """Who else has something to do, or (where the first should be alone) something to get."""
    grammar = line.grammar
    receivers = (grammar.receiving, grammar.giving, grammar.also) if alone else ()
    found = (
        match.span("who")
        for pattern in (grammar.another_turn, *receivers)
        for match in pattern.finditer(line.text, line.start)
        if not match.groupdict().get("beside")
    )
    elsewhere = (
        span
        for span in dict.fromkeys(found)
        if not inside(span, [who]) and not grammar.clause.search(line.text, line.start, span[0])
    )
    return [span for span in elsewhere if line.people_in(span)]


def among_the_rest(line: Line) -> Roles:
    """No shape fits: somebody unknown, a word like "to" or "from", a bare name, or nobody."""
    for shape in line.grammar.somebody_else:
        if shape.pattern.match(line.text, line.start):
            return Roles(shape.directions)
    if found := receiving(line) or giving(line) or bare(line) or told(line):
        return found
    directions = without_a_name(line)
    return Roles(directions, presumed=directions == REMINDER)


def receiving(line: Line) -> Roles | None:
    """ "… to Helen", "… for Jonas", and if there is neither, "… with Sam"."""
    found = list(line.grammar.receiving.finditer(line.text, line.start))
    found = [each for each in found if each["how"]] or found
    if not found:
        return None
    # "Introduce Jonas to Helen": either could be the one it is for.
    object_ = line.grammar.object.match(line.text, line.start)
    also = line.grammar.also.finditer(line.text, line.start)
    said = [each.span("who") for each in (*([object_] if object_ else []), *found)]
    names = [*said, *(span for each in also if not inside(span := each.span("who"), said))]
    people = [line.people_in(name) for name in names]
    everybody = frozenset[Known]().union(*people) if all(people) else frozenset[Known]()
    sure = found[0]["how"] or does_begin(line)
    directions = PROMISE if sure and not any(each["does"] for each in found) else EITHER
    if not everybody or len(names) > 1 or not found[0]["how"]:
        return Roles(directions, everybody, tuple(names) if everybody else (), keeps=True)
    return Roles(directions, everybody, tuple(names), (found[0].span("how"),))


def inside(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] < end for start, end in others)


def giving(line: Line) -> Roles | None:
    """ "The figures from Kim": Kim's to do, unless I am to send on what came from Kim."""
    found = line.grammar.giving.search(line.text, line.start)
    if found is None:
        return None
    people = line.people_in(found.span("who"))
    if does_begin(line) or not people:
        return Roles(PROMISE if does_begin(line) else ASK)
    return Roles(ASK, people, (found.span("who"),), (found.span("how"),))


def bare(line: Line) -> Roles | None:
    """A name first or last, and no word that says who does it."""
    found = line.grammar.first.match(line.text, line.start)
    directions = ASK if found and line.please else EITHER
    if found is None:
        found = line.grammar.last.search(line.text, line.start)
        if found is None or (found["word"] or "") in line.grammar.functions:
            return None
    who = found.span("who")
    people = line.people_in(who)
    return Roles(directions, people, (who,) if people else ())


def told(line: Line) -> Roles | None:
    """ "I'll proofread Kim's advert, told her so": she is the only one it can have been told."""
    if not line.told or len(line.mentions) != 1 or not line.mentions[0].people:
        return None
    [only] = line.mentions
    return Roles(PROMISE, only.people, ((only.start, only.end),), keeps=True)


def without_a_name(line: Line) -> Directions:
    """A line that names nobody we know: mine to do if it begins with something to do.

    Said to nobody, it is a note to oneself. To hand something over takes two: who is asked.
    """
    if to_nobody(line):
        if line.grammar.hands.match(line.text, line.start):
            return EITHER
        if line.grammar.deed.match(line.text, line.start):
            return REMINDER
    mine = line.taken_on or line.note or does_begin(line)
    return PROMISE if mine or line.grammar.for_somebody.search(line.text, line.start) else EITHER


def to_nobody(line: Line) -> bool:
    word_given = line.taken_on or line.mine or line.please
    spoken_of = line.mentions or line.grammar.somebody.search(line.text)
    return not word_given and not spoken_of


def does_begin(line: Line) -> bool:
    return line.grammar.begins_to_do.match(line.text, line.start) is not None


def settled(directions: Directions, line: Line) -> Directions:
    """What the margins of the line add: they decide what is open, and open what they oppose."""
    if line.mine or line.taken_on:
        directions = swayed(directions, PROMISE)
    elif line.note and directions == EITHER:
        directions = PROMISE
    if line.grammar.to_me.search(line.text):
        directions = swayed(directions, ASK)
    refused = line.grammar.refused.match(line.text)
    if (line.please or refused) and directions == PROMISE:
        return EITHER
    return directions


def swayed(directions: Directions, toward: Directions) -> Directions:
    return toward if directions == EITHER else directions if directions == toward else EITHER
