"""A record with events under several seals, and hands that reach past Tandem into its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tandem.access.audit import OPERATOR
from tandem.access.chain import sealer
from tandem.access.chain.verifying import Whole, verify
from tandem.access.models import Event
from tandem.organisation import actions
from tandem.partnership.testing import MONDAY

LATER = MONDAY + timedelta(hours=5)
AREA = "AREA"


def use_anchor(path: Path) -> None:
    """For the length of a test; pytest's `settings` puts it back."""
    settings.SITE = replace(settings.SITE, anchor_file=path)


def act(*names: str) -> list[int]:
    """One event each; returns their ids."""
    for name in names:
        actions.add_area(name=name, parent=None, by=OPERATOR, at=MONDAY)
    newest = Event.objects.order_by("-id").values_list("id", flat=True)[: len(names)]
    return sorted(newest)


def sealed(*batches: int, prefix: str = "Area") -> list[int]:
    """So many events under one seal after the other; returns their ids."""
    ids: list[int] = []
    for number, size in enumerate(batches):
        ids += act(*(f"{prefix} {number}-{each}" for each in range(size)))
        sealer.seal_events(at=MONDAY + timedelta(minutes=number))
    return ids


def by_hand(query: str, *values: Any) -> None:  # noqa: ANN401 - whatever SQL takes
    """As somebody would who can write to the database."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def is_whole() -> Whole:
    return verify(at=LATER)
