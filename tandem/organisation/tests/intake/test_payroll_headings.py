"""Headings as payroll prints them, German and French: what they are read as."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.mapping import GUESSED, placed
from tandem.organisation.intake.reasons import understand
from tandem.organisation.models import Employment
from tandem.organisation.tests.intake.office import Office

PERSON, HISTORY, COUNTS = intake.Shape.PERSON, intake.Shape.HISTORY, intake.Shape.COUNTS


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Eintr.-Dat.", "hire date"), ("Austr.-Dat.", "leave date"),
        ("Grund Austritt", "leave reason"), ("Besch.-Grad %", "fte"),
        ("Pers.-Nr. Vorg.", "manager id"), ("Kostenstelle", "department"),
        ("KSt/Bezeichnung", "department"), ("Cost centre", "department"),
        ("Affectation", "department"), ("Salarié", "name"), ("Motif", "leave reason"),
        ("Grund", "leave reason"), ("Reden uitstroom", "leave reason"),
        ("Motif du départ", "leave reason"), ("Causa de baja", "leave reason"),
        ("Trennungsgrund", "leave reason"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shape", [PERSON, HISTORY])
def test_short_headings_of_payroll_are_read(heading: str, field: str, shape: intake.Shape) -> None:
    assert {**placed((heading,), GUESSED, shape).position}[Field(field)] == 0


@pytest.mark.parametrize("heading", ["Event Date", "Wirksam ab", "Datum wijziging"])
def test_the_day_of_an_event_is_where_a_job_begins(heading: str) -> None:
    assert placed((heading, "Event"), GUESSED, HISTORY).position == {
        Field.SPELL_FROM: 0, Field.EVENT: 1,
    }  # fmt: skip


@pytest.mark.parametrize("header", [("Kostenstelle", "Abteilung"), ("Cost center", "Department")])
def test_who_pays_is_no_area_where_one_is_named(header: tuple[str, ...]) -> None:
    assert placed(header, GUESSED, PERSON).position == {Field.DEPARTMENT: 1}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("AN-Kündigung", "voluntary"), ("AG-Kündigung", "involuntary"),
        ("Ontslag werknemer", "voluntary"), ("Ontslag werkgever", "involuntary"),
    ],
)  # fmt: skip
def test_who_gave_notice_is_told_by_two_letters_or_a_word(words: str, reason: str) -> None:
    understood = understand(words)
    assert understood is not None
    assert understood.reason.value == reason


@pytest.mark.django_db
def test_a_list_of_payroll_is_read_without_a_word(office: Office) -> None:
    text = (
        "Personalstammliste;;;;;;\nStand: 30.09.2026;;;;;;\n;;;;;;\n"
        "Pers.-Nr.;Name, Vorname;KSt/Bezeichnung;Eintr.-Dat.;Austr.-Dat.;Grund Austritt;"
        "Besch.-Grad %\n"
        "00001;Weiß, Sabine;4712 Lager;22.02.2022;00.00.0000;;100\n"
        "00002;Groß, Jürgen;4711 Versand;02.09.2020;08.06.2024;AN-Kündigung;50\n"
        "00003;Bär, Uwe;4711 Versand;02.09.2020;08.06.2025;Rente;100\n"
        "Summe: 3;;;;;;\n"
    )
    kept = office.keep(text.encode("cp1252"))
    office.apply(kept)
    assert sorted(Employment.objects.values_list("reason_class", flat=True)) == [
        "", "retirement", "voluntary",
    ]  # fmt: skip
