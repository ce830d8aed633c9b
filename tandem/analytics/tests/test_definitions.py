"""A number that comes out otherwise than before has a definition of another version."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from tandem.analytics.area import AreaNumbers
from tandem.analytics.definitions import MEASURES, of_area_pages
from tandem.analytics.every_area import numbers_of_every_area
from tandem.analytics.measures.registry import MEASURES as EVERY
from tandem.analytics.tests import test_every_area
from tandem.analytics.tests.test_every_area import NOVEMBER, leaving_steadily, stays

TEAMS = ("Bakery", "Dairy", "Depot", "Fleet", "Packing")
WORDS = {"why"}  # of a sentence the version says nothing
VERSIONS = {
    "headcount": 1, "K02": 1, "K03": 1, "months and years of an area": 2, "change or noise": 1,
    "next to its siblings": 2, "hotspots": 2, "levels and managers": 1,
}  # fmt: skip
COUNTED = "44b177d88f7f5766"


def rounded(part: Any) -> Any:  # noqa: ANN401 - JSON
    """As far as machines agree."""
    if isinstance(part, dict):
        return {key: rounded(each) for key, each in part.items() if key not in WORDS}
    if isinstance(part, list):
        return [rounded(each) for each in part]
    return float(f"{part:.6g}") if isinstance(part, float) else part


@pytest.mark.slow
def test_who_changes_a_number_raises_the_version_it_is_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures that are stored already are counted anew only where a version rises."""
    tree = "\nVarnholm:\nLab: Varnholm\n" + "".join(f"{team}: Varnholm\n" for team in TEAMS)
    monkeypatch.setattr(test_every_area, "AREAS", tree)
    gone = date(2026, 10, 31) + timedelta(1)
    people = [
        stay
        for at, team in enumerate(TEAMS)
        for stay in (*stays(team, 40 + 15 * at), *leaving_steadily(team))
    ]
    people += [*stays("Bakery", 30, gone, "voluntary"), *stays("Lab", 4)]
    found = numbers_of_every_area(test_every_area.facts(tmp_path, people), before=NOVEMBER)
    flagged = {
        area for area, each in found.items() if each.at_its_level and each.at_its_level.judged.flag
    }
    assert flagged == {"Bakery"}
    said = rounded(TypeAdapter(dict[str, AreaNumbers]).dump_python(found, mode="json"))
    told = sha256(repr(sorted(said.items())).encode()).hexdigest()[:16]
    assert (dict(of_area_pages()), told) == (VERSIONS, COUNTED), (
        "Numbers come out otherwise: raise the VERSION of the method or the version of the measure "
        "that changed, and write down here what they are now. If only a field is new, write down "
        "the new digest: the stored shape counts by itself."
    )


def test_every_definition_is_one_of_the_list_with_its_version() -> None:
    assert all(EVERY[each.key] is each for each in MEASURES)
    assert all(of_area_pages()[each.key] == each.version for each in MEASURES)
    assert min(of_area_pages().values()) >= 1
