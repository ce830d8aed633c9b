"""What a web process carries in its memory: nothing that only the worker and the command need."""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

AFTER_ALL_PAGES_ARE_KNOWN = """
import sys
from tandem.website.home import open_home
open_home()
import tandem.website.asgi, tandem.website.urls
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    home = tmp_path_factory.mktemp("home")
    env = {"TANDEM_HOME": str(home), "TANDEM_DEMO": "1", "PYTHONPATH": ":".join(sys.path)}
    answer = subprocess.run(
        [sys.executable, "-c", AFTER_ALL_PAGES_ARE_KNOWN],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return set(answer.stdout.splitlines()[-1].split())


def test_the_pages_themselves_are_loaded(loaded: set[str]) -> None:
    assert {"django", "tandem"} <= loaded


@pytest.mark.parametrize("large", ["duckdb", "pyarrow", "numpy", "ibis", "python_calamine"])
def test_the_readers_of_files_and_the_mathematics_are_not(large: str, loaded: set[str]) -> None:
    assert large not in loaded


def searched_and_not(home: Path) -> tuple[int, int]:
    os.environ.update(TANDEM_HOME=str(home), TANDEM_DEMO="1")
    from tandem.website.home import open_home

    open_home()
    import tandem.website.asgi  # noqa: F401 - as the server loads it

    return len(gc.get_objects()), gc.get_freeze_count()


def test_what_is_loaded_for_good_is_no_longer_searched_for_garbage(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as web_process:
        searched, kept = web_process.apply(searched_and_not, [tmp_path])
    assert kept > 5 * searched > 0
