"""Who does it for whom: the shapes of `shapes`, applied to one line.

A name counts as the other side only where a shape, or a word like "to" and "for", puts it there;
a name inside what is promised never does. Where two people could be meant, or both directions,
both are handed back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tandem.rooms.today.reading import shapes
from tandem.rooms.today.reading.people import Mention
from tandem.rooms.today.reading.shapes import ASK, EITHER, PROMISE, Directions, Shape
from tandem.rooms.today.reading.values import Known
from tandem.rooms.today.reading.words import ANY_FUNCTION

Span = tuple[int, int]
PADDING = re.compile(r"[\s,;:.@()>|*–—-]*")
MOST_WORDS_BEFORE = 8  # of courtesy and resolve: "ok so I need to remember to …"


@dataclass(frozen=True, slots=True)
class Roles:
    """people: none, one or those to choose from. who: their names. how: the words that said so.

    keeps: the names stay in what is promised.
    """

    directions: Directions
    people: frozenset[Known] = frozenset()
    who: tuple[Span, ...] = ()
    how: tuple[Span, ...] = ()
    keeps: bool = False


@dataclass(slots=True)
class Line:
    """The masked line and what its margins have said so far."""

    text: str
    mentions: Sequence[Mention]
    start: int = 0
    how: list[Span] = field(default_factory=list)
    note: bool = False  # "remind me to"
    taken_on: bool = False  # "I'll"
    mine: bool = False  # "from me", "I'm on it"
    please: bool = False

    def people_in(self, span: Span) -> frozenset[Known]:
        """Who is named there; nobody, if somebody unknown is meant as well ("Helen and Bob")."""
        if shapes.NOT_ALONE.match(self.text, span[1]):
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


def roles(text: str, mentions: Sequence[Mention]) -> Roles:
    """Who is meant and who does it. text: the folded line, names masked, the day blanked."""
    line = Line(text, mentions)
    take_off_the_end(line)
    read = from_the_front(line) or among_the_rest(line)
    return replace(read, directions=settled(read.directions, line), how=(*line.how, *read.how))


def take_off_the_end(line: Line) -> None:
    """Thanks, please, "I'm on it" and "from me" leave the line."""
    while found := shapes.TAILS.search(line.text):
        line.please |= found["please"] is not None
        line.mine |= found["mine"] is not None
        cut(line, found.span())
    if found := shapes.MINE.search(line.text):
        line.mine = True
        cut(line, found.span())


def cut(line: Line, span: Span) -> None:
    line.how.append(span)
    line.text = line.text[: span[0]] + " " * (span[1] - span[0]) + line.text[span[1] :]


def from_the_front(line: Line) -> Roles | None:
    """The first shape that fits, after courtesies and words like "I'll" and "remind me to"."""
    for _ in range(MOST_WORDS_BEFORE):
        while found := line.skip(shapes.COURTESY):
            line.please |= found["please"] is not None
        for shape in shapes.SHAPES:
            if match := shape.pattern.match(line.text, line.start):
                return as_said(shape, match, line)
        if line.skip(shapes.NOTE):
            line.note = True
        elif line.skip(shapes.TAKEN_ON):
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
    receivers = (shapes.RECEIVING, shapes.GIVING) if alone else ()
    found = (
        match.span("who")
        for pattern in (shapes.ANOTHER_TURN, *receivers)
        for match in pattern.finditer(line.text, line.start)
        if not match.groupdict().get("beside")
    )
    elsewhere = (span for span in dict.fromkeys(found) if not who[0] <= span[0] < who[1])
    return [span for span in elsewhere if line.people_in(span)]


def among_the_rest(line: Line) -> Roles:
    """No shape fits: somebody unknown, a word like "to" or "from", a bare name, or nobody."""
    for shape in shapes.SOMEBODY_ELSE:
        if shape.pattern.match(line.text, line.start):
            return Roles(shape.directions)
    return receiving(line) or giving(line) or bare(line) or Roles(without_a_name(line))


def receiving(line: Line) -> Roles | None:
    """ "… to Helen", "… for Jonas", and if there is neither, "… with Sam"."""
    found = list(shapes.RECEIVING.finditer(line.text, line.start))
    found = [each for each in found if each["how"]] or found
    if not found:
        return None
    # "Introduce Jonas to Helen": either could be the one it is for.
    object_ = shapes.OBJECT.match(line.text, line.start)
    names = [each.span("who") for each in (*([object_] if object_ else []), *found)]
    people = [line.people_in(name) for name in names]
    everybody = frozenset[Known]().union(*people) if all(people) else frozenset[Known]()
    sure = found[0]["how"] or does_begin(line)
    directions = PROMISE if sure and not any(each["does"] for each in found) else EITHER
    if not everybody or len(names) > 1 or not found[0]["how"]:
        return Roles(directions, everybody, tuple(names) if everybody else (), keeps=True)
    return Roles(directions, everybody, tuple(names), (found[0].span("how"),))


def giving(line: Line) -> Roles | None:
    """ "The figures from Kim": Kim's to do, unless I am to send on what came from Kim."""
    found = shapes.GIVING.search(line.text, line.start)
    if found is None:
        return None
    people = line.people_in(found.span("who"))
    if does_begin(line) or not people:
        return Roles(PROMISE if does_begin(line) else ASK)
    return Roles(ASK, people, (found.span("who"),), (found.span("how"),))


def bare(line: Line) -> Roles | None:
    """A name first or last, and no word that says who does it."""
    found = shapes.FIRST.match(line.text, line.start)
    directions = ASK if found and line.please else EITHER
    if found is None:
        found = shapes.LAST.search(line.text, line.start)
        if found is None or (found["word"] or "") in ANY_FUNCTION:
            return None
    who = found.span("who")
    people = line.people_in(who)
    return Roles(directions, people, (who,) if people else ())


def without_a_name(line: Line) -> Directions:
    """A line that names nobody we know: mine to do if it begins with something to do."""
    mine = line.taken_on or line.note or does_begin(line)
    return PROMISE if mine or shapes.FOR_SOMEBODY.search(line.text, line.start) else EITHER


def does_begin(line: Line) -> bool:
    return shapes.BEGINS_TO_DO.match(line.text, line.start) is not None


def settled(directions: Directions, line: Line) -> Directions:
    """What the margins of the line add: they decide what is open, and open what they oppose."""
    if line.mine or line.taken_on:
        directions = swayed(directions, PROMISE)
    elif line.note and directions == EITHER:
        directions = PROMISE
    if shapes.TO_ME.search(line.text):
        directions = swayed(directions, ASK)
    if line.please and directions == PROMISE:
        return EITHER
    return directions


def swayed(directions: Directions, toward: Directions) -> Directions:
    return toward if directions == EITHER else directions if directions == toward else EITHER
