"""Several things take their places together, however often it is begun again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tandem.website import swap
from tandem.website.swap import Move


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Old things in their places, new ones laid ready, and something new where nothing was."""
    home = tmp_path / "home"
    (home / "uploads/one").mkdir(parents=True)
    (home / "uploads/one/file").write_text("old")
    (home / "database").write_text("old")
    (home / "log").write_text("old")
    (home / "marker").touch()
    (home / "empty").mkdir()
    stage = swap.begin(home)
    (stage / "uploads/two").mkdir(parents=True)
    (stage / "uploads/two/file").write_text("new")
    (stage / "empty").mkdir()
    (stage / "empty/file").write_text("new")
    for name in ("database", "key"):
        (stage / name).write_text("new")
    return home


def moves(home: Path) -> Iterator[Move]:
    stage, aside = swap.stage_of(home), home / "aside"
    for name in ("log", "marker"):
        yield Move("", str(home / name), str(aside / name))
    for name in ("uploads", "empty", "key", "database"):
        yield Move(str(stage / name), str(home / name), str(aside / name))


def content(home: Path) -> dict[str, str]:
    return {
        str(path.relative_to(home)): path.read_text() for path in home.rglob("*") if path.is_file()
    }


OLD = {"uploads/one/file": "old", "database": "old", "log": "old", "marker": ""}
NEW = {
    "uploads/two/file": "new", "empty/file": "new", "database": "new", "key": "new",
    "aside/uploads/one/file": "old", "aside/database": "old", "aside/log": "old",
}  # fmt: skip


def never(_proof: str) -> bool:
    raise AssertionError("nobody asked for a proof")


def test_everything_takes_its_place_and_what_was_is_kept(home: Path) -> None:
    swap.ready(home, moves(home))
    assert swap.is_waiting(home)
    swap.finish(home, never)
    assert content(home) == NEW
    assert not swap.stage_of(home).exists()


def test_what_was_never_ready_is_thrown_away(home: Path) -> None:
    swap.finish(home, never)
    assert content(home) == OLD
    assert not swap.stage_of(home).exists()


def test_what_is_begun_anew_holds_nothing_of_the_time_before(home: Path) -> None:
    assert list(swap.begin(home).iterdir()) == []
    assert content(home) == OLD


@pytest.mark.parametrize(("proved", "stands"), [(True, NEW), (False, OLD)])
def test_with_a_proof_it_happens_only_if_the_database_knows_of_it(
    home: Path, proved: bool, stands: dict[str, str]
) -> None:
    swap.ready(home, moves(home), proof="restored 7")
    asked: list[str] = []

    def is_proved(proof: str) -> bool:
        asked.append(proof)
        return proved

    swap.finish(home, is_proved)
    assert asked == ["restored 7"]
    assert content(home) == stands


class Fallen(BaseException):
    """The process is gone: nothing catches this."""


def falling_at(step: int) -> Iterator[None]:
    """Renames work until this one."""
    done = 0
    rename = Path.rename

    def stepped(self: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done == step:
            raise Fallen
        return rename(self, target)

    with patch.object(Path, "rename", stepped):
        yield


@pytest.mark.parametrize("step", range(1, 9))
def test_cut_short_at_any_rename_it_is_finished_by_the_next(home: Path, step: int) -> None:
    swap.ready(home, moves(home))
    for _ in falling_at(step):
        try:
            swap.finish(home, never)
        except Fallen:
            assert swap.is_waiting(home)
    swap.finish(home, never)
    assert content(home) == NEW
    swap.finish(home, never)  # and once more changes nothing
    assert content(home) == NEW


@pytest.mark.parametrize("step", range(1, 8))
def test_cut_short_twice_it_is_finished_all_the_same(home: Path, step: int) -> None:
    swap.ready(home, moves(home))
    for fall in (step, 1):
        for _ in falling_at(fall):
            try:
                swap.finish(home, never)
            except Fallen:
                continue
    swap.finish(home, never)
    assert content(home) == NEW
