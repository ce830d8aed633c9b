"""`tandem hotspots`: what it prints where, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import tandem
from tandem.cli import main
from tandem.cli.numbers.hotspots import Answer

CALM = "".join(
    f"{name},{leavers},{people}\n"
    for name, leavers, people in [
        ("Basel", 9, 61.5), ("Chur", 4, 30), ("Genf", 12, 90), ("Lyon", 7, 50),
        ("Mainz", 21, 150), ("Turin", 14, 100), ("Wien", 6, 40),
    ]
)  # fmt: skip
HEADING = "area,leavers,headcount\n"
HOT = "Ulm,36,60\n"


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    return tmp_path / "counts.csv"


def run(path: Path, content: str, *more: str) -> Result:
    path.write_text(content, encoding="utf-8")
    return CliRunner().invoke(main, ["hotspots", "--counts", str(path), *more])


def answer(path: Path, content: str) -> Any:  # noqa: ANN401 - JSON
    done = run(path, content, "--json")
    assert done.exit_code in (0, 1), done.stderr
    return json.loads(done.stdout)


# ---- the answer for programs


def test_json_is_one_object_of_the_promised_shape(counts: Path) -> None:
    found = answer(counts, HEADING + HOT + CALM)
    assert list(found) == ["tested", "reference", "areas"]
    assert found["tested"] == 8
    assert found["reference"] == pytest.approx(73 / 521.5)
    assert [list(area) for area in found["areas"]] == [
        ["area", "leavers", "headcount", "rate", "median", "low", "high", "q", "flag", "why"]
    ] * 8
    hot, calm = found["areas"][:2]
    assert (hot["area"], hot["leavers"], hot["headcount"], hot["rate"]) == ("Ulm", 36, 60, 0.6)
    assert (hot["flag"], calm["flag"]) == (True, False)
    assert hot["why"].startswith("Flagged: 36 leavers")
    assert hot["low"] < hot["median"] < hot["high"]
    assert 0 < hot["q"] < 0.1 < calm["q"]
    Answer.model_validate(found, strict=True)


def test_an_area_without_people_has_no_rate(counts: Path) -> None:
    found = answer(counts, HEADING + "Closed,0,0\nClosing,2,0\n" + CALM)
    assert [(a["rate"], a["q"], a["flag"], a["why"]) for a in found["areas"][:2]] == [
        (None, None, False, "no rate")
    ] * 2


def test_more_leavers_than_people_on_average_and_the_same_name_twice_are_legal(
    counts: Path,
) -> None:
    found = answer(counts, HEADING + "Ulm,36,20\nUlm,1,20\n" + CALM)
    assert [area["rate"] for area in found["areas"][:2]] == [1.8, 0.05]
    assert [area["flag"] for area in found["areas"][:2]] == [True, False]


def test_totals_are_not_tested_twice(counts: Path) -> None:
    rows = "".join(f"{line},All\n" for line in CALM.splitlines())
    found = answer(counts, f"area,leavers,headcount,parent\nAll,73,521.5,\n{rows}")
    assert found["tested"] == 7
    assert found["areas"][0]["why"].startswith("Not tested: it is the total of 7 rows")
    assert found["areas"][0]["q"] is None


def test_where_nobody_is_there_all_is_null(counts: Path) -> None:
    found = answer(counts, HEADING + "Closed,0,0\n")
    assert (found["tested"], found["reference"]) == (0, None)
    assert found["areas"][0]["median"] is None
    assert "Nobody is in any" in run(counts, HEADING + "Closed,0,0\n").stdout


# ---- the answer for people


def test_people_read_a_table_in_the_order_of_the_file_and_why(counts: Path) -> None:
    done = run(counts, HEADING + CALM + HOT)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert " ".join(lines[0].split()) == "area leavers people rate likely rate q seen at flag"
    assert [line.split()[0] for line in lines[1:9]] == [
        "Basel", "Chur", "Genf", "Lyon", "Mainz", "Turin", "Wien", "Ulm",
    ]  # fmt: skip
    assert re.fullmatch(
        r"Basel +9 +61\.5 +14\.6 % +[\d.]+ % \([\d.]+–[\d.]+\) +[\d.]+ +[\d.]+ ×", lines[1].rstrip()
    )
    assert lines[8].rstrip().endswith("yes")
    said = " ".join(done.stdout.split())
    assert "Ulm. Flagged: 36 leavers where" in said
    assert (
        "8 areas tested, 1 flagged. Reference: 14.0 %, the rate of all areas that are not" in said
    )


def test_marks_in_a_name_are_no_orders_to_the_terminal(counts: Path) -> None:
    done = run(counts, HEADING + "[red]Ulm[/],36,60\n\x1b[31mHof,1,60\n" + CALM)
    assert "[red]Ulm[/]" in done.stdout
    assert "\x1b[31m" not in done.stdout


def test_of_very_many_only_the_flagged_are_shown(counts: Path) -> None:
    many = "".join(f"Area {at},{at % 4 + 6},60\n" for at in range(300))
    done = run(counts, HEADING + HOT + many)
    assert "Area 17" not in done.stdout
    assert "Ulm. Flagged" in done.stdout
    assert "301 areas were read; the flagged ones are shown, all with --json." in done.stdout


# ---- how it ends


def test_1_rows_that_cannot_be_used_are_named_and_the_others_stay(counts: Path) -> None:
    bad = "Bern,x,20\nBonn,3,-20\nKiel,3,NaN\nJena,-3,20\nHalle,3,1e99\n"
    done = run(counts, HEADING + HOT + bad + CALM, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["tested"] == 8
    named = [line.split(": ")[0] for line in done.stderr.splitlines()]
    assert named == [f"{counts}, line {line}" for line in range(3, 8)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has nothing in line 1"),
        (HEADING, "has no row that can be used"),
        (HEADING + "Ulm,x,60\n", "has no row that can be used"),
        ("area,leavers\nUlm,3\n", "no column called headcount. Found: area, leavers."),
    ],
)
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_2_a_file_that_cannot_be_used_prints_nothing_on_standard_output(
    counts: Path, content: str, said: str, more: tuple[str, ...]
) -> None:
    done = run(counts, content, *more)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_2_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["hotspots", "--counts", str(tmp_path / "none.csv")])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be read" in done.stderr


def test_help_has_an_example_that_works(counts: Path) -> None:
    said = CliRunner().invoke(main, ["hotspots", "--help"]).stdout
    example = [
        line.strip()
        for line in said.splitlines()
        if line.count(",") == 2 and " " not in line.strip()
    ]
    assert example[0] == HEADING.strip()
    assert run(counts, "\n".join(example)).exit_code == 0


@pytest.mark.slow
def test_it_needs_no_home_and_loads_no_django(counts: Path) -> None:
    counts.write_text(HEADING + HOT + CALM)
    code = (
        "import sys; from tandem.cli import main; "
        f"main(['hotspots', '--counts', {str(counts)!r}, '--json'], standalone_mode=False); "
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    )
    bare = {"PATH": "", "PYTHONPATH": str(Path(tandem.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True, text=True, env=bare, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["tested"] == 8


@pytest.mark.parametrize(
    ("rows", "left_out"),
    [
        ("Ulm,36,60,Aalen\nAalen,36,60,Ulm\n", [2, 3]),
        ("Ulm,36,60,Aalen\nAalen,36,60,Bonn\nBonn,1,20,Ulm\nKiel,1,20,Ulm\n", [2, 3, 4]),
        ("Ulm,36,60,Ulm\n", []),  # its own parent: stands for itself
        ("Ulm,36,60,Aalen\nAalen,36,60,\nAalen,3,60,Bonn\n", []),
    ],
)
def test_rows_in_a_circle_are_named_and_left_out(
    counts: Path, rows: str, left_out: list[int]
) -> None:
    calm = CALM.replace("\n", ",\n")
    done = run(counts, f"area,leavers,headcount,parent\n{rows}{calm}", "--json")
    assert done.exit_code == bool(left_out)
    assert [int(line) for line in re.findall(r"line (\d+): “", done.stderr)] == left_out
    assert done.stderr.count("lie in a circle, each below the next.") == len(left_out)
    if left_out[:3] == [2, 3]:
        assert "“Ulm”, “Aalen”, “Ulm” lie in a circle" in done.stderr
    assert len(json.loads(done.stdout)["areas"]) == 7 + rows.count("\n") - len(left_out)
