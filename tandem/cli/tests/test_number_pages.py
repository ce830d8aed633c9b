"""What `tandem hotspots` and `tandem fairness` show for each state an area or a group can be in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tandem.analytics.hotspot_areas import Judged
from tandem.cli import main
from tandem.cli.numbers.hotspots import SHOWN, cells

ULM = Judged(
    area="Ulm", leavers=36, headcount=60.0, rate=0.6, median=0.508, low=0.37, high=0.678,
    above=0.99, p=0.001, q=0.0021, flag=True, fewest=25, visible=3.14, why="",
)  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def run(command: str, table: Path, content: str, *more: str) -> Result:
    table.write_text(content, encoding="utf-8")
    option = {"hotspots": "--counts", "fairness": "--table"}[command]
    wide = {"COLUMNS": "120"}  # so that no cell goes over two lines
    return CliRunner(env=wide).invoke(main, [command, option, str(table), *more])


def fair(table: Path, content: str, *more: str) -> Result:
    return run("fairness", table, f"group,chosen,considered\n{content}", *more)


def row_of(done: Result, name: str) -> list[str]:
    [line] = [line for line in done.stdout.splitlines() if line.startswith(f"│ {name} ")]
    return [cell.strip() for cell in line.strip("│").split("│")]


# ---- hotspots


@pytest.mark.parametrize(
    ("area", "shown"),
    [
        (ULM, ["Ulm", "36", "60", "60.0 %", "50.8 % (37.0–67.8)", "0.0021", "3.1 ×", "yes"]),
        (
            replace(ULM, flag=False, q=0.74),
            ["Ulm", "36", "60", "60.0 %", "50.8 % (37.0–67.8)", "0.74", "3.1 ×", ""],
        ),
        (  # a q just above the line has no flag, and must not look like one on it
            replace(ULM, flag=False, q=0.1004),
            ["Ulm", "36", "60", "60.0 %", "50.8 % (37.0–67.8)", "> 0.1", "3.1 ×", ""],
        ),
        (
            replace(ULM, q=0.1),
            ["Ulm", "36", "60", "60.0 %", "50.8 % (37.0–67.8)", "0.1", "3.1 ×", "yes"],
        ),
        (  # under ten people: its likely rate is shown, and it is not judged
            replace(ULM, headcount=9.5, q=None, visible=None, flag=False),
            ["Ulm", "36", "9.5", "60.0 %", "50.8 % (37.0–67.8)", "", "", ""],
        ),
        (  # nobody in it: any area's range, and never 0 %
            replace(ULM, leavers=0, headcount=0.0, rate=None, q=None, visible=None, flag=False),
            ["Ulm", "0", "0", "no rate", "50.8 % (37.0–67.8)", "", "", ""],
        ),
        (  # nobody in any area
            replace(
                ULM, leavers=2, headcount=0.0, rate=None, median=None, low=None, high=None, q=None,
                visible=None, flag=False,
            ),
            ["Ulm", "2", "0", "no rate", "", "", "", ""],
        ),
        (
            replace(ULM, leavers=12_345, headcount=67_890.25, rate=0.0),
            ["Ulm", "12,345", "67,890.25", "0.0 %", "50.8 % (37.0–67.8)", "0.0021", "3.1 ×", "yes"],
        ),
    ],
)  # fmt: skip
def test_a_row_of_each_state(area: Judged, shown: list[str]) -> None:
    assert list(cells(area)) == shown


@pytest.mark.parametrize("many", [SHOWN, SHOWN + 1])
def test_two_hundred_rows_are_shown_and_one_more_is_too_many(table: Path, many: int) -> None:
    rows = "".join(f"Area {at:03},{at % 4 + 6},60\n" for at in range(many))
    done = run("hotspots", table, f"area,leavers,headcount\n{rows}")
    shown = sum(line.startswith("Area ") for line in done.stdout.splitlines())
    assert shown == (many if many == SHOWN else 0)
    assert ("areas were read; the flagged ones are shown" in done.stdout) is (many > SHOWN)
    assert f"{many} areas tested, 0 flagged." in done.stdout


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Ulm,3,9\nWien,1,8\n", "0 areas tested, 0 flagged."),
        ("Ulm,3,60\nWien,1,8\n", "1 area tested, 0 flagged."),
        ("Ulm,3,60\nWien,1,18\n", "2 areas tested, 0 flagged."),
        ("Ulm,3,60\n", "0 areas tested, 0 flagged."),  # alone there is nothing to test against
    ],
)
def test_it_says_how_many_were_tested(table: Path, rows: str, said: str) -> None:
    done = run("hotspots", table, f"area,leavers,headcount\n{rows}")
    assert said in done.stdout
    assert done.exit_code == 0


def test_what_is_left_out_is_named_with_the_cure_and_the_rest_is_judged(table: Path) -> None:
    done = run("hotspots", table, "area,leavers,headcount\nUlm,3,-20\nWien,6,40\nLyon,7,50\n")
    assert done.exit_code == 1
    assert done.stderr == (
        f"{table}, line 2: headcount is -20.0: it must be 0 or more, and fewer than all people. "
        "Left out.\n"
    )
    assert "2 areas tested, 0 flagged. Reference: 14.4 %" in " ".join(done.stdout.split())


# ---- fairness


PAGE = "Men,600,1000\nWomen,450,1000\nOther,1,3\nUnsaid,0,0\nNew,550,1000\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Men", ["600 of 1,000", "60.0 %", "100.0 %", "", "", "held against"]),
        ("Unsaid", ["0 of 0", "no rate", "no ratio", "", "", "cannot tell"]),
    ],
)
def test_a_group_that_is_held_against_nobody_shows_no_test(
    table: Path, name: str, shown: list[str]
) -> None:
    done = fair(table, PAGE)
    assert row_of(done, name)[1:] == shown


@pytest.mark.parametrize(
    ("name", "rate", "ratio", "flag"),
    [
        ("Women", "45.0 %", "75.0 %", "look here"),
        ("New", "55.0 %", "91.7 %", "no flag"),
        ("Other", "33.3 %", "55.6 %", "cannot tell"),  # three people, and the ratio is shown
    ],
)
def test_a_group_beside_the_one_chosen_most_often_shows_test_and_gap(
    table: Path, name: str, rate: str, ratio: str, flag: str
) -> None:
    _name, _of, shown_rate, shown_ratio, p, gap, shown_flag = row_of(fair(table, PAGE), name)
    assert (shown_rate, shown_ratio, shown_flag) == (rate, ratio, flag)
    assert 0 <= float(p) <= 1
    low, high = gap.removesuffix(" points").split(" to ")
    assert low[0] in "-+"
    assert float(low) < float(rate[:-2]) - 60 < float(high)


def test_marks_in_the_name_of_a_group_are_shown_and_not_obeyed(table: Path) -> None:
    """A bracket is a bracket, also where it would end a colour that never began."""
    done = fair(table, "Men [m],60,100\n[/]Women,45,100\n\x1b[31mOther,48,100\n")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert row_of(done, "Men [m]")[1] == "60 of 100"
    assert row_of(done, "[/]Women")[-1] == "look here"
    assert "\x1b" not in done.stdout


def test_where_nobody_was_chosen_there_are_rates_and_nothing_to_compare(table: Path) -> None:
    done = fair(table, "Men,0,40\nWomen,0,30\n")
    for name in ("Men", "Women"):
        assert row_of(done, name)[2:] == ["0.0 %", "no ratio", "", "", "cannot tell"]
    assert "Nobody was chosen in any group, so there is nothing to compare." in done.stdout
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("rows", "code", "groups"),
    [
        ("Men,60,100\nWomen,100,100\n", 0, 2),  # all of them can be chosen
        ("Men,60,100\nWomen,101,100\n", 1, 1),  # and no more than all
        ("Men,60,100\nmen,45,100\n", 0, 2),  # names that differ in a capital are two
        ("Men,60,100\nMen,200,100\n", 1, 1),  # what is left out is no second row of the name
        ("Men,60,100\nMen,45,100\n", 2, 0),
    ],
)
def test_how_it_ends_and_with_how_many_groups(
    table: Path, rows: str, code: int, groups: int
) -> None:
    done = fair(table, rows, "--json")
    assert done.exit_code == code
    assert len(json.loads(done.stdout)["groups"] if code < 2 else []) == groups
    assert ("Left out." in done.stderr) is (code == 1)


def test_json_says_the_same_as_the_page(table: Path) -> None:
    found = json.loads(fair(table, PAGE, "--json").stdout)
    page = fair(table, PAGE)
    for group in found["groups"]:
        assert row_of(page, group["group"])[2] == (
            "no rate" if group["rate"] is None else f"{100 * group['rate']:.1f} %"
        )
    assert found["sentence"] in page.stdout
