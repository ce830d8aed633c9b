"""Our figures beside the budgets of the architecture. Nothing here is asserted.

A company of 5,000 people is imported into a new home, then every page is asked for many times in
one process. SIZE=large uses 200,000 people; ONLY=import|pages|review|load does one part.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tandem.organisation.models import Person
    from tandem.partnership.commitments.models import Commitment

SIZES = {"small": 5_000, "large": 200_000}
VISITS = 40
PARTS = ("import", "pages", "review", "load")
TODAY = date(2026, 11, 24)
SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--inside", choices=["import", "review"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        inside(arguments.inside, SIZES[arguments.size])
        return
    parts = [arguments.only] if arguments.only else list(PARTS)
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        os.environ.update(TANDEM_HOME=folder, TANDEM_DEMO="1")
        os.environ.pop("DATABASE_URL", None)
        from tandem.website.home import open_home

        open_home()
        # In processes of their own, so that the web process is measured without them.
        imported = apart("import", arguments.size)
        if "import" in parts:
            tell("import", imported)
        if "review" in parts:
            tell("every measure, every area", apart("review", arguments.size))
        if "pages" in parts:
            pages()
        if "load" in parts:
            tell("the demonstration into a new home", demonstration())


def apart(what: str, size: str) -> str:
    command = [sys.executable, __file__, "--inside", what, "--size", size]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def inside(what: str, people: int) -> None:
    from tandem.website.home import open_home

    open_home()
    print(bring_in(people) if what == "import" else review())


def tell(what: str, words: str) -> None:
    print(f"{what:34} {words}", flush=True)


def export(people: int, file: Path) -> None:
    """A company of this many people, three levels deep, with ten years of hires and leavers."""
    rng = random.Random(SEED)
    with file.open("w", newline="", encoding="utf-8") as target:
        out = csv.writer(target)
        out.writerow(["Employee ID", "First name", "Last name", "Department", "Manager ID",
                      "Title", "Hire date", "Leave date", "Leave reason"])  # fmt: skip
        for number in range(int(people * 1.6)):
            hired = TODAY - timedelta(days=rng.randrange(30, 3650))
            left = hired + timedelta(days=rng.randrange(30, 3650))
            gone = number >= people and left < TODAY
            area = f"Bench / Division {number % 10} / Department {number % 300}"
            manager = number % 300 if number >= 300 else ""
            out.writerow([number, f"First{number % 997}", f"Last{number}", area, manager, "Maker",
                          hired, left if gone else "", "Resignation" if gone else ""])  # fmt: skip


def bring_in(people: int) -> str:
    from django.utils.timezone import now

    from tandem.access.audit import OPERATOR
    from tandem.bridge import importing
    from tandem.organisation import intake

    file = Path(os.environ["TANDEM_HOME"]) / "bench.csv"
    export(people, file)
    started, import_id = time.perf_counter(), uuid.uuid4()
    report = intake.check(
        [intake.Incoming("bench.csv", file)],
        folder=intake.folder_of(importing.uploads(), import_id),
        today=TODAY,
    )
    checked = time.perf_counter() - started
    import_ = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=now())
    importing.bring_in(import_=import_, by=OPERATOR, at=now(), expect_many=True)
    whole = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{report.rows:,} rows: checked {checked:.1f} s, in with figures {whole:.1f} s, "
        f"peak {peak} MiB   (budget: 2,000,000 people < 180 s)"
    )


def review() -> str:
    from tandem.bridge.numbers import compute
    from tandem.bridge.snapshots import latest_snapshot

    folder = latest_snapshot(Path(os.environ["TANDEM_HOME"]))
    if folder is None:
        return "no snapshot"
    started = time.perf_counter()
    areas = compute(folder)
    return f"{areas} areas in {time.perf_counter() - started:.2f} s   (budget: < 1 s at 5,000)"


def pages() -> None:
    from tandem.website import clock

    print(f"{'page':34} {'p50 ms':>7} {'p95 ms':>7} {'queries':>8} {'KiB':>6} {'gz KiB':>7}")
    with clock.stopped(moment()):
        for name, visit in addresses():
            print(f"{name:34} {measured(visit)}", flush=True)
    print(f"{'budget':34} {'':>7} {'60':>7} {'15':>8} {'60':>6}")
    print(f"{'web process after all pages':34} {resident():.0f} MiB   (budget: 150)")


def moment() -> datetime:
    from django.utils.timezone import get_current_timezone

    return datetime(2026, 11, 24, 8, tzinfo=get_current_timezone())


def addresses() -> Iterator[tuple[str, Callable[[], object]]]:
    from django.test import Client
    from django.urls import reverse

    from tandem.access.audit import OPERATOR
    from tandem.access.roles import CHRO, HRAdministrator
    from tandem.organisation import actions
    from tandem.organisation.models import Area, Person
    from tandem.partnership.actions import make_pair

    at = moment()
    area = Area.objects.get(name="Department 7")
    leader, partner = Person.objects.filter(number__in=["7", "8"]).order_by("number")
    for person in (leader, partner):
        email = f"{person.number}@varnholm.example"
        actions.open_account(person=person, email=email, by=OPERATOR, at=at)
    for role in (CHRO, HRAdministrator):
        actions.grant_role(person=partner, role=role, by=OPERATOR, at=at)
    pair = make_pair(area=area, leader=leader, hr_partner=partner, by=OPERATOR, at=at)
    promise = forty_promises(leader, partner, at)
    client = Client(headers={"host": "127.0.0.1"})
    partner.refresh_from_db()
    assert partner.account is not None
    client.force_login(partner.account)
    urls = {
        "Today": reverse("today:page"),
        "area": area.get_absolute_url(),
        "company (top area)": Area.objects.get(parent=None).get_absolute_url(),
        "find an area": reverse("areas:find") + "?q=Department",
        "partners": reverse("pairs:list"),
        "pair": pair.get_absolute_url(),
        "promises": reverse("commitments:list"),
        "a promise": promise.get_absolute_url(),
        "new promise": reverse("commitments:new"),
        "company set-up": reverse("company:page"),
    }
    for name, url in urls.items():
        yield name, lambda url=url: client.get(url)  # type: ignore[misc]


def forty_promises(leader: Person, partner: Person, at: datetime) -> Commitment:
    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.models import Source

    for number in range(40):
        said = actions.Said(
            what=f"Promise {number}", due_on=TODAY + timedelta(days=1 + number % 20)
        )
        made = actions.ask(of=partner, said=said, by=leader, at=at, source=Source.FORM)
    return made


def measured(visit: Callable[[], object]) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visit()
    with CaptureQueriesContext(connection) as queries:
        answer = visit()
    asked = len(queries)  # the log is emptied by the next request
    times = []
    for _ in range(VISITS):
        started = time.perf_counter()
        visit()
        times.append((time.perf_counter() - started) * 1000)
    content: bytes = answer.content  # type: ignore[attr-defined]
    return (
        f"{median(times):7.1f} {quantiles(times, n=20)[18]:7.1f} {asked:8} "
        f"{len(content) / 1024:6.1f} {len(gzip.compress(content)) / 1024:7.1f}"
    )


def resident() -> float:
    pages_held = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_held * resource.getpagesize() / 1024**2


def demonstration() -> str:
    with tempfile.TemporaryDirectory(prefix="tandem-bench-demo-") as folder:
        code = (
            "from tandem.website.home import open_home; open_home()\n"
            "from tandem.demo.load import load_if_empty\n"
            "from tandem.website.clock import now\nload_if_empty(at=now())"
        )
        started = time.perf_counter()
        env = {**os.environ, "TANDEM_HOME": folder}
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
        return f"{time.perf_counter() - started:.1f} s"


if __name__ == "__main__":
    main()
