"""`tandem fairness` at the terminal."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tandem.cli import main
from tandem.cli.numbers.fairness import Answer
from tandem.cli.tests.homes import TANDEM

HEADING = "group,chosen,considered\n"
GUIDELINES = HEADING + "White,60,100\nBlack,45,100\nHispanic,48,100\nAsian,51,100\n"
KEYS = ["group", "rate", "ratio", "p", "low", "high", "flag"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "chosen.csv"


def compared(table: Path, content: str, *options: str) -> Result:
    table.write_text(content, encoding="utf-8")
    return CliRunner().invoke(main, ["fairness", "--table", str(table), *options])


def test_json_holds_the_contract_and_nothing_else(table: Path) -> None:
    done = compared(table, GUIDELINES, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == ["groups", "sentence"]
    assert [list(group) for group in answer["groups"]] == [KEYS] * 4
    Answer.model_validate(answer, strict=True)
    shown = {group["group"]: (group["ratio"], group["flag"]) for group in answer["groups"]}
    assert shown == {
        "White": (1.0, False),
        "Black": (0.75, True),
        "Hispanic": (0.8, False),
        "Asian": (0.85, False),
    }


def test_cannot_tell_and_no_rate_are_null(table: Path) -> None:
    done = compared(table, HEADING + "Men,4,6\nWomen,1,5\nOther,0,0\n", "--json")
    men, women, other = json.loads(done.stdout)["groups"]
    assert (men["flag"], women["flag"]) == (None, None)
    assert women["ratio"] == pytest.approx(0.3)
    assert [other[key] for key in KEYS] == ["Other", None, None, None, None, None, None]


def test_a_person_reads_a_table_and_a_sentence(table: Path) -> None:
    done = compared(table, HEADING + "Men;18;40\n".replace(";", ",") + "Women,12,40\nOther,1,3\n")
    assert done.exit_code == 0
    for words in ("Men", "held against", "18 of 40", "look here", "cannot tell", "30.0 %"):
        assert words in done.stdout
    assert "the flag stands, because the ratio does" in done.stdout


def test_an_unusable_row_is_named_and_left_out(table: Path) -> None:
    content = GUIDELINES + "Young,5,4\nOld,-1,10\nOther,many,10\nAll,1.5,10\n"
    done = compared(table, content, "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["groups"]) == 4
    assert [f"line {line}" in done.stderr for line in (6, 7, 8, 9)] == [True] * 4
    assert "5 of 4 cannot be chosen" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADING, "no row that can be used"),
        ("", "has nothing in line 1"),
        ("group,chosen\nA,1\n", "no column called considered"),
        (HEADING + "A,5,4\n", "no row that can be used"),
        (GUIDELINES + "White,6,10\n", "lines 2 and 6 are both of White. Add them up"),
    ],
)
def test_an_unusable_file_ends_with_its_cure(table: Path, content: str, said: str) -> None:
    done = compared(table, content, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert str(table) in done.stderr


def test_a_file_that_is_not_there_ends_with_its_name(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["fairness", "--table", str(tmp_path / "none.csv")])
    assert done.exit_code == 2
    assert "none.csv" in done.stderr


def test_help_has_an_example() -> None:
    done = CliRunner().invoke(main, ["fairness", "--help"])
    assert "tandem fairness --table promoted.csv" in done.stdout


@pytest.mark.slow
def test_the_real_command_prints_json_alone(table: Path) -> None:
    table.write_text(GUIDELINES, encoding="utf-8")
    command = [*TANDEM, "fairness", "--table", str(table), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["groups"][1]["flag"] is True
    assert done.stderr == ""
