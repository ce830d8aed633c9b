"""Two hundred people at work, and twenty beside a company that means ill.

What is measured is the real `tandem serve` on loopback. The visitors live in this process and take
a part of the same cores, which is told, too.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from tools.bench import hostile
from tools.bench.browser import Browser
from tools.bench.parts import Watch, tell
from tools.bench.visitors import PEOPLE, kept

THINKING = 10  # seconds between two pages of one person, give or take a half
ALONE = 300  # pages of the one person who is measured first
FEW, BRISK = 20, 2  # people beside hostile company, and their seconds between two pages
BUDGET_MS = 200
TANDEM = [sys.executable, "-m", "tandem.cli"]
# How often something is done on a working day, of a hundred times.
DAY = {
    "Today": 30, "promises": 15, "pair": 14, "area": 12, "find": 11,
    "a promise": 8, "a new promise": 5, "on track": 5,
}  # fmt: skip


@dataclass
class Seen:
    """What came back, and what did not."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        words = ", ".join(f"p{share} {self.p(share):4.0f}" for share in (50, 95, 99)) + " ms"
        shown = f": {', '.join(self.wrong[:3])}" if self.wrong else ""
        return f"{words}; {len(self.seconds):,} pages, {len(self.wrong)} errors{shown}"

    def p(self, share: int) -> float:
        enough = len(self.seconds) > 1
        return quantiles(self.seconds, n=100)[share - 1] * 1000 if enough else float("nan")


def measure(seconds: int, workers: int, beside: int) -> None:
    people = json.loads(kept().read_text())
    with served(workers) as (server, port):
        asyncio.run(a_day(people, server, port, seconds))
        asyncio.run(beside_hostile_company(people[:FEW], server, port, beside))


async def a_day(people: list[dict[str, Any]], server: int, port: int, seconds: int) -> None:
    # Everything is looked at once before anything counts: a server has been up for a while.
    await asyncio.gather(*(one(person, port, Seen(), steps=12) for person in people[1:9]))
    alone = Seen()
    await one(people[0], port, alone, steps=ALONE)
    tell("one person, without a pause", f"{alone}   (before)")
    memory, watch, used = [held(server)], Watch(), spent(server)
    end, seen = time.perf_counter() + seconds, Seen()
    at_work = [
        asyncio.create_task(one(person, port, seen, thinking=THINKING, end=end))
        for person in people
    ]
    await asyncio.sleep(seconds / 2)
    memory.append(held(server))
    await asyncio.gather(*at_work)
    memory.append(held(server))
    taken = f"{cores(used, spent(server), seconds)}; visitors {watch}"
    # By then everybody has promised more, and pages are longer: twice is of like with like.
    after = Seen()
    await one(people[0], port, after, steps=ALONE)
    tell("one person, without a pause", f"{after}   (afterwards)")
    budget = f"p95 {alone.p(95) * 2:.0f} ms as before, {after.p(95) * 2:.0f} ms as afterwards"
    tell(f"{PEOPLE} people for {seconds} s", f"{seen}   (budget: {budget})")
    tell("cores used", taken)
    for name in memory[0]:
        figures = " → ".join(str(each.get(name, "gone")) for each in memory)
        tell(f"memory, {name}", f"{figures} MiB at the start, half way, at the end")


async def beside_hostile_company(
    people: list[dict[str, Any]], server: int, port: int, seconds: int
) -> None:
    for name, company in {"nobody else": hostile.nobody, **hostile.COMPANY}.items():
        before, used, seen = held(server), spent(server), Seen()
        async with company(port) as felt:
            end = time.perf_counter() + seconds
            await asyncio.gather(
                *(one(person, port, seen, thinking=BRISK, end=end) for person in people)
            )
        now = held(server)
        grown = sum(now.values()) - sum(before.values())
        lives = "" if now.keys() == before.keys() else ", a process was lost"
        tell(f"beside {name}", f"{seen}   (budget: p95 {BUDGET_MS} ms)")
        taken = cores(used, spent(server), seconds)
        tell("", f"{felt.told()}cores: {taken}; {grown:+} MiB{lives}")


async def one(
    person: dict[str, Any], port: int, seen: Seen, *, steps: int = sys.maxsize,
    thinking: float = 0, end: float = float("inf"),
) -> None:  # fmt: skip
    """Somebody's day: so many steps, or until the end, with a pause before each."""
    chance = random.Random(person["other"])
    browser = Browser(port, {"tandem": person["cookie"]})
    doing = day(person, browser, chance)
    await asyncio.sleep(thinking * chance.random())
    while steps and time.perf_counter() < end:
        path, form = next(doing)
        await step(browser, path, form, seen)
        await asyncio.sleep(thinking * (0.5 + chance.random()))
        steps -= 1
    browser.close()


async def step(browser: Browser, path: str, form: dict[str, str] | None, seen: Seen) -> None:
    """What is answered with another address is one more page, as in a browser."""
    try:
        answer = await browser.ask(path, form)
        seen.seconds.append(answer.seconds)
        if answer.status >= 400 or "sign-in" in answer.location:
            seen.wrong.append(f"{answer.status} {path}")
        elif answer.location:
            await step(browser, answer.location, None, seen)
    except (OSError, EOFError) as error:
        browser.close()
        seen.wrong.append(f"{type(error).__name__} {path}")


def day(
    person: dict[str, Any], browser: Browser, chance: random.Random
) -> Iterator[tuple[str, dict[str, str] | None]]:
    while True:
        [what] = chance.choices([*DAY], [*DAY.values()])
        match what:
            case "a promise":
                yield chance.choice(person["mine"]), None
            case "on track":
                promise = chance.choice(person["mine"])
                yield promise, None
                yield f"{promise}on_track/", {"words": "As planned."}
            case "a new promise":
                page = f"/app/promises/new/?with={person['other']}"
                yield page, None
                due = date.today() + timedelta(days=chance.randrange(1, 20))  # noqa: DTZ011
                said = {"what": f"The rota of week {chance.randrange(52)}", "due_on": str(due)}
                yield page, {**said, "direction": "performer", "who": person["other"]}
            case _:
                yield person[what], None


@contextmanager
def served(workers: int) -> Iterator[tuple[int, int]]:
    """The real server and its worker: the id of its process, and the port."""
    port = hostile.free_port()
    server = subprocess.Popen(
        [*TANDEM, "serve", "--port", str(port), "--workers", str(workers)],
        stderr=subprocess.DEVNULL,
    )
    try:
        asyncio.run(healthy(port))
        yield server.pid, port
    finally:
        server.terminate()
        server.wait()


async def healthy(port: int) -> None:
    for _ in range(200):
        try:
            await Browser(port, {}).ask("/healthz")
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return
    raise SystemExit("tandem serve did not answer within 20 seconds.")


def processes(server: int) -> dict[str, int]:
    """What works under the server, by what it does."""
    threads = Path(f"/proc/{server}/task").glob("*/children")
    children = [int(pid) for each in threads for pid in each.read_text().split()]
    named = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
    named = {pid: line for pid, line in named.items() if b"resource_tracker" not in line}
    return {
        f"worker {pid}" if b"tandem.cli.worker" in line else f"web process {pid}": pid
        for pid, line in named.items()
    }


def held(server: int) -> dict[str, int]:
    """MiB of memory of each process."""
    page = os.sysconf("SC_PAGE_SIZE")
    return {
        name: int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * page // 2**20
        for name, pid in processes(server).items()
    }


def spent(server: int) -> dict[str, float]:
    """Seconds of the processor that each process has taken."""
    seconds = {}
    for name, pid in processes(server).items():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        seconds[name] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def cores(before: dict[str, float], now: dict[str, float], seconds: float) -> str:
    """What was taken between two looks, by web processes and by the worker."""
    taken = {"web": 0.0, "worker": 0.0}
    for name in now:
        taken[name.split()[0]] += (now[name] - before.get(name, 0)) / seconds
    return ", ".join(f"{kind} {share:.2f}" for kind, share in taken.items())
