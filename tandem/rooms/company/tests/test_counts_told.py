"""The rows of a leavers list, by what they are, in one line of the check."""

from functools import partial

import pytest
from django.test import Client

from conftest import SignIn
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests import checks
from tandem.rooms.company.tests.checks import post

check = partial(checks.check, shape="counts")

LIST = "Area,Month,Reason,Contract type,Remarks\n" + (
    "Mill,2026-08,Resignation,Employee,\n"
    "Mill,2026-08,Resignation,Employee,notice withdrawn\n"
    "Mill,2026-08,Resignation,Contractor,\n"
    "Mill,2026-09,Transfer,Employee,\n"
    "Mill,2026-09,Retirement,Employee,\n"
    "Mill,2027-03,Resignation,Employee,\n"
    "Mill,soon,Resignation,Employee,\n"
)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_each_row_is_told_once(farid: Client) -> None:
    assert (
        "7 rows of leavers: 2 left, 1 move, 1 not employed, 1 not a leaving, "
        "1 after the last month, 1 not taken" in check(farid, LIST)
    )


def test_a_word_that_is_said_moves_a_row_to_where_it_belongs(farid: Client) -> None:
    text = check(farid, "Area,Month,Reason\nMill,2026-08,Transfer\nMill,2026-08,Blue moon\n")
    assert "2 rows of leavers: 1 left, 1 move" in text
    text = post(farid, "answer", {"means-Transfer": "voluntary"})
    assert "rows of leavers" not in text
    text = post(farid, "answer", {"means-Blue moon": "not a leaving"})
    assert "2 rows of leavers: 1 left, 1 not a leaving" in text


def test_of_rows_with_a_number_it_is_told_of_the_people(farid: Client) -> None:
    text = check(farid, "Area,Month,Reason,Leavers\nMill,2026-08,Transfer,2\nMill,2026-08,Death,3")
    assert "Of the leavers: 3 left, 2 moves" in text


def test_where_all_have_left_nothing_is_added(farid: Client) -> None:
    text = check(farid, "Area,Month,Reason\nMill,2026-08,Resignation\n")
    assert "rows of leavers" not in text
    assert "Every row is ready." in text
    assert "Bring in these counts" in text


def test_what_is_in_is_no_number_of_rows(farid: Client) -> None:
    check(farid, "Area,Month,Reason\nMill,2026-08,Resignation\n")
    assert "The counts are in." in post(farid, "apply", {})


def test_leavers_without_a_reason_are_counted_beside_the_words(farid: Client) -> None:
    rows = (
        "Area,Month,Reason,Remarks\nMill,2026-09,Resignation,\nMill,2026-10,,\nMill,2026-10,,\n"
        "Mill,2026-10,Resignation,notice withdrawn\n"
    )
    text = check(farid, rows)
    assert "without a reason: 2 rows" in text
