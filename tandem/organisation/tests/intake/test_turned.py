"""Headcounts with the months down and the areas across."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.counts.blocks_summed import summed
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.reading import Record
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding

pytestmark = pytest.mark.django_db

LEAVERS = "Avdeling | Sluttdato | Årsak\n Verksted | 2026-08-14 | Egen oppsigelse\n"
ACROSS = """
    Måned   | Verksted | Montasje | Innleie | Sum
    2026-07 | 64       | 48       | 7       | 112
    2026-08 | 63       |          | 6       | 111
    2026-09 | 63       | 49       | 6       | 112
    Kilde: lønn | | | |
"""
TITLED = "Antall ansatte | | | |\n" + ACROSS.strip()


@pytest.fixture
def counting(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


@pytest.mark.parametrize("heads", [ACROSS, TITLED])
def test_each_column_is_an_area(counting: CountingOffice, heads: str) -> None:
    assert Kind.AREAS_ACROSS in counting.look(LEAVERS, heads).kinds
    counting.bring(LEAVERS, heads)
    assert [each.rsplit(" | ", 1)[0] + " " + each.rsplit(" | ", 1)[1].split()[0]
            for each in heads_holding()] == [
        "Montasje | 2026-07 48", "Montasje | 2026-09 49",
        "Verksted | 2026-07 64", "Verksted | 2026-08 63", "Verksted | 2026-09 63",
    ]  # fmt: skip


def test_sums_and_who_was_hired_in_are_no_areas(counting: CountingOffice) -> None:
    report = counting.look(LEAVERS, ACROSS)
    assert {Kind.TOTALS, Kind.NOT_PEOPLE} <= report.kinds.keys()
    assert report.rejected == 0


def test_a_list_with_areas_as_rows_stays_as_it_is(counting: CountingOffice) -> None:
    heads = "Area | Month | Headcount\nMill | 2026-08 | 40\nMill | 2026-09 | 41\nMill|2026-10|41\n"
    assert Kind.AREAS_ACROSS not in counting.look(LEAVERS, heads).kinds


def test_months_that_come_again_are_a_row_for_something_else(counting: CountingOffice) -> None:
    """Which of them a column speaks of is not known, so columns are matched by hand."""
    heads = ACROSS.replace("2026-08", "2026-07")
    with pytest.raises(intake.FileUnusable):
        counting.look(LEAVERS, heads)


def test_a_month_without_a_year_beside_whole_days_is_not_the_month(
    counting: CountingOffice,
) -> None:
    leavers = """
        Mes   | Fecha baja | Área   | Motivo
        ENERO | 2026-01-12 | Taller | Baja voluntaria
              | 2026-01-30 | Taller | Jubilación
        MARZO | 2026-03-02 | Taller | Baja voluntaria
    """
    report = counting.look(leavers)
    assert (report.rows, report.rejected) == (3, 0)


BESIDE = """
    Siste dag  | Mnd     | Avdeling | Årsak
    2026-08-14 | 2026-08 | Verksted | Egen oppsigelse
               | 2026-09 | Verksted | Egen oppsigelse
    2026-09-30 | 2026-09 | Verksted | Pensjon
    2026-09-30 | 2026-09 | Verksted | Pensjon
"""
SAID = '[columns]\n"Siste dag" = "month"\n'


def test_where_the_day_is_missing_the_month_beside_it_tells(counting: CountingOffice) -> None:
    report = counting.look(BESIDE, mapping=SAID)
    assert (report.rows, report.rejected) == (4, 0)
    [file] = report.files
    read = {each.heading: each.field for each in file.columns}
    assert (read["Siste dag"], read["Mnd"]) == ("month", "month")


def test_but_no_month_that_is_another_one_elsewhere(counting: CountingOffice) -> None:
    """The day somebody came, say."""
    report = counting.look(BESIDE.replace("| 2026-08 |", "| 2020-08 |"), mapping=SAID)
    assert report.rejected == 1


def test_a_month_beside_it_needs_no_year_where_all_days_are_of_one(
    counting: CountingOffice,
) -> None:
    """A sheet for each year, with the name of the month before the day."""
    leavers = """
        Mes   | Fecha baja | Área   | Motivo
        enero | 2026-01-12 | Taller | Baja voluntaria
        enero |            | Taller | Jubilación
        marzo | 2026-03-02 | Taller | Baja voluntaria
    """
    report = counting.look(leavers)
    assert (report.rows, report.rejected) == (3, 0)
    two = leavers.replace("2026-03-02", "2025-03-02")  # then the year is not known
    assert counting.look(two).rejected == 1


SUMMED = """
    Área         | 2026-06 | 2026-07 | 2026-08 | 2026-09
    OPERACIONES  | 240     | 241     | 239     | 238
    Producción   | 157     | 157     | 156     | 155
    Envasado     | 83      | 84      | 83      | 83
    Logística    | 61      | 60      | 61      | 61
    TOTAL        | 301     | 301     | 300     | 299
"""


def test_a_row_that_is_the_sum_of_those_below_it_is_no_area(counting: CountingOffice) -> None:
    leavers = "Área | Fecha baja | Motivo\nProducción | 2026-08-03 | Baja voluntaria\n"
    assert counting.look(leavers, SUMMED).kinds[Kind.TOTALS] == 2
    counting.bring(leavers, SUMMED)
    assert {each.split(" | ")[0] for each in heads_holding()} == {
        "Envasado", "Logística", "Producción",
    }  # fmt: skip


def test_small_numbers_that_stay_the_same_may_add_up_by_chance(counting: CountingOffice) -> None:
    leavers = "Área | Fecha baja | Motivo\nCompras | 2026-08-03 | Baja voluntaria\n"
    heads = "Área | 2026-06 | 2026-07 | 2026-08\nIT|3|3|3\nCompras|2|2|2\nRRHH|1|1|1\n"
    heads += "Taller|9|8|7\n"
    counting.bring(leavers, heads)
    assert "IT" in {each.split(" | ")[0] for each in heads_holding()}


def test_a_year_alone_above_its_rows_is_no_leaver(counting: CountingOffice) -> None:
    leavers = """
        Service | Date de sortie | Motif
        2025    |                |
        Atelier | 2025-11-03     | Fin CDD
        2026    |                |
        Atelier | 2026-02-03     | Démission
    """
    report = counting.look(leavers)
    assert (report.rows, report.rejected) == (2, 0)
    assert report.kinds[Kind.REMARK] == 2


TABLE = """
    Area         | 2026-01 | 2026-02 | 2026-03
    Lager        | 30      | 31      | 30
    Salg         | 20      | 20      | 19
"""


@pytest.mark.parametrize("total", ["I alt        | 50 | 51 | 49", "TOTAL STAFF | 50 | 51 | 49"])
def test_what_stands_below_the_sum_of_all_is_no_area(counting: CountingOffice, total: str) -> None:
    heads = f"{TABLE}{total}\n | | | \nElever | 3 | 4 | 3\nBureaufolk | 5 | 6 | 5\n"
    report = counting.look("Area | Month \n Lager | 2026-01", heads)
    told = [each.kind for each in report.problems]
    assert (told.count(Kind.NOT_PEOPLE), told.count(Kind.TOTALS)) == (2, 1)
    assert report.headcounts == 6


@pytest.mark.parametrize(
    "below",
    [
        "I alt | 50 | 51 | 49\nKontor | 5 | 6 | 5\n",  # no empty line: another area
        "I alt | 60 | 61 | 60\n | | | \nKontor | 5 | 6 | 5\n",  # not the sum of all
    ],
)
def test_an_area_that_was_added_below_the_sum_stays_one(
    counting: CountingOffice, below: str
) -> None:
    report = counting.look("Area | Month \n Lager | 2026-01", f"{TABLE}{below}")
    assert report.headcounts == 9


CODED = """
    Dept | Department Name | 2026-01 | 2026-02
    100  | Care            | 30      | 31
    110  | Sales           | 20      | 20
    120  | Night desk      | 9       | 9
         | Grand Total     | 59      | 60
"""


def test_a_column_of_codes_is_no_level_above_the_names(counting: CountingOffice) -> None:
    counting.bring("Dept Code | Department | Month \n 100 | Care | 2026-01", CODED)
    assert heads_holding() == [
        "Care | 2026-01 | 30 . . .", "Care | 2026-02 | 31 . . .",
        "Night desk | 2026-01 | 9 . . .", "Night desk | 2026-02 | 9 . . .",
        "Sales | 2026-01 | 20 . . .", "Sales | 2026-02 | 20 . . .",
    ]  # fmt: skip


@pytest.mark.parametrize(("slips", "is_sum"), [(1, True), (5, False)])
def test_a_sum_above_indented_rows_is_one_though_a_month_is_typed_wrongly(
    slips: int, is_sum: bool
) -> None:
    parts = [["  Udvikling", *["35"] * 10], ["  Kvalitet", *["25"] * 10], ["Salg", *["20"] * 10]]
    whole = ["Teknik", *["61"] * slips, *["60"] * (10 - slips)]
    table = [Record(line, cells) for line, cells in enumerate([whole, *parts], start=2)]
    assert ([*summed(table, [*range(1, 11)], 0)] == [2]) is is_sum


def test_a_second_block_of_the_same_areas_counts_something_else(counting: CountingOffice) -> None:
    posts = ["Årsværk | | |", "Lager | 28 | 29.5 | 28.1", "Salg | 19.5 | 19 | 18.2"]
    second = "\n".join([*posts, "I alt | 47.5 | 48.5 | 46.3"])
    heads = f"{TABLE}I alt | 50 | 51 | 49\n | | | \n{second}\n"
    report = counting.look("Area | Month \n Lager | 2026-01", heads)
    assert (report.headcounts, report.rejected) == (6, 0)


def test_a_second_block_of_other_areas_is_read_too(counting: CountingOffice) -> None:
    second = "Kontor | 10 | 10 | 9\nStab | 5 | 5 | 6\nI alt | 15 | 15 | 15"
    heads = f"{TABLE}I alt | 50 | 51 | 49\n | | | \n{second}\n"
    assert counting.look("Area | Month \n Lager | 2026-01", heads).headcounts == 12
