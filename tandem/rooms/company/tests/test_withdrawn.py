"""A remark that takes the leaving back, on the page of a check: one question, answered once."""

from functools import partial

import pytest
from django.test import Client

from conftest import SignIn
from tandem.organisation.models import LeaverCount
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests import checks
from tandem.rooms.company.tests.checks import post

check = partial(checks.check, shape="counts")

LIST = "Area,Month,Reason,Remarks\n" + (
    "Mill,2026-08,Resignation,notice withdrawn\n"
    "Mill,2026-08,Resignation,notice withdrawn\n"
    "Mill,2026-08,Resignation,laptop returned\n"
)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def leavers() -> int:
    return sum(each.leavers for each in LeaverCount.objects.filter(area__name="Mill"))


def test_it_is_a_question_and_what_happens_without_an_answer_is_said(farid: Client) -> None:
    text = check(farid, LIST)
    assert "2 rows say in “Remarks”: “notice withdrawn”. Have they left?" in text
    assert "Left out of the leavers unless you answer" in text
    assert "1 question left" in text
    post(farid, "apply", {})
    assert leavers() == 1


def test_one_tap_counts_them_and_another_does_not(farid: Client) -> None:
    check(farid, LIST)
    text = post(farid, "columns", {"withdrawn_by_remark": "left"})
    assert "Nothing is left to answer." in text
    assert "2 rows count as leavings, whatever “Remarks” says" in text
    assert "Leave them out of the leavers" in text
    text = post(farid, "columns", {"withdrawn_by_remark": "stays"})
    assert "2 rows are no leavings, by “Remarks”: “notice withdrawn”." in text
    post(farid, "columns", {"withdrawn_by_remark": "left"})
    post(farid, "apply", {})
    assert leavers() == 3


def test_it_is_asked_once_and_told_of_the_next_file(farid: Client) -> None:
    check(farid, LIST)
    post(farid, "columns", {"withdrawn_by_remark": "stays"})
    post(farid, "apply", {})
    text = check(farid, LIST + "Mill,2026-09,Resignation,resignation rescinded\n")
    assert "Nothing is left to answer." in text
    assert "3 rows are no leavings, by “Remarks”" in text
