"""Sentences of intake about one row, one person or one area say so."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.words import WORDS

FACTS: defaultdict[str, object] = defaultdict(lambda: 1, {"value": "x", "line": 1})
ONE = re.compile(r"\b1 (?:such )?(?:rows|people|areas|months|leavers|cells|headcounts)\b")
NEVER_OF_ONE = {
    *(Kind.MANY_LEAVE, Kind.MANY_CHANGE, Kind.SEVERAL_MANAGERS, Kind.TOTAL_BY_FIGURES),
    Kind.FAR_LEAVER,
}
"""One of one is no share, one name is nobody else's, and one month is no total and not far."""


@pytest.mark.parametrize("kind", WORDS.keys() - NEVER_OF_ONE)
def test_one_is_not_several(kind: Kind) -> None:
    said = " ".join(str(each % FACTS) for each in WORDS[kind])
    assert not ONE.search(said), said


def test_one_manager_told_by_name_is_not_all_of_them() -> None:
    found = Place("file.csv").found(Kind.MANAGERS_BY_NAME, "Lund Ann", known="1", count=1)
    assert found.reason == (
        "A manager is told by name. Only one person has the name, so that one is taken: 1 for "
        "“Lund Ann”, in one row."
    )


@pytest.mark.parametrize("kind", list(WORDS))
def test_a_page_says_nothing_of_the_terminal(kind: Kind) -> None:
    _reason, cure = WORDS[kind]
    shown = str(cure % FACTS).partition("\n")[0]
    assert "terminal" not in shown
    assert " --" not in shown
