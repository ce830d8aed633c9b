"""Waiting for what another process does, as long as a busy machine may take over it."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LONGEST, PAUSE = 120.0, 0.05  # seconds


def wait_until(is_so: Callable[[], T], seen: Callable[[], object] | None = None) -> T:
    """What it said when it was so. Raises AssertionError if it is not within two minutes.

    seen: what there is to say then.
    """
    until = time.monotonic() + LONGEST
    while not (said := is_so()):
        if time.monotonic() > until:
            raise AssertionError(seen() if seen else f"not within {LONGEST:.0f} seconds")
        time.sleep(PAUSE)
    return said


def wait_until_healthy(url: str) -> None:
    wait_until(lambda: answers(f"{url}/healthz"))


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False
