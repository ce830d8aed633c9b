"""docs/methods/hotspots.md says what the code does, and its example can be judged along."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from tandem.analytics import control, hotspot_areas, results
from tandem.analytics.hotspot_areas import Area
from tandem.analytics.hotspots import hotspots
from tandem.cli.numbers.hotspots import Answer, AreaAnswer, cells

METHODS = Path(__file__).resolve().parents[3] / "docs/methods"
NEVER = re.compile(r"\b(drives?|driven|causes?|caused|because of|leads? to|led to)\b", re.I)


def page(name: str = "hotspots") -> str:
    return (METHODS / f"{name}.md").read_text(encoding="utf-8")


def test_every_constant_is_told_as_it_is() -> None:
    told = dict(re.findall(r"`([A-Z_]+)(?:` \|| =) ([\d.]+)", page()))
    assert set(told) == {
        "MINIMUM_AVERAGE_HEADCOUNT", "FEWEST_FOR_A_RISE", "TIMES", "FALSE_SHARE", "FOUND",
    }  # fmt: skip
    for name, value in told.items():
        [held] = {
            getattr(module, name)
            for module in (control, hotspot_areas, results)
            if hasattr(module, name)
        }
        assert Fraction(str(held)) == Fraction(value)


@pytest.mark.parametrize("name", ["hotspots", "evidence_hotspots"])
def test_a_page_says_no_why(name: str) -> None:
    assert NEVER.findall(page(name)) == []


def test_the_worked_example_can_be_judged_along() -> None:
    _, _, example = page().partition("## A worked example\n")
    lines = [line.split("|")[1:-1] for line in example.split("\n## ")[0].splitlines()]
    rows = [[cell.strip() for cell in line] for line in lines if line][2:]
    assert len(rows) == 8
    found = hotspots(
        [Area(area=row[0], leavers=int(row[1]), headcount=float(row[2])) for row in rows]
    )
    for row, judged in zip(rows, found.areas, strict=True):
        name, leavers, people, rate, likely, q, _seen, flag = cells(judged)
        assert row == [name, leavers, people, rate, likely, q, flag]
    assert found.reference is not None
    assert f"The reference is {100 * found.reference:.1f} %" in example


def test_every_field_for_programs_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", page().partition("| Field | What it is |")[2]))
    assert {*Answer.model_fields, *AreaAnswer.model_fields} <= told
    [example] = re.findall(r"```json\n(.*?)```", page(), re.DOTALL)
    assert Answer.model_validate_json(example).areas[0].flag
