"""What a person reads: amounts, reasons, and all that must stand beside a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.results import Hidden, Result, result_of
from tandem.analytics.shown import WHY, Answer, Told, amount, caption, cards_table, why

TURNOVER = MEASURES["K02"]
YEAR = Months(date(2025, 1, 1), date(2026, 1, 1))
HALF = Months(date(2025, 1, 1), date(2025, 7, 1))


def result(n: int = 6, *, window: Months = YEAR, unknown: Hidden | None = None) -> Result:
    return result_of(TURNOVER, n=n, denominator=50.0, window=window, unknown=unknown)


def answer(*told: Told) -> Answer:
    return Answer(TURNOVER, told, date(2026, 1, 15), "snapshot-7")


def headings(of: Answer) -> list[str]:
    return [str(column.header) for column in of.__rich__().columns]


def cells(of: Answer, row: int = 0) -> dict[str, str]:
    columns = of.__rich__().columns
    return {str(column.header): str(list(column.cells)[row]) for column in columns}


@pytest.mark.parametrize("hidden", list(Hidden))
def test_every_reason_for_no_number_has_words_and_the_number_is_not_shown(hidden: Hidden) -> None:
    told = result(unknown=hidden)
    row = cells(answer(Told("Bakery", "Bakery", told)))
    assert row["Value"] == "–"
    assert (row["Count"], row["Likely range"]) == ("", "")
    assert row[""] == why(told) == WHY[hidden]
    assert why(told)


def test_no_two_reasons_are_told_in_the_same_words() -> None:
    assert len(set(WHY.values())) == len(Hidden)


def test_a_shown_number_has_no_reason_and_its_range() -> None:
    row = cells(answer(Told(None, "Everybody", result())))
    assert row == {
        "Area": "Everybody",
        "Value": "12.0 %",
        "Likely range": row["Likely range"],
        "Count": "6",
        "Divided by": "50",
        "": "",
    }
    low, high = (float(part.removesuffix(" %")) for part in row["Likely range"].split(" to "))
    assert low < 12 < high
    assert why(result()) == ""


@pytest.mark.parametrize(
    ("window", "year"),
    [(YEAR, None), (HALF, "24.2 %")],  # 12 % in 181 days: × 365 ÷ 181
)
def test_a_part_of_a_year_has_its_year_beside_it_and_a_year_has_none(
    window: Months, year: str | None
) -> None:
    row = cells(answer(Told(None, "Everybody", result(window=window))))
    assert row.get("A year like this") == year


@pytest.mark.slow
def test_twenty_thousand_areas_are_a_table_as_soon_as_each_was_looked_at_once() -> None:
    """Were all looked at again for each row, it would take minutes, and the test's time be over."""
    told = result(window=YEAR)
    many = answer(*(Told(f"n{at}", f"n{at}", told) for at in range(20_000)))
    assert len(many.sheet().rows) == 20_000
    assert "19,500 more rows are not shown." in str(many.__rich__().caption)


def test_months_are_a_column_only_where_they_were_asked_for() -> None:
    monthly = answer(Told(None, "Everybody", result(), date(2025, 12, 1)))
    assert "Month" in headings(monthly)
    assert cells(monthly)["Month"] == "2025-12"
    assert "Month" not in headings(answer(Told(None, "Everybody", result())))


def test_the_caption_says_the_last_day_of_the_window_and_not_the_first_after_it() -> None:
    said = caption(answer(Told(None, "Everybody", result(window=HALF))))
    assert "2025-01-01 to 2025-06-30." in said
    assert f"Divided by: {TURNOVER.divided_by}" in said
    assert said.endswith("Facts of 2026-01-15; definition K02, version 1.")


def test_where_windows_differ_the_caption_says_what_each_is() -> None:
    month_before = Months(*(month_of(month_number(day) - 1) for day in (YEAR.first, YEAR.after)))
    both = answer(
        Told(None, "Everybody", result(window=month_before), date(2025, 11, 1)),
        Told(None, "Everybody", result(), date(2025, 12, 1)),
    )
    assert "each over the twelve months that end with it" in caption(both)


def test_without_any_result_the_caption_names_what_it_would_be_divided_by() -> None:
    assert f"Divided by: {TURNOVER.divided_by}" in caption(answer())
    assert answer()._repr_html_().endswith("<tbody></tbody></table>")


def test_a_name_of_an_area_is_text_and_no_markup() -> None:
    html = answer(Told("x", "<script>R&D</script>", result()))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;R&amp;D&lt;/script&gt;" in html


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("K02", None, "–"),  # not known is not nought
        ("K02", 0.0, "0.0 %"),
        ("K02", 0.1234, "12.3 %"),
        ("K02", 1.5, "150.0 %"),  # more leavers than people on average
        ("K01", 1.0, "100.0 %"),
        ("headcount", 1234567.0, "1,234,567"),
        ("headcount", 12.5, "12.50"),
    ],
)
def test_an_amount_is_in_percent_where_it_is_a_share_or_a_rate_per_head(
    key: str, value: float | None, said: str
) -> None:
    by_key_or_name = next(m for m in MEASURES.values() if key in (m.key, m.name.lower()))
    assert amount(by_key_or_name, value) == said


def test_a_share_per_other_things_is_not_made_percent() -> None:
    assert amount(replace(TURNOVER, unit="days"), 0.5) == "0.50"


def test_the_cards_stand_one_in_a_row() -> None:
    table = cards_table(MEASURES.values())
    assert list(table.columns[0].cells) == list(MEASURES)
    assert all(list(table.columns[4].cells))  # each with its caution
