import pytest

from tandem.organisation.models import Person
from tandem.partnership.commitments.rules import ENDS, TABLE, Act, Need, Side, State
from tandem.rooms.commitments.obligations import WAITS
from tandem.rooms.commitments.words import SPEAKS, STANDS, told, wording

NEVER = (
    "overdue", "failed", "violation", "compliance", "ranking", "resource", "blame", "monitor", "!",
)  # fmt: skip
MIRA, SAM = Person(first_name="Mira"), Person(first_name="Sam")


def test_every_act_can_be_told_and_answered() -> None:
    assert set(SPEAKS) == set(Act)
    by_people = {step.act for step in TABLE if step.by is not Side.SYSTEM}
    assert all(SPEAKS[act].taken for act in by_people)


def test_what_a_form_must_ask_it_asks_in_words_of_its_own() -> None:
    asks_words = {step.act for step in TABLE if Need.WORDS in step.needs}
    common = {SPEAKS[Act.ON_TRACK].words}
    assert all(SPEAKS[act].words not in common for act in asks_words)


def test_every_state_can_be_said_to_both() -> None:
    said = {state.value for state in State} - {"promised", "renegotiating"}
    assert said <= set(STANDS)
    assert all(all(both) for both in STANDS.values())


def test_every_answer_that_may_be_awaited_has_its_sentence() -> None:
    awaited = {state.value for state in State if state not in ENDS} - {
        "draft", "promised", "renegotiating",
    }  # fmt: skip
    assert awaited <= set(WAITS)


@pytest.mark.parametrize("word", NEVER)
def test_nothing_said_blames_or_counts(word: str) -> None:
    said = [getattr(one, name) for one in SPEAKS.values() for name in one.__slots__]
    said += [sentence for both in STANDS.values() for sentence in both]
    assert not [sentence for sentence in said if word in sentence.lower()]


def test_a_no_is_said_to_count_against_nobody_and_never_to_be_counted_by_nobody() -> None:
    """The two read how often each said no, beside what was asked; no rate knows of it."""
    lede = SPEAKS[Act.DECLINE].lede
    assert "counts against nobody" in lede
    assert "nobody counts" not in lede


def test_a_late_word_is_not_praised_as_an_early_one() -> None:
    early, late = wording(Act.RENEGOTIATE), wording(Act.RENEGOTIATE, slipped=True)
    assert early.taken.startswith("Good call. Telling early keeps trust.")
    assert "early" not in late.taken
    assert wording(Act.THANK, slipped=True) is SPEAKS[Act.THANK]


def test_the_reader_is_you_and_the_other_is_named() -> None:
    assert told(Act.ASK, by=SAM, other=MIRA) == "Sam asked Mira for something."
    assert told(Act.ASK, by=SAM, other=MIRA, reader=SAM) == "You asked Mira for something."
    assert told(Act.ASK, by=SAM, other=MIRA, reader=MIRA) == "Sam asked you for something."
    assert told(Act.LAPSE, by=None, other=MIRA) == "Nobody answered in the days for it."
