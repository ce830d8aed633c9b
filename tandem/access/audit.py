"""Audited rows and the one way to write them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, NoReturn, Protocol, Self, TypeVar

from django.db import IntegrityError, models, transaction

from tandem.access import bulk
from tandem.access.models import Event
from tandem.access.moving import has_tier_field, pass_door
from tandem.access.tiers import Tier

M = TypeVar("M", bound="Audited")
BATCH = 2000


class Actor(Protocol):
    """Who did it: a person (by pseudonym), or the terminal or a timer, which have none."""

    @property
    def actor(self) -> str: ...
    @property
    def pseudonym(self) -> uuid.UUID | None: ...


@dataclass(frozen=True, slots=True)
class Hand:
    """An actor that is nobody: the operator at the terminal, a timer."""

    actor: str
    pseudonym: None = None


OPERATOR = Hand("operator")
SYSTEM = Hand("system")


class DirectWriteRefused(RuntimeError):
    """For the developer who bypassed the actions."""

    def __init__(self, model: type[models.Model], method: str) -> None:
        room = model._meta.app_config.name
        super().__init__(
            f"{model.__name__}.{method}() would leave no event: {model.__name__} is audited. "
            f"Call a function in {room}.actions, or add one there that ends in "
            f'record("...", row, by=..., at=...).'
        )


class TierInBulk(RuntimeError):
    """For the developer who moves many rows at once."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(
            f"A bulk would change the tier of {model.__name__} and ask no author. Move each row "
            'with record("...", row, by=..., at=...).'
        )


class AuditedQuerySet(models.QuerySet[M]):
    def _refuse(self, method: str) -> NoReturn:
        raise DirectWriteRefused(self.model, method)

    def update(self, **_: object) -> NoReturn:
        self._refuse("update")

    def delete(self) -> NoReturn:
        self._refuse("delete")

    def bulk_create(self, *_: object, **__: object) -> NoReturn:
        self._refuse("bulk_create")

    def bulk_update(self, *_: object, **__: object) -> NoReturn:
        self._refuse("bulk_update")


class Audited(models.Model):
    """A row that changes only through `record`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    derived: ClassVar[tuple[str, ...]] = ()
    """Fields that follow from others of the row; `derive` fills them before every write."""

    class Meta:
        abstract = True

    def save(self, *_: object, **__: object) -> NoReturn:
        raise DirectWriteRefused(type(self), "save")

    def delete(self, *_: object, **__: object) -> NoReturn:
        raise DirectWriteRefused(type(self), "delete")

    def derive(self) -> None:
        """Fill what is `derived`. Called wherever a row is written, one by one or in bulk."""

    def authors(self, on: date) -> frozenset[uuid.UUID]:
        """Pseudonyms of all who wrote part of it and still read it: asked of whatever may move."""
        raise NotImplementedError(
            f"{type(self).__name__} has a tier that may change: say in authors() who wrote it."
        )

    def moved_from(self, before: Tier) -> None:
        """Called when the tier is another than is stored, before the row is validated."""

    @classmethod
    def written(cls, rows: Sequence[Self]) -> None:
        """Called after rows of this kind were written, in the same transaction."""

    def _write(self) -> Self:
        """Raises ValidationError, for what the database refuses too.

        It holds what is unique and what is constrained. To ask for each of these beforehand would
        take a question apiece and most of the time of an act, so they are asked once it refused.
        """
        self.derive()
        self.full_clean(validate_unique=False, validate_constraints=False)
        try:
            with transaction.atomic():
                models.Model.save(self)
        except IntegrityError:
            self.full_clean()
            raise
        self.written([self])
        return self


def record(what: str, *rows: Audited, by: Actor, at: datetime) -> Event:
    """Validate and save the rows, and append one event about the first: all or nothing.

    Raises MoveRefused for a row that would get other readers without its authors' consent.
    """
    with transaction.atomic():
        for row in rows:
            pass_door(row, by=by, at=at)
            row._write()
        return append(what, about=rows[0].id, actor=by.actor, who=by.pseudonym, at=at)


@dataclass(frozen=True, slots=True)
class Bulk:
    """Rows of one model, checked elsewhere, to be written together under one event.

    gone: to be removed, with nothing left that names them.
    """

    new: Sequence[Audited] = ()
    changed: Sequence[Audited] = ()
    fields: Sequence[str] = ()
    gone: Sequence[Audited] = ()


def record_bulk(
    what: str, row: Audited, parts: Iterable[Bulk | bulk.Table], *, by: Actor, at: datetime
) -> Event:
    """One event about `row` for very many others: an import. All or nothing.

    The parts are written in order, so that a row's foreign keys stand before it.
    The rows are not validated one by one: intake did, and the database constraints hold.
    """
    with transaction.atomic():
        for part in parts:
            _write_bulk(part)
        return record(what, row, by=by, at=at)


def record_each(
    what: str,
    rows: Sequence[Audited],
    *,
    fields: Sequence[str] = (),
    beside: Sequence[Audited] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Very many rows of one model, each with its own event, in a few statements. All or nothing.

    New rows, or changed ones where `fields` says what changed; `beside`: new rows that belong to
    them and have no event of their own. Not validated one by one: the caller did, and the
    database constraints hold.
    """
    with transaction.atomic():
        _write_bulk(Bulk(changed=rows, fields=fields) if fields else Bulk(new=rows))
        _write_bulk(Bulk(new=beside))
        events = [
            Event(what=what, about=row.id, actor=by.actor, who=by.pseudonym, at=at) for row in rows
        ]
        Event.objects.bulk_create(events, batch_size=BATCH)


def record_gone(what: str, row: Audited, *, by: Actor, at: datetime) -> Event:
    """Remove a row that was a slip; the event stays. The database refuses where it is named."""
    with transaction.atomic():
        _write_bulk(Bulk(gone=[row]))
        return append(what, about=row.id, actor=by.actor, who=by.pseudonym, at=at)


def _write_bulk(part: Bulk | bulk.Table) -> None:
    if not isinstance(part, Bulk):
        bulk.pour(part)
        part.written()
        return
    for first in range(0, len(part.gone), BATCH):
        batch = part.gone[first : first + BATCH]
        there = type(batch[0])._base_manager.filter(pk__in=[row.pk for row in batch])
        there._raw_delete(there.db)  # the database itself refuses where something names them
    rows = [*part.new, *part.changed]
    for row in rows:
        row.derive()
    if part.new:
        bulk.insert(part.new)
    if part.changed:
        fields = [*dict.fromkeys((*part.fields, *part.changed[0].derived))]
        if "tier" in fields and has_tier_field(part.changed[0]):
            raise TierInBulk(type(part.changed[0]))
        bulk.update(part.changed, fields)
    if rows:
        type(rows[0]).written(rows)


def append(what: str, **fields: Any) -> Event:  # noqa: ANN401 - passed straight to the model
    return Event.objects.create(what=what, **fields)
