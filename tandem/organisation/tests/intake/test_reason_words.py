"""What somebody said that a leave reason means, for all imports."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation.actions import forget_reason_class, set_reason_class
from tandem.organisation.models import Reason, ReasonWord
from tandem.organisation.tests.intake.office import MONDAY, Office, kinds, stays

pytestmark = pytest.mark.django_db

LEFT = "ID,Department,Hired,Last day,Reason\n1,Sales,2020-01-01,2021-01-31,{}\n"


def say(word: str, reason: Reason) -> ReasonWord:
    return set_reason_class(word=word, reason_class=reason, by=OPERATOR, at=MONDAY)


def class_of(office: Office, word: str, mapping: str = "") -> str:
    office.bring(LEFT.format(word), mapping=office.mapping(mapping))
    [(_start, _end, said, reason_class)] = stays("1")
    assert said == word
    return reason_class


def test_a_code_means_what_was_said(office: Office) -> None:
    say("SH-07", Reason.VOLUNTARY)
    assert kinds(office.look(LEFT.format("sh 07"))) == []
    assert class_of(office, "sh 07") == "voluntary"


def test_the_table_goes_before_the_guess(office: Office) -> None:
    say("Retirement", Reason.OTHER)
    assert class_of(office, "Retirement") == "other"


def test_a_mapping_goes_before_the_table(office: Office) -> None:
    say("SH-07", Reason.VOLUNTARY)
    assert class_of(office, "SH-07", '[reasons]\n"SH-07" = "involuntary"') == "involuntary"


def test_what_is_taken_away_is_guessed_again(office: Office) -> None:
    say("Retirement", Reason.OTHER)
    forget_reason_class(word="retirement", by=OPERATOR, at=MONDAY)
    assert ReasonWord.objects.classes() == {}
    assert class_of(office, "Retirement") == "retirement"


def test_a_word_stands_once_and_may_be_said_anew() -> None:
    say("Code 7", Reason.VOLUNTARY)
    say("  CODE-7 ", Reason.OTHER)
    [row] = ReasonWord.objects.all()
    assert (row.word, row.plain, row.reason_class) == ("CODE-7", "code 7", "other")


def test_each_word_of_somebody_leaves_an_event() -> None:
    say("Code 7", Reason.VOLUNTARY)
    forget_reason_class(word="Code 7", by=OPERATOR, at=MONDAY)
    forget_reason_class(word="Code 7", by=OPERATOR, at=MONDAY)  # a second time is nothing
    forget_reason_class(word="never said", by=OPERATOR, at=MONDAY)
    acts = Event.objects.order_by("id").values_list("what", flat=True)
    assert list(acts) == ["reason.set", "reason.forgotten"]


@pytest.mark.parametrize("word", ["", " – ", "x" * 201])
def test_what_is_no_word_is_refused(word: str) -> None:
    with pytest.raises(ValidationError):
        say(word, Reason.OTHER)
    assert not ReasonWord.objects.exists()


def test_what_is_no_class_is_refused() -> None:
    with pytest.raises(ValidationError):
        set_reason_class(word="Code 7", reason_class="sad", by=OPERATOR, at=MONDAY)  # type: ignore[arg-type]
