"""What is measured besides pages: an import, the review, the record, the demonstration."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path

from tools.bench.company import TODAY, Size, export

Process = get_context("spawn").Process


def tell(what: str, words: str) -> None:
    print(f"{what:34} {words}", flush=True)


def machine() -> str:
    """Where the figures come from. A loaded machine makes them worse than they are."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {platform.machine()}, load {load:.1f} before"


def pace() -> str:
    """How fast the machine is just now: a loop that does nothing but add up."""
    begun, total = time.perf_counter(), 0
    for number in range(5_000_000):
        total += number * number
    return f"a bare loop takes {time.perf_counter() - begun:.2f} s (0.33 s where nothing else runs)"


class Watch:
    """Seconds on the wall and on the processor of this process."""

    def __init__(self) -> None:
        self.begun, self.used = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        wall, used = time.perf_counter() - self.begun, time.process_time() - self.used
        return f"{wall:.1f} s ({used:.1f} s of its own)"


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bring_in(size: Size, shape: str) -> None:
    from django.utils.timezone import now

    from tandem.access.audit import OPERATOR
    from tandem.bridge import importing
    from tandem.organisation import intake
    from tandem.organisation.intake.shapes import Shape

    file = Path(os.environ["TANDEM_HOME"]) / "bench.csv"
    # In a process of its own: its memory is not the import's.
    made = Process(target=export, args=(size, file), kwargs={"history": shape == "history"})
    made.start()
    made.join()
    watch, import_id = Watch(), uuid.uuid4()
    report = intake.check(
        [intake.Incoming("bench.csv", file)],
        folder=intake.folder_of(importing.uploads(), import_id),
        today=TODAY,
        shape=Shape(shape),
    )
    tell(f"check of {report.rows:,} rows", f"{watch}, peak {peak()} MiB")
    import_ = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=now())
    applied = Watch()
    intake.apply(
        import_=import_, by=OPERATOR, at=now(), uploads=importing.uploads(), expect_many=True
    )
    tell("applying it", f"{applied}, peak {peak()} MiB")
    tell("import in all", f"{watch}   (budget at 2,000,000: 180 s, 1024 MiB)")
    figures = Watch()
    importing.refresh(today=TODAY)
    tell("snapshot and every area's figures", f"{figures}, peak {peak()} MiB")
    file.unlink()


def moment() -> datetime:
    from django.utils.timezone import get_current_timezone

    return datetime.combine(TODAY, datetime.min.time().replace(hour=8), get_current_timezone())


def demonstration() -> str:
    with tempfile.TemporaryDirectory(prefix="tandem-bench-demo-") as folder:
        code = (
            "from tandem.website.home import open_home; open_home()\n"
            "from tandem.demo.load import load_if_empty\n"
            "from tandem.website.clock import now\nload_if_empty(at=now())"
        )
        env = {**os.environ, "TANDEM_HOME": folder}
        env.pop("DATABASE_URL", None)
        watch = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
        return f"{time.perf_counter() - watch:.1f} s"


def days_from_now(days: int) -> date:
    return date.fromordinal(TODAY.toordinal() + days)
