"""A job history is known as one though no heading says which column holds the employee ids."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.fields import Field
from tandem.organisation.tests.intake.office import Office

PEOPLE = ("Ann Reed", "Bo Holm", "Cy Ash", "Di Lund", "Ed Moor", "Flo Hay")


def guessed(office: Office, text: str) -> tuple[intake.Shape, str | None]:
    [file] = intake.guess([office.file(text)], folder=office.folder / "g")
    ids = [each.heading for each in file.columns if each.field is Field.NUMBER]
    return file.shape, next(iter(ids), None)


def history(days: tuple[str, ...] = ("2024-01-01", "2025-03-01", "2026-02-01")) -> str:
    rows = "".join(
        f"00{n},{who},{day},Central Depot,{n % 2}10\n"
        for n, who in enumerate(PEOPLE)
        for day in days
    )
    return f"Kennung,Wer,Geändert,Wo,Kst\n{rows}"


def test_ids_that_come_again_on_other_days_make_a_history(office: Office) -> None:
    assert guessed(office, history()) == (intake.Shape.HISTORY, "Kennung")


# In a list of people they come again too.
CODES_OF_AREAS = "Wer,Seit,Kst,Wo\n" + "".join(
    f"{who},2024-0{n + 1}-01,{n % 3}10,Depot\n" for n, who in enumerate(PEOPLE)
)


@pytest.mark.parametrize(
    "text",
    [
        history(("2024-01-01",)),
        CODES_OF_AREAS,
        "Wo,Seit,Kst\n" + "Central Depot,2024-01-01,10\n" * 30,
    ],
)
def test_a_list_of_people_stays_one(office: Office, text: str) -> None:
    assert guessed(office, text)[0] is intake.Shape.PERSON
