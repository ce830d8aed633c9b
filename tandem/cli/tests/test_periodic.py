"""What the worker does by itself: on time, each apart from the others, and for real."""

from __future__ import annotations

import os
import subprocess
import time
import uuid
from datetime import datetime, timedelta

import pytest

from tandem.cli.periodic import EVERY_SECONDS, Periodic
from tandem.cli.tests.homes import TANDEM, Home
from tandem.partnership.testing import TUESDAY
from tandem.website.logs import facts_of


def at() -> datetime:
    return TUESDAY


def test_it_is_done_at_once_and_again_after_an_hour() -> None:
    times: list[datetime] = []
    clock = [100.0]

    def note(*, at: datetime) -> None:
        times.append(at)

    periodic = Periodic([note], clock=lambda: clock[0])
    asked = []
    for seconds in (0, 1, EVERY_SECONDS - 2, 1, EVERY_SECONDS):
        clock[0] += seconds
        asked.append(periodic.do(at=at))
    assert asked == [True, False, False, True, True]
    assert times == [TUESDAY] * 3


def test_what_fails_is_told_and_does_not_stop_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done = []

    def broken(*, at: datetime) -> None:
        raise OSError("no room")

    def whole(*, at: datetime) -> None:
        done.append(at)

    assert Periodic([broken, whole]).do(at=at)
    assert done == [TUESDAY]
    told = facts_of(caplog.records[0])
    assert (told["duty"], told["error"]) == ("broken", "builtins.OSError")
    assert "no room" not in str(told)


@pytest.mark.slow
def test_the_worker_clears_what_nobody_settled(home: Home) -> None:
    home.made()
    uploads = home.path / "uploads"
    old, new = (uploads / f"{uuid.uuid4()}.incoming" for _ in range(2))
    for folder in (old, new):
        folder.mkdir()
    before = time.time() - timedelta(days=15).total_seconds()
    os.utime(old, (before, before))
    worker = subprocess.Popen([*TANDEM, "worker"], env=home.environment())
    try:
        for _ in range(200):
            if not old.exists():
                break
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(30)
    assert not old.exists()
    assert new.exists()
