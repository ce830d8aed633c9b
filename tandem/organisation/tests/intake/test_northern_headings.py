"""Headings and words of leaving in Polish, Swedish, Danish, Norwegian, Czech and Finnish."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.likeness import liken
from tandem.organisation.intake.mapping import GUESSED, placed
from tandem.organisation.intake.reasons import understand
from tandem.organisation.intake.shapes import Shape

NUMBER, NAME, AREA, TITLE, FTE = "employee id", "name", "department", "title", "fte"
HIRED, LEFT, REASON = "hire date", "leave date", "leave reason"


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Nr kadrowy|Nazwisko i imię|Komórka organizacyjna|Stanowisko|Wymiar etatu|"
         "Data zatrudnienia|Ostatni dzień pracy|Przyczyna rozwiązania umowy",
         (NUMBER, NAME, AREA, TITLE, FTE, HIRED, LEFT, REASON)),
        ("Nr pracownika|Imię|Nazwisko|Dział|Przełożony|Data zwolnienia",
         (NUMBER, "first name", "last name", AREA, "manager id", LEFT)),
        ("Anställningsnummer|Namn|Avdelning|Befattning|Sysselsättningsgrad|Anställningsdatum|"
         "Sista anställningsdag|Avgångsorsak",
         (NUMBER, NAME, AREA, TITLE, FTE, HIRED, LEFT, REASON)),
        ("Medarbejdernr.|Navn|Afdeling|Stilling|Beskæftigelsesgrad|Ansættelsesdato|"
         "Fratrædelsesdato|Fratrædelsesårsag",
         (NUMBER, NAME, AREA, TITLE, FTE, HIRED, LEFT, REASON)),
        ("Ansattnr|Fornavn|Etternavn|Avdeling|Stillingsprosent|Ansettelsesdato|Fratredelsesdato",
         (NUMBER, "first name", "last name", AREA, FTE, HIRED, LEFT)),
        ("Osobní číslo|Jméno|Příjmení|Oddělení|Pracovní pozice|Úvazek|Datum nástupu|"
         "Datum odchodu|Důvod odchodu",
         (NUMBER, "first name", "last name", AREA, TITLE, FTE, HIRED, LEFT, REASON)),
        ("Henkilönumero|Nimi|Osasto|Nimike|Työsuhteen alkamispäivä|Työsuhteen päättymispäivä",
         (NUMBER, NAME, AREA, TITLE, HIRED, LEFT)),
        ("Nº de empleado|Apellidos y nombre|Departamento|Fecha de alta",
         (NUMBER, NAME, AREA, HIRED)),
    ],
)  # fmt: skip
def test_their_headings_are_read(headings: str, fields: tuple[str, ...]) -> None:
    header = tuple(headings.split("|"))
    position = placed(header, GUESSED, Shape.PERSON).position
    assert position == {Field(each): at for at, each in enumerate(fields)}


def test_the_state_of_something_is_no_share_of_full_time() -> None:
    assert placed(("État",), GUESSED, Shape.PERSON).position == {}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Wypowiedzenie przez pracownika", "voluntary"),
        ("wypowiedzenie - pracownik", "voluntary"),
        ("porozumienie stron - z inicjatywy firmy", "involuntary"),
        ("koniec umowy terminowej", "other"),
        ("Przeniesienie do innego działu", "other"),
        ("Porozumienie stron na wniosek pracownika", "voluntary"),
        ("Wypowiedzenie przez pracodawcę", "involuntary"),
        ("Art. 52 KP (dyscyplinarne)", "involuntary"),
        ("Upływ czasu, na który zawarto umowę", "other"),
        ("Emerytura", "retirement"),
        ("Egen uppsägning", "voluntary"),
        ("Arbetsbrist", "involuntary"),
        ("Ålderspension", "retirement"),
        ("Efter eget ønske", "voluntary"),
        ("Opsagt af arbejdsgiver", "involuntary"),
        ("Dødsfald", "other"),
        ("Výpověď ze strany zaměstnance", "voluntary"),
        ("Výpověď zaměstnavatele", "involuntary"),
        ("Irtisanoutuminen", "voluntary"),
    ],
)
def test_their_words_of_leaving_are_read(words: str, reason: str) -> None:
    understood = understand(words)
    assert understood is not None
    assert understood.reason.value == reason


@pytest.mark.parametrize(
    "words",
    [
        "Porozumienie stron",  # of both, and either may have wished for it
        "Porzucenie pracy",
        "Ciężkie naruszenie obowiązków przez pracownika",
        "Avsked på grund av ålder",
        "Dohodou",
    ],
)
def test_what_may_mean_either_is_asked(words: str) -> None:
    assert understand(words) is None


def test_ids_and_first_days_are_guessed_from_values_though_one_row_has_slipped() -> None:
    days = [(date(2020, 1, 14) + timedelta(days=at)).strftime("%d.%m.%Y") for at in range(120)]
    ids = [f"PL-{at:05}" for at in range(120)]
    values = [["", *ids[1:]], [*days[:60], "?", *days[61:]], ["Ann"] * 120]
    assert liken(values, {}, {0, 1, 2}) == {0: Field.NUMBER, 1: Field.HIRED}
    twice = [[*ids[:2], ids[1], *ids[3:]]]
    assert liken(twice, {}, {0}) == {0: Field.NUMBER}
    assert liken([ids[:20] + ids[:1]], {}, {0}) == {}  # of few rows none may be wrong
