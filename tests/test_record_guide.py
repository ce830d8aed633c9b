"""The commands of the guide to the record, done in the order they stand there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tandem.access.chain.breaks import Kind
from tandem.cli.tests import backups
from tests.guides import Machine, machine
from tests.test_docs import blocks, cells, section

PAGE = "docs/for_operators/record.md"
TYPED = {"record resume": "go on from here\n", "record forget": "forget\n"}


@pytest.fixture
def used() -> Iterator[Machine]:
    """Tandem was installed as the guide says and used, and somebody has left."""
    with machine() as made:
        made.put_down()
        home = made.home
        backups.lived_in(home.path, **home.env)
        assert home.tandem("record", "seal").returncode == 0
        with closing(sqlite3.connect(home.database)) as opened, opened:
            opened.execute(
                "UPDATE organisation_person SET email = 'lea.roth@varnholm.example' "
                "WHERE number = 'V0'"
            )
        yield made


@pytest.mark.slow
def test_they_work_in_the_order_they_stand_there(used: Machine) -> None:
    for block in blocks(PAGE, "sh"):
        used.follow(block, "".join(typed for words, typed in TYPED.items() if words in block))
    first, *_ = (used.root / "srv/backups/record.jsonl").read_text().splitlines()
    assert "The record is whole" in json.loads(first)["looked_at"]
    assert used.home.tandem("record", "verify").returncode == 0


def test_whatever_may_be_wrong_with_the_record_is_explained() -> None:
    told = [name for row in cells(section(PAGE, "## Looking whether it is whole")) for name in
            row[0].split(", ")]  # fmt: skip
    assert sorted(told) == sorted(kind.value for kind in Kind)
