"""Which facts `tandem measure` speaks of, over which window, and what it says of rows left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result

from tandem.analytics.measures.registry import CARDS
from tandem.analytics.months import Months
from tandem.analytics.taking import Taken, take
from tandem.analytics.tests.tables import engine
from tandem.cli import main
from tandem.cli.numbers.measures import AnswerJson, card_json, folder_of, window_of
from tandem.cli.numbers.reading import TOLD, Unusable

HEAD = "person,area,start_on,end_on,end_reason\n"


def taken(as_of: date = date(2026, 1, 15)) -> Taken:
    frame = pa.table({"person": ["a"], "area": ["A"], "start_on": [date(2020, 1, 1)]})
    return take(engine=engine(), people=frame, as_of=as_of)


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["measure", *words])


def months(first: str, after: str) -> Months:
    return Months(date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{after}-01"))


# ---- the window


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [
        ("2025-03", "2025-05", months("2025-03", "2025-06")),
        ("2025-05", "2025-05", months("2025-05", "2025-06")),
        (None, "2025-05", months("2024-06", "2025-06")),  # twelve before the end
        ("2025-03", None, months("2025-03", "2026-01")),  # up to the last whole month
        ("2025-12", None, months("2025-12", "2026-01")),
        (None, None, None),  # the twelve of the facts
    ],
)
def test_what_is_not_said_of_a_window_is_filled_in(
    first: str | None, last: str | None, window: Months | None
) -> None:
    assert window_of(first, last, taken()) == window


@pytest.mark.parametrize(
    ("as_of", "after"),
    [
        (date(2026, 1, 30), "2026-01"),  # January is not over
        (date(2026, 1, 31), "2026-02"),  # at the close of the day it is
        (date(2026, 2, 1), "2026-02"),
    ],
)
def test_a_month_is_whole_from_the_close_of_its_last_day(as_of: date, after: str) -> None:
    assert window_of("2025-03", None, taken(as_of)) == months("2025-03", after)


def test_a_first_month_that_is_not_over_is_refused() -> None:
    with pytest.raises(ValueError, match="2025-12 comes before 2026-01"):
        window_of("2026-01", None, taken())


# ---- the snapshot


@pytest.mark.parametrize("name", ["../one", "one/../one", "/etc", "", ".", "one\n", "id two"])
def test_what_is_no_id_opens_no_folder(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    (tmp_path / "snapshots" / "one").mkdir(parents=True)
    (tmp_path / "snapshots" / "id two").mkdir()
    (tmp_path / "one").mkdir()
    with pytest.raises(Unusable, match="has no snapshot"):
        folder_of(name)
    assert folder_of("one") == tmp_path / "snapshots" / "one"


def test_an_unknown_id_is_told_beside_those_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    with pytest.raises(Unusable, match=r"“three”\. There are none yet"):
        folder_of("three")
    for name in ("two", "one", ".half"):  # one that is being written begins with a dot
        (tmp_path / "snapshots" / name).mkdir(parents=True)
    with pytest.raises(Unusable, match=r"“three”\. There are: one, two"):
        folder_of("three")


def test_a_snapshot_and_a_file_are_not_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    (tmp_path / "snapshots" / "one").mkdir(parents=True)
    done = typed("K02", "--snapshot", "one", "--people", str(tmp_path / "people.csv"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "A snapshot holds all of its facts: give it alone, or beside levels" in done.stderr


# ---- rows left out


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [TOLD - 1, TOLD, TOLD + 1, TOLD + 1000])
def test_the_first_rows_left_out_are_named_and_the_others_counted(
    tmp_path: Path, wrong: int
) -> None:
    path = tmp_path / "people.csv"
    good = "".join(f"p{n},Bakery,2020-01-01,,\n" for n in range(20))
    bad = "".join(f"q{n},Bakery,soon,,\n" for n in range(wrong))
    path.write_text(HEAD + good + bad, encoding="utf-8")
    window = ("--from", "2025-01", "--to", "2025-12")
    done = typed("headcount", "--people", str(path), *window, "--json")
    assert done.exit_code == 1
    said = done.stderr.splitlines()
    assert sum(line.endswith("Left out.") for line in said) == min(wrong, TOLD)
    more = [line for line in said if line.endswith("more rows were left out.")]
    assert more == ([f"{wrong - TOLD:,} more rows were left out."] if wrong > TOLD else [])
    assert AnswerJson.model_validate_json(done.stdout).results[0].value == 20


@pytest.mark.slow
def test_what_was_noticed_is_no_mistake_and_stands_beside_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    good = "".join(f"p{n},Bakery,2020-01-01,,\n" for n in range(20))
    path.write_text(f"{HEAD}{good}q,Bakery,2020-01-01,2025-02-01,SC\n", encoding="utf-8")
    done = typed("K02", "--people", str(path), "--from", "2025-01", "--to", "2025-12", "--json")
    assert done.exit_code == 0
    assert "“SC” is own choice" in done.stderr
    assert AnswerJson.model_validate_json(done.stdout).results[0].n == 1


# ---- what a program reads


def test_a_hidden_number_is_null_with_a_reason_for_programs_and_for_people(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEAD + "a,Lab,2020-01-01,,\nb,Lab,2020-01-01,,\n", encoding="utf-8")
    done = typed("K02", "--people", str(path), "--from", "2025-01", "--to", "2025-12", "--json")
    [result] = AnswerJson.model_validate_json(done.stdout).results
    assert (result.value, result.n, result.interval, result.annualised) == (None,) * 4
    assert (result.hidden, result.why) == ("too_few", "too few people to show")


@pytest.mark.slow
def test_part_of_a_year_is_annualised_by_its_days(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    good = "".join(f"p{n},Bakery,2020-01-01,,\n" for n in range(20))
    path.write_text(f"{HEAD}{good}q,Bakery,2020-01-01,2025-02-15,voluntary\n", encoding="utf-8")
    done = typed("K02", "--people", str(path), "--from", "2025-01", "--to", "2025-03", "--json")
    [result] = AnswerJson.model_validate_json(done.stdout).results
    assert result.value is not None
    assert result.annualised == pytest.approx(result.value * 365 / 90)
    assert (result.first, result.after) == (date(2025, 1, 1), date(2025, 4, 1))


@pytest.mark.parametrize("key", list(CARDS))
def test_a_card_for_programs_says_all_that_the_card_says(key: str) -> None:
    card, told = CARDS[key], card_json(CARDS[key])
    assert (told.key, told.shown_from, told.caution) == (key, card.minimum, card.caveat)
    assert (told.benchmark is None, told.iso_30414 is None) == (
        card.benchmark is None,
        card.iso is None,
    )
    if told.benchmark:
        assert told.benchmark.source  # a number of others is never without its source
        assert 1900 < told.benchmark.year < 2100


def test_what_no_measure_reads_is_named_and_ends_with_one(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(
        "area,series,month,value,denominator\nA,k14,2026-01,9,10\nA,K140,2026-01,1,10\n",
        encoding="utf-8",
    )
    words = ("--from", "2026-01", "--to", "2026-01", "--json")
    done = typed("K14", "--observations", str(path), *words)
    assert done.exit_code == 1
    assert "no measure reads the series “K140” of 1 row. Did you mean “K14”?" in done.stderr
    [result] = AnswerJson.model_validate_json(done.stdout).results
    assert (result.n, result.denominator) == (9, 10)
