from pathlib import Path

import pytest

from tandem.analytics.checks import Contradictions, contradictions
from tandem.analytics.facts import Facts
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import engine

AREAS = """
Varnholm:
Bakery: Varnholm
Dairy: Varnholm
"""
HEAD = "person | area | start_on | end_on | came_from | went_to | end_reason\n"
SOUND = """
1 | Bakery | 2024-06-01 | 2025-02-01 | .      | Dairy  | transfer
1 | Dairy  | 2025-02-01 | 2025-03-01 | Bakery | .      | voluntary
1 | Bakery | 2025-03-01 | .          | .      | .      | .           # back the next day
2 | Dairy  | 2024-06-01 | .          | .      | .      | .
"""


def found(folder: Path, spells: str) -> Contradictions:
    return contradictions(
        Facts.open(write_snapshot(folder, HEAD + spells.strip(), AREAS), engine())
    )


def test_sound_facts_have_none(tmp_path: Path) -> None:
    assert found(tmp_path, SOUND) == Contradictions(0, 0, 0, 0)
    assert not found(tmp_path, SOUND)


@pytest.mark.parametrize(
    ("spells", "contradiction"),
    [
        ("1 | Bakery | 2025-01-01 | 2025-01-01 | . | . | voluntary", Contradictions(1, 0, 0, 0)),
        (
            """
            1 | Bakery | 2025-01-01 | 2025-03-01 | . | . | voluntary
            1 | Dairy  | 2025-02-28 | .          | . | . | .
            """,
            Contradictions(0, 1, 0, 0),
        ),
        (
            """
            1 | Bakery | 2025-01-01 | .          | . | . | .          # still there, and elsewhere
            1 | Dairy  | 2025-02-28 | .          | . | . | .
            """,
            Contradictions(0, 1, 0, 0),
        ),
        (
            """
            1 | Bakery | 2025-01-01 | 2025-02-01 | .      | Dairy | transfer
            1 | Dairy  | 2025-02-02 | .          | Bakery | .     | .   # a day was lost
            """,
            Contradictions(0, 0, 2, 0),
        ),
        ("1 | Bakery | 2025-01-01 | 2025-02-01 | . | Dairy | transfer", Contradictions(0, 0, 1, 0)),
        ("1 | Bakery | 2025-01-01 | . | Dairy | . | .", Contradictions(0, 0, 1, 0)),
        ("1 | Cellar | 2025-01-01 | . | . | . | .", Contradictions(0, 0, 0, 1)),
    ],
)
def test_what_cannot_be_is_counted(
    tmp_path: Path, spells: str, contradiction: Contradictions
) -> None:
    assert found(tmp_path, spells) == contradiction
    assert contradiction
