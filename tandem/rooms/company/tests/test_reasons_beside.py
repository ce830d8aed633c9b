"""A remark that says why they left, on the page of a check: one question, answered once."""

from functools import partial
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from conftest import SignIn
from tandem.organisation.models import Import, LeaverCount
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests import checks
from tandem.rooms.company.tests.checks import post

check = partial(checks.check, shape="counts")

LIST = "Area,Month,Reason,Remarks\n" + (
    "Mill,2026-08,,new job at the hospital\n"
    "Mill,2026-08,Mutual agreement,went to a competitor\n"
    "Mill,2026-08,Resignation,laptop returned\n"
)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def by_own_choice() -> int:
    found = LeaverCount.objects.filter(area__name="Mill", reason_class="voluntary")
    return sum(each.leavers for each in found)


def test_it_is_a_question_and_what_happens_without_an_answer_is_said(farid: Client) -> None:
    text = check(farid, LIST)
    assert "2 rows have a reason that is empty or says little" in text
    assert "<li>Own choice: “new job at the hospital” (Mill, Aug 2026)</li>" in text
    assert "<li>Own choice: “went to a competitor” (Mill, Aug 2026)</li>" in text
    assert "The reason stays as it is unless you answer" in text
    post(farid, "apply", {})
    assert by_own_choice() == 1


def test_one_tap_takes_it_and_another_does_not(farid: Client) -> None:
    check(farid, LIST)
    text = post(farid, "columns", {"reason_by_remark": "remark"})
    assert "2 rows take their reason from “Remarks”." in text
    text = post(farid, "columns", {"reason_by_remark": "as-read"})
    assert "2 rows keep their reason, whatever “Remarks” says." in text
    post(farid, "columns", {"reason_by_remark": "remark"})
    post(farid, "apply", {})
    assert by_own_choice() == 3


def test_it_is_answered_with_all_else_that_is_asked(farid: Client) -> None:
    text = check(farid, LIST + "Mill,2026-09,Ohne Angabe,\n")
    assert 'name="way-reason_by_remark" value="remark"' in text
    said = {"way-reason_by_remark": "remark", "means-Ohne Angabe": "other"}
    text = post(farid, "answer", said)
    assert "2 rows take their reason from “Remarks”." in text
    assert "other: Ohne Angabe (1)" in text
    post(farid, "apply", {})
    assert by_own_choice() == 3


def test_beside_the_button_that_applies_it_is_used_first(farid: Client) -> None:
    check(farid, LIST)
    text = post(farid, "apply", {"way-reason_by_remark": "remark"})
    assert "2 rows take their reason from “Remarks”." in text


def test_a_way_that_nobody_offers_is_no_answer(farid: Client) -> None:
    check(farid, LIST)
    page = post(farid, "answer", {"way-reason_by_remark": "guess"})
    assert "No row has an answer that can be taken yet." in page


def test_it_is_kept_where_another_answer_needs_a_look(farid: Client) -> None:
    check(farid, LIST + "Mill,soon,,\n")
    text = post(farid, "answer", {"way-reason_by_remark": "remark", "choice-0-99": "out"})
    assert "This check does not ask about: line 99." in text
    assert '<input type="hidden" name="way-reason_by_remark" value="remark">' in text


def test_it_is_asked_once_and_told_of_the_next_file(farid: Client) -> None:
    check(farid, LIST)
    post(farid, "columns", {"reason_by_remark": "remark"})
    post(farid, "apply", {})
    text = check(farid, LIST + "Mill,2026-09,,back to school\n")
    assert "3 rows take their reason from “Remarks”." in text
    assert "left to answer" in text


def test_once_it_is_applied_no_file_and_no_page_has_the_words(
    farid: Client,
    a_home_of_the_process: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert "observatory" in check(farid, LIST.replace("hospital", "observatory"))
    with django_capture_on_commit_callbacks(execute=True):
        post(farid, "columns", {"reason_by_remark": "remark"})
    page = reverse("company:import", args=[Import.objects.waiting().get().pk])
    with django_capture_on_commit_callbacks(execute=True):
        post(farid, "apply", {})
    assert by_own_choice() == 3
    kept = {file for file in a_home_of_the_process.rglob("*") if file.is_file()}
    assert {file for file in kept if b"observatory" in file.read_bytes()} == set()
    assert "observatory" not in farid.get(page).text
