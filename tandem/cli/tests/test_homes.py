"""What the tests measure is the command's, not the test runner's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tandem.cli.tests.homes import measured

pytestmark = pytest.mark.slow
KIB, MIB = 1024, 1024 * 1024


def peak_of(script: str, told: Path) -> int:
    subprocess.run(measured(told, sys.executable, "-S", "-E", "-c", script), check=True)
    return int(told.read_text())


def test_a_peak_is_that_of_the_command_alone(tmp_path: Path) -> None:
    held = bytearray(200 * MIB)  # what the runner holds must not count
    little = peak_of("pass", tmp_path / "peak")
    much = peak_of(f"held = bytearray({300 * MIB})", tmp_path / "peak")
    assert held
    assert little < 100 * KIB
    assert 300 * KIB < much < 400 * KIB
