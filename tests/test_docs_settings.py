"""What a company can set is told as it is."""

from __future__ import annotations

import re

from tandem.organisation.mail import Outcome
from tandem.organisation.switches import FEATURES
from tandem.organisation.values import REGISTRY
from tandem.rooms.company.setting_words import allowed_words, value_words
from tests.test_docs import OPERATORS, cells, section

PAGE = "docs/for_hr/company_settings.md"


def test_every_value_is_told_with_its_meaning_default_bounds_and_use() -> None:
    told = cells(section(PAGE, "## Values"))
    assert told == [
        [
            known.name,
            known.meaning,
            value_words(known, known.default),
            allowed_words(known),
            known.used or "–",
        ]
        for known in REGISTRY
    ]


def test_every_group_of_values_has_its_heading() -> None:
    headings = re.findall(r"^### (.+)$", section(PAGE, "## Values"), re.MULTILINE)
    assert headings == [*dict.fromkeys(known.group for known in REGISTRY)]


def test_every_feature_is_told_with_whom_it_touches() -> None:
    told = cells(section(PAGE, "## What is switched on"))
    assert told == [[each.name, each.meaning, each.touches] for each in FEATURES]


def test_every_outcome_of_a_test_message_has_its_row() -> None:
    """By the words around the names: a row for each sentence one can get once mail is set."""
    told = [row[0] for row in cells(section(f"{OPERATORS}/mail.md", "## Try it"))]
    sentences = [each.value for each in Outcome if each is not Outcome.NOT_SET]
    for row in told:
        parts = [part.strip() for part in row.strip('“”"').split("…")]
        fitting = [one for one in sentences if all(part in one for part in parts)]
        assert fitting, row
    assert len(told) == len(sentences)
