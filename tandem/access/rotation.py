"""Replacing the key that wraps the data keys, while people go on working."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import now

from tandem.access.audit import OPERATOR, append
from tandem.access.keys import Keyring, SealBroken, wrapped_by
from tandem.access.models import KeyMark
from tandem.access.sealed import Sealed
from tandem.access.second_factor import unreadable, wrap_anew


def sealed_models() -> list[type[Sealed]]:
    return [model for model in apps.get_models() if issubclass(model, Sealed)]


def unopened() -> Counter[str]:
    """Sealed records whose data key does not open, by model, second proofs too. Reads only."""
    broken: Counter[str] = Counter()
    if shut := unreadable():
        broken["Second proof"] = shut
    for row in _wrapped():
        try:
            row.data_key()
        except SealBroken:
            broken[type(row).__name__] += 1
    return broken


def rotate(path: Path) -> int:
    """Wrap all data keys and second proofs by a new key; the file keeps the old. Returns how many.

    The new key is on disk before anything is wrapped by it, so an interruption leaves every
    text readable; running it again goes on from there.
    """
    ring = Keyring.read(path).with_new_current()
    ring.write(path)
    settings.KEYRING = ring
    KeyMark.objects.get_or_create(fingerprint=ring.current)
    count = 0
    for row in _wrapped():
        with transaction.atomic():
            locked = type(row)._base_manager.select_for_update().get(pk=row.pk)
            assert isinstance(locked, Sealed)
            if locked.wrapped_key and wrapped_by(bytes(locked.wrapped_key)) != ring.current:
                locked.rewrap(locked.sealing_tier())
                _keep_wrapping(locked)
                count += 1
    count += wrap_anew()
    mark = KeyMark.objects.get(fingerprint=ring.current)
    append("keys.rotated", about=mark.pk, actor=OPERATOR.actor, who=None, at=now())
    return count


def _keep_wrapping(row: Sealed) -> None:
    # The text is untouched: only how its key is wrapped, which is no act of anybody's.
    models.Model.save(row, update_fields=["wrapped_key"])


def _wrapped() -> Iterator[Sealed]:
    # Whole rows: a row's tier names the key that wraps its own.
    for model in sealed_models():
        yield from model._base_manager.exclude(wrapped_key=None).iterator()
