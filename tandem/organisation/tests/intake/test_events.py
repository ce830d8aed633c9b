"""A column that may say what happened, or why somebody left, is read by its values."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.models import Employment
from tandem.organisation.tests.intake.office import Office, csv, stays

pytestmark = pytest.mark.django_db

HISTORY = intake.Shape.HISTORY
WHY = csv("""
    Employee ID | Department | Start Date | End Date   | Reason for change
    1001        | Sales      | 2019-01-01 |            |
    1002        | Sales      | 2019-02-01 | 2024-03-31 | Resignation
    1003        | Depot      | 2018-01-01 | 2020-05-31 | Transfer
    1003        | Sales      | 2020-06-01 | 2024-06-30 | Better offer elsewhere
    1004        | Depot      | 2018-01-01 | 2024-07-31 | Dismissed
    1005        | Depot      | 2018-01-01 | 2024-08-31 | Retirement
    1006        | Depot      | 2018-01-01 | 2024-09-30 | Personal reasons
    1007        | Depot      | 2018-01-01 | 9999-12-31 | -
""")
HAPPENED = csv("""
    Employee ID | Department | Start Date | End Date   | {0}
    1           | Sales      | 2019-01-01 | 2020-12-31 | Hire
    1           | Depot      | 2021-01-01 | 2024-02-29 | Transfer
    1           | Depot      | 2024-03-01 |            | Termination
    2           | Sales      | 2019-01-01 |            | Hire
    3           | Sales      | 2019-01-01 | 2022-01-31 | Hire
    3           | Sales      | 2022-02-01 |            | Promotion
""")


def read_as(office: Office, text: str, heading: str, *, said: str = "") -> tuple[str | None, int]:
    """Field of the column in the check, and rows not taken; what is guessed of it is the same."""
    mapping = office.mapping(f'[columns]\n"{heading}" = "{said}"') if said else intake.GUESSED
    report = office.look(text, shape=HISTORY, mapping=mapping)
    [seen] = [each.field for each in report.files[0].columns if each.heading == heading]
    [file] = intake.guess([office.file(text)], folder=office.folder / "g", mapping=mapping)
    [guessed] = [each.field for each in file.columns if each.heading == heading]
    assert (seen, file.shape) == (guessed, HISTORY)
    return seen, report.rejected


def test_words_of_leaving_where_jobs_are_over_are_leave_reasons(office: Office) -> None:
    assert read_as(office, WHY, "Reason for change") == (Field.REASON, 0)
    office.bring(WHY, shape=HISTORY)
    chosen = Employment.objects.filter(reason_class="voluntary").values_list("reason", flat=True)
    assert sorted(chosen) == ["Better offer elsewhere", "Resignation"]
    assert Employment.objects.filter(reason="Personal reasons", reason_class="").exists()  # asked


def test_what_its_values_made_of_it_is_told_with_the_other_reading(office: Office) -> None:
    [doubt] = office.look(WHY, shape=HISTORY).doubts
    assert (doubt.column, doubt.field, doubt.count) == ("Reason for change", "leave reason", 0)
    assert doubt.others == [{"Reason for change": "event"}]


@pytest.mark.parametrize("heading", ["Reason for change", "Reason"])
def test_hirings_where_jobs_still_run_are_what_happened(office: Office, heading: str) -> None:
    text = HAPPENED.format(heading)
    assert read_as(office, text, heading) == (Field.EVENT, 0)
    office.bring(text, shape=HISTORY)
    assert stays("1") == [("2019-01-01", "2024-03-01", "Termination", "")]
    assert stays("3") == [("2019-01-01", ".", "", "")]


@pytest.mark.parametrize("said", ["event", "leave reason"])
def test_what_somebody_says_of_it_goes_before_its_values(office: Office, said: str) -> None:
    assert read_as(office, WHY, "Reason for change", said=said)[0] == said
    assert not [each for each in office.look(
        WHY, shape=HISTORY, mapping=office.mapping('[columns]\n"Reason for change" = "event"')
    ).doubts if not each.count]  # fmt: skip


def test_without_a_last_day_only_its_heading_speaks(office: Office) -> None:
    text = csv("""
        Employee ID | Department | Start Date | Action
        1           | Sales      | 2019-01-01 |
        1           | Sales      | 2024-03-01 | Resignation
    """)
    assert read_as(office, text, "Action") == (Field.EVENT, 0)


def test_where_every_job_is_over_words_of_leaving_among_others_say_why(office: Office) -> None:
    """As what happened, they would have left on the first day of the job they left."""
    text = csv("""
        Employee ID | Department | Start Date | End Date   | Reason for change
        1           | Mill       | 2018-01-01 | 2019-12-31 | Promotion
        1           | Dye        | 2020-01-01 | 2024-05-31 | Resignation
        2           | Mill       | 2018-01-01 | 2019-12-31 |
        2           | Dye        | 2020-01-01 | 2024-05-31 | Dismissed
    """)
    assert read_as(office, text, "Reason for change") == (Field.REASON, 0)
    office.bring(text, shape=HISTORY)
    assert stays("1") == [("2018-01-01", "2024-06-01", "Resignation", "voluntary")]


EVENTS = csv("""
    Employee ID | Department | Effective Date | Action           | Action reason
    1           | Sales      | 2019-01-01     | Hire             | New hire
    1           | Sales      | 2020-01-01     | Data change      | Annual pay review
    1           | Sales      | 2024-03-01     | Termination      | Resignation
    2           | Sales      | 2019-01-01     | Hire             | New hire
    2           | Sales      | 2021-01-01     | Promotion        | Performance
    2           | Sales      | 2021-05-01     | Leave of absence | Personal reasons
    3           | Sales      | 2019-01-01     | Hire             | New hire
    3           | Sales      | 2022-01-01     | Termination      | Dismissed
""")


def test_reasons_beside_what_happened_are_read_where_somebody_left(office: Office) -> None:
    assert read_as(office, EVENTS, "Action reason") == (Field.REASON, 0)
    report = office.look(EVENTS, shape=HISTORY)
    assert [(each.word, each.rows) for each in report.reasons] == [
        ("Dismissed", 1),
        ("Resignation", 1),
    ]
    [doubt] = report.doubts
    assert (doubt.column, doubt.others) == ("Action reason", [{"Action reason": "ignore"}])


def test_why_somebody_was_hired_or_promoted_is_no_leave_reason(office: Office) -> None:
    assert Kind.REASON_WITHOUT_DATE not in office.look(EVENTS, shape=HISTORY).kinds


def test_a_reason_for_leaving_beside_an_event_nobody_knows_is_told(office: Office) -> None:
    text = EVENTS.replace("Leave of absence", "ZQ7")
    [told] = office.look(text, shape=HISTORY).first[Kind.REASON_WITHOUT_DATE]
    assert told.value == "Personal reasons"


def test_codes_below_a_heading_of_reasons_are_asked_about_one_by_one(office: Office) -> None:
    text = EVENTS.replace("Resignation", "R1").replace("Dismissed", "D4")
    report = office.look(text, shape=HISTORY)
    assert {each.word for each in report.reasons} == {"R1", "D4"}


def test_notes_beside_what_happened_are_no_reasons(office: Office) -> None:
    text = EVENTS.replace("Action reason", "Remark").replace("Resignation", "see file")
    assert read_as(office, text.replace("Dismissed", "paper"), "Remark") == (None, 0)
