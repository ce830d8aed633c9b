"""Our figures beside the budgets of the architecture. Nothing here is asserted.

A company is made, imported into a new home, and its pages are asked for many times in one process.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools.bench import parts
from tools.bench.company import SIZES
from tools.bench.server import home

INSIDE = ("import", "pages", "backup", "record")
PARTS = ("import", "review", "pages", "backup", "record", "load", "demo")
FIVE_MINUTES = 300  # of load where it is all that is asked for
ONE_MINUTE = 60


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--shape", choices=["person", "history"], default="person")
    parser.add_argument("--seconds", type=int, help="how long two hundred people are at work")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="web processes")
    parser.add_argument("--home", type=Path, help="keep everything here, and use it again")
    parser.add_argument("--review", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--inside", choices=[*INSIDE, "visitors", "writer"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        inside(arguments)
        return
    if arguments.review:
        from tools.bench import review

        way, folder, people = arguments.review
        review.inside(way, Path(folder), int(people))
        return
    print(f"{parts.machine()}; {arguments.database}, {SIZES[arguments.size]}", flush=True)
    if arguments.only == "review":  # needs no home
        reviewed(arguments)
        return
    with home(arguments.database, arguments.home) as folder:
        if not (folder / "imported").exists():
            apart("import", arguments)
            (folder / "imported").touch()
        wanted = [arguments.only] if arguments.only else PARTS
        for part in (each for each in wanted if each != "import"):
            match part:
                case "load":
                    under_load(arguments)
                case "review":
                    reviewed(arguments)
                case "demo":
                    parts.tell("the demonstration into a new home", parts.demonstration())
                case _:
                    apart(part, arguments)


def reviewed(arguments: argparse.Namespace) -> None:
    from tools.bench import review

    review.measure(SIZES[arguments.size].people, [*command(), "--review"])


def under_load(arguments: argparse.Namespace) -> None:
    from tools.bench import load

    apart("visitors", arguments)
    alone = arguments.only == "load"
    seconds = arguments.seconds or (FIVE_MINUTES if alone else ONE_MINUTE)
    load.measure(seconds, arguments.workers, beside=20 if alone else 6)


def apart(what: str, arguments: argparse.Namespace) -> None:
    """In a process of its own, so that its memory is its own."""
    options = ["--size", arguments.size, "--shape", arguments.shape]
    subprocess.run([*command(), "--inside", what, *options], check=True)


def command() -> list[str]:
    return [sys.executable, "-m", "tools.bench"]


def inside(arguments: argparse.Namespace) -> None:
    from tandem.website.home import open_home

    open_home()
    size = SIZES[arguments.size]
    match arguments.inside:
        case "import":
            parts.bring_in(size, arguments.shape)
        case "pages":
            from tools.bench import pages

            pages.measure(size)
        case "backup":
            from tools.bench import safekeeping

            safekeeping.measure()
        case "record":
            from tools.bench import record

            record.measure(size, [*command(), "--inside", "writer"])
        case "visitors":
            from tools.bench import visitors

            visitors.make()
        case "writer":
            from tools.bench import record

            record.write(os.environ["TANDEM_BENCH_WRITER"])


if __name__ == "__main__":
    main()
