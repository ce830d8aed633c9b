"""On the path of a test's own `tandem`, its one clock goes as many days ahead as the test says.

The product has no such setting: Python itself loads this file, in every process that it starts.
"""

import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType

CLOCK = "tandem.website.clock"
AHEAD = timedelta(days=int(os.environ.get("DAYS_AHEAD", "0")))


class Ahead:
    """Finds the clock as everybody does, and moves it once it is loaded."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != CLOCK:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        assert spec and spec.loader
        load = spec.loader.exec_module

        def load_and_move(module: ModuleType) -> None:
            load(module)
            move(module)

        spec.loader.exec_module = load_and_move  # type: ignore[method-assign]
        return spec


def move(clock: ModuleType) -> None:
    right = clock.now

    def now() -> datetime:
        return right() + AHEAD  # type: ignore[no-any-return]

    clock.now = now  # type: ignore[attr-defined]


if AHEAD:
    sys.meta_path.insert(0, Ahead())
