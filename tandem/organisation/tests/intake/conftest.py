from pathlib import Path

import pytest

from tandem.organisation.tests.intake.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
