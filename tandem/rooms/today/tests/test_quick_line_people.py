"""How the quick line reads names, and which of the people named is the other side."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import sampled_from

from tandem.rooms.today.quick_line import Direction, Known, read
from tandem.rooms.today.reading import roles
from tandem.rooms.today.reading.english.shapes import SHAPES, SOMEBODY_ELSE
from tandem.rooms.today.reading.sentence import Shape
from tandem.rooms.today.tests import phrases_en
from tandem.rooms.today.tests.phrases import (
    KNOWN,
    NOT_READ_YET,
    OUR_LINES,
    STRANGERS_LINES,
    TUESDAY,
    person,
    rows,
)

MANY_KINDS = (
    "Will Price",
    "Mark Long",
    "May Jensen",
    "Jan de Vries",
    "Sun Li",
    "An Nguyen",
    "Jürgen Müller",
    "Seán O'Brien",
    "Anne-Marie van der Berg",
    "José García López",
    "Jo Kim",
    "Kim Bakker",
    "Søren Weiß",
    "Sam Jones-Okonkwo",
    "Sam Okonkwo",
    "Jonas Weir",
    "Đặng Thu",
    "محمد علي",
    "김 민준",
    "प्रिया शर्मा",
    "🦊 🦊",
)
KINDS = tuple(map(person, MANY_KINDS))


def asked(line: str, known: tuple[Known, ...] = KINDS) -> list[str]:
    found = read(line, known, TUESDAY).who
    return [f"{each.first_name} {each.last_name}" for each in found]


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ("Will", "Will Price"),
        ("will price", "Will Price"),
        ("Mark", "Mark Long"),
        ("May", "May Jensen"),
        ("Jan", "Jan de Vries"),
        ("de vries", "Jan de Vries"),
        ("vries", "Jan de Vries"),
        ("Sun Li", "Sun Li"),
        ("An", "An Nguyen"),
        ("jurgen", "Jürgen Müller"),
        ("juergen", "Jürgen Müller"),
        ("Muller", "Jürgen Müller"),
        ("MUELLER", "Jürgen Müller"),
        ("Ju\u0308rgen", "Jürgen Müller"),  # letter and dots typed apart
        ("sean", "Seán O'Brien"),
        ("O’Brien", "Seán O'Brien"),
        ("obrien", "Seán O'Brien"),
        ("anne marie", "Anne-Marie van der Berg"),
        ("Anne-Marie", "Anne-Marie van der Berg"),
        ("anne", "Anne-Marie van der Berg"),
        ("Marie", "Anne-Marie van der Berg"),
        ("marie berg", "Anne-Marie van der Berg"),
        ("berg", "Anne-Marie van der Berg"),
        ("Ms van der Berg", "Anne-Marie van der Berg"),
        ("van der Berg, Anne-Marie".replace(",", ""), "Anne-Marie van der Berg"),
        ("jose garcia", "José García López"),
        ("López", "José García López"),
        ("Mr Kim", "Jo Kim"),
        ("Jo K.", "Jo Kim"),
        ("jo k", "Jo Kim"),
        ("bakker kim", "Kim Bakker"),
        ("soren weiss", "Søren Weiß"),
        ("Sam J.", "Sam Jones-Okonkwo"),
        ("sam jones", "Sam Jones-Okonkwo"),
        ("dang", "Đặng Thu"),
        ("محمد", "محمد علي"),
        ("김 민준", "김 민준"),
        ("प्रिया", "प्रिया शर्मा"),
    ],
)
def test_a_name_is_known_however_it_is_typed(typed: str, whom: str) -> None:
    assert asked(f"ask {typed} for the list by 3/12/2026") == [whom]
    assert asked(f"send the list to {typed} by 3/12/2026") == [whom]


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ("Kim", ["Jo Kim", "Kim Bakker"]),  # a last name and a first name
        ("Sam", ["Sam Jones-Okonkwo", "Sam Okonkwo"]),
        ("Sam O.", ["Sam Jones-Okonkwo", "Sam Okonkwo"]),
        ("okonkwo", ["Sam Jones-Okonkwo", "Sam Okonkwo"]),
        ("Jo Bakker", ["Jo Kim", "Kim Bakker"]),  # nobody is called that: one of them slipped in
        ("Jonas and Jo", ["Jo Kim", "Jonas Weir"]),
    ],
)
def test_a_name_that_several_people_answer_to_is_asked_about(typed: str, whom: list[str]) -> None:
    assert asked(f"ask {typed} for the list by Friday") == whom


@pytest.mark.parametrize(
    "line",
    [
        "send the price list to the board by Friday",
        "will send the list by Friday",
        "may need the list by Friday",
        "mark the exam papers by Friday",
        "Mark the exam papers by Friday",
        "send an offer by Friday",
        "send the list by Sun",
        "send the list by 3 May",
        "send the list by Jan 3",
        "a long list by Friday",
        "send jonas@varnholm.example the list by Friday",
        "send the list to jo.kim@varnholm.example by Friday",
        "the Jonas-approved list by Friday",
        "send the list to non-Jonas people by Friday",
        "send the list to Jonasson by Friday",
        "ask jon for the list by Friday",
        "ask 민준호 for the list by Friday",
        "ask 민주 for the list by Friday",  # one letter less in its last syllable
        "🦊 by Friday",
    ],
)
def test_an_everyday_word_or_a_piece_of_a_word_is_nobody(line: str) -> None:
    assert asked(line) == []


@pytest.mark.parametrize(
    "typed",
    [
        "Jonas Lindgren",
        "jonas lindgren",
        "Thomas Weir",
        "Mr Lindgren",
        "Jonas Weir-Smith",
    ],
)
@pytest.mark.parametrize(
    "line", ["ask {} for the list by Friday", "send {} the list by Friday", "list to {} by Friday"]
)
def test_somebody_of_the_same_first_or_last_name_is_a_stranger(line: str, typed: str) -> None:
    reading = read(line.format(typed), KINDS, TUESDAY)
    assert reading.who == ()
    assert typed in reading.what


@pytest.mark.parametrize(
    "line",
    [
        "send Jonas Q3 figures by Friday",
        "send Jonas HR policies by Friday",
        "Send Jonas The Updated List By Friday",
        "send Jonas updated figures for the board by Friday",
        "send Jonas just the list by Friday",
        "ask Jonas Friday for the list",
        "Dear Jonas, can you send the list by Friday",
        "send the list to Jonas asap, by Friday",
        "send the list to Jonas again by Friday",
    ],
)
def test_what_follows_a_first_name_is_seldom_another_name(line: str) -> None:
    assert asked(line) == ["Jonas Weir"]


@pytest.mark.parametrize(
    ("line", "whom"),
    [
        ("Jonas's list to Jo by Friday", ["Jo Kim"]),
        ("Jonas' list to Jo by Friday", ["Jo Kim"]),
        ("send Jonas's list to Jo by Friday", ["Jo Kim"]),
        ("send Jo Jonas's list by Friday", ["Jo Kim"]),
        ("ask Jo about Jonas by Friday", ["Jo Kim"]),
        ("tell Jo that Jonas is off by Friday", ["Jo Kim"]),
        ("Jo to send Jonas the list by Friday", ["Jo Kim"]),
        ("could Jo send the list to Jonas by Friday", ["Jo Kim"]),
        ("waiting on Jo for Jonas's list by Friday", ["Jo Kim"]),
        ("waiting on Jonas's list by Friday", ["Jonas Weir"]),
        ("Jonas's sending the list by Friday", ["Jonas Weir"]),
        ("Jonas's list by Friday", []),
        ("Jonas's list to legal by Friday", []),
        ("sign off Jonas's list by Friday", []),
        ("introduce Jonas to Jo by Friday", ["Jo Kim", "Jonas Weir"]),
        ("send the list to Jonas for Jo by Friday", ["Jo Kim", "Jonas Weir"]),
        ("Jonas needs the list from Jo by Friday", ["Jo Kim", "Jonas Weir"]),
    ],
)
def test_of_several_people_named_only_the_other_side_is_read(line: str, whom: list[str]) -> None:
    assert asked(line) == whom


@settings(deadline=None)
@given(sampled_from(KNOWN))
def test_everybody_is_found_by_their_full_name_in_either_order(someone: Known) -> None:
    for name in (
        f"{someone.first_name} {someone.last_name}",
        f"{someone.last_name} {someone.first_name}",
        f"{someone.first_name} {someone.last_name}".upper(),
    ):
        assert read(f"send the list to {name} by Friday", KNOWN, TUESDAY).who == (someone,)


def test_people_without_a_first_or_last_name_do_no_harm() -> None:
    known = (person(""), person("Cher"), Known(KINDS[0].id, "", "Abara"))
    assert read("ask Cher for the list", known, TUESDAY).who == (known[1],)
    assert read("ask abara for the list", known, TUESDAY).who == (known[2],)
    assert read("", known, TUESDAY).who == ()


# ---- direction
ASK, PROMISE = (Direction.ASK,), (Direction.PROMISE,)
EITHER = (Direction.PROMISE, Direction.ASK)


DIRECTIONS = [
    ("Jonas needs the list", PROMISE),
    ("Jonas needs to send the list", ASK),
    ("Jonas wants to talk", EITHER),
    ("Jonas wants me to send the list", PROMISE),
    ("Jonas is after the list", PROMISE),
    ("Jonas asked me for the list", PROMISE),
    ("Jonas would like the list", PROMISE),
    ("Jonas should receive the list", PROMISE),
    ("can Jonas have the list", PROMISE),
    ("can Jonas get the list", EITHER),
    ("Jonas will get the list", EITHER),
    ("Jonas will get back to me", ASK),
    ("Jonas needs to know about the list", PROMISE),
    ("Jonas to get the list", EITHER),
    ("Jonas promised the list", ASK),
    ("promised Jonas the list", PROMISE),
    ("told Jonas to send the list", ASK),
    ("told Jonas he'd have the list", PROMISE),
    ("get Jonas to send the list", ASK),
    ("get Jonas the list", PROMISE),
    ("need the list for Jonas", EITHER),
    ("need the list from Jonas", ASK),
    ("get Jonas's list", EITHER),
    ("email Jonas for the list", ASK),
    ("email Jonas the list", PROMISE),
    ("email Jonas for a chat", PROMISE),
    ("remind Jonas about the list", ASK),
    ("remind me about Jonas's list", PROMISE),
    ("I'll remind Jonas about the list", EITHER),
    ("I should remind Jonas about the list", ASK),
    ("Jonas list, I'll do it", PROMISE),
    ("Jonas list to me", ASK),
    ("Jonas list", EITHER),
    ("please Jonas the list", ASK),
    ("send Jonas the list please", EITHER),
    ("let Jonas know", PROMISE),
    ("let me know, Jonas", ASK),
    ("let me send Jonas the list", PROMISE),
    ("Jonas approve the list", ASK),
    ("Jonas review the list", EITHER),
    ("list with Jonas", EITHER),
    ("agree the list with Jonas", PROMISE),
    ("the list", EITHER),
    ("the list to legal", PROMISE),
]


@pytest.mark.parametrize(("line", "directions"), DIRECTIONS)
def test_a_line_says_who_does_it_or_is_asked(line: str, directions: tuple[Direction, ...]) -> None:
    assert read(line, KINDS, TUESDAY).directions == directions


# A line for each shape that neither the tables above nor those of `phrases` reach.
FURTHER = """
Jonas is waiting for the list
Jonas told me he'd send the list
Jonas agreed to send the list
Jonas is sending the list
Jonas's going to send the list
Priya's supposed to send the list
waiting for Jonas to send the list
make sure Jonas sends the list
let me know about the list
have Bob to send the list
asked for the list
Jonas pls send the list
""".strip().splitlines()


def test_every_sentence_shape_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shape nothing reaches is either dead or hidden by one above it."""
    used: set[str] = set()
    as_said = roles.as_said

    def noted(shape: Shape, *rest: object) -> object:
        used.add(shape.said)
        return as_said(shape, *rest)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(roles, "as_said", noted)
    english = (phrases_en.EVERYDAY, phrases_en.HARD)
    tables = (STRANGERS_LINES, OUR_LINES, NOT_READ_YET, *english)
    listed = [each.line for table in tables for each in rows(table)]
    for line in [*listed, *(line for line, _ in DIRECTIONS), *FURTHER]:
        read(line, (*KNOWN, *KINDS), TUESDAY)
    assert [shape.said for shape in SHAPES if shape.said not in used] == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Bob to send the list", 0),
        ("Bob will send the list", 1),
        ("Bob sends the list", 2),
        ("send Bob the list", 3),
        ("send the list to Bob for Jonas", 4),
    ],
)
def test_somebody_unknown_is_noticed(line: str, number: int) -> None:
    reading = read(f"{line} by Friday", KINDS, TUESDAY)
    assert reading.who == ()
    assert reading.directions == SOMEBODY_ELSE[number].directions
