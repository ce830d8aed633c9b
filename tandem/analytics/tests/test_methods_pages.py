"""The pages of link, fairness and drivers say what the code does."""

from __future__ import annotations

import re
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from tandem.analytics.fairness import Group, compare
from tandem.analytics.linkage import Name
from tandem.analytics.linkage_words import Verdict

METHODS = Path(__file__).resolve().parents[3] / "docs/methods"
MODULES = {
    "link": ("linkage", "clustered", "series"),
    "fairness": ("fairness",),
    "drivers": ("drivers", "odds"),
}
NEVER = re.compile(r"\b(drives?|driven|causes?|caused|because of|leads? to|led to)\b", re.I)


def page(name: str) -> str:
    return (METHODS / f"{name}.md").read_text(encoding="utf-8")


def constants(name: str) -> dict[str, str]:
    return dict(re.findall(r"^\| `([A-Z_]+)` \| ([\d./,]+) \|", page(name), re.MULTILINE))


@pytest.mark.parametrize("name", MODULES)
def test_every_constant_of_a_page_is_told_as_it_is(name: str) -> None:
    modules = [import_module(f"tandem.analytics.{module}") for module in MODULES[name]]
    told = constants(name)
    assert told
    for constant, value in told.items():
        held = [getattr(module, constant) for module in modules if hasattr(module, constant)]
        assert held
        assert [Fraction(str(each)) for each in held] == [Fraction(value)] * len(held)


@pytest.mark.parametrize("name", [*MODULES, "evidence_link"])
def test_no_page_says_more_than_that_two_things_go_together(name: str) -> None:
    assert NEVER.findall(page(name)) == []


def test_every_verdict_and_estimate_is_explained() -> None:
    told = set(re.findall(r"`(\w+)`", page("link")))
    assert {*Verdict, *Name} <= told


def test_the_worked_example_of_fairness_can_be_counted_along() -> None:
    rows = re.findall(
        r"^\| (\w+) \| (\d+) \| (\d+) \| (\d+) % \| ([\d.]+) \| ([a-z ]*)\|",
        page("fairness"),
        re.MULTILINE,
    )
    found = compare([Group(name, int(chosen), int(of)) for name, chosen, of, *_ in rows])
    assert len(rows) == 4
    for row, each in zip(rows, found.groups, strict=True):
        assert each.rate == Fraction(int(row[3]), 100)
        assert each.ratio == Fraction(row[4])
        expected = "" if each.group == found.reference else "look here" if each.flag else "no flag"
        assert row[5].strip() == expected
