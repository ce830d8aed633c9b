"""A status in the rows of a job history tells a leaving where it first says so."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.history.event_words import status_says_left
from tandem.organisation.intake.worker_types import says_outside
from tandem.organisation.models import Person
from tandem.organisation.tests.intake.office import Office, csv, stays

pytestmark = pytest.mark.django_db

HISTORY = intake.Shape.HISTORY
CHAPAS = csv("""
    Chapa | Nome           | Data Mudança | Nro. Seq. | Situação | Seção   | Descrição Demissão
    007   | RUI PAES LEME  | 05/02/2024   | 1         | ATIVO    | DOCA    |
    007   | RUI PAES LEME  | 13/10/2024   | 1         | FÉRIAS   | DOCA    |
    007   | RUI PAES LEME  | 15/05/2026   | 1         | DEMITIDO | DOCA    | PEDIDO DE DEMISSÃO
    007   | RUI PAES LEME  | 20/05/2026   | 1         | DEMITIDO | DOCA    | PEDIDO DE DEMISSÃO
    008   | EVA DA LUZ     | 05/02/2024   | 1         | ATIVO    | DOCA    |
    008   | EVA DA LUZ     | 16/05/2026   | 1         | DEMITIDO | DOCA    | PEDIDO DE DEMISSÃO
    008   | EVA DA LUZ     | 16/05/2026   | 2         | ATIVO    | DOCA    |
    009   | ANA REIS       | 05/02/2024   | 1         | ATIVO    | DOCA    |
""")


def test_it_tells_a_leaving_where_it_first_says_so(office: Office) -> None:
    report = office.bring(CHAPAS, shape=HISTORY)
    assert report["new"] == 3
    assert stays("007") == [("2024-02-05", "2026-05-15", "PEDIDO DE DEMISSÃO", "voluntary")]
    assert [stays(each)[0][1] for each in ("008", "009")] == [".", "."]


def test_a_name_of_several_words_below_nome_is_the_whole_name(office: Office) -> None:
    office.bring(CHAPAS, shape=HISTORY)
    assert Person.objects.get(number="007").name == "RUI PAES LEME"
    assert Person.objects.get(number="009").last_name


def test_beside_what_happened_both_tell_leavings(office: Office) -> None:
    office.bring(
        csv("""
        Chapa | Data Mudança | Motivo da Mudança      | Situação | Seção | Motivo Demissão
        1     | 05/02/2024   | ADMISSÃO               | ATIVO    | DOCA  |
        1     | 15/05/2026   | DEMISSÃO               | DEMITIDO | DOCA  | PEDIDO DE DEMISSÃO
        2     | 05/02/2024   | ADMISSÃO               | ATIVO    | DOCA  |
        2     | 16/05/2026   | ENCERRAMENTO           | DEMITIDO | DOCA  | PEDIDO DE DEMISSÃO
        3     | 05/02/2024   | ADMISSÃO               | ATIVO    | DOCA  |
        3     | 16/05/2026   | DEMISSÃO               | DEMITIDO | DOCA  | PEDIDO DE DEMISSÃO
        3     | 18/05/2026   | CANCELAMENTO DE RESCISÃO | ATIVO  | DOCA  |
        """),
        shape=HISTORY,
    )
    assert [stays(each)[0][1] for each in "123"] == ["2026-05-15", "2026-05-16", "."]


def test_a_leaving_that_a_status_says_twice_is_taken_back_once(office: Office) -> None:
    office.bring(
        csv("""
        Employee ID | Effective date | Action                | Employment Status | Department
        1           | 2024-01-01     | Hire                  | Active            | Depot
        1           | 2026-03-10     | Termination           | Terminated        | Depot
        1           | 2026-03-15     | Data change           | Terminated        | Depot
        1           | 2026-03-20     | Termination rescinded | Active            | Depot
        """),
        shape=HISTORY,
    )
    assert stays("1") == [("2024-01-01", ".", "", "")]


def test_what_somebody_is_today_tells_no_leaving_of_each_row(office: Office) -> None:
    text = csv("""
        Employee ID | Effective date | Action      | Employment Status | Department
        1           | 2024-01-01     | Hire        | Terminated        | Depot
        1           | 2025-01-01     | Transfer    | Terminated        | Care
        1           | 2026-03-01     | Termination | Terminated        | Care
        2           | 2024-01-01     | Hire        | Active            | Depot
        2           | 2025-01-01     | Transfer    | Active            | Care
    """)
    report = office.look(text, shape=HISTORY)
    assert Field.STATUS not in [each.field for each in report.files[0].columns]
    office.bring(text, shape=HISTORY)
    assert stays("1") == [("2024-01-01", "2026-03-01", "Termination", "")]


def test_a_list_of_persons_reads_no_status(office: Office) -> None:
    text = csv("""
        Employee ID | Department | Hired      | Status
        1           | Depot      | 2024-01-01 | Terminated
    """)
    report = office.look(text)
    assert Field.STATUS not in [each.field for each in report.files[0].columns]


@pytest.mark.parametrize(
    ("status", "left"),
    [
        *(("DEMITIDO", True), ("Terminated", True), ("ausgeschieden", True), ("Sorti", True)),
        *(("Uit dienst", True), ("Baja", True), ("cessato", True), ("Zwolniony", True)),
        *(("Avslutad", True), ("Fratrådt", True), ("Withdrawn", True)),
        *(("ATIVO", False), ("AFASTADO", False), ("AVISO PRÉVIO", False), ("FÉRIAS", False)),
        *(("Baja por enfermedad", False), ("On leave", False), ("Inactive", False), ("", False)),
    ],
)
def test_words_of_statuses(status: str, left: bool) -> None:
    assert status_says_left(status) == left


@pytest.mark.parametrize(
    ("kind", "outside"),
    [
        *(("ESTAGIÁRIO", True), ("TERCEIRO", True), ("PJ", True), ("AUTÔNOMO", True)),
        *(("APRENDIZ", False), ("NORMAL", False), ("CLT", False)),
    ],
)
def test_a_trainee_of_a_school_is_no_employee_and_an_apprentice_is(
    kind: str, outside: bool
) -> None:
    assert says_outside(kind) == outside


def many(*, status: str = "Zustand", gone: str = "ausgeschieden", why: str = "Grund") -> str:
    """Four people of whom three leave, by a column that no heading explains."""
    head = f"Personalnummer,Gültig ab,{status},Abteilung,{why}\n"
    here = "".join(f"{n},2024-01-01,aktiv,Lager,\n" for n in range(1, 5))
    return head + here + "".join(
        f"{n},2026-05-1{n},{gone},Lager,Eigenkündigung\n" for n in range(1, 4)
    )  # fmt: skip


def test_where_nothing_else_says_it_a_status_is_known_by_its_values(office: Office) -> None:
    report = office.look(many(), shape=HISTORY)
    assert Field.STATUS in [each.field for each in report.files[0].columns]
    office.bring(many(), shape=HISTORY)
    assert stays("1") == [("2024-01-01", "2026-05-11", "Eigenkündigung", "voluntary")]
    assert stays("4")[0][1] == "."


@pytest.mark.parametrize(("said", "gone_on"), [("left", "2026-05-11"), ("still-here", ".")])
def test_reasons_that_nothing_calls_a_leaving_are_asked_about(
    office: Office, said: str, gone_on: str
) -> None:
    text = many(gone="Status 3", why="Austrittsgrund")
    report = office.look(text, shape=HISTORY)
    [asked] = report.first[Kind.REASON_ROWS]
    assert "3 people have a leave reason, as “Eigenkündigung”" in asked.reason
    assert "By what is read, 0 leave." in asked.reason
    assert (asked.offers, report.waits) == (("left", "still-here"), True)
    mapping = office.mapping(f'[jobs]\nreason-rows = "{said}"')
    assert not office.look(text, shape=HISTORY, mapping=mapping).waits
    office.bring(text, shape=HISTORY, mapping=mapping)
    assert stays("1")[0][1] == gone_on


def test_where_most_leave_a_reason_alone_is_no_question(office: Office) -> None:
    """Somebody who took it back, say."""
    text = many() + "5,2024-01-01,aktiv,Lager,Eigenkündigung\n"
    assert Kind.REASON_ROWS not in office.look(text, shape=HISTORY).first
