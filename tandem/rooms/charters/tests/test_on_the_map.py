"""How two work together, on their one page: by what both have signed, and nothing newer."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from tandem.partnership.charter import actions
from tandem.partnership.charter.content import Entry, Said
from tandem.partnership.charter.models import Answer
from tandem.partnership.charter.tests.stories import (
    EXPECTS,
    NEEDS,
    accepted,
    all_but,
    answered,
    both,
    expected,
    signed,
    written,
)
from tandem.partnership.models import CharterEntry
from tandem.partnership.registers import MapRow
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.charters.on_the_map import counted_on, first_sentence, how_they_work

TODAY = localdate(TUESDAY)
ANSWERS = {"c": "can", "p": "partly", "n": "cannot", ".": ""}


def counted(picture: str) -> str:
    """c can, p partly, n cannot, a dot for what waits; told by its place, with ~ for partly."""
    entries = tuple(Entry(str(at), answer=ANSWERS[each]) for at, each in enumerate(picture))
    found = counted_on({"of_hr": Said(entries=entries)}, "of_hr")
    return " ".join(each.replace("Partly: ", "~") for each in found)


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ("", ""),
        (".", ""),
        ("n", ""),  # what one cannot do, nobody counts on
        ("c", "0"),
        ("p", "~0"),
        ("pc", "1 ~0"),  # wholly before partly
        ("cc", "0 1"),
        ("ccc", "0 1"),  # two are named
        ("ppc", "2 ~0"),
        ("n.pn.c", "5 ~2"),
    ],
)
def test_two_of_what_one_can_be_counted_on_are_named(picture: str, told: str) -> None:
    assert counted(picture) == told


@given(st.text(alphabet="cpn.", max_size=5))
def test_nothing_partly_is_told_while_something_whole_is_left_out(picture: str) -> None:
    told = counted(picture).split()
    able = picture.count("c") + picture.count("p")
    assert len(told) == min(able, 2)
    assert sum("~" not in each for each in told) == min(picture.count("c"), 2)


def test_a_part_the_version_does_not_hold_counts_on_nothing() -> None:
    assert counted_on({}, "of_leader") == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ""),
        ("  We meet. ", "We meet."),
        ("Mondays!\nAnd Fridays.", "Mondays!"),
        ("We begin … and go on.", "We begin …"),  # an ellipsis ends a sentence, too
        ("No end", "No end"),
    ],
)
def test_of_a_text_its_first_sentence_stands_on_the_map(text: str, first: str) -> None:
    assert first_sentence(text) == first


def row(cast: Cast, reader: object = None) -> MapRow:
    [found] = how_they_work(cast.pair, reader or cast.sam, TODAY)  # type: ignore[arg-type]
    return found


def test_before_both_have_signed_there_is_no_word_of_it(cast: Cast) -> None:
    all_but(cast.pair, "rights")
    found = row(cast)
    assert found.said == "No charter signed yet"
    assert (found.leader, found.both, found.hr) == ((), (), ())
    assert found.url == reverse("charters:page", args=[cast.pair.pk])


def test_both_read_the_same_row_and_nobody_else_a_word_of_it(cast: Cast) -> None:
    signed(cast.pair)
    found = row(cast)
    assert found == row(cast, cast.mira)
    assert (found.leader, found.hr) == ([NEEDS], [EXPECTS])
    assert found.said == "Charter, version 1, to look at again on Tue 23 Nov 2027"
    for other in (cast.helen, cast.vera, cast.leo):
        assert row(cast, other).said == "No charter signed yet"


def test_what_is_being_changed_is_not_on_it_until_both_sign_again(cast: Cast) -> None:
    signed(cast.pair, MONDAY)
    written(cast.pair, "disagree", cast.sam, "We sleep on it. Then we talk.", at=TUESDAY)
    entry = CharterEntry.objects.of(cast.pair).get(key="of_hr")
    answered(entry, Answer.PARTLY, "Before peak only.", at=TUESDAY)
    before = row(cast)
    assert "We sleep on it." not in before.both
    assert before.hr == [EXPECTS]
    accepted(cast.pair, "disagree", cast.mira, TUESDAY)
    assert row(cast) == before, "of two changed parts one is agreed"
    both(cast.pair, "of_hr", TUESDAY)
    after = row(cast)
    assert "We sleep on it." in after.both
    assert after.hr == [f"Partly: {EXPECTS}"]
    assert after.said.startswith("Charter, version 2, ")


def test_looking_at_it_again_takes_nothing_off_the_map(cast: Cast) -> None:
    signed(cast.pair, MONDAY)
    before = row(cast)
    actions.look_again(pair=cast.pair, by=cast.mira, at=TUESDAY)
    expected(cast.pair, "Something new.", TUESDAY)
    assert row(cast) == before
