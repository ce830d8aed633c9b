"""What a job history does not tell of itself is asked on the page of its check."""

import pytest
from django.test import Client

from conftest import SignIn
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.report import Report
from tandem.organisation.models import Import, Spell
from tandem.partnership.testing import Cast
from tandem.rooms.company.statuses import uploads
from tandem.rooms.company.tests.checks import check, post

HEADER = "Employee ID,Department,Effective Date,Empl Record,Action\n"
TWO = HEADER + "".join(
    f"9{n},Mill,2019-01-01,0,Hire\n9{n},Mill,2021-01-01,0,Data change\n" for n in range(4)
)
TWO += "91,Dye,2022-01-01,1,Data change\n"
GONE = HEADER + "".join(
    f"9{n},Mill,2019-01-01,0,Hire\n9{n},Mill,2026-11-01,0,Resignation\n" for n in range(4)
)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def dyers() -> int:
    return Spell.objects.filter(employment__person__number="91", area__name="Dye").count()


def test_nothing_is_brought_in_before_second_jobs_are_settled(farid: Client) -> None:
    text = check(farid, TWO)
    assert "1 row tells of a job beside another one: 91 on line 10." in text
    assert "A question before it is applied" in text
    assert text.count("91 on line 10") == 1
    assert "Nothing is left to answer." not in text
    assert "All 9 rows can be read." in text
    assert "rows are ready" not in text
    assert "the rest is ready" not in text
    post(farid, "apply", {"as_of": "2024-05-31"})
    assert Import.objects.waiting().exists()


@pytest.mark.parametrize(("said", "count"), [("left-out", 0), ("moves", 1)])
def test_one_tap_settles_them(farid: Client, said: str, count: int) -> None:
    check(farid, TWO)
    text = post(farid, "columns", {"second_jobs": said})
    assert "Nothing is left to answer." in text
    assert "job beside another one" in text
    post(farid, "apply", {"as_of": "2024-05-31"})
    assert dyers() == count


def test_what_was_said_of_them_holds_for_the_next_file(farid: Client) -> None:
    check(farid, TWO)
    post(farid, "columns", {"second_jobs": "moves"})
    post(farid, "apply", {"as_of": "2024-05-31"})
    text = check(farid, TWO + "92,Dye,2022-01-01,1,Data change\n")
    assert "They are taken as moves." in text
    assert "Nothing is left to answer." in text


def test_the_day_of_a_leaving_is_one_tap(farid: Client) -> None:
    text = check(farid, GONE)
    assert "4 leavings are told by events: their day is read as the first day away." in text
    assert "As the last day worked, 4 of them are a month later." in text
    assert "1 question left" in text
    text = post(farid, "columns", {"leaving_day": "last-worked"})
    assert "their day is read as the last day worked. That was answered." in text
    assert "It is the first day away" in text
    assert "Nothing is left to answer." in text


def test_in_a_log_of_changes_no_answer_is_said_of_rows_nobody_asks_about(farid: Client) -> None:
    log = HEADER + "91,Mill,2019-01-01,0,Hire\n91,,2020-01-01,0,Pay change\n"
    text = check(farid, log + "".join(f"9{n},,2019-01-01,0,Hire\n" for n in (2, 3)))
    assert "2 rows have no department." in text
    assert "the same way" not in text
    assert 'href="#ask-missing_department"' in text
    said = {"alike-missing_department": "typed", "alike-value-missing_department": "Dye"}
    post(farid, "answer", said)
    assert (
        Kind.MISSING_DEPARTMENT
        in Report.read(folder_of(uploads(), Import.objects.waiting().get().pk)).kinds
    )


UNHEARD = "Employee ID,Department,Effective Date,Action,Leave reason\n" + "".join(
    f"9{n},Mill,2019-01-01,Entry,\n9{n},Mill,2026-03-1{n},Code 7,Resigned\n" for n in range(1, 5)
)


def test_nothing_is_brought_in_before_it_is_said_what_reasons_mean(farid: Client) -> None:
    text = check(farid, UNHEARD)
    assert "--reason-rows" not in text
    assert "4 people have a leave reason, as “Resigned” on line 3" in text
    assert "A question before it is applied" in text
    assert "Nothing is left to answer." not in text
    post(farid, "apply", {"as_of": "2026-05-31"})
    assert Import.objects.waiting().exists()
    text = post(farid, "columns", {"reason_rows": "left"})
    assert "Say above whether rows" not in text
    assert "A row with a leave reason is read as a leaving." in text
    post(farid, "apply", {"as_of": "2026-05-31"})
    assert not Import.objects.waiting().exists()
    assert not Spell.objects.filter(area__name="Mill", end_on=None).exists()
