"""A process that runs the real command again and again, and falls down dead where it is told to.

It loads Django once and forks for every order, so that a crash costs no start. An order is a line
of JSON on standard input: the words of the command, the step to die at (null: none), a file for
what is printed, whether the figures of areas may be left out, which take the longest and are made
anew by every import, and what the environment of the command holds besides.

A step is a moment at which dying could matter: around every statement and commit of the database,
every write to the journal (in the middle of it), every sync, every file that comes, goes or
changes its name, and some of the rows that are staged.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

FILES = {"os.remove", "os.rename", "os.link", "os.mkdir", "os.rmdir", "shutil.rmtree"}
ROWS = 20  # rows staged between two steps
BEFORE = (  # loaded once, before the forks
    "tandem.analytics.every_area", "tandem.bridge.importing", "tandem.cli.backup",
    "tandem.cli.doctor", "tandem.cli.people", "tandem.website.urls",
)  # fmt: skip


class Steps:
    """Counts, and kills this process at the step it is to die at."""

    def __init__(self, die_at: int | None, told: Path) -> None:
        self.done, self.rows, self.die_at, self.told = 0, 0, die_at, told

    def step(self, before_dying: Callable[[], object] = lambda: None) -> None:
        self.done += 1
        if self.done == self.die_at:
            before_dying()
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
            self.step()
            done = act(*args, **named)
            self.step()
            return done

        return stepped

    def tell(self) -> None:
        self.told.write_text(str(self.done))


def watch(steps: Steps) -> None:
    from django.db import DEFAULT_DB_ALIAS, connections

    from tandem.organisation.intake.journal import Journal
    from tandem.organisation.intake.staging import Staging

    def statement(execute: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 - passed on
        return steps.around(execute)(*args)

    def write(journal: Journal, line: dict[str, object]) -> None:
        text = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        journal.file.write(text[: len(text) // 2])
        steps.step(journal.file.flush)
        journal.file.write(text[len(text) // 2 :])

    def add(staging: Staging, *args: Any) -> Any:  # noqa: ANN401 - passed on
        steps.rows += 1
        if steps.rows % ROWS == 0:
            steps.step()
        return real_add(staging, *args)

    real_add = Staging.add
    inner = connections[DEFAULT_DB_ALIAS]
    vars(inner)["_commit"] = steps.around(getattr(inner, "_commit"))  # noqa: B009 - not in its types
    inner.execute_wrappers.append(statement)
    Journal.write = write  # type: ignore[method-assign, assignment]
    Staging.add = add  # type: ignore[method-assign, assignment]
    os.fsync = steps.around(os.fsync)
    sys.addaudithook(lambda event, _arguments: steps.step() if event in FILES else None)


def run(order: dict[str, Any]) -> None:
    """Never comes back."""
    with Path(order["printed"]).open("w") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    os.environ.update(order.get("env", {}))
    steps = Steps(order["die_at"], Path(order["told"]))
    watch(steps)
    from tandem.bridge import importing
    from tandem.cli import main

    if order["quick"]:
        vars(importing)["compute"] = lambda _folder, _not_taken, **_said: 0

    code = 70
    try:
        main(order["words"])
    except SystemExit as done:
        code = int(done.code or 0)
    finally:
        sys.stdout.flush()
        steps.tell()
        os._exit(code)


def obey() -> None:
    import django

    django.setup()
    for name in BEFORE:
        import_module(name)

    print("ready", flush=True)  # noqa: T201 - to whoever gives the orders
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            run(order)
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    obey()
