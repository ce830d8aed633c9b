"""Headings in Italian and Portuguese, histories in northern ones, and two columns that say why."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.organisation.intake.counts.fields import OF_LEAVERS, CountField, positions
from tandem.organisation.intake.dates import read_month
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.mapping import GUESSED, placed
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.tests.intake.office import Office, csv

NUMBER, AREA, HIRED, LEFT, REASON = (
    *("employee id", "department", "hire date", "leave date", "leave reason"),
)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Matricola|Cognome|Nome|Reparto|Posizione|Sede|Responsabile|Data di assunzione|"
         "Data di cessazione|Motivo di cessazione|Tipo di cessazione|Contratto",
         (NUMBER, "last name", "first name", AREA, "title", "location", "manager id", HIRED, LEFT,
          REASON, "kind of leaving", "worker type")),
        ("Matrícula|Nome|Apelido|Departamento|Função|Gestor|Data de admissão|Data de saída|"
         "Motivo de saída",
         (NUMBER, "first name", "last name", AREA, "title", "manager id", HIRED, LEFT, REASON)),
        ("ID dipendente|Cognome e nome|Ufficio|Assunto il|Cessato il",
         (NUMBER, "name", AREA, HIRED, LEFT)),
    ],
)  # fmt: skip
def test_their_headings_are_read(headings: str, fields: tuple[str, ...]) -> None:
    position = placed(tuple(headings.split("|")), GUESSED, Shape.PERSON).position
    assert position == {Field(each): at for at, each in enumerate(fields)}


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Anställningsnr|Gäller från|Åtgärd|Orsak|Avdelning",
         (NUMBER, "from date", "event", REASON, AREA)),
        ("Nr kadrowy|Obowiązuje od|Rodzaj zmiany|Dział", (NUMBER, "from date", "event", AREA)),
        ("Matricola|Decorrenza|Tipo evento|Reparto", (NUMBER, "from date", "event", AREA)),
        ("Chapa|Nome|Dt. Admissão|Data Mudança|Nro. Seq.|Motivo da Mudança|Situação|Cód. Seção|"
         "Desc. Seção|Descrição Função|Tipo de Funcionário|Motivo Demissão|Filial",
         (NUMBER, "name", HIRED, "from date", "order of the day", "event", "employment status",
          "department code", AREA, "title", "worker type", REASON, "location")),
        ("Matrícula|Nome|Data da Alteração|Seq|Ocorrência|Centro de Custo|Data Demissão|"
         "Descrição Demissão",
         (NUMBER, "name", "from date", "order of the day", "event", AREA, LEFT, REASON)),
    ],
)  # fmt: skip
def test_headings_of_a_history_are_read(headings: str, fields: tuple[str, ...]) -> None:
    position = placed(tuple(headings.split("|")), GUESSED, Shape.HISTORY).position
    assert position == {Field(each): at for at, each in enumerate(fields)}


@pytest.mark.parametrize("heading", ["Miesiąc", "Mese", "Månad", "Kuukausi"])
def test_a_month_is_headed(heading: str) -> None:
    assert positions((heading,), {}, OF_LEAVERS) == {CountField.MONTH: 0}


@pytest.mark.parametrize(("text", "month"), [("IV 2024", 4), ("XII 2024", 12), ("I 2024", 1)])
def test_months_are_numbered_by_the_romans(text: str, month: int) -> None:
    assert read_month(text) == date(2024, month, 1)


# ---- a kind of leaving, and why


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
def test_a_kind_alone_is_the_reason(shape: Shape) -> None:
    position = placed(("Employee ID", "Termination Type"), GUESSED, shape).position
    assert position == {Field.NUMBER: 0, Field.REASON: 1}


@pytest.mark.django_db
def test_the_kind_stands_before_the_reason(office: Office) -> None:
    """Neither alone says that who retired did not leave by own choice, and who moved away did."""
    rows = """
        Employee ID | Name     | Department | Hire date  | Leave date | Exit type   | Reason
        1           | Ann Reed | Depot      | 2019-01-01 | 2026-05-31 | Voluntary   | Going abroad
        2           | Bo Holm  | Depot      | 2019-01-01 | 2026-05-31 | Voluntary   | Retirement
        3           | Cy Ash   | Depot      | 2019-01-01 | 2026-05-31 | Involuntary |
        4           | Di Lund  | Depot      | 2019-01-01 | 2026-05-31 | Death       | Death
        5           | Ed Moor  | Depot      | 2019-01-01 | 2026-05-31 |             | Resignation
        6           | Flo Ek   | Depot      | 2019-01-01 |            |             |
    """
    report = office.look(csv(rows))
    assert {each.word: each.reason_class for each in report.reasons} == {
        "Voluntary – Going abroad": "voluntary",
        "Voluntary – Retirement": "retirement",
        "Involuntary": "involuntary",
        "Death": "other",
        "Resignation": "voluntary",
    }
    assert (report.accepted, report.rejected) == (6, 0)
