"""A home of its own for a test, and a checked import in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tandem.access.audit import OPERATOR
from tandem.bridge import importing
from tandem.organisation import intake
from tandem.organisation.models import Import
from tandem.partnership.testing import MONDAY


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    (tmp_path / "charts").mkdir()
    yield tmp_path


def checked(home: Path, content: str) -> Import:
    file, import_id = home / "people.csv", uuid.uuid4()
    file.write_text(content, encoding="utf-8")
    report = intake.check(
        [intake.Incoming("people.csv", file)],
        folder=intake.folder_of(importing.uploads(), import_id),
        today=MONDAY.date(),
    )
    return intake.keep(import_id=import_id, report=report, by=OPERATOR, at=MONDAY)
