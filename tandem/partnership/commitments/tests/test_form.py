"""The form that begins a promise, as the new page and the quick line use it."""

from __future__ import annotations

from datetime import date

from tandem.partnership.commitments.forms import PromiseForm
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.testing import TUESDAY, Cast, hire

TODAY = TUESDAY.date()
FILLED = {
    "direction": "performer",
    "who": "Sam Lindqvist",
    "what": "Exit themes",
    "due_on": "2026-11-27",
}


def form(cast: Cast, **changed: str) -> PromiseForm:
    return PromiseForm({**FILLED, **changed}, me=cast.mira, today=TODAY)


def errors(cast: Cast, **changed: str) -> dict[str, list[str]]:
    return {name: [*told] for name, told in form(cast, **changed).errors.items()}


def test_a_name_becomes_the_person(cast: Cast) -> None:
    filled = form(cast, who="sam")
    assert filled.is_valid()
    assert filled.other == cast.sam


def test_what_is_missing_is_said_in_words(cast: Cast) -> None:
    assert errors(cast, direction="", who="", what="", due_on="") == {
        "direction": ["Say who does it."],
        "who": ["Say with whom."],
        "what": ["Say what it is about."],
        "due_on": ["Pick a day."],
    }


def test_two_of_one_name_are_asked_about(cast: Cast) -> None:
    other = hire("Sam", "Okonkwo", cast.areas.operations)
    asked = form(cast, who="Sam")
    assert asked.errors["who"] == ["More than one person is called that. Which one?"]
    choices = [str(label) for _, label in asked.fields["who"].widget.choices]
    assert choices == [
        "Sam Lindqvist",
        "Sam Okonkwo",
        "Somebody else",
    ]
    chosen = form(cast, who=str(other.pk))
    assert chosen.is_valid()
    assert chosen.other == other


def test_a_chosen_person_comes_back_with_the_name_when_something_else_is_missing(
    cast: Cast,
) -> None:
    asked = form(cast, who=str(cast.sam.pk), what="")
    assert [*asked.errors] == ["what"]
    assert "Sam Lindqvist" in str(asked["who"])
    assert "checked" in str(asked["who"])


def test_somebody_else_brings_the_empty_field_back(cast: Cast) -> None:
    asked = form(cast, who="another")
    assert asked.errors["who"] == ["Say with whom."]
    assert 'type="text"' in str(asked["who"])
    assert "another" not in str(asked["who"])


def test_oneself_and_nobody_are_told_apart(cast: Cast) -> None:
    assert errors(cast, who="Mira Okafor")["who"] == [
        "A promise is between two people. Name somebody else."
    ]
    assert errors(cast, who="Bo Nobody")["who"] == [
        "Nobody here is known by this name. Try the full name or the e-mail."
    ]


def test_a_made_up_id_names_nobody(cast: Cast) -> None:
    assert "who" in errors(cast, who="00000000-0000-4000-8000-000000000000")


def test_a_day_that_has_come_is_refused_beside_its_field(cast: Cast) -> None:
    late = form(cast, due_on="2026-11-23")
    assert late.is_valid()
    assert late.begun(at=TUESDAY, source=Source.FORM) is None
    assert "due_on" in late.errors
    assert not Commitment.objects.exists()


def test_a_draft_may_lack_its_day_but_not_its_person(cast: Cast) -> None:
    assert form(cast, due_on="", draft="1").is_valid()
    assert [*errors(cast, who="", due_on="", draft="1")] == ["who"]


def test_an_essay_is_no_promise(cast: Cast) -> None:
    assert "what" in errors(cast, what="x" * 281)
    assert "what" not in errors(cast, what="x" * 280)


def test_the_days_to_choose_from_are_written_out(cast: Cast) -> None:
    asked = PromiseForm(me=cast.mira, today=TODAY)
    asked.ask_when([date(2026, 12, 1), date(2027, 1, 12)])
    choices = [(value, str(label)) for value, label in asked.fields["due_on"].widget.choices]
    assert choices == [
        ("2026-12-01", "Tue 1 Dec"),
        ("2027-01-12", "Tue 12 Jan"),
        ("another", "Another day"),
    ]
    assert "checked" not in str(asked["due_on"])  # nothing is chosen for anybody


def test_a_word_more_opens_where_it_was_filled_in(cast: Cast) -> None:
    assert not form(cast).more_is_open
    assert form(cast, why="11 of 26 left").more_is_open
    assert PromiseForm(me=cast.mira, today=TODAY, initial={"why": "x"}).more_is_open


def test_begun_as_said(cast: Cast) -> None:
    filled = form(cast, why="11 of 26 left", done_means="One page")
    assert filled.is_valid()
    begun = filled.begun(at=TUESDAY, source=Source.LINE)
    assert begun is not None
    assert (begun.performer, begun.customer, begun.source) == (cast.mira, cast.sam, "line")
    assert (begun.what, begun.why, begun.done_means, begun.due_on) == (
        "Exit themes", "11 of 26 left", "One page", date(2026, 11, 27),
    )  # fmt: skip
