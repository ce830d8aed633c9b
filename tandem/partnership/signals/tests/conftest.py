from __future__ import annotations

import pytest

from tandem.partnership import registers
from tandem.partnership.signals.tests.detecting import Planted, plant


@pytest.fixture
def only_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No detector but those of this test; the others come back afterwards."""
    monkeypatch.setattr(registers, "_detectors", {})


@pytest.fixture
def quiet(only_planted: None) -> Planted:
    return plant()
