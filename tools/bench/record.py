"""The record: acts of many at once while they are sealed, and looking at very many events."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from tools.bench.company import Size
from tools.bench.parts import Watch, moment, peak, tell

WRITERS, WRITING = 8, 10  # processes, seconds
MANY, FEWER = 10_000_000, 200_000  # events
SINCE = 2_000  # events since the last look
LOT = 500_000  # made in one statement
INTO = "INSERT INTO access_event (what, actor, who, about, at) "
BY_POSTGRESQL = (
    "SELECT 'commitment.promise', 'person', gen_random_uuid(), gen_random_uuid(), now()"
    " FROM generate_series(1, %s)"
)
BY_SQLITE = (
    "WITH RECURSIVE made(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made LIMIT %s)"
    " SELECT 'commitment.promise', 'person', lower(hex(randomblob(16))),"
    " lower(hex(randomblob(16))), '2026-11-24 07:00:00.' || (100000 + n) FROM made"
)


def measure(size: Size, writer: list[str]) -> None:
    acts(writer)
    verification(MANY if size.people > 100_000 else FEWER)


def acts(writer: list[str]) -> None:
    """Acts of eight at once, each with its validation and its event, while a sealer seals them."""
    from tandem.access.chain.checkpoint import look
    from tandem.access.chain.sealer import seal_events
    from tandem.access.models import Event

    before, started, sealed = Event.objects.count(), time.perf_counter(), 0
    writers = [
        subprocess.Popen(writer, env={**os.environ, "TANDEM_BENCH_WRITER": str(number)})
        for number in range(WRITERS)
    ]
    while any(each.poll() is None for each in writers):
        sealed += seal_events(at=moment())
        time.sleep(1)
    failed = sum(each.wait() != 0 for each in writers)
    acts, seconds = Event.objects.count() - before, time.perf_counter() - started
    words = f"{acts / WRITING:.0f} acts a second, {WRITERS} writers, {failed} gave up"
    tell("record", f"{words} ({acts} acts, {seconds:.0f} s with starting)")
    while more := seal_events(at=moment()):
        sealed += more
    whole = look(at=moment(), full=True)
    tell("sealed meanwhile", f"{sealed} events under {whole.state.number} seals, whole")


def write(number: str) -> None:
    """Acts as fast as they go, for a while."""
    from tandem.access.audit import OPERATOR
    from tandem.organisation import actions

    end, at = time.perf_counter() + WRITING, moment()
    while time.perf_counter() < end:
        actions.add_person(
            first_name="Writer", last_name=number, email="", area=None, by=OPERATOR, at=at
        )


def verification(events: int) -> None:
    from tandem.access.chain.checkpoint import look
    from tandem.access.chain.sealer import seal_events
    from tandem.access.models import Event

    made = Watch()
    while (missing := events - Event.objects.count()) > 0:
        make(min(LOT, missing))
    tell(f"making {events:,} events", str(made))
    sealing = Watch()
    while seal_events(at=moment()):
        pass
    anchor = Path(os.environ["TANDEM_HOME"]) / "record.anchor"
    tell("sealing them", f"{sealing}, anchor {anchor.stat().st_size} bytes")
    full = Watch()
    whole = look(at=moment(), full=True)
    tell(f"verifying {whole.looked_at:,} events", f"{full}, peak {peak()} MiB   (budget: 60 s)")
    make(SINCE)
    seal_events(at=moment())
    since = Watch()
    whole = look(at=moment())
    tell(f"from the last look, {whole.looked_at:,} events", f"{since}   (budget: 1 s)")


def make(count: int) -> None:
    """Events as acts leave them, without their acts."""
    from django.db import connection

    rows = BY_POSTGRESQL if connection.vendor == "postgresql" else BY_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(INTO + rows, [count])
