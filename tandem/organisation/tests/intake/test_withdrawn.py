"""A remark that takes the leaving back: the row is no leaving unless somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.words_withdrawn import is_taken_back
from tandem.organisation.models import Employment, LeaverCount
from tandem.organisation.tests.intake.counting import CountingOffice
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db

LEAVERS = """
    Area  | Month   | Reason      | Remarks
    Mill  | 2026-09 | Resignation | notice withdrawn; still works here
    Mill  | 2026-09 | Resignation | laptop returned
    Mill  | 2026-10 | Resignation | Notice withdrawn; still works here
    Depot | 2026-10 | Retirement  |
    Depot | 2026-10 | Resignation |
"""
PEOPLE = """
    Employee ID | Name     | Department | Hire date  | Leave date | Leave reason | Remarks
    1           | Ann Reed | Mill       | 2019-01-01 | 2026-06-30 | Resignation  | notice withdrawn
    2           | Bo Holm  | Mill       | 2019-01-01 | 2026-06-30 | Resignation  | laptop returned
    3           | Cy Ash   | Depot      | 2019-01-01 |            |              | still employed
    4           | Di Lund  | Depot      | 2019-01-01 | 2026-12-31 | Resignation  | still employed
"""
STAYS, LEFT = ('[leavings]\nwithdrawn = "stays"\n', '[leavings]\nwithdrawn = "left"\n')


@pytest.fixture
def counting(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


@pytest.mark.parametrize(
    "remark",
    [
        *("void, see April", "UDGÅR - se april", "Entfällt", "Doublon"),  # the row is one too many
        *("Notice withdrawn", "withdrew her resignation", "Resignation was rescinded", "stays"),
        *("Kündigung zurückgezogen", "Rücknahme der Kündigung", "arbeitet weiter", "bleibt"),
        *("Démission retirée", "a retiré sa démission", "reste en poste"),
        *("Ontslag ingetrokken, blijft in dienst", "opzegging ingetrokken"),
        *("renuncia retirada", "baja anulada", "sigue trabajando"),
        *("dimissioni revocate", "ha ritirato le dimissioni", "resta in azienda"),
        *("pedido de demissão cancelado", "continua na empresa"),
        *("wypowiedzenie wycofane, pracuje dalej", "cofnięte wypowiedzenie", "wycofane"),
        *("uppsägning återtagen", "jobbar kvar", "opsigelse trukket tilbage", "stadig ansat"),
        *("oppsigelsen er trukket", "irtisanoutuminen peruttu", "jatkaa töissä"),
        *("výpověď stažena", "výpověď byla zrušena", "pracuje dál"),
    ],
)
def test_it_is_told_in_many_languages(remark: str) -> None:
    assert is_taken_back("Remarks", remark)


@pytest.mark.parametrize(
    "remark",
    [
        *("laptop returned", "access revoked on leaving", "exit interview cancelled", "12"),
        *("not withdrawn", "Kündigung nicht zurückgezogen", "wypowiedzenie nie wycofane"),
        *("still employed until December", "zostaje do końca roku", "Vertrag aufgehoben"),
        *("départ à la retraite", "dimissioni per ritiro", "notice given, bonus cancelled"),
    ],
)
def test_other_remarks_are_no_such_thing(remark: str) -> None:
    assert not is_taken_back("Remarks", remark)


def test_such_rows_of_a_leavers_list_are_asked_about_at_once(counting: CountingOffice) -> None:
    report = counting.look(LEAVERS)
    [asked] = report.first[Kind.WITHDRAWN_BY_REMARK]
    assert asked.offers == ("stays", "left")
    assert "2 rows say in “Remarks”" in asked.reason
    assert (report.rows, report.rejected, report.leavers) == (5, 0, 3)
    assert [(each.word, each.rows) for each in report.reasons] == [
        ("Resignation", 2),
        ("Retirement", 1),
    ]


def test_one_word_counts_them(counting: CountingOffice) -> None:
    report = counting.look(LEAVERS, mapping=LEFT)
    assert report.leavers == 5
    assert report.first[Kind.WITHDRAWN_BY_REMARK][0].offers == ("stays",)
    counting.bring(LEAVERS, mapping=STAYS)
    assert sum(each.leavers for each in LeaverCount.objects.all()) == 3


def test_a_month_to_come_is_asked_about_by_nobody(counting: CountingOffice) -> None:
    to_come = LEAVERS + "Mill | 2027-01 | Resignation | notice withdrawn\n"
    assert "2 rows" in counting.look(to_come).first[Kind.WITHDRAWN_BY_REMARK][0].reason


def test_a_remark_that_is_read_as_the_reason_is_a_reason(counting: CountingOffice) -> None:
    report = counting.look("Area | Month | Reason\nMill | 2026-09 | Notice withdrawn\n")
    assert Kind.WITHDRAWN_BY_REMARK not in report.kinds


def test_or_one_that_nobody_takes_for_resigning(counting: CountingOffice) -> None:
    report = counting.look("Area | Month | Reason\nMill | 2026-09 | Resignation withdrawn\n")
    assert [(each.word, each.reason_class) for each in report.reasons] == [
        ("Resignation withdrawn", "")
    ]


def gone() -> list[str]:
    left = Employment.objects.exclude(end_on=None).filter(person__number__in="1234")
    return sorted(str(each.person.number) for each in left)


def test_whoever_took_the_notice_back_is_here(office: Office) -> None:
    report = office.look(csv(PEOPLE))
    assert "One row" not in report.first[Kind.WITHDRAWN_BY_REMARK][0].reason
    assert "1 row says in “Remarks”" in report.first[Kind.WITHDRAWN_BY_REMARK][0].reason
    assert report.gone == 1
    office.bring(csv(PEOPLE))
    assert gone() == ["2", "4"]


def test_or_has_left_by_a_word(office: Office) -> None:
    office.bring(csv(PEOPLE), mapping=office.mapping(LEFT))
    assert gone() == ["1", "2", "4"]


JOBS = """
    Employee ID | Name     | Department | From       | Event       | Remarks
    1           | Ann Reed | Mill       | 2019-01-01 | Hire        |
    1           | Ann Reed |            | 2026-06-30 | Termination | resignation withdrawn
    2           | Bo Holm  | Mill       | 2019-01-01 | Hire        |
    2           | Bo Holm  |            | 2026-06-30 | Termination |
"""


def test_in_a_log_of_changes_too(office: Office) -> None:
    report = office.look(csv(JOBS), shape=intake.Shape.HISTORY)
    assert report.kinds[Kind.WITHDRAWN_BY_REMARK] == 1
    office.bring(csv(JOBS), shape=intake.Shape.HISTORY)
    assert gone() == ["2"]


SPELLS = """
    Employee ID | Name     | Department | From       | To         | Reason      | Remarks
    1           | Ann Reed | Mill       | 2019-01-01 | 2026-06-30 | Resignation | stays
    2           | Bo Holm  | Mill       | 2019-01-01 | 2026-06-30 | Resignation |
"""


def test_and_where_the_last_job_ends(office: Office) -> None:
    office.bring(csv(SPELLS), shape=intake.Shape.HISTORY)
    assert gone() == ["2"]


def test_what_can_be_said_of_it_is_said_plainly(counting: CountingOffice) -> None:
    for said in ('withdrawn = "maybe"', 'taken-back = "left"'):
        with pytest.raises(FileUnusable):
            counting.look(LEAVERS, mapping=f"[leavings]\n{said}\n")
