"""A row under another id, so that what events say of it leads to no row any more.

Events are never changed. What can be changed is the row they are about.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from tandem.access.audit import Audited
from tandem.access.sealed import Sealed, SealedTextField


@transaction.atomic
def renumber(row: Audited) -> None:
    """Another id for the row, wherever it is named. Sealed texts are sealed to it anew.

    Raises SealBroken where a text does not open: under another id it never would again.
    """
    model, old = type(row), row.pk
    texts = opened(row)
    row.pk = uuid.uuid4()
    sealed = {field.name: field.seal(row, words) for field, words in texts.items()}  # type: ignore[arg-type]  # only of Sealed
    model._base_manager.filter(pk=old).update(id=row.pk, **sealed)
    for field in naming(model):
        field.model._base_manager.filter(**{field.name: old}).update(**{field.name: row.pk})
    for field in loose():
        field.model._base_manager.filter(**{field.name: old}).update(**{field.name: row.pk})


def opened(row: Audited) -> dict[SealedTextField, str]:
    """Of a row whose key was destroyed nothing: its texts are gone under any id."""
    if not isinstance(row, Sealed) or row.wrapped_key is None:
        return {}
    fields = [each for each in row._meta.concrete_fields if isinstance(each, SealedTextField)]
    return {field: getattr(row, field.attname) for field in fields}


def naming(model: type[models.Model]) -> Iterator[models.Field[object, object]]:
    """Every foreign key that points to such rows."""
    for each in model._meta.get_fields(include_hidden=True):
        if each.auto_created and not each.concrete:
            yield each.field  # type: ignore[union-attr]  # a relation from elsewhere has one


def loose() -> Iterator[models.Field[object, object]]:
    """What names a row of any kind, and so is no foreign key. Events are not among them."""
    for model in apps.get_models():
        if issubclass(model, Audited):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.UUIDField) and field.name in LOOSE:
                    yield field


LOOSE = ("about", "about_id", "one", "other")
