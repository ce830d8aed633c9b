"""Every answer of a verb prints itself, and is drawn in the shared theme where it can be seen."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module
from inspect import getmembers, isclass
from io import StringIO
from pkgutil import iter_modules

import pytest
from rich.console import Console

from tandem import analytics
from tandem.analytics import changes, checks, cost, shares
from tandem.analytics.cox import Coefficient, Model
from tandem.analytics.drivers import Drivers, Method
from tandem.analytics.drivers import Share as DriverShare
from tandem.analytics.fairness import Group, compare
from tandem.analytics.follow_on import Closeness, Seen, follow_on
from tandem.analytics.forecast import Ahead, BackTest, Forecast
from tandem.analytics.former_managers import AfterManagers, ByArea, ByManager, Followed
from tandem.analytics.hotspot_areas import Area
from tandem.analytics.hotspots import hotspots
from tandem.analytics.linkage import link
from tandem.analytics.odds import Odds, OddsOf
from tandem.analytics.panels import Panel
from tandem.analytics.pay_gap import AdjustedGap, Gap, PayGap
from tandem.analytics.printed import (
    MOST_ROWS,
    Drawn,
    Printed,
    as_html,
    as_table,
    between,
    chance,
    percent,
    plain,
)
from tandem.analytics.results import Hidden, Interval
from tandem.analytics.sheets import Mark, Sheet
from tandem.analytics.standardised import Alike
from tandem.analytics.staying import Employment, staying
from tandem.analytics.themes import Theme, Themes

TWO = Interval(0.1, 0.3)
HIRED = date(2024, 1, 1)
GONE = [Employment(start=HIRED, end=date(2024, 4, 10), group="a") for _ in range(10)]
STAYED = [Employment(start=HIRED, group="[b]") for _ in range(10)]
SERIES = tuple(date(2024, month, 1) for month in range(1, 13))
VALUES = (*(float(month % 3) for month in range(11)), 9.0)
STEADY = Coefficient(
    name="grade", b=0.1, se=0.02, p=0.0001, ratio=1.105, low=1.06, high=1.15, proportional_p=0.01
)
AREAS = [Area(area=f"A{n}", leavers=9, headcount=80 * (n > 0)) for n in range(9)]
SEVENS, FIVES = [n % 7 for n in range(48)], [n % 5 for n in range(48)]
UNITS = [f"u{n}" for n in range(12) for _ in range(4)]

WAVE = AfterManagers(area="Bakery", managers=6, after=9, before=2, expected=1.0, p=0.0001)

DRAWN: list[Drawn] = [
    hotspots([*AREAS, Area(area="<b>", leavers=40, headcount=60)]),
    compare([Group("a", 60, 100), Group("b", 45, 100), Group("c", 0, 0)]),
    link(Panel.of(UNITS, [1, 2, 3, 4] * 12, SEVENS, FIVES)),
    staying([*GONE, *STAYED], as_of=date(2026, 6, 1)),
    Drivers(shares=(DriverShare("trust", 0.3, 0.2, 0.4, None),), method=Method.LMG, r2=0.3,
            adjusted=0.28, intercept=None, n=50, warnings=("Asked together.",), sentence="Trust."),
    OddsOf((Odds("trust", 0.5, 0.1, 0.01, 1.3, 2.1),), 0.1, 60, 20),
    Model(coefficients=(STEADY,), people=90, leavers=30, clusters=None, likelihood_ratio=9.0,
          concordance=0.6),
    Forecast((Ahead(1, 60.0, Interval(55.0, 66.0)),), BackTest(
        months=1, tests=5, chain=2.0, last_value=3.0, last_years_rate=2.5, held=4)),
    changes.Course(SERIES, VALUES, changes.judge_series(VALUES)),
    shares.Represented({"Lead": shares.representation(group=2, people=40, pool_group=50, pool=100),
                        "New": shares.representation(group=1, people=4, pool_group=5, pool=10)}),
]  # fmt: skip
PRINTED: list[Printed] = [
    *DRAWN,
    changes.judge_proportion((12, 100), (40, 100)),
    checks.Contradictions(0, 1, 0, 2),
    cost.turnover_cost([cost.Band(6, 60_000)]),
    follow_on(Seen(6, 4000), Seen(2, 9000)),
    Closeness(pairs=3, expected=1.5, p=0.01),
    WAVE,
    ByArea((WAVE, AfterManagers(area="Dairy"))),
    ByManager((("m7", Followed(7, "Bakery", HIRED, 180, Seen(3, 900), Seen(1, 1800))),)),
    PayGap("women", (Gap(category="", first=30, second=30, of_means=0.1, of_medians=0.09),),
           AdjustedGap(value=None, range=None, people=60, why="no reason.")),
    shares.Proportions("Succession", {"K23": shares.proportion(3, 4),
                                      "K24": shares.proportion(0, 0)}),
    Alike((Area(area="Bakery", leavers=3, headcount=40, expected=2.5),)),
    Themes(themes=(Theme(("rota", "late"), 12, 20),), people=40, comments=60, too_small=1,
           minimum_group=10, grouped_by="words"),
    Themes(themes=(), people=0, comments=0, too_small=0, minimum_group=10, grouped_by="words",
           hidden=Hidden.TOO_FEW),
]  # fmt: skip
NEVER = ("drives", "causes", "because of", "leads to")


def name(each: object) -> str:
    return type(each).__name__


def printed(each: Printed) -> str:
    told = StringIO()
    Console(file=told, width=250).print(each)
    return told.getvalue()


@pytest.mark.parametrize("each", PRINTED, ids=name)
def test_a_sheet_is_whole_and_printed_in_a_terminal_and_a_notebook(each: Printed) -> None:
    sheet = each.sheet()
    assert sheet.title
    assert sheet.said.endswith(".")
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    assert sheet.words <= set(sheet.columns)
    assert sheet.title in printed(each)
    html = each._repr_html_()
    assert html.count("<tr>") == 1 + len(sheet.rows)
    assert "None" not in html


@pytest.mark.parametrize("each", PRINTED, ids=name)
def test_no_answer_says_why(each: Printed) -> None:
    said = each.sheet().said.lower()
    # The note on pay speaks of the law, which leads to an assessment and says nothing of pay.
    assert isinstance(each, PayGap) or not any(word in said for word in NEVER)


@pytest.mark.parametrize("each", DRAWN, ids=name)
def test_a_picture_shows_what_is_printed_in_the_shared_theme(each: Drawn) -> None:
    drawn = each.chart().to_dict()
    assert drawn["config"]["font"].startswith("Source Sans 3")
    assert drawn["description"] == each.sheet().said
    sheet = each.sheet()
    assert sheet.marks
    assert sheet.unit
    told = json.dumps(drawn)
    assert all(json.dumps(mark.name) in told for mark in sheet.marks)
    for mark in sheet.marks:
        assert mark.low is None or mark.high is None or mark.low <= mark.value <= mark.high or (
            isinstance(each, changes.Course)  # whose band is the usual range
        )  # fmt: skip


def test_every_kind_of_answer_is_printed_here() -> None:
    """`Answer` has its own tests, `FirstYears` stands beside its verb."""
    kinds = {
        kind
        for module in iter_modules(analytics.__path__, "tandem.analytics.")
        if not module.ispkg
        for _name, kind in getmembers(import_module(module.name), isclass)
        if issubclass(kind, Printed) and kind not in (Printed, Drawn)
    }
    shown = {type(each) for each in PRINTED}
    assert {kind.__name__ for kind in kinds - shown} == {"Answer", "FirstYears"}


# ---- edges


def test_a_name_is_a_name_and_no_markup() -> None:
    sheet = Sheet(title="[red]T", columns=("Area", "N"), rows=(("[bold]<i>", "1"),), said="[b].")
    told = StringIO()
    Console(file=told, width=80).print(as_table(sheet))
    assert all(part in told.getvalue() for part in ("[red]T", "[bold]<i>", "[b]."))
    assert "&lt;i&gt;" in as_html(sheet)


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    sheet = Sheet(title="T", columns=("A", "N", "W"), rows=(), said="S.", words=frozenset({"W"}))
    assert [column.justify for column in as_table(sheet).columns] == ["left", "right", "left"]


def test_a_name_no_xml_can_hold_does_not_stop_a_picture() -> None:
    class One(Drawn):
        def sheet(self) -> Sheet:
            marks = (Mark("a\x00b", 0.5),)
            return Sheet(title="T", columns=("A",), rows=(), said="S.", marks=marks, unit="u")

    assert "ab" in json.dumps(One().chart().to_dict())


def test_of_very_many_rows_the_first_are_printed_and_the_others_counted() -> None:
    rows = tuple((f"Area {n}",) for n in range(MOST_ROWS + 1_234))
    sheet = Sheet(title="T", columns=("Area",), rows=rows, said="S.")
    assert as_table(sheet).row_count == MOST_ROWS
    html = as_html(sheet)
    assert html.count("<td>") == MOST_ROWS
    assert "S. 1,234 more rows are not shown." in html
    exactly = Sheet(title="T", columns=("Area",), rows=rows[:MOST_ROWS], said="S.")
    assert "more rows" not in as_html(exactly)


def test_of_several_lines_each_says_its_name_and_one_alone_does_not() -> None:
    several = staying([*GONE, *STAYED], as_of=date(2026, 6, 1)).chart().to_dict()
    assert [layer["mark"]["type"] for layer in several["layer"]] == ["area", "line", "text"]
    one = staying(STAYED, as_of=date(2026, 6, 1)).chart().to_dict()
    assert [layer["mark"]["type"] for layer in one["layer"]] == ["area", "line"]


def test_what_says_nothing_of_itself_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Printed()  # type: ignore[abstract]  # that is the mistake


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (plain(None), ""),
        (plain(1234.0), "1,234"),
        (plain(2.5), "2.50"),
        (percent(None), "–"),
        (percent(0.1234), "12.3 %"),
        (between(None, 0.2), ""),
        (between(-0.1, 0.2), "-10.0 % to 20.0 %"),
        (chance(None), ""),
        (chance(0.0004), "< 0.001"),
        (chance(0.04), "0.040"),
    ],
)
def test_a_cell_says_what_is_known_and_nothing_of_what_is_not(cell: str, said: str) -> None:
    assert cell == said
