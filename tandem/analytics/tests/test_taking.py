"""What somebody brings becomes facts, or a sentence that names file, line and cure."""

from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from tandem.analytics.facts import Facts
from tandem.analytics.sources import UnusableFacts
from tandem.analytics.taking import Taken, take
from tandem.analytics.tests.tables import engine, rows
from tandem.analytics.tree import MOST_LEVELS, check_tree
from tandem.analytics.verbs import facts, measure

pd: Any = import_module("pandas")  # ships no types
PEOPLE = """person,area,start_on,end_on,end_reason
Ann,Bakery,2024-06-01,,
Ben,Bakery,2024-06-01,2025-02-01,voluntary
"""


def write(folder: Path, words: str, name: str = "people.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(words.encode(encoding))
    return path


def taken(folder: Path, words: str, areas: Path | None = None, as_of: date | None = None) -> Taken:
    return take(engine=engine(), people=write(folder, words), areas=areas, as_of=as_of)


def told(found: Taken) -> list[tuple[Any, ...]]:
    return rows(found.facts.spells.order_by("person", "start_on"))


class Stream:
    """Anything that speaks Arrow, and nothing else."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


STAYS = [
    (0, "Bakery", date(2024, 6, 1), None, None, None, None),
    (1, "Bakery", date(2024, 6, 1), date(2025, 2, 1), None, None, "voluntary"),
]


def test_a_file_and_every_kind_of_frame_say_the_same(tmp_path: Path) -> None:
    table = pa.table(
        {
            "person": ["Ann", "Ben"],
            "area": ["Bakery", "Bakery"],
            "start_on": [date(2024, 6, 1)] * 2,
            "end_on": [None, date(2025, 2, 1)],
            "end_reason": [None, "voluntary"],
        }
    )
    pq.write_table(table, tmp_path / "people.parquet")
    feather.write_feather(table, tmp_path / "people.arrow")
    days = table.set_column(
        2,
        "start_on",
        pa.array([datetime(2024, 6, 1)] * 2, pa.timestamp("ns")),  # noqa: DTZ001 - a day
    )
    sources = [
        write(tmp_path, PEOPLE),
        str(write(tmp_path, PEOPLE, "bom.csv", "utf-8-sig")),
        write(tmp_path, PEOPLE.replace(",", ";"), "semicolons.csv"),
        write(tmp_path, PEOPLE.replace(",", "\t"), "tabs.tsv"),
        tmp_path / "people.parquet",
        tmp_path / "people.arrow",
        table,
        days,
        Stream(table),
        table.to_pandas(),
        pd.DataFrame(table.to_pydict()).astype({"area": "category"}),
        pl.DataFrame(table.to_pydict()),
        pl.DataFrame(table.to_pydict(), schema_overrides={"area": pl.Categorical}),
    ]
    for source in sources:
        assert told(take(engine=engine(), people=source)) == STAYS, source


def test_an_export_is_read_by_its_own_headings(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        "Employee ID;Department;Hire Date;Leave Date;Leave Reason\n"
        "007;Supply / Bakery;1.6.2024;31.1.2025;Resignation\n"
        "8;Supply > Dairy;1.6.2024;31.12.9999;\n",
    )
    assert told(found) == [
        (0, "Supply / Bakery", date(2024, 6, 1), date(2025, 2, 1), None, None, "voluntary"),
        (1, "Supply / Dairy", date(2024, 6, 1), None, None, None, None),
    ]  # a leave date is the last day; end_on the first day gone
    assert rows(found.facts.areas.order_by("area")) == [
        ("Supply", None, "Supply"),
        ("Supply / Bakery", "Supply", "Bakery"),
        ("Supply / Dairy", "Supply", "Dairy"),
    ]


def test_a_stay_that_goes_on_elsewhere_the_same_day_is_a_move(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        "person,area,start_on,end_on,end_reason\n"
        "Ann,Bakery,2024-06-01,2025-02-01,\n"
        "Ann,Dairy,2025-02-01,,\n"
        "Ben,Bakery,2024-06-01,2025-02-01,quit\n"
        "Ben,Dairy,2025-02-02,,\n",  # a day later: left, and hired again
    )
    assert [stay[4:] for stay in told(found)] == [
        (None, "Dairy", "transfer"),
        ("Bakery", None, None),
        (None, None, "voluntary"),
        (None, None, None),
    ]


def test_moves_are_taken_as_told_where_they_are_told(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        "person,area,start_on,end_on,end_reason,came_from,went_to\n"
        "Ann,Bakery,2024-06-01,2025-02-01,transfer,,Dairy\n"
        "Ann,Dairy,2025-02-01,,,Bakery,\n",
    )
    assert [stay[4:] for stay in told(found)] == [
        (None, "Dairy", "transfer"),
        ("Bakery", None, None),
    ]


def test_a_word_that_means_no_class_is_named_once(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        "person,area,start_on,end_on,end_reason\n"
        + "".join(f"{n},Bakery,2024-06-01,2025-02-01,SC\n" for n in range(3)),
    )
    assert [stay[6] for stay in told(found)] == [None] * 3
    [sentence] = found.noticed
    assert "nobody has said whether “SC” is own choice" in sentence


HEAD = "person,area,start_on,end_on\n"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Ann,Bakery,2024-06-01,2024-06-01", "line 3: ends before it has begun"),
        ("Ann,Bakery,2024-06-31,", "line 3: start_on “2024-06-31” is no day of the calendar"),
        ("Ann,Bakery,soon,", "line 3: start_on “soon” is no day. Write it like 2026-03-31"),
        ("Ann,Bakery,,", "line 3: start_on is empty. Fill it in"),
        (",Bakery,2024-06-01,", "line 3: person is empty"),
        ("Ann, ,2024-06-01,", "line 3: area is empty"),
        ("Zoe,Bakery,2020-01-01,", "line 3: is the same stay as line 2"),
        ("Zoe,Dairy,2021-01-01,", "line 3: begins before the person's stay ends in line 2"),
        ("Ann,Bakery", "line 3: more or fewer cells than the heading has (4)"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_the_others_stay(
    tmp_path: Path, row: str, why: str
) -> None:
    found = taken(tmp_path, f"{HEAD}Zoe,Bakery,2020-01-01,\n{row}\n\nYan,Bakery,2020-01-01,\n")
    [refused] = found.refused
    assert why in str(refused)
    assert str(refused).startswith(str(tmp_path / "people.csv"))
    assert len(told(found)) == 2  # the empty line is no row


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "has no heading"),
        (HEAD, "has no row that can be used"),
        (f"{HEAD}Ann,Bakery,never,\n", r"no row that can be used\. .*line 2: start_on “never”"),
        ("person,start_on\nAnn,2024-06-01\n", "lacks the column area. Its columns are: person, st"),
        ("name,when\nAnn,2024-06-01\n", "lacks the columns person, area, start_on"),
        ("person,area,area,start_on\n", "two columns “area”"),
        (
            f"{HEAD}Ann,Bakery,2024-06-01,\nBen,Bakery,1.6.2024,\n",
            r"“2024-06-01” \(line 2\) and “1.6.2024” \(line 3\) are two ways to write a day",
        ),
        (f"{HEAD}Ann,Bakery,3/4/2024,\n", "can be read as day or month first"),
        (f"{HEAD}Ann,Bakery,13/4/2024,\nBen,Bakery,4/13/2024,\n", "mixes both ways"),
    ],
)
def test_what_cannot_be_used_at_all_says_why(tmp_path: Path, words: str, why: str) -> None:
    with pytest.raises(UnusableFacts, match=why):
        taken(tmp_path, words)


def test_slashes_are_read_as_the_column_shows(tmp_path: Path) -> None:
    british = taken(tmp_path, f"{HEAD}Ann,Bakery,3/4/2024,\nBen,Bakery,25/4/2024,\n")
    american = taken(tmp_path, f"{HEAD}Ann,Bakery,3/4/2024,\nBen,Bakery,4/25/2024,\n")
    assert [stay[2] for stay in told(british)] == [date(2024, 4, 3), date(2024, 4, 25)]
    assert [stay[2] for stay in told(american)] == [date(2024, 3, 4), date(2024, 4, 25)]


def test_other_letters_are_told_with_their_cure(tmp_path: Path) -> None:
    for encoding in ("cp1252", "utf-16"):
        path = write(tmp_path, f"{HEAD}Zoë,Bäckerei,2024-06-01,\n", encoding=encoding)
        with pytest.raises(UnusableFacts, match="Save it again as “CSV UTF-8”"):
            take(engine=engine(), people=path)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("nowhere.csv", "is no file"),
        ([1, 2], "people is a list. Give the path"),
        (None, "nothing to compute from"),
    ],
)
def test_what_is_no_table_is_told(source: object, why: str) -> None:
    with pytest.raises(UnusableFacts, match=why):
        take(engine=engine(), people=source)


def test_a_torn_parquet_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    path.write_bytes(b"PAR1 and then nothing")
    with pytest.raises(UnusableFacts, match=r"cannot be read: .* Export it again"):
        take(engine=engine(), people=path)


# ---- areas


def areas(folder: Path, words: str) -> Path:
    return write(folder, f"area,parent\n{words}", "areas.csv")


def test_a_tree_can_be_given_and_everybody_must_be_in_it(tmp_path: Path) -> None:
    tree = areas(tmp_path, "Varnholm,\nBakery,Varnholm\n")
    found = taken(tmp_path, f"{PEOPLE}Cem,Bakry,2024-06-01,,\n", areas=tree)
    [refused] = found.refused
    assert "line 4: “Bakry” is no area of" in str(refused)
    assert ("Varnholm", "Bakery") in rows(found.facts.closure)


@pytest.mark.parametrize(
    ("tree", "why"),
    [
        ("Bakery,Supply\n", "“Bakery” lies below “Supply”, which is no area of it. Add a row"),
        ("Bakery,Dairy\nDairy,Bakery\n", "“Bakery”, “Dairy”, “Bakery” lie in a circle"),
        ("Bakery,Bakery\n", "“Bakery”, “Bakery” lie in a circle"),
    ],
)
def test_a_tree_that_is_none_is_told(tmp_path: Path, tree: str, why: str) -> None:
    with pytest.raises(UnusableFacts, match=why):
        taken(tmp_path, PEOPLE, areas=areas(tmp_path, tree))


def test_an_area_named_twice_keeps_its_first_parent(tmp_path: Path) -> None:
    tree = areas(tmp_path, "Varnholm,\nBakery,Varnholm\nBakery,\n")
    found = taken(tmp_path, PEOPLE, areas=tree)
    assert [str(each).partition("line ")[2] for each in found.refused] == [
        "4: “Bakery” stands there twice. Leave one of them."
    ]
    assert ("Varnholm", "Bakery") in rows(found.facts.closure)


@pytest.mark.parametrize("upwards", [True, False])
def test_a_tree_of_fifty_thousand_levels_is_a_sentence(upwards: bool) -> None:
    chain = [f"area {level}" for level in range(50_000)]
    pairs = list(zip(chain, [None, *chain], strict=False))
    with pytest.raises(UnusableFacts, match=r"lies 50,000 levels deep, and 100 are the most"):
        check_tree(dict(pairs if upwards else reversed(pairs)), "areas.csv")
    deep = chain[:MOST_LEVELS]
    check_tree(dict(zip(deep, [None, *deep], strict=False)), "areas.csv")


def test_a_company_of_one_area_is_one_area(tmp_path: Path) -> None:
    found = taken(tmp_path, PEOPLE)
    assert rows(found.facts.areas) == [("Bakery", None, "Bakery")]
    assert rows(found.facts.closure) == [("Bakery", "Bakery")]


# ---- numbers of other systems, answers, counts


def test_observations_by_month_or_by_days(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "area;series;month;first;after;value;denominator\n"
        "Bakery;K14;2026-03;;;8,5;10\n"
        "Bakery;K14;;2026-04-01;2026-07-01;3;4\n",
        "observations.csv",
    )
    found = take(engine=engine(), observations=path)
    kept = rows(found.facts.observations.select("first", "after", "value", "denominator"))
    assert kept == [
        (date(2026, 3, 1), date(2026, 4, 1), 8.5, 10.0),
        (date(2026, 4, 1), date(2026, 7, 1), 3.0, 4.0),
    ]
    assert found.facts.as_of == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("2026-03,NaN,10", "value “NaN” is no number"),
        ("2026-03,inf,10", "value “inf” is no number"),
        ("2026-03,1e999,10", "value “1e999” is too large"),
        ("2026-03,8,-1", "denominator is below 0"),
        ("2026-03,-8,10", "value is below 0, and it is a count"),
        ("2026-03,11,10", "value is more than denominator, of which it is a part"),
        ("2026-3,8,10", "month “2026-3” is no month. Write it like 2026-03"),
        (",8,10", "first is empty. Give first and after, or a month"),
        ("2026-02,8,10", "says the same again as line 2"),
        ('2026-03,"1,234",10', "value “1,234” may be a thousand"),
    ],
)
def test_a_number_that_is_none_is_named(tmp_path: Path, cells: str, why: str) -> None:
    words = f"area,series,month,value,denominator\nBakery,K14,2026-02,1,2\nBakery,K14,{cells}\n"
    found = take(engine=engine(), observations=write(tmp_path, words, "observations.csv"))
    [refused] = found.refused
    assert f"line 3: {why}" in str(refused)


@pytest.mark.parametrize(
    ("series", "value", "of", "taken"),
    [
        ("K14", 10, 10, True),  # all offers were accepted
        ("K14", 0, 0, True),
        ("K14", 1, 0, False),
        ("K25", 901, 900, False),  # no likely range, and a part all the same
        ("K12", 90, 4, True),  # applicants for an opening are more than openings
        ("K12", -1, 4, False),
        ("K44", 3, 2, True),  # no series of its own: nothing is known of it
        ("revenue", -5, None, True),  # a month of credit notes
    ],
)
def test_a_part_is_at_most_its_whole_and_a_count_is_not_below_nought(
    series: str, value: float, of: float | None, taken: bool
) -> None:
    frame = pa.table(
        {
            "area": ["Bakery"] * 2,
            "series": [series, "K21"],
            "month": ["2026-01"] * 2,
            "value": [value, 1.0],
            "denominator": pa.array([of, 2.0], pa.float64()),
        }
    )
    found = take(engine=engine(), observations=frame)
    assert ([each.line for each in found.refused] == []) is taken


@pytest.mark.parametrize(
    ("theme", "answer", "taken"),
    [
        ("engagement", 0, False),
        ("engagement", 1, True),
        ("engagement", 5, True),
        ("engagement", 6, False),
        ("recommend", -1, False),
        ("recommend", 0, True),
        ("recommend", 10, True),
        ("recommend", 11, False),
    ],
)
def test_an_answer_is_one_of_its_scale(theme: str, answer: int, taken: bool) -> None:
    frame = pa.table(
        {
            "area": ["Bakery"] * 2,
            "theme": [theme, "trust"],
            "item": ["one"] * 2,
            "month": ["2026-01"] * 2,
            "answer": [answer, 4],
            "answers": [9, 9],
        }
    )
    found = take(engine=engine(), survey_cells=frame)
    assert ([each.line for each in found.refused] == []) is taken


def test_nan_and_infinity_of_a_frame_are_no_numbers() -> None:
    frame = pa.table(
        {
            "area": ["Bakery"] * 3,
            "series": ["K14"] * 3,
            "month": ["2026-01", "2026-02", "2026-03"],
            "value": [1.0, float("nan"), float("inf")],
            "denominator": [2.0, 2.0, 2.0],
        }
    )
    found = take(engine=engine(), observations=frame)
    assert [str(each) for each in found.refused] == [
        "observations, line 2: value “nan” is no number.",
        "observations, line 3: value “inf” is no number.",
    ]


def test_negative_headcounts_and_answers_are_named(tmp_path: Path) -> None:
    heads = write(tmp_path, "area,month,people\nBakery,2026-01,-3\nBakery,2026-02,30\n", "h.csv")
    cells = write(
        tmp_path,
        "area,theme,item,month,answer,answers\nBakery,trust,one,2026-01,4,-1\n"
        "Bakery,trust,one,2026-01,5,9\n",
        "answers.csv",
    )
    found = take(engine=engine(), headcounts=heads, survey_cells=cells)
    assert [str(each).partition("line ")[2] for each in found.refused] == [
        "2: people is below 0. Count people from 0 on.",
        "2: answers is below 0. Count people from 0 on.",
    ]
    assert found.facts.count_rows == 1


# ---- the day the facts speak of


@pytest.mark.parametrize(
    ("end_on", "as_of", "only_leavers"),
    [
        ("", date(2026, 11, 27), False),  # somebody is here today
        ("2027-06-01", date(2026, 11, 27), False),  # and goes, which is known already
        ("2025-02-01", date(2025, 1, 31), True),  # only people who left: up to their last day
    ],
)
def test_the_day_the_facts_were_taken(
    tmp_path: Path, end_on: str, as_of: date, only_leavers: bool
) -> None:
    found = taken(tmp_path, f"{HEAD}Ann,Bakery,2024-06-01,{end_on}\n", as_of=date(2026, 11, 27))
    assert isinstance(found.facts, Facts)
    assert (found.facts.as_of, found.facts.only_leavers) == (as_of, only_leavers)


@pytest.mark.parametrize(
    ("today", "as_of", "only_leavers"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), False),  # Ann is here, and goes in 2031
        (date(2032, 1, 1), date(2031, 12, 30), True),
    ],
)
def test_a_planned_last_day_is_no_day_that_facts_tell_of(
    tmp_path: Path, today: date, as_of: date, only_leavers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.analytics.verbs.today", lambda: today)
    people = write(tmp_path, f"{HEAD}Ann,Bakery,2024-06-01,2031-12-31\n")
    found = facts(people=people).facts
    assert (found.as_of, found.only_leavers) == (as_of, only_leavers)


# Twenty people of the night shift, which moved from Operations to Finance on 1 March.
WHERE = {"Night shift": 20, "Operations": 30, "Finance": 40}
SHIFT = "person,area,start_on\n" + "".join(
    f"{area} {number},{area},2024-06-01\n" for area in WHERE for number in range(WHERE[area])
)
BEFORE = "Operations,\nFinance,\nNight shift,Operations\n"
SINCE = "Operations,\nFinance,\nNight shift,Finance\n"


@pytest.mark.parametrize(
    ("tree", "people"),
    [(BEFORE, {"Operations": 50, "Finance": 40}), (SINCE, {"Operations": 30, "Finance": 60})],
    ids=["as it was in February", "as it is"],
)
def test_the_whole_history_counts_under_the_tree_of_the_day_one_gives(
    tmp_path: Path, tree: str, people: dict[str, int]
) -> None:
    found = taken(tmp_path, SHIFT, areas=areas(tmp_path, tree), as_of=date(2025, 4, 1))
    answer = measure("headcount", of=found, by="area", window=("2024-08", "2025-02"))
    shown = {row.area: row.result.value for row in answer}
    assert {area: shown[area] for area in people} == people


# ---- names that measures read


@pytest.mark.parametrize("series", ["k14", "K 14", " K-14 "])
def test_a_series_is_read_without_capitals_blanks_and_signs(tmp_path: Path, series: str) -> None:
    rows = f"area,series,month,value,denominator\nBakery,{series},2026-01,12,10\n"
    path = write(tmp_path, rows + "Bakery,K14,2026-02,8,10\n", "o.csv")
    found = take(engine=engine(), observations=path)
    assert (found.noticed, found.unread) == ((), 0)
    assert [each.line for each in found.refused] == [2]  # twelve of ten: it is known for a share


def test_what_no_measure_reads_is_named(tmp_path: Path) -> None:
    numbers = "area,series,month,value,denominator\nBakery,K140,2026-01,8,10\n"
    cells = "area,theme,item,month,answer,answers\nBakery,Engagment,one,2026-01,4,9\n"
    found = take(
        engine=engine(),
        observations=write(tmp_path, numbers + "Bakery,K140,2026-02,8,10\n", "o.csv"),
        survey_cells=write(tmp_path, cells, "a.csv"),
    )
    assert (found.refused, found.unread) == ((), 3)
    assert [each.rpartition("csv: ")[2] for each in found.noticed] == [
        "no measure reads the series “K140” of 2 rows. Did you mean “K14”?",
        "no measure reads the theme “Engagment” of 1 row. Did you mean “engagement”?",
    ]
