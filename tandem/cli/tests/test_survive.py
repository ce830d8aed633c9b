"""`tandem survive`: files as people keep them, the JSON it promises, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tandem.cli import main
from tandem.cli.numbers.survive import Survived, read_day

PEOPLE = """\
start,end,team,reason
2020-01-01,2020-04-01,North,quit
2020-01-01,2020-05-01,North,quit
2020-01-01,2021-05-01,North,retired
2020-01-01,,North,
2020-01-01,2022-01-01,South,quit
2020-01-01,2023-06-01,South,
2020-01-01,,South,
2020-01-01,,South,
"""
DOCS = Path(__file__).parents[3] / "docs/methods/survival.md"


def run(tmp_path: Path, content: str | bytes, *more: str) -> Result:
    file = tmp_path / "people.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(main, ["survive", "--people", str(file), *more])


def found(result: Result) -> dict[str, Any]:
    assert result.exit_code in (0, 1), result.output
    read: dict[str, Any] = json.loads(result.stdout)
    Survived.model_validate(read)
    return read


def test_the_whole_company(tmp_path: Path) -> None:
    said = found(run(tmp_path, PEOPLE, "--as-of", "2024-12-31", "--json"))
    assert (said["as_of"], said["people"], said["events"]) == ("2024-12-31", 8, 5)
    [group] = said["groups"]
    assert (group["group"], group["n"], group["events"]) == ("everybody", 8, 5)
    assert [each["months"] for each in group["survival"]] == [6, 12, 24, 36]
    assert [each["value"] for each in group["survival"]] == pytest.approx([0.75, 0.75, 0.625, 0.5])
    assert said["logrank"] is None
    assert said["level"] == 0.9
    assert "8 people were followed up to 2024-12-31; 5 left." in said["sentence"]


def test_by_team_with_the_log_rank_test_and_reasons(tmp_path: Path) -> None:
    said = found(run(tmp_path, PEOPLE, "--by", "team", "--as-of", "2024-12-31", "--json"))
    north, south = said["groups"]
    assert (north["group"], south["group"]) == ("North", "South")
    assert north["median"] == pytest.approx(121 / (365.25 / 12))
    assert south["median"] == pytest.approx(1247 / (365.25 / 12))
    assert 0 < said["logrank"]["p"] < 1
    assert said["logrank"]["degrees"] == 1
    by_reason = {each["reason"]: each["gone"][1]["value"] for each in north["reasons"]}
    assert by_reason == {"quit": 0.5, "retired": 0.0, "unknown": 0.0}


def test_for_a_person_it_is_a_table_and_a_sentence(tmp_path: Path) -> None:
    result = run(tmp_path, PEOPLE, "--by", "team", "--as-of", "2024-12-31")
    assert result.exit_code == 0
    assert "North" in result.stdout
    assert "12 months" in result.stdout
    assert "cannot be told from chance" in result.stdout
    assert result.stderr == ""


def test_without_a_day_it_follows_to_the_latest_one_and_says_so(tmp_path: Path) -> None:
    result = run(tmp_path, PEOPLE, "--json")
    assert found(result)["as_of"] == "2023-06-01"
    assert "latest day in the file" in result.stderr


def test_nobody_followed_that_far_is_null(tmp_path: Path) -> None:
    said = found(
        run(tmp_path, "start,end\n2024-01-01,\n2024-02-01,\n", "--as-of", "2024-09-30", "--json")
    )
    [group] = said["groups"]
    assert [each["value"] for each in group["survival"]] == [1.0, None, None, None]
    assert (group["median"], group["median_low"], group["median_high"]) == (None, None, None)


def test_history_that_begins_late_is_no_proof_of_long_stays(tmp_path: Path) -> None:
    old = "".join("2010-01-01,\n" for _each in range(20)) + "2012-01-01,2013-01-01\n"
    new = "2023-06-01,2023-08-01\n2023-06-01,\n"
    said = found(
        run(
            tmp_path,
            f"start,end\n{old}{new}",
            "--since",
            "2023-01-01",
            "--as-of",
            "2024-12-31",
            "--json",
        )
    )
    assert said["people"] == 22  # who left before 2023 was never in sight
    assert said["groups"][0]["survival"][0]["value"] == 0.5


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfstart;end\r\n01.01.2020;01.07.2020\r\n01.01.2020;\r\n",
        b"start\tend\n20200101\t20200701\n20200101\t9999-12-31\n",
        b"Start,End\n2020-01-01T00:00:00,2020-07-01\n2020-01-01,\n",
    ],
)
def test_files_as_spreadsheets_write_them(tmp_path: Path, content: bytes) -> None:
    said = found(run(tmp_path, content, "--as-of", "2021-12-31", "--json"))
    assert (said["people"], said["events"]) == (2, 1)


def test_unusable_rows_are_named_and_left_out(tmp_path: Path) -> None:
    content = (
        "start,end,person\n"
        "2020-01-01,,1\n"
        "2020-01-01,2019-12-31,2\n"
        "2020-02-30,,3\n"
        "3/4/2020,,4\n"
        "2020-05-05,,1\n"
        "nan,,5\n"
        "2030-01-01,,6\n"
    )
    result = run(tmp_path, content, "--as-of", "2024-12-31", "--json")
    assert result.exit_code == 1
    assert found(result)["people"] == 1
    for line, why in [
        (3, "is before start"),
        (4, "no day"),
        (5, "no day"),
        (6, "employed in line 2 at the same time"),
        (7, "no day"),
        (8, "is after 2024-12-31"),
    ]:
        assert any(f"line {line}:" in said and why in said for said in result.stderr.splitlines())


@pytest.mark.parametrize(
    ("content", "more", "says"),
    [
        ("first,last\n2020-01-01,\n", (), "no column called start"),
        ("start\n2020-01-01\n", (), "no column called end"),
        ("start,end\n2020-01-01,\n", ("--by", "team"), "no column called team"),
        ("start,end\n", (), "no row that can be used"),
        ("start,end\n2020-01-01,2019-01-01\n", (), "no row that can be used"),
        ("", (), "nothing in line 1"),
        ("start,end\n2020-01-01,\n", ("--as-of", "3/4/2020"), "is no day"),
    ],
)
def test_an_unusable_file_is_one_sentence_with_its_cure(
    tmp_path: Path, content: str, more: tuple[str, ...], says: str
) -> None:
    result = run(tmp_path, content, *more, "--json")
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["survive", "--people", str(tmp_path / "none.csv")])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_help_has_an_example() -> None:
    assert "Example: tandem survive" in CliRunner().invoke(main, ["survive", "--help"]).stdout


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-12-31", date(2025, 12, 31)),
        ("20251231", date(2025, 12, 31)),
        ("31.12.2025", date(2025, 12, 31)),
        ("2025-12-31 08:00", date(2025, 12, 31)),
        ("31/12/2025", None),
        ("2025-02-30", None),
        ("31.12.25", None),
        ("NaN", None),
        ("46387", None),
    ],
)
def test_days_as_they_are_read(written: str, day: date | None) -> None:
    assert read_day(written) == day


def test_the_json_is_documented() -> None:
    page = DOCS.read_text(encoding="utf-8")
    schema = Survived.model_json_schema()
    names = {name for part in [schema, *schema["$defs"].values()] for name in part["properties"]}
    assert not {name for name in names if f"`{name}`" not in page and f".{name}`" not in page}


def test_it_loads_no_web(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    code = (
        "import sys\nfrom tandem.cli import main\n"
        f"main(['survive', '--people', r'{tmp_path / 'people.csv'}'], standalone_mode=False)\n"
        "assert not {'django', 'lifelines', 'statsmodels'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
