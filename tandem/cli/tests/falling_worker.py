"""Workers that fall down dead in the middle of applying an import: for `test_crash_worker`.

Django is loaded once, and each worker is a fork. An order is a line on standard input: the name of
the file whose import it dies in, and how far into it, as a share of the steps of the first import.
That number is kept in the file named on the command line.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from tandem.cli.tests.falling import Steps, watch


def work(file_name: str, share: float, told: Path) -> None:
    from tandem.bridge import importing
    from tandem.cli import main

    steps = Steps(None, told)
    watch(steps)
    apply = importing.apply

    def counted(**named: Any) -> Any:  # noqa: ANN401 - passed on
        steps.done = 0
        if named["import_"].file_name == file_name:
            steps.die_at = max(1, round(int(told.read_text()) * share))
        applied = apply(**named)
        if not told.exists():
            steps.tell()
        return applied

    importing.apply = counted
    vars(importing)["compute"] = lambda _folder, _not_taken, **_said: 0  # it takes longest
    main(["worker"])


def obey(told: Path) -> None:
    import django

    django.setup()
    for name in ("tandem.analytics.every_area", "tandem.bridge.importing", "tandem.website.urls"):
        import_module(name)
    print("ready", flush=True)  # noqa: T201 - to whoever gives the orders
    for line in sys.stdin:
        file_name, share = line.split()
        child = os.fork()
        if child == 0:
            work(file_name, float(share), told)
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    obey(Path(sys.argv[1]))
