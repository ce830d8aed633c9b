"""Which figures are of today: those of the latest snapshot, by the definitions of this version.

Figures are counted area by area, in portions, by the background worker. Until all are there a page
shows those it has, with their day. How many there are to be stands in a file of the snapshot's
folder, so that a page learns with one look, and mostly without a question to the database, whether
anything is being counted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from tandem.analytics.definitions import of_area_pages
from tandem.bridge.models import AreaFigures, Edition
from tandem.bridge.numbers import AS_JSON
from tandem.bridge.shelf import FOLDER, described, latest_snapshot, number_of

COUNTED = "counted.json"
ASKED = ".asked"


@dataclass(frozen=True, slots=True)
class Ready:
    """How many areas have figures of the edition of today, of how many.

    asked: people changed since, so that another edition will follow.
    """

    edition: Edition
    areas: int
    of: int
    done: bool
    asked: bool

    @property
    def whole(self) -> bool:
        return self.done and not self.asked

    def is_left_behind(self, edition: str) -> bool:
        """Whether figures of that edition will be replaced."""
        return self.asked or edition != self.edition.name


@cache
def definitions() -> str:
    """Of all definitions area pages stand on, and of the shape in which figures are stored."""
    said = {"versions": dict(of_area_pages()), "shape": _bare(AS_JSON.json_schema())}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _bare(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """Without what is only said of it: better words are no other shape."""
    if isinstance(schema, dict):
        told = {"description", "title"}
        return {
            key: _bare(each)
            for key, each in schema.items()
            if not (key in told and isinstance(each, str))
        }
    return [_bare(each) for each in schema] if isinstance(schema, list) else schema


def edition_of(snapshot: Path) -> Edition:
    return Edition(snapshot.name, number_of(snapshot), definitions())


def ready() -> Ready | None:
    """None where there is no snapshot and none is asked for, so nothing is to be counted."""
    try:
        return _ready()
    except FileNotFoundError:  # a newer snapshot was put in its place between two looks
        return _ready()


def _ready() -> Ready | None:
    home: Path = settings.SITE.home
    snapshot, asked = latest_snapshot(home), asked_at(home) > 0
    if snapshot is None:
        none_yet = Edition("", 0, definitions())
        return Ready(none_yet, 0, 0, done=False, asked=True) if asked else None
    edition, told = edition_of(snapshot), _told(snapshot)
    if told.get("definitions") != edition.definitions:
        return Ready(edition, 0, int(described(snapshot)["areas"]), done=False, asked=asked)
    areas = int(told["areas"])
    if told["done"]:
        return Ready(edition, areas, areas, done=True, asked=asked)
    there = AreaFigures.objects.of(edition).count()
    return Ready(edition, min(there, areas), areas, done=False, asked=asked)


def being_counted() -> Ready | None:
    """How far it has come; None where nothing is to be counted."""
    found = ready()
    return None if found is None or found.whole else found


def tell(snapshot: Path, areas: int, *, done: bool) -> None:
    """How many areas have figures to be; whether they are there. Whole or not at all."""
    said = {"definitions": definitions(), "areas": areas, "done": done}
    beside = snapshot / f".{COUNTED}"
    beside.write_text(json.dumps(said), encoding="utf-8")
    beside.replace(snapshot / COUNTED)


def _told(snapshot: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads((snapshot / COUNTED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return told


# Asked for: people changed, and no snapshot has been taken since


def ask(home: Path) -> None:
    (home / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / FOLDER / ASKED).touch()


def asked_at(home: Path) -> int:
    """A moment to know it again by; 0 where nobody asks."""
    try:
        return (home / FOLDER / ASKED).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def answered(home: Path, asked: int) -> None:
    """What was asked for then is done. What was asked for since is not."""
    if asked and asked == asked_at(home):
        (home / FOLDER / ASKED).unlink(missing_ok=True)
