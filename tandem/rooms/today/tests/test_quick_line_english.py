"""Lines of an English speaker who saw neither code nor data are read as they meant them."""

from datetime import date

import pytest

from tandem.rooms.today.quick_line import Direction, read
from tandem.rooms.today.reading.languages import language_of
from tandem.rooms.today.reading.text import fold
from tandem.rooms.today.tests.as_meant import differing, folded_names, names_of
from tandem.rooms.today.tests.phrases import KNOWN, TUESDAY, Expected, day, rows
from tandem.rooms.today.tests.phrases_en import EVERYDAY, HARD, NOT_READ_YET

EVERY_LINE = [*rows(EVERYDAY), *rows(HARD)]
# Words in which two wordings of the same deed may differ: whose it is and to whom it goes.
SMALL = "the a an i her his over to"
# On a Tuesday "by Tuesday" may be today's, and is asked about; this author means the next one.
ASKS_OF_TODAY_TOO = {"Sam said he'd let me have the interview scores by Tuesday": TUESDAY}


@pytest.mark.parametrize("expected", EVERY_LINE, ids=lambda each: each.line)
def test_a_line_somebody_else_wrote_is_read_as_they_meant_it(expected: Expected) -> None:
    listed = set(NOT_READ_YET.get(expected.line, "").split())
    assert differing(read(expected.line, KNOWN, TUESDAY), expected, small=SMALL) == listed


@pytest.mark.parametrize("expected", EVERY_LINE, ids=lambda each: each.line)
def test_nobody_and_no_day_is_read_whom_or_which_the_author_did_not_mean(
    expected: Expected,
) -> None:
    reading = read(expected.line, KNOWN, TUESDAY)
    assert folded_names(names_of(reading)) <= folded_names(expected.who)
    assert set(reading.when) <= {*expected.when, ASKS_OF_TODAY_TOO.get(expected.line)}


def test_how_many_of_them_are_read() -> None:
    everyday, hard = rows(EVERYDAY), rows(HARD)
    assert (len(everyday), len(hard)) == (60, 20)
    assert len({each.line for each in EVERY_LINE}) == 80
    assert set(NOT_READ_YET) <= {each.line for each in EVERY_LINE}
    assert sum(each.line not in NOT_READ_YET for each in everyday) == 54
    assert sum(each.line not in NOT_READ_YET for each in hard) == 14


def test_each_line_is_known_by_its_own_words_to_be_english() -> None:
    assert {language_of(fold(each.line)).code for each in EVERY_LINE} == {"en"}


# Line, what is left of it, its day.
WORDS_AROUND_A_DAY = """
send Kim the agenda of the team lunch Thurs | send the agenda of the team lunch | 26 Nov
send Kim the agenda by lunch Thurs | send the agenda | 26 Nov
send Kim the agenda before lunch, Thurs | send the agenda | 26 Nov
update the careers page by Friday for Kim | update the careers page | 27 Nov
update the careers page before Friday for Kim | update the careers page | 26 Nov
send Kim page 3 Dec | send page 3 Dec | -
send Kim the list from before Monday | send the list from before Monday | -
send Kim the agenda Thurs instead of Wed | send the agenda | 26 Nov
don't send Kim the agenda before Monday | don't send Kim the agenda before Monday | -
I can't send Kim the agenda by Monday | I can't send Kim the agenda by Monday | -
don't forget to send Kim the agenda by Monday | send the agenda | 30 Nov
Kim can't do Thurs, send it by Fri | can't do Thurs, send it | 27 Nov
send Kim the agenda by Friday if possible | send the agenda | 27 Nov
""".strip().splitlines()


@pytest.mark.parametrize("row", WORDS_AROUND_A_DAY)
def test_words_around_a_day_say_whether_it_is_the_promises(row: str) -> None:
    line, what, named = row.split(" | ")
    days: tuple[date, ...] = () if named == "-" else (day(named),)
    reading = read(line, KNOWN, TUESDAY)
    assert (reading.what, reading.when) == (what, days)


@pytest.mark.parametrize(
    "line", ["I won't send Kim the rota", "I can't send Kim the rota", "I will not be in, Kim"]
)
def test_what_somebody_says_they_will_not_do_is_no_promise(line: str) -> None:
    either = (Direction.PROMISE, Direction.ASK)
    assert read(line, KNOWN, TUESDAY).directions == either


def test_ill_is_i_will_only_before_a_deed() -> None:
    assert read("ill send the rota", KNOWN, TUESDAY).direction is Direction.PROMISE
    assert read("ill health forms", KNOWN, TUESDAY).direction is None


def test_somebody_offered_to_somebody_else_is_asked_about() -> None:
    reading = read("offered Kim to Helen", KNOWN, TUESDAY)
    assert folded_names(names_of(reading)) == {"kim bakker", "helen achterberg"}
    assert "to" in reading.what
