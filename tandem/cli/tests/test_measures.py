"""`tandem measures` and `tandem measure`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tandem.analytics.measures.registry import CARDS
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.cli import main
from tandem.cli.numbers.measures import AnswerJson, CardsJson

HEAD = "person,area,start_on,end_on,end_reason\n"
PEOPLE = HEAD + "".join(f"p{n},Supply / Bakery,2024-01-01,,\n" for n in range(20)) + (
    "q1,Supply / Bakery,2024-01-01,2025-03-15,voluntary\n"
    "q2,Supply / Dairy,2024-01-01,2025-04-15,retirement\n"
)  # fmt: skip
WINDOW = ("--from", "2025-01", "--to", "2025-12")


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return str(path)


def answer(*words: str) -> AnswerJson:
    done = typed("measure", *words, "--json")
    assert done.exit_code == 0, done.output
    return AnswerJson.model_validate_json(done.stdout)


def test_the_cards_are_shown_and_told_to_programs() -> None:
    shown = typed("measures")
    assert shown.exit_code == 0
    assert "K01" in shown.stdout
    told = CardsJson.model_validate_json(typed("measures", "--json").stdout)
    assert [card.key for card in told.measures] == list(CARDS)


def test_the_total_of_everybody(people: str) -> None:
    told = answer("total turnover", "--people", people, *WINDOW)
    [result] = told.results
    assert (told.measure, result.area, result.n) == ("K02", None, 2)
    heads = [22, 22, 21, *[20] * 9]
    assert result.denominator == pytest.approx(sum(heads) / 12)
    assert result.value == pytest.approx(2 / (sum(heads) / 12))
    assert result.interval is not None
    assert (str(result.first), str(result.after)) == ("2025-01-01", "2026-01-01")
    assert result.annualised == pytest.approx(result.value)


def test_by_area_and_by_month(people: str) -> None:
    told = answer("k02", "--people", people, "--by", "area", "--by", "month", *WINDOW)
    assert {result.name for result in told.results} == {"Supply", "Bakery", "Dairy"}
    assert len(told.results) == 3 * 12
    dairy = next(r for r in told.results if r.name == "Dairy" and r.month == "2025-12")
    assert (dairy.value, dairy.hidden, dairy.why) == (None, "too_few", "too few people to show")


def test_what_a_program_reads_stands_alone_on_standard_output(people: str) -> None:
    path = Path(people)
    path.write_text(f"{PEOPLE}z,Supply / Bakery,soon,,\n", encoding="utf-8")
    done = typed("measure", "K02", "--people", people, *WINDOW, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["results"][0]["n"] == 2
    assert f"{people}, line 24: start_on “soon” is no day" in done.stderr
    assert "Left out." in done.stderr


def test_a_person_reads_a_table(people: str) -> None:
    done = typed("measure", "K02", "--people", people, *WINDOW)
    assert "Everybody" in done.stdout
    assert "Average headcount" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("turnovr total", "--people", "{people}"), "There is no measure “turnovr total”."),
        (("total turnovr", "--people", "{people}"), "Did you mean K02, Total turnover?"),
        (("K02", "--people", "none.csv"), "none.csv is no file"),
        (("K02",), "nothing to compute from"),
        (("K02", "--people", "{people}", "--from", "2025-1"), "“2025-1” or"),
        (("K02", "--people", "{people}", "--from", "2025-05", "--to", "2025-01"), "comes before"),
        (("K02", "--people", "{people}", "--to", "2999-01"), "Choose months before"),
        (("K02", "--snapshot", "../x"), "has no snapshot “../x”"),
        (("K02", "--snapshot", "latest"), "Import people first"),
        (("K01", "--people", "{people}", "--divided-by", "opening"), "is not divided by"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    people: str, tmp_path: Path, words: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    done = typed("measure", *(word.format(people=people) for word in words))
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_engine_that_does_not_answer_is_one_sentence(
    people: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_ENGINE", "spark://127.0.0.1:1")
    said = typed("measure", "K02", "--people", people)
    assert said.exit_code == 2
    assert said.stdout == ""
    assert "leave TANDEM_ENGINE empty for DuckDB" in said.stderr


def test_a_snapshot_is_found_by_its_id_or_as_the_latest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    spells = "person | area | start_on | end_on | came_from | went_to | end_reason\n" + "\n".join(
        f"{n} | Bakery | 2024-01-01 | . | . | . | ." for n in range(12)
    )
    for number in (1, 2):
        write_snapshot(
            tmp_path / "snapshots" / f"id-{number}", spells, "Bakery:",
            version=f"id-{number}", number=number,
        )  # fmt: skip
    assert answer("headcount", "--snapshot", "id-1").facts == "id-1"
    told = answer("headcount", "--snapshot", "latest")
    assert (told.facts, told.results[0].value) == ("id-2", 12)


def test_numbers_and_answers_of_a_file(tmp_path: Path) -> None:
    numbers, cells = tmp_path / "numbers.csv", tmp_path / "answers.csv"
    numbers.write_text(
        "area,series,month,value,denominator\nBakery,K14,2025-03,9,12\n", encoding="utf-8"
    )
    cells.write_text(
        "area,theme,item,month,answer,answers\nBakery,trust,one,2025-03,5,6\n"
        "Bakery,trust,one,2025-03,2,4\n",
        encoding="utf-8",
    )
    [offers] = answer("K14", "--observations", str(numbers), "--to", "2025-03").results
    assert (offers.n, offers.denominator, offers.value) == (9, 12, 0.75)
    [trust] = answer("K50", "--answers", str(cells), "--to", "2025-03").results
    assert (trust.n, trust.denominator, trust.people) == (6, 10, 10)
