"""No depth at which a test calls makes its calls dear."""

from __future__ import annotations

import resource
import sys

import pytest

CALLS = 500
DEPTHS = 400  # frames of a piece, and more


@pytest.mark.skipif(sys.platform != "linux", reason="counts as Linux does")
def test_at_no_depth_a_call_asks_the_system_for_room() -> None:
    assert max(asked_for(depth) for depth in range(DEPTHS)) < CALLS / 10


def asked_for(depth: int) -> int:
    """Pages that were given for calls so many frames further in."""
    if depth:
        return asked_for(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        called()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def called() -> None:
    """Larger than who calls it, so that there is a depth at which it fits no more."""


called.__code__ = called.__code__.replace(co_stacksize=100)
