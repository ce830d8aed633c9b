"""The first look over a whole file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.mapping import GUESSED, columns_of
from tandem.organisation.intake.reading import Incoming, open_source
from tandem.organisation.intake.survey import Shares, Survey, layout_of, notes, survey
from tandem.organisation.models import Meaning, Reason

HEADER = "ID,Department,Hired,Last day,FTE,Pay band\n"


def seen(folder: Path, rows: str) -> Survey:
    path = folder / "people.csv"
    path.write_text(HEADER + rows)
    source = open_source(Incoming("people.csv", path), folder / "copy")
    return survey(source, columns_of(source.header, GUESSED, source.place), lambda _rows: None)


def percent(*texts: str) -> bool:
    shares = Shares()
    for text in texts:
        shares.add(text)
    return shares.percent


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["100", "80", "50"], True),
        (["100,0", "62,5"], True),
        (["100", ""], True),
        (["80", "50"], False),  # nobody has all of it: these may be hours
        (["40", "32"], False),
        (["100", "1"], False),
        (["1", "0.8"], False),
        (["100", "150"], False),
        (["100 %", "80 %"], False),  # the sign says it for each
        ([], False),
    ],
)
def test_per_cent_is_what_somebody_has_a_hundred_of(texts: list[str], said: bool) -> None:
    assert percent(*texts) is said


def test_rows_are_counted_without_totals_and_blanks(tmp_path: Path) -> None:
    found = seen(tmp_path, "1,Sales,2020-01-01,,1,\n\n,,,,,\n2,Sales,2020-01-01,,1,\nTotal,2,,,,\n")
    assert (found.rows, found.asides) == (2, {6: Kind.TOTALS})


def test_each_column_of_dates_shows_its_own_order(tmp_path: Path) -> None:
    found = seen(tmp_path, "1,Sales,43831,31/12/2025,1,\n2,Sales,43832,01/02/2025,1,\n")
    assert found.reading(Field.HIRED, GUESSED) is Order.DAY_NUMBERS
    assert found.reading(Field.LEFT, GUESSED) is Order.DAY_FIRST


def test_first_values_are_shown_but_those_of_closed_columns(tmp_path: Path) -> None:
    found = seen(tmp_path, "1,Sales,2020-01-01,,1,Band 7\n2,Legal,2020-01-01,,1,Band 8\n")
    assert found.first_values[1] == ["Sales", "Legal"]
    assert found.first_values[5] == []


def test_totals_are_noted_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + "1,Sales,2020-01-01,,1,\nTotal,,,,1,\nGrand total,,,,1,\n")
    source = open_source(Incoming("people.csv", path), tmp_path / "copy")
    columns = columns_of(source.header, GUESSED, source.place)
    found = survey(source, columns, lambda _rows: None)
    assert [(each.kind, each.line) for each in notes(source, found)] == [
        ("totals", 3),
        ("totals", 4),
    ]


def test_the_layout_asks_the_table_of_reasons_before_guessing(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + "1,Sales,2020-01-01,,1,\n")
    source = open_source(Incoming("people.csv", path), tmp_path / "copy")
    columns = columns_of(source.header, GUESSED, source.place)
    found = survey(source, columns, lambda _rows: None)
    layout = layout_of(source, columns, found, GUESSED, {"code 7": Meaning.RETIREMENT})
    understood = layout.understand("CODE 7")
    assert understood is not None
    assert understood.reason is Reason.RETIREMENT
    assert layout.understand("Code 8") is None
