"""`tandem follow-on`, and jobs and levels given to `tandem measure`."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from tandem.analytics.facts import JOBS
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import arrow
from tandem.cli import main
from tandem.cli.numbers.follow_on import Answer
from tandem.cli.numbers.measures import AnswerJson

pytestmark = pytest.mark.slow


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def company(folder: Path, managers: int) -> tuple[str, Path, str, Path]:
    """So many managers of five, all of whom leave, and two of each team after them."""
    people, jobs = ["top,Varnholm,2015-01-01,"], ["top,Varnholm,Chief,,2015-01-01,"]
    for number in range(managers):
        people.append(f"M{number},Varnholm / Sales,2016-01-01,2024-03-31")
        jobs.append(f"M{number},Varnholm / Sales,Lead,top,2016-01-01,2024-03-31")
        for report in range(5):
            name, last = f"R{number}{report}", "2024-05-31" if report < 2 else ""
            people.append(f"{name},Varnholm / Sales,2017-01-01,{last}")
            jobs.append(f"{name},Varnholm / Sales,Seller,M{number},2017-01-01,{last}")
    files = folder / "people.csv", folder / "jobs.csv"
    files[0].write_text("\n".join(["person,area,start_on,last_day", *people]), encoding="utf-8")
    held = "person,area,level,manager,start_on,last_day"
    files[1].write_text("\n".join([held, *jobs]), encoding="utf-8")
    return "--people", files[0], "--jobs", files[1]


def test_areas_are_told_in_a_table_and_no_manager_is_named(tmp_path: Path) -> None:
    done = typed("follow-on", *company(tmp_path, 6))
    assert done.exit_code == 0, done.stderr
    assert "Sales" in done.stdout
    assert "more than" in done.stdout
    assert not any(f"M{n}" in done.stdout for n in range(6))


def test_a_program_reads_every_number_and_the_sentence(tmp_path: Path) -> None:
    done = typed("follow-on", *company(tmp_path, 6), "--json")
    found = Answer.model_validate_json(done.stdout)
    assert found.managers == []
    assert [each.area for each in found.areas] == ["Sales", "Varnholm", "Everybody"]
    sales = found.areas[0]
    assert (sales.managers, sales.after, sales.before, sales.more_than_chance) == (6, 12, 0, True)
    assert sales.sentence.startswith("Sales: after 6 managers had left, 12 of those who reported")


def test_under_five_nothing_is_told(tmp_path: Path) -> None:
    done = typed("follow-on", *company(tmp_path, 4), "--json")
    found = Answer.model_validate_json(done.stdout)
    assert {(each.managers, each.after, each.p) for each in found.areas} == {(None, None, None)}


def test_of_files_of_ones_own_each_manager_is_told_by_the_number_in_them(tmp_path: Path) -> None:
    done = typed("follow-on", *company(tmp_path, 2), "--each", "--json")
    found = Answer.model_validate_json(done.stdout)
    assert [(each.manager, each.after, each.days) for each in found.managers] == [
        ("M0", 2, 180), ("M1", 2, 180),
    ]  # fmt: skip
    later = typed("follow-on", *company(tmp_path, 2), "--each", "--since", "2024-04-01", "--json")
    assert Answer.model_validate_json(later.stdout).managers == []


def test_without_jobs_it_ends_with_two_and_a_sentence(tmp_path: Path) -> None:
    done = typed("follow-on", *company(tmp_path, 6)[:2])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "These facts hold no jobs, so nobody knows who reported to whom." in done.stderr


def test_a_row_left_out_is_named_and_the_others_count(tmp_path: Path) -> None:
    given = company(tmp_path, 6)
    with given[3].open("a") as file:
        file.write("\nR99,Varnholm / Sales,Seller,M0,soon,\n")
    done = typed("follow-on", *given, "--json")
    assert done.exit_code == 1
    assert "start_on “soon” is no day" in done.stderr
    assert Answer.model_validate_json(done.stdout).areas


def test_in_a_snapshot_no_manager_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    stays = """
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2020-01-01 | 2025-01-01 | .         | .       | voluntary
        2      | Bakery | 2020-01-01 | .          | .         | .       | .
        """
    held = """
        person | area   | level | manager | start_on   | end_on
        2      | Bakery | E5    | 1       | 2020-01-01 | .
        """
    folder = write_snapshot(tmp_path / "snapshots" / "one", stays, "Bakery:")
    pq.write_table(arrow(held, JOBS), folder / "jobs.parquet")
    done = typed("follow-on", "--snapshot", "one", "--each")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "A snapshot numbers people by lot, so no manager can be found in it." in done.stderr
    assert typed("follow-on", "--snapshot", "one").exit_code == 0


def test_an_order_of_levels_ends_the_silence_of_promotions(tmp_path: Path) -> None:
    given = company(tmp_path, 6)
    rows = given[3].read_text(encoding="utf-8").splitlines()
    rows = [row for row in rows if not row.startswith(("R04,", "R03,"))]
    for name in ("R03", "R04"):
        rows += [
            f"{name},Varnholm / Sales,Seller,M0,2017-01-01,2024-04-30",
            f"{name},Varnholm / Sales,Lead,top,2024-05-01,",
        ]
    given[3].write_text("\n".join(rows), encoding="utf-8")
    window = ("--from", "2024-05", "--to", "2024-07", "--json")
    silent = AnswerJson.model_validate_json(typed("measure", "K10", *given, *window).stdout)
    assert (silent.results[0].hidden, silent.results[0].value) == ("no_order", None)
    assert "“Lead” or “Seller”" in silent.noted[0]
    levels = tmp_path / "order.csv"
    levels.write_text("level\nSeller\nLead\nChief\n", encoding="utf-8")
    done = typed("measure", "K10", *given, "--levels", levels, *window)
    told = AnswerJson.model_validate_json(done.stdout)
    assert (told.results[0].n, told.noted) == (2, [])
