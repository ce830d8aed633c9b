"""What is known of a loaded demonstration: when, and who is who."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

FILE = "demo.json"


@dataclass(frozen=True, slots=True)
class Stored:
    """numbers: a member's key to the employee number. loaded_on: the day it is about."""

    loaded_on: str = ""
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.loaded_on) if self.loaded_on else None

    def write(self) -> None:
        """Last of all, so that a demonstration that was interrupted counts as not loaded."""
        beside = path().with_suffix(".new")
        beside.write_text(json.dumps(asdict(self)), encoding="utf-8")
        beside.replace(path())


def stored() -> Stored:
    """Empty where nothing is loaded."""
    try:
        return Stored(**json.loads(path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Stored()


def path() -> Path:
    return Path(settings.SITE.home) / FILE
