from __future__ import annotations

import pytest

from tandem.partnership.signals import detectors
from tandem.partnership.signals.tests.detecting import Planted, plant


@pytest.fixture
def only_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No detector but those of this test; the others come back afterwards."""
    monkeypatch.setattr(detectors, "_detectors", {})


@pytest.fixture
def quiet(only_planted: None) -> Planted:
    return plant()
