"""`tandem link` at the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from tandem.analytics.linkage_words import Verdict
from tandem.analytics.tests.panels import Invented
from tandem.cli import main
from tandem.cli.numbers.link import Answer

HEADING = "area,quarter,trust,sales\n"
COLUMNS = ["--unit", "area", "--period", "quarter", "--driver", "trust", "--outcome", "sales"]
PANEL = ["pooled", "lagged_outcome", "within", "reverse", "placebo"]
QUARTERS = [f"{year}-Q{quarter}" for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "panel.csv"


def lines(invented: Invented, *, seed: int = 1) -> list[str]:
    driver, outcome = invented.grids(np.random.default_rng(seed))
    return [
        f"Area {unit},{QUARTERS[period]},{driver[unit, period]:.6f},{outcome[unit, period]:.6f}"
        for unit in range(invented.units)
        for period in range(invented.periods)
    ]


def linked(path: Path, rows: list[str], *options: str) -> Result:
    path.write_text(HEADING + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return CliRunner().invoke(main, ["link", "--panel", str(path), *COLUMNS, *options])


def test_json_holds_the_contract_and_nothing_else(path: Path) -> None:
    done = linked(path, lines(Invented(12, 8, linked=0.6)), "--lag", "1", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == ["estimators", "verdict", "sentence"]
    assert [each["name"] for each in answer["estimators"]] == PANEL
    assert {tuple(each) for each in answer["estimators"]} == {("name", "b", "beta", "se", "p", "n")}
    Answer.model_validate(answer, strict=True)
    assert answer["verdict"] == "throughout"
    assert answer["sentence"].startswith("Where trust was higher, sales one quarter later was")


def test_a_person_reads_a_table_and_a_sentence(path: Path) -> None:
    done = linked(path, lines(Invented(12, 8, linked=0.6)), "--lag", "1")
    assert done.exit_code == 0
    for words in ("lagged outcome", "within", "beta", "84", "This is an association"):
        assert words in done.stdout


def test_one_area_moved_together_or_not(path: Path) -> None:
    done = linked(path, lines(Invented(1, 12, linked=0.95), seed=3), "--lag", "1", "--json")
    answer = json.loads(done.stdout)
    assert [each["name"] for each in answer["estimators"]] == ["spearman"]
    assert answer["verdict"] == "moved_together"


def test_too_few_points_are_an_answer_not_a_mistake(path: Path) -> None:
    """Its file is in order; there is only nothing to be said of it."""
    done = linked(path, lines(Invented(1, 7)), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "estimators": [],
        "verdict": "silent",
        "sentence": "Nothing can be said: 7 pairs of trust and sales in the same quarter are "
        "there; 8 are needed.",
    }


@pytest.mark.parametrize("rows", [["0,0"] * 12, ["0,1.5"] * 12, ["3,3"] * 12])
def test_all_nought_or_constant_is_said_so(path: Path, rows: list[str]) -> None:
    panel = [f"Area {at // 4},{QUARTERS[at % 4]},{row}" for at, row in enumerate(rows)]
    done = linked(path, panel, "--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert answer["verdict"] == "silent"
    assert "trust is always" in answer["sentence"]


def test_two_units_say_what_was_done_in_place_of_a_panel(path: Path) -> None:
    done = linked(path, lines(Invented(2, 12, linked=0.9)), "--lag", "1", "--json")
    answer = json.loads(done.stdout)
    assert answer["sentence"].startswith("2 units are too few to compare them (10 at least)")
    assert answer["verdict"] in ("moved_together", "not_together")


def test_an_unusable_row_is_named_and_left_out(path: Path) -> None:
    rows = lines(Invented(12, 6))
    rows[3] = "Area 0,2022-Q4,NaN,1"
    rows[9] = "Area 1,2022-Q4,1,inf"
    rows[20] = "Area 3,soon,1,1"
    rows[30] = ",2022-Q1,1,1"
    done = linked(path, rows, "--json")
    assert done.exit_code == 1
    why_left_out = {5: "trust is “NaN”", 11: "sales is “inf”", 22: "no period", 32: "area is empty"}
    for line, why in why_left_out.items():
        assert f"line {line}: " in done.stderr
        assert why in done.stderr
    assert json.loads(done.stdout)["estimators"][0]["n"] == 12 * 6 - 4


def test_rows_of_one_unit_and_period_are_both_left_out(path: Path) -> None:
    rows = [*lines(Invented(12, 6)), "Area 2,2022Q1,9,9"]
    done = linked(path, rows, "--json")
    assert done.exit_code == 1
    assert "line 14: Area 2 has 2022-Q1 in line 74, too." in done.stderr
    assert "line 74: Area 2 has 2022Q1 in line 14, too." in done.stderr
    assert json.loads(done.stdout)["estimators"][0]["n"] == 71


def test_an_empty_cell_is_not_known_and_takes_its_pair_away(path: Path) -> None:
    rows = lines(Invented(12, 6))
    rows[0] = "Area 0,2022-Q1,,1.5"
    done = linked(path, rows, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout)["estimators"][0]["n"] == 71


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["A,2024-Q1,1,2", "A,2024-01-31,1,2"], "lines 2 and 3: “2024-Q1” is a quarter"),
        (["A,2023-1,1,2", "A,2024-2,1,2"], "line 2: “2023-1” may be a month or a quarter"),
        (["A,2024-Q1,1,1e200"], "line 2: The outcome 1e+200 is too large to compare"),
        (["A,2024-Q1,x,2"], "no row that can be used"),
        (["A,soon,1,2"], "no row that can be used"),
        (["A,2024-Q1,1,2", "A,2024-Q1,1,3"], "no row that can be used"),
        ([], "no row that can be used"),
    ],
)
def test_an_unusable_file_ends_with_its_cure(path: Path, rows: list[str], said: str) -> None:
    done = linked(path, rows, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--driver", "mood"], "no column called mood. Found: area, quarter, trust, sales"),
        (["--driver", "sales"], "The column sales is named twice"),
        (["--lag", "-1"], "-1 is not in the range"),
        (["--lag", "one"], "not a valid integer"),
    ],
)
def test_options_that_cannot_be_are_refused(path: Path, options: list[str], said: str) -> None:
    done = linked(path, lines(Invented(12, 6)), *options)
    assert done.exit_code == 2
    assert said in done.stderr


def test_help_has_an_example() -> None:
    done = CliRunner().invoke(main, ["link", "--help"])
    assert "tandem link --panel areas.csv --unit area --period quarter" in done.stdout


def test_each_verdict_is_on_the_methods_page() -> None:
    page = Path(__file__).resolve().parents[3] / "docs/methods/link.md"
    told = page.read_text(encoding="utf-8")
    assert [verdict for verdict in Verdict if f"`{verdict}`" not in told] == []
    assert [name for name in (*PANEL, "spearman") if f"`{name}`" not in told] == []


@pytest.mark.slow
def test_the_command_loads_no_web(path: Path) -> None:
    path.write_text(HEADING + "\n".join(lines(Invented(12, 6))), encoding="utf-8")
    code = (
        "import contextlib, sys; from tandem.cli import main\n"
        "with contextlib.suppress(SystemExit): main(sys.argv[1:])\n"
        "print(*sorted({'django', 'statsmodels', 'pandas'} & set(sys.modules)), file=sys.stderr)"
    )
    words = ["link", "--panel", str(path), *COLUMNS, "--json"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == ""
    assert json.loads(done.stdout)["verdict"]


@pytest.mark.parametrize("twice", [["--period", "area"], ["--outcome", "trust"]])
def test_a_column_serves_one_purpose(path: Path, twice: list[str]) -> None:
    done = linked(path, lines(Invented(12, 6)), *twice)
    assert done.exit_code == 2
    assert "is named twice. Name four different columns." in done.stderr


def test_three_rows_of_one_unit_and_period_name_each_other(path: Path) -> None:
    again = ["Area 2,2022Q1,9,9", "Area 2,2022-Q1,8,8"]
    done = linked(path, [*lines(Invented(12, 6)), *again], "--json")
    assert done.exit_code == 1
    assert "line 14: Area 2 has 2022-Q1 in line 74 and 75, too." in done.stderr
    assert json.loads(done.stdout)["estimators"][0]["n"] == 71


def test_rows_in_any_order_say_the_same(path: Path) -> None:
    rows = lines(Invented(12, 8, linked=0.6))
    there, back = (
        json.loads(linked(path, each, "--lag", "1", "--json").stdout) for each in (rows, rows[::-1])
    )
    assert (there["verdict"], there["sentence"]) == (back["verdict"], back["sentence"])
    for one, other in zip(there["estimators"], back["estimators"], strict=True):
        assert one["b"] == pytest.approx(other["b"])
        assert one["n"] == other["n"]


def test_rows_left_out_are_told_in_the_order_of_the_file(path: Path) -> None:
    rows = lines(Invented(12, 6))
    rows[20], rows[3] = "Area 3,soon,1,1", "Area 0,2022-Q4,NaN,1"
    done = linked(path, [*rows, "Area 2,2022Q1,9,9"], "--json")
    places = [int(line.split("line ")[1].split(":")[0]) for line in done.stderr.splitlines()
              if ", line " in line]  # fmt: skip
    assert places == sorted(places)
    assert set(places) == {5, 14, 22, 74}
