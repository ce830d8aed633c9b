"""docs/methods/evidence.md holds what the pages behind it say, and where a promise is missed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tools.evidence import __main__ as evidence
from tools.evidence import link, survival
from tools.evidence.__main__ import METHODS, PAGE, at_least, at_most, page, promises, span, table

NEVER = re.compile(r"\b(drives?|driven|causes?|caused|because of|leads? to|led to)\b", re.I)


def measured() -> dict[str, str]:
    return {promise: found for promise, found, _where in promises()}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.evidence"


def test_it_says_no_why() -> None:
    assert NEVER.findall(page()) == []


def test_each_promise_leads_to_a_page_that_is_there() -> None:
    linked = re.findall(r"\]\((\w+\.md)\)", page())
    assert len(linked) >= len(measured())
    assert all((METHODS / name).exists() for name in linked)


@pytest.mark.parametrize(
    ("found", "limit", "missed"),
    [([3.0, 10.0], 10, False), ([3.0, 10.1], 10, True), ([10.0], 10, False)],
)
def test_a_promise_is_missed_beyond_its_limit_and_not_on_it(
    found: list[float], limit: float, missed: bool
) -> None:
    assert ("missed" in at_most(found, limit)) is missed
    turned = [20 - each for each in found]
    assert ("missed" in at_least(turned, limit)) is missed


def test_a_span_of_one_number_is_that_number() -> None:
    assert span([4.0, 4.0]) == "4 %"
    assert span([12.0, 2.5]) == "2.5 to 12 %"


def test_the_worst_cell_of_a_table_is_told() -> None:
    """Read here in another way: by the places of the cells in the text."""
    text = (METHODS / "evidence_link.md").read_text(encoding="utf-8")
    silent = [int(cell) for cell in re.findall(r"^\| \d+ \| [48] \| (\d+) %", text, re.MULTILINE)]
    assert len(silent) == 12
    assert measured()["Outcomes of other units: no link is said in 90 % or more"] == (
        f"{min(silent)} to {max(silent)} %"
    )


def test_a_table_is_found_by_its_first_cell_and_has_no_row_of_dashes() -> None:
    heads, *rows = table("evidence_hotspots", "people", 1)
    assert heads[0] == "people"
    assert [row[0] for row in rows] == ["15", "30", "60", "120", "250", "500"]
    assert rows != table("evidence_hotspots", "people")[1:]


@pytest.mark.slow
def test_a_row_of_each_page_comes_out_again() -> None:
    """Else the pages would stay as they are when a method changes; hotspots has its own."""
    panel = next(row for row in table("evidence_link", "Units") if row[:2] == ["10", "8"])
    assert panel[-1] == link.percent(link.said(link.like_real(10, 8, linked=0.5)))
    asked = ["30", "25%", "late", "365 days"]
    told = next(row for row in table("evidence_survival", "People") if row[:4] == asked)
    _said, here, gone, _width = survival.coverage(survival.Case(30, 0.25, late=True, days=365))
    assert told[5:7] == [f"{here:.1%}", f"{gone:.1%}"]


def test_a_measurement_that_turns_out_worse_is_said_to_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in METHODS.glob("evidence_*.md"):
        shutil.copy(path, tmp_path)
    changed = tmp_path / "evidence_survival.md"
    text = changed.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| 300 | 25%"))
    cells = row.split("|")
    worse = "|".join([*cells[:6], " 88.0% ", *cells[7:]])
    changed.write_text(text.replace(row, worse), encoding="utf-8")
    told = "The range of who is still here holds the true share in 90 % or more"
    assert "missed" not in measured()[told]
    monkeypatch.setattr(evidence, "METHODS", tmp_path)
    assert measured()[told].startswith("88 to ")
    assert measured()[told].endswith("so the promise is missed")
