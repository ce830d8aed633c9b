"""Stays from brought rows: first days gone, one place at a time, moves, and reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.analytics.columns import PEOPLE, Rows, rows_of
from tandem.analytics.facts import EndReason
from tandem.analytics.sources import Brought, UnusableFacts
from tandem.analytics.stays import WORDS, stays_of

FIRST = date(2024, 1, 1)
HEADINGS = ("person", "area", "start_on", "end_on", "last_day", "end_reason")


def given_rows(picture: str, headings: tuple[str, ...] = HEADINGS) -> Rows:
    """Cells set apart by strokes, the first row being line 2; a dot is an empty cell."""
    lines = [line.split("#")[0].split("|") for line in picture.strip().splitlines()]
    records = [[None if cell.strip() == "." else cell.strip() for cell in line] for line in lines]
    columns = {name: [row[at] for row in records] for at, name in enumerate(headings)}
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    return rows_of(Brought("people", table, range(2, len(table) + 2)), PEOPLE)


def read(picture: str) -> tuple[list[tuple[object, ...]], list[str], list[str]]:
    """The stays without person; who was refused; what was noticed."""
    rows = given_rows(picture)
    table, noticed = stays_of(rows)
    found = [tuple(row.values())[1:] for row in table.to_pylist()]
    return found, [str(each) for each in rows.refused], noticed


OTHER = "Zoe | Dairy | 2020-01-01 | . | . | .\n"


@pytest.mark.parametrize(
    ("end_on", "last_day", "gone"),
    [
        ("2024-01-02", ".", date(2024, 1, 2)),  # a single day
        (".", "2024-01-01", date(2024, 1, 2)),  # the same day, as the last one
        (".", "2024-02-29", date(2024, 3, 1)),
        (".", "2024-12-31", date(2025, 1, 1)),
        ("2024-05-01", "2024-04-15", date(2024, 5, 1)),  # the first day gone goes before
        (".", ".", None),
    ],
)
def test_the_first_day_gone_is_the_day_after_the_last(
    end_on: str, last_day: str, gone: date | None
) -> None:
    found, refused, _noticed = read(f"Ann | Bakery | 2024-01-01 | {end_on} | {last_day} | .")
    assert [stay[2] for stay in found] == [gone]
    assert refused == []


@pytest.mark.parametrize(("end_on", "last_day"), [("2024-01-01", "."), (".", "2023-12-31")])
def test_a_stay_without_a_day_is_refused_with_its_line_and_cure(end_on: str, last_day: str) -> None:
    found, refused, _noticed = read(f"{OTHER}Ann | Bakery | 2024-01-01 | {end_on} | {last_day} | .")
    assert len(found) == 1
    assert refused == ["people, line 3: ends before it has begun. Mend one of its two days."]


def test_where_no_row_is_left_the_first_fault_is_told() -> None:
    with pytest.raises(UnusableFacts, match=r"no row that can be used.*line 2: ends before"):
        read("Ann | Bakery | 2024-01-01 | 2024-01-01 | . | .")


# ---- one place at a time


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("2024-01-01 | 2024-03-01", "is the same stay as line 2"),
        ("2024-01-01 | 2024-03-02", "begins before the person's stay ends in line 2"),
        ("2024-02-29 | .", "begins before the person's stay ends in line 2"),  # the last day
        ("2024-03-01 | .", None),  # the first day gone
        ("2024-03-02 | .", None),
        ("2023-12-01 | 2024-01-01", None),  # before it
    ],
)
def test_a_person_is_in_one_place_at_a_time(second: str, why: str | None) -> None:
    _found, refused, _noticed = read(
        f"Ann | Bakery | 2024-01-01 | 2024-03-01 | . | .\nAnn | Bakery | {second} | . | ."
    )
    assert len(refused) == (why is not None)
    assert all(f"line 3: {why}" in each for each in refused)


def test_a_stay_before_the_one_above_it_pushes_that_one_out() -> None:
    """Which of two is refused hangs on their days, not on their order in the file."""
    found, refused, _noticed = read(
        "Ann | Bakery | 2024-02-01 | 2024-03-01 | . | .\nAnn | Dairy | 2024-01-01 | . | . | ."
    )
    assert [stay[0] for stay in found] == ["Dairy"]
    assert "line 2: begins before the person's stay ends in line 3" in refused[0]


def test_all_that_lie_within_one_long_stay_are_measured_against_it() -> None:
    """The second overlaps no third: what was refused takes nobody else along."""
    found, refused, _noticed = read(
        "Ann | Bakery | 2024-01-01 | 2024-12-01 | . | .\n"
        "Ann | Dairy  | 2024-02-01 | .          | . | .\n"
        "Ann | Dairy  | 2024-11-01 | 2024-11-02 | . | .\n"
        "Ann | Dairy  | 2024-12-01 | .          | . | .\n"
    )
    assert [stay[:2] for stay in found] == [
        ("Bakery", date(2024, 1, 1)),
        ("Dairy", date(2024, 12, 1)),
    ]
    assert [each.count("ends in line 2") for each in refused] == [1, 1]


STAYS = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(0, 12), st.integers(1, 6) | st.none()),
    min_size=1,
    max_size=7,
)


@settings(max_examples=50)
@given(STAYS)
def test_who_is_kept_is_never_in_two_places_and_nobody_is_refused_without_cause(
    stays: list[tuple[str, int, int | None]],
) -> None:
    def day(number: int) -> str:
        return str(FIRST + timedelta(days=number))

    picture = "\n".join(
        f"{person} | Bakery | {day(start)} | {'.' if long is None else day(start + long)} | . | ."
        for person, start, long in stays
    )
    rows = given_rows(picture)
    stays_of(rows)
    spans = {
        line: (person, start, 99 if long is None else start + long)
        for line, (person, start, long) in enumerate(stays, start=2)
    }
    kept = [spans[int(line)] for line in rows.lines]

    def meet(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
        return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]

    assert not any(meet(a, b) for at, a in enumerate(kept) for b in kept[:at])
    assert len(kept) + len(rows.refused) == len(stays)
    assert all(any(meet(spans[each.line], one) for one in kept) for each in rows.refused)


# ---- moves


def test_a_chain_of_moves_has_each_its_area_before_and_after_in_any_order_of_rows() -> None:
    found, _refused, _noticed = read(
        "Ann | Dairy  | 2024-03-01 | 2024-04-01 | . | resigned\n"
        "Ben | Dairy  | 2024-02-01 | .          | . | .\n"  # another person, the same day
        "Ann | Bakery | 2024-01-01 | 2024-02-01 | . | .\n"
        "Ann | Mill   | 2024-02-01 | 2024-03-01 | . | quit\n"
    )
    assert [(stay[0], *stay[3:]) for stay in found] == [
        ("Dairy", "Mill", None, "voluntary"),
        ("Dairy", None, None, None),
        ("Bakery", None, "Mill", "transfer"),
        ("Mill", "Bakery", "Dairy", "transfer"),  # a quit that goes on elsewhere is none
    ]


def test_persons_are_numbered_as_they_come_and_their_names_stay_behind() -> None:
    table, _noticed = stays_of(given_rows(OTHER + OTHER.replace("Zoe", "Ann")))
    assert table["person"].to_pylist() == [0, 1]
    assert "Zoe" not in str(table.to_pydict())


# ---- reasons


@pytest.mark.parametrize(
    ("written", "reason"),
    [(word, reason.value) for reason, words in WORDS.items() for word in words]
    + [("QUIT", "voluntary"), ("End-of-Contract", "other"), ("reduction  in force", "involuntary")],
)
def test_the_words_of_exports_are_classes(written: str, reason: str) -> None:
    found, _refused, noticed = read(f"Ann | Bakery | 2024-01-01 | 2024-02-01 | . | {written}")
    assert (found[0][5], noticed) == (reason, [])


def test_a_word_beside_somebody_still_here_is_no_leaving_and_nothing_to_notice() -> None:
    found, _refused, noticed = read(
        "Ann | Bakery | 2024-01-01 | .          | . | active\n"
        "Ben | Bakery | 2024-01-01 | .          | . | quit\n"
        "Cem | Bakery | 2024-01-01 | 2024-02-01 | . | quit\n"
    )
    assert [stay[5] for stay in found] == [None, None, "voluntary"]
    assert noticed == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["b", "a"], "“a”, “b” is own choice"),
        (list("fedcb"), "“b”, “c”, “d”, “e”, “f” is own choice"),
        (list("gfedcb"), "“b”, “c”, “d”, “e”, “f” and 1 more is own choice"),
    ],
)
def test_words_that_mean_no_class_are_named_up_to_five(words: list[str], named: str) -> None:
    picture = "\n".join(
        f"{at} | Bakery | 2024-01-01 | 2024-02-01 | . | {word}" for at, word in enumerate(words)
    )
    found, _refused, [sentence] = read(picture)
    assert named in sentence
    assert sentence.endswith(f"Write one of: {', '.join(EndReason)}.")
    assert {stay[5] for stay in found} == {None}
