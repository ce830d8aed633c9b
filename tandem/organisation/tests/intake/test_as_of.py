"""The last day a file tells of: above its headings, in its name, or said by whoever applies it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.intake.as_of import days_in
from tandem.organisation.intake.dates import Order, Unsettled
from tandem.organisation.intake.refusals import UnableToApply
from tandem.organisation.models import Import
from tandem.organisation.tests.intake.office import MONDAY, TODAY, Office, csv

pytestmark = pytest.mark.django_db
HEADINGS = "Pers.-Nr.;Nachname;Eintritt;Abteilung\n"
ROWS = "1;Böhm;14.06.2015;Montage\n2;Frick;21.03.2024;Montage\n"
SEPTEMBER = date(2026, 9, 30)
COUNTED = "Department,Leave month,Reason\nNight,2026-08,Resignation\nNight,2026-09,Resignation\n"


@pytest.mark.parametrize(
    ("words", "order", "days"),
    [
        ("Personalstandsliste Stand 30.09.2026", Unsettled.MIXED, [SEPTEMBER]),
        ("Headcount (as of 2026-09-30)", Unsettled.MIXED, [SEPTEMBER]),
        ("As of September 30, 2026", Unsettled.MIXED, [SEPTEMBER]),
        ("Effectif au 30 septembre 2026.", Unsettled.MIXED, [SEPTEMBER]),
        ("Effective 9/30/2026 11:59 PM", Unsettled.MIXED, [SEPTEMBER]),
        ("September 2026", Unsettled.MIXED, [SEPTEMBER]),
        ("2026-02", Unsettled.MIXED, [date(2026, 2, 28)]),
        ("as of 10/11/2026", Unsettled.MIXED, []),
        ("as of 10/11/2026", Order.MONTH_FIRST, [date(2026, 10, 11)]),
        ("as of 10/11/2026", Order.DAY_FIRST, [date(2026, 11, 10)]),
        ("Printed 05.10.2026, as of 30.09.2026", Order.DAY_FIRST, [date(2026, 10, 5), SEPTEMBER]),
        ("Report 4711 of all 1,812 people", Unsettled.MIXED, []),
    ],
)
def test_days_in_words(words: str, order: Order | Unsettled, days: list[date]) -> None:
    assert set(days_in(words.split(), order)) == set(days)


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def report_of(office: Office, content: str, name: str) -> intake.Report:
    folder = intake.folder_of(office.uploads, UUID(int=1))
    return intake.check([office.file(content, name)], folder=folder, today=TODAY)


@pytest.mark.parametrize(
    ("above", "name", "as_of", "words"),
    [
        ("Stand 30.09.2026;;;\n", "people.csv", "2026-09-30", "Stand 30.09.2026"),
        ("", "people_2026-09.csv", "2026-09-30", "people_2026-09.csv"),
        ("", "people-20260930.csv", "2026-09-30", "people-20260930.csv"),
        ("Stand 30.09.2026;;;\n", "people_2026-10-05.csv", "2026-09-30", "Stand 30.09.2026"),
        ("Stand 30.09.2026;;;\nStichtag 05.10.2026;;;\n", "people.csv", "", ""),
        (
            "Stand: 30.09.2026;;erstellt am 05.10.2026, Abt. Personal;\n",
            "people.csv", "2026-09-30", "Stand: 30.09.2026 erstellt am 05.10.2026, Abt. Personal",
        ),
        ("Stand 30.09.2026;;;\nGedruckt 05.10.2026;;;\n", "people.csv", "2026-09-30",
         "Stand 30.09.2026"),
        ("Printed on 5 October 2026;;;\n", "people.csv", "2026-10-05",
         "Printed on 5 October 2026"),
        ("All who left since 1 January 2024;;;\nPrinted on 5 October 2026;;;\n", "people.csv",
         "2026-10-05", "Printed on 5 October 2026"),
        ("Cessati dal 01.01.2024;;;\n", "people.csv", "", ""),
        ("Datum: 02-11-2026 08:47 Filter: Ingangsdatum >= 01-01-2023;;;\n", "people.csv",
         "2026-11-02", "Datum: 02-11-2026 08:47 Filter: Ingangsdatum >= 01-01-2023"),
        ("Leave date >= 01.01.2024;;;\n", "people.csv", "", ""),
        ("Stand 31.12.2026;;;\n", "people.csv", "", ""),
        ("", "people_2026-12.csv", "", ""),
        ("", "people (2).csv", "", ""),
        ("", "people_30092026.csv", "2026-09-30", "people_30092026.csv"),
    ],
    ids=["above", "month of a name", "day of a name", "above wins", "two days", "printed beside",
         "printed below", "only printed",
         "since and printed", "since", "filter", "from a day on", "not come",
         "name not come", "nothing", "day without signs"],
)  # fmt: skip
def test_a_file_says_its_day(office: Office, above: str, name: str, as_of: str, words: str) -> None:
    report = report_of(office, above + HEADINGS + ROWS, name)
    assert (report.as_of, report.as_of_words) == (as_of, words)


def applied(office: Office, content: str, said: date | None = None) -> Import:
    report = office.keep(content)
    return intake.apply(
        import_=report, by=OPERATOR, at=office.at, uploads=office.uploads, as_of=said
    )


def test_what_somebody_says_goes_before_what_the_file_says(office: Office) -> None:
    content = "Stand 30.09.2026;;;\n" + HEADINGS + ROWS
    assert applied(office, content, date(2026, 8, 31)).as_of == date(2026, 8, 31)


def test_without_any_word_a_file_tells_up_to_the_day_it_came(office: Office) -> None:
    assert applied(office, HEADINGS + ROWS).as_of == TODAY
    assert Import.objects.known_until() == TODAY


def test_a_day_that_has_not_come_is_refused_and_nothing_happens(office: Office) -> None:
    with pytest.raises(UnableToApply, match="24 November 2026 has not come yet"):
        applied(office, HEADINGS + ROWS, TODAY + timedelta(days=1))
    assert Import.objects.get().state == "checked"


def test_an_older_file_does_not_take_back_what_is_known(office: Office) -> None:
    applied(office, HEADINGS + ROWS)
    applied(office, HEADINGS + ROWS + "3;Nuß;01.02.2025;Montage\n", SEPTEMBER)
    assert Import.objects.known_until() == TODAY


def test_a_day_that_was_missed_is_said_anew_with_the_same_file(office: Office) -> None:
    first = applied(office, HEADINGS + ROWS)
    assert Import.objects.known_until() == TODAY
    office.at += timedelta(hours=1)
    again = applied(office, HEADINGS + ROWS, SEPTEMBER)
    assert Import.objects.known_until() == SEPTEMBER
    intake.undo(import_=again, by=OPERATOR, at=office.at, uploads=office.uploads)
    assert Import.objects.known_until() == first.as_of == TODAY


def test_counts_tell_up_to_the_end_of_their_last_month(office: Office) -> None:
    kept = office.keep(COUNTED, shape=intake.Shape.COUNTS)
    assert office.apply(kept).as_of == SEPTEMBER


def test_files_of_before_told_up_to_the_day_they_were_applied(office: Office) -> None:
    import_ = applied(office, HEADINGS + ROWS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_import SET as_of = NULL")
    migration = import_module("tandem.organisation.migrations.0016_a_file_tells_up_to_a_day")
    migration.told_when_they_came(apps, None)
    import_.refresh_from_db()
    assert isinstance(import_.applied_at, datetime)
    assert import_.as_of == MONDAY.date()


# The latest date in the rows

HEADED = "Employee id,Department,Hire date,Leave date\n"
CAME = "1,Montage,2015-06-14,\n2,Montage,2026-06-15,\n"


@pytest.mark.parametrize(
    ("rows", "latest", "until", "long_ago"),
    [
        (CAME, "", TODAY, False),  # a list of who is here may be of today
        (CAME + "3,Montage,2020-01-01,2026-06-30\n", "2026-06-30", date(2026, 6, 30), True),
        (CAME + "3,Montage,2020-01-01,2026-05-31\n", "2026-06-15", date(2026, 6, 30), True),
        (CAME + "3,Montage,2020-01-01,2026-10-02\n", "2026-10-02", date(2026, 10, 31), False),
        (CAME + "3,Montage,2020-01-01,2026-11-02\n", "2026-11-02", TODAY, False),
        (CAME + "3,Montage,2020-01-01,2026-12-31\n", "", TODAY, False),  # still to come
        (
            CAME + "3,Montage,2020-01-01,2026-06-01\n4,Montage,2019-01-01,2027-01-31\n",
            "2026-06-15", date(2026, 6, 30), True,
        ),
    ],
    ids=["nobody left", "left", "came later", "last month", "this month", "to come", "both"],
)  # fmt: skip
def test_the_latest_date_of_the_rows_is_a_hint(
    office: Office, rows: str, latest: str, until: date, long_ago: bool
) -> None:
    report = report_of(office, HEADED + rows, "people.csv")
    assert (report.latest, report.told_until(TODAY)) == (latest, until)
    assert report.ends_long_ago(TODAY) is long_ago


def test_the_latest_date_of_jobs_is_a_hint_too(office: Office) -> None:
    jobs = """
        Employee id | Department | From       | To
        1           | Montage    | 2015-06-14 | 2020-03-31
        1           | Lack       | 2020-04-01 |
        2           | Lack       | 2021-01-01 | 2026-06-30
    """
    report = office.look(csv(jobs), shape=intake.Shape.HISTORY)
    assert report.latest == "2026-06-30"


def test_a_file_that_says_its_day_is_believed(office: Office) -> None:
    rows = HEADED + CAME + "3,Montage,2020-01-01,2026-06-30\n"
    report = report_of(office, rows, "people_2026-09.csv")
    assert report.told_until(TODAY) == SEPTEMBER
    assert not report.ends_long_ago(TODAY)
