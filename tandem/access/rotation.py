"""Replacing the key that wraps the data keys, while people go on working."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Substr
from django.utils.timezone import now

from tandem.access.audit import OPERATOR, append
from tandem.access.full import is_full
from tandem.access.keys import ID_BYTES, KeyFileUnusable, Keyring, SealBroken, alone
from tandem.access.models import KeyMark
from tandem.access.sealed import Sealed
from tandem.access.second_factor import unreadable, wrap_anew, wrapped_with

LOT = 100  # rows held at once: who writes one of them waits a moment, not for all
PROOFS = "Second proof"


@dataclass(frozen=True, slots=True)
class Rotated:
    """What is wrapped by the new key now, and what no key in the file opens, by kind."""

    count: int
    shut: Counter[str] = field(default_factory=Counter)


def sealed_models() -> list[type[Sealed]]:
    return [model for model in apps.get_models() if issubclass(model, Sealed)]


def unopened() -> Counter[str]:
    """Sealed records whose data key does not open, by model, second proofs too. Reads only."""
    broken: Counter[str] = Counter()
    if shut := unreadable():
        broken[PROOFS] = shut
    for row in _wrapped():
        if not _opens(row):
            broken[type(row).__name__] += 1
    return broken


def wrappings() -> dict[str, Counter[str]]:
    """By which key how much is wrapped: of each key's id, how many of each kind. Reads only."""
    found: dict[str, Counter[str]] = {}
    for model in sealed_models():
        keys = _by_key(model).order_by().values("by_key")  # type: ignore[misc]  # annotated
        for key, many in keys.annotate(many=models.Count("pk")).values_list("by_key", "many"):
            found.setdefault(bytes(key).hex(), Counter())[model.__name__] += many
    for name in wrapped_with():
        found.setdefault(name, Counter())[PROOFS] += 1
    return found


def rotate() -> Rotated:
    """Wrap all data keys and second proofs by a new key; the file keeps the old.

    The new key is on disk before anything is wrapped by it, so an interruption leaves every
    text readable; running it again finishes. Acts that were under way wrapped by the old key, so
    it looks again until a look finds nothing. Raises KeyFileUnusable.
    """
    path: Path = settings.SITE.key_file
    with alone(path):
        ring = settings.KEYRING = _put_in(path)
        mark, _ = KeyMark.objects.get_or_create(fingerprint=ring.current)
        count = 0
        while True:
            looks = [_wrap_older(model, ring.current) for model in sealed_models()]
            looks.append(Rotated(wrap_anew()))
            done = sum(each.count for each in looks)
            count += done
            if not done:
                break
        append("keys.rotated", about=mark.pk, actor=OPERATOR.actor, who=None, at=now())
    shut = sum((each.shut for each in looks), Counter({PROOFS: unreadable()}))
    return Rotated(count, +shut)


def _put_in(path: Path) -> Keyring:
    """A new key into the file. Raises KeyFileUnusable if it cannot be kept there."""
    try:
        Keyring.read(path).with_new_current().write(path)
    except OSError as error:
        if is_full(error):
            raise
        raise KeyFileUnusable(
            f"Cannot replace {path} ({error.strerror}), so no new key was made. The file is "
            "replaced as a whole: the folder it lies in has to be one Tandem may write to."
        ) from error
    return Keyring.read(path)


def _wrap_older(model: type[Sealed], newest: str) -> Rotated:
    """One look at all rows of a model, lot by lot, each in a transaction of its own."""
    count, shut, last = 0, 0, None
    older = _by_key(model).exclude(by_key=bytes.fromhex(newest)).order_by("pk")  # type: ignore[misc]  # annotated
    while True:
        with transaction.atomic():
            left = older if last is None else older.filter(pk__gt=last)
            rows = [*left.select_for_update()[:LOT]]
            opened = [row for row in rows if _opens(row)]
            for row in opened:
                row.rewrap()
            # The text is untouched: only how its key is wrapped, which is no act of anybody's.
            model._base_manager.bulk_update(opened, ["wrapped_key"])
        if not rows:
            return Rotated(count, Counter({model.__name__: shut}))
        count, shut, last = count + len(opened), shut + len(rows) - len(opened), rows[-1].pk


def _by_key(model: type[Sealed]) -> models.QuerySet[Sealed]:
    """Rows with a data key, with the id of the key it is wrapped by as the database sees it."""
    by_key = Substr("wrapped_key", 1, ID_BYTES, output_field=models.BinaryField())
    return model._base_manager.exclude(wrapped_key=None).annotate(by_key=by_key)


def _opens(row: Sealed) -> bool:
    try:
        row.data_key()
    except SealBroken:
        return False
    return True


def _wrapped() -> Iterator[Sealed]:
    # Whole rows: a row's tier names the key that wraps its own.
    for model in sealed_models():
        yield from model._base_manager.exclude(wrapped_key=None).iterator()
