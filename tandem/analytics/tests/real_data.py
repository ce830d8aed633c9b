"""The real data that tests run on: required in CI, and asked for by name elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("TANDEM_DATA") or CHECKOUT.parent / "shared/data")


def required(file: Path) -> pytest.MarkDecorator:
    """Skips where the file is not there, except in CI: there the test fails for want of it."""
    return pytest.mark.skipif(
        not file.exists() and os.environ.get("CI") != "true",
        reason=f"There is no {file}. Point TANDEM_DATA at the folder of the real data.",
    )
