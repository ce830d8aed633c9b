"""One person's rows put in order of time: pictures of jobs in, stays and remarks out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.intake.findings import NOTED
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import Telling, tell
from tandem.organisation.intake.values import DAY, Row

COLUMNS = ("area", "start", "to", "hired", "left", "reason", "event")


def line(number: int, **said: str) -> Line:
    end_on = date.fromisoformat(said["to"]) + DAY if said.get("to") else None
    gone_on = date.fromisoformat(said["left"]) + DAY if said.get("left") else None
    hired_on = date.fromisoformat(said["hired"]) if said.get("hired") else None
    row = Row(
        number="1", first_name="Ann", last_name="Lund", email="", manager="", title="", level="",
        location="", fte=None, department=(said.get("area", "Sales"),),
        start_on=date.fromisoformat(said["start"]), end_on=end_on,
        reason=said.get("reason", ""), reason_class="",
    )  # fmt: skip
    event = said.get("event", "")
    return Line(0, number, row, hired_on, gone_on, event == "leaves", event == "begins")


def lines(picture: str) -> list[Line]:
    """Area, from, to (last day), hire date, leave date, reason, event; "." is an empty cell."""
    found = []
    for number, text in enumerate(picture.strip().splitlines(), start=2):
        cells = [cell.strip() for cell in text.split("|")]
        said = dict(zip(COLUMNS, cells, strict=False))
        found.append(line(number, **{name: cell for name, cell in said.items() if cell != "."}))
    return found


def drawn(telling: Telling) -> list[list[str]]:
    """Each stay as its jobs, "area from – first day out"."""
    return [
        [
            f"{job.line.row.department[0]} {job.start_on} – {job.end_on or '.'}"
            for job in stay.jobs
        ]
        for stay in telling.stays
    ]  # fmt: skip


def remarks(telling: Telling) -> list[tuple[int, str]]:
    return [(each.line.line, each.kind.value) for each in telling.remarks]


def test_jobs_with_a_last_day_are_taken_as_they_are_told() -> None:
    telling = tell(lines("""
        Sales   | 2020-01-01 | 2021-06-30
        Service | 2021-07-01 | .
    """))  # fmt: skip
    assert drawn(telling) == [["Sales 2020-01-01 – 2021-07-01", "Service 2021-07-01 – ."]]
    assert remarks(telling) == []


def test_a_job_told_only_with_its_start_ends_where_the_next_begins() -> None:
    telling = tell(lines("""
        Service | 2022-03-01
        Sales   | 2020-01-01
        Depot   | 2024-05-01
    """))  # fmt: skip
    assert drawn(telling) == [
        [
            "Sales 2020-01-01 – 2022-03-01",
            "Service 2022-03-01 – 2024-05-01",
            "Depot 2024-05-01 – .",
        ]
    ]
    assert remarks(telling) == []


def test_a_to_date_that_is_the_first_day_out_is_noted_and_counts_for_the_next_job() -> None:
    telling = tell(lines("""
        Sales   | 2020-01-01 | 2021-07-01
        Service | 2021-07-01 | .
    """))  # fmt: skip
    assert drawn(telling) == [["Sales 2020-01-01 – 2021-07-01", "Service 2021-07-01 – ."]]
    assert remarks(telling) == [(3, "shared_day")]


@pytest.mark.parametrize(
    ("first_to", "second_from"),
    [
        ("2021-07-02", "2021-07-01"),  # two days in common
        ("2023-01-01", "2021-07-01"),
        ("2020-01-01", "2020-01-01"),  # one day in common, and nothing would be left of the first
        ("2021-07-01", "2020-01-01"),
        (".", "2020-01-01"),  # both begin on one day
    ],
)
def test_two_jobs_at_once_are_refused(first_to: str, second_from: str) -> None:
    telling = tell(lines(f"""
        Sales   | 2020-01-01 | {first_to}
        Service | {second_from} | 2025-01-01
    """))  # fmt: skip
    assert remarks(telling) == [(3, "overlapping_spell")]


@pytest.mark.parametrize(
    ("picture", "asked"),
    [
        # for a while in another area: nobody says that they left, so they may be in the first
        ("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | 2025-05-31
        """, [3]),
        # two such times: asked at the first
        ("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | 2025-05-31
        Depot | 2025-07-01 | 2025-08-31
        """, [3]),
        # moves, told by their first days alone
        ("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | .
        """, []),
        # the last job is open again, so nobody is lost
        ("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | 2025-05-31
        Night | 2025-06-01 | .
        """, []),
        # they left, and the row says why, or when
        ("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | 2025-05-31 | . | . | Resignation
        """, []),
        ("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | 2025-05-31 | . | 2025-05-31
        """, []),
        # they came back, so they had left
        ("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | 2025-05-31
        Night | 2026-01-01 | .          | . | . | . | begins
        """, []),
        # both have an end: nothing was cut
        ("""
        Night | 2024-08-01 | 2025-02-28
        IT    | 2025-03-01 | 2025-05-31
        """, []),
    ],
)  # fmt: skip
def test_who_may_be_in_a_job_without_an_end_still_is_asked_about(
    picture: str, asked: list[int]
) -> None:
    telling = tell(lines(picture))
    said = [line for line, kind in remarks(telling) if kind == "overlapping_spell"]
    assert said == asked


def test_the_day_that_would_let_both_jobs_stand_is_offered() -> None:
    apart = tell(lines("""
        Night | 2024-08-01 | .
        IT    | 2025-03-01 | 2025-05-31
    """))  # fmt: skip
    [remark] = apart.remarks
    assert (remark.facts["rival"], remark.facts["offers"]) == ((0, 2), ("2025-02-28",))
    together = tell(lines("""
        Night | 2025-03-01 | .
        IT    | 2025-03-01 | 2025-05-31
    """))  # fmt: skip
    [remark] = together.remarks
    assert remark.facts["offers"] == ()  # it would end before it begins


def test_days_between_two_jobs_belong_to_the_job_before_and_are_noted() -> None:
    telling = tell(lines("""
        Sales   | 2020-01-01 | 2021-06-30
        Service | 2021-09-01 | .
    """))  # fmt: skip
    assert drawn(telling) == [["Sales 2020-01-01 – 2021-09-01", "Service 2021-09-01 – ."]]
    assert remarks(telling) == [(3, "gap")]
    assert telling.remarks[0].facts == {"first": "2021-07-01", "last": "2021-08-31"}


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(
            """
            Sales   | 2020-01-01 | 2021-06-30 | . | 2021-06-30
            Service | 2022-03-01 | .
            """,
            id="a leave date",
        ),
        pytest.param(
            """
            Sales   | 2020-01-01 | .          | . | 2021-06-30
            Service | 2022-03-01 | .
            """,
            id="a leave date alone",
        ),
        pytest.param(
            """
            Sales   | 2020-01-01 | 2021-06-30 | . | . | Resignation
            Service | 2022-03-01 | .
            """,
            id="a leave reason before a gap",
        ),
        pytest.param(
            """
            Sales   | 2020-01-01 | 2021-06-30 | 2020-01-01
            Service | 2022-03-01 | .          | 2022-03-01
            """,
            id="another hire date",
        ),
        pytest.param(
            """
            Sales   | 2020-01-01 | 2021-06-30
            Service | 2022-03-01 | .          | . | . | . | begins
            """,
            id="an event says hired again",
        ),
        pytest.param(
            """
            Sales   | 2020-01-01 | . | . | . | .        | .
            .       | 2021-07-01 | . | . | . | Resigned | leaves
            Service | 2022-03-01 | . | . | . | .        | .
            """,
            id="an event says left, gone from its day on",
        ),
    ],
)
def test_who_left_and_came_back_has_two_stays(picture: str) -> None:
    telling = tell(lines(picture))
    assert drawn(telling) == [["Sales 2020-01-01 – 2021-07-01"], ["Service 2022-03-01 – ."]]
    assert remarks(telling) == []


def test_the_last_job_of_a_stay_says_why_it_ended() -> None:
    telling = tell(lines("""
        Sales   | 2020-01-01 | 2021-06-30 | . | . | Promotion
        Service | 2021-07-01 | 2023-01-31 | . | . | Retirement
    """))  # fmt: skip
    assert [stay.reason for stay in telling.stays] == ["Retirement"]
    assert telling.stays[0].end_on == date(2023, 2, 1)


def test_a_leave_date_repeated_on_every_row_ends_the_stay_once() -> None:
    telling = tell(lines("""
        Sales   | 2020-01-01 | 2021-06-30 | 2020-01-01 | 2023-01-31 | Retirement
        Service | 2021-07-01 | .          | 2020-01-01 | 2023-01-31 | Retirement
    """))  # fmt: skip
    assert drawn(telling) == [["Sales 2020-01-01 – 2021-07-01", "Service 2021-07-01 – 2023-02-01"]]
    assert remarks(telling) == []


def test_a_reason_without_a_last_day_is_noted_and_they_are_here() -> None:
    telling = tell(lines("Sales | 2020-01-01 | . | . | . | Retirement"))
    assert (telling.stays[0].end_on, telling.stays[0].reason) == (None, "")
    assert remarks(telling) == [(2, "reason_without_date")]


def test_between_the_last_job_and_the_leave_date_they_are_in_that_job() -> None:
    telling = tell(lines("Sales | 2020-01-01 | 2021-06-30 | . | 2021-08-31"))
    assert drawn(telling) == [["Sales 2020-01-01 – 2021-09-01"]]
    assert remarks(telling) == [(2, "gap")]


def test_a_first_job_after_the_hire_date_is_dated_back_to_it_and_noted() -> None:
    telling = tell(lines("""
        Sales   | 2020-01-01 | 2021-06-30 | 2015-04-01
        Service | 2021-07-01 | .          | 2015-04-01
    """))  # fmt: skip
    assert drawn(telling) == [["Sales 2015-04-01 – 2021-07-01", "Service 2021-07-01 – ."]]
    assert remarks(telling) == [(2, "early_hire")]


def test_an_original_hire_date_does_not_reach_back_over_the_time_away() -> None:
    telling = tell(lines("""
        Sales   | 2015-04-01 | 2018-12-31 | 2015-04-01 | 2018-12-31
        Service | 2020-01-01 | .          | 2015-04-01 | .
    """))  # fmt: skip
    assert drawn(telling) == [["Sales 2015-04-01 – 2019-01-01"], ["Service 2020-01-01 – ."]]
    assert remarks(telling) == []


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param("Sales | 2020-01-01 | . | 2020-02-01", id="begins before the hire date"),
        pytest.param("Sales | 2020-01-01 | 2020-05-31 | . | 2020-03-31", id="ends after the leave"),
        pytest.param("Sales | 2020-01-01 | . | . | 2019-12-31", id="begins after the leave date"),
        pytest.param("Sales | 2020-01-01 | . | . | . | Gone | leaves", id="leaves from no job"),
    ],
)
def test_a_job_outside_its_stay_is_refused(picture: str) -> None:
    assert remarks(tell(lines(picture))) == [(2, "outside_stay")]


def test_a_leave_date_written_as_the_first_day_out_by_the_to_date_is_no_matter() -> None:
    telling = tell(lines("Sales | 2020-01-01 | 2020-04-01 | . | 2020-03-31"))
    assert drawn(telling) == [["Sales 2020-01-01 – 2020-04-01"]]
    assert remarks(telling) == []


def test_the_same_row_again_is_taken_once() -> None:
    telling = tell(lines("""
        Sales   | 2020-01-01 | .
        Service | 2021-07-01 | .
        Sales   | 2020-01-01 | .
    """))  # fmt: skip
    assert drawn(telling) == [["Sales 2020-01-01 – 2021-07-01", "Service 2021-07-01 – ."]]
    assert remarks(telling) == [(4, "same_row")]


FIRST_DAY = date(2015, 1, 1)
SPELLS = st.lists(
    st.tuples(
        st.integers(0, 300),  # first day
        st.one_of(st.none(), st.integers(0, 320)),  # last day
        st.one_of(st.none(), st.integers(0, 320)),  # leave date
        st.one_of(st.none(), st.integers(0, 300)),  # hire date
        st.sampled_from(["", "Resigned"]),
        st.sampled_from(["", "", "", "leaves", "begins"]),
    ),
    min_size=1,
    max_size=6,
)


def day(number: int | None) -> str:
    return "" if number is None else (FIRST_DAY + timedelta(days=number)).isoformat()


@given(SPELLS)
def test_whatever_is_told_what_is_taken_has_one_job_at_a_time_and_no_hole(
    spells: list[tuple[int, int | None, int | None, int | None, str, str]],
) -> None:
    told = [
        line(number, start=day(a), to=day(b), left=day(c), hired=day(d), reason=why, event=event)
        for number, (a, b, c, d, why, event) in enumerate(spells)
        if b is None or b >= a
    ]
    telling = tell(told)
    if any(each.kind not in NOTED for each in telling.remarks):
        return
    before: date | None = date.min
    for stay in telling.stays:
        assert before is not None  # only the last stay may be open
        assert before <= stay.start_on
        for one, following in zip(stay.jobs, stay.jobs[1:], strict=False):
            assert one.end_on == following.start_on
        for job in stay.jobs:
            assert job.end_on is None or job.start_on < job.end_on
        before = stay.end_on
        assert before is not None or not stay.reason
