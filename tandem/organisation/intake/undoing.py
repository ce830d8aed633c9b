"""Taking an applied import back as a whole, without a date limit, and what stands in the way.

Only the latest can be taken back: an older one would leave a state that never was. Nothing that
grew on its rows since is ever removed with it; it is named instead, and stands in the way. Duties
alone go along that its page offers to whoever applied it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.access.audit import Actor, Audited, record_bulk
from tandem.access.models import Event
from tandem.access.sealed import Sealed
from tandem.organisation.duties import take_back
from tandem.organisation.intake.applying import folder_of, locked
from tandem.organisation.intake.journal import (
    JOURNAL,
    Ids,
    JournalUnusable,
    Kept,
)
from tandem.organisation.intake.staging import FILE_NAME
from tandem.organisation.models import Area, Assignment, Import, ImportState, Person
from tandem.organisation.widening import held_roles, hold_grants, left_to_nobody

MOVED = ("area.moved", "area.merged", "area.split")
NAMED = 3  # people or areas a sentence names


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of thing that stands in the way of an undo."""

    sentence: str
    count: int = 1


class UnableToUndo(PermissionDenied):
    """The message is shown to the person who tried; `blocks` say what stands in the way."""

    def __init__(self, *blocks: Block) -> None:
        super().__init__(" ".join(block.sentence for block in blocks))
        self.blocks: Sequence[Block] = blocks


def undo(*, import_: Import, by: Actor, at: datetime, uploads: Path) -> Import:
    """Put people, stays, jobs, areas and duties back as they were before. Raises UnableToUndo."""
    folder = folder_of(uploads, import_.pk)
    try:
        with transaction.atomic():
            import_ = locked(import_.pk)
            refuse_other_states(import_)
            if blocks := in_the_way(import_, uploads=uploads):
                raise UnableToUndo(*blocks)
            for duty in going_along(import_, uploads=uploads):
                take_back(assignment=duty, by=by, at=at)
            import_.state, import_.undone_at = ImportState.UNDONE, at
            kept = Kept(folder)
            forget_figures(kept)
            hold_grants()
            held = held_roles(localdate(at))
            record_bulk("import.undone", import_, kept.undone(), by=by, at=at)
            if alone := left_to_nobody(held, localdate(at)):
                raise UnableToUndo(*map(Block, alone))
            transaction.on_commit(lambda: forget(folder))
    except (IntegrityError, models.ProtectedError) as error:
        raise UnableToUndo(
            Block(_("Something grew on this import just now. Look again."))
        ) from error
    return import_


def forget_figures(kept: Kept) -> None:
    """Remove what is only counted, and counted anew, about areas and people that will be gone."""
    for model in apps.get_models():
        if words_for(model) is None and not issubclass(model, Audited):
            for key, target in keys_to(kept, model):
                for lot in kept.new(target):
                    model._base_manager.filter(**{f"{key.name}__in": lot}).delete()


def keys_to(
    kept: Kept, model: type[models.Model]
) -> Iterator[tuple[models.Field[Any, Any], type[models.Model]]]:
    """The foreign keys of a model to something the import made."""
    for key in model._meta.concrete_fields:
        target = key.related_model
        if isinstance(target, type) and target._meta.label in kept.models:
            yield key, target


def forget(folder: Path) -> None:
    """What only an import that holds has use for."""
    for name in (JOURNAL, FILE_NAME):
        (folder / name).unlink(missing_ok=True)


def latest_applied() -> Import | None:
    """The import that can be undone, if nothing stands in its way."""
    applied = Import.objects.applied().values_list("pk", flat=True)
    about = Event.objects.filter(what="import.applied", about__in=list(applied))
    latest = about.order_by("-id").values_list("about", flat=True).first()
    return Import.objects.filter(pk=latest).first() if latest else None


def refuse_other_states(import_: Import) -> None:
    if import_.state == ImportState.UNDONE and import_.undone_at is not None:
        when = date_format(localtime(import_.undone_at), "j F Y, H:i")
        sentence = _("This import was undone on %(when)s. Nothing was done again.")
        raise UnableToUndo(Block(sentence % {"when": when}))
    if import_.state != ImportState.APPLIED:
        raise UnableToUndo(Block(_("This import was never applied, so there is nothing to undo.")))


def in_the_way(import_: Import, *, uploads: Path | None = None) -> list[Block]:
    """What an undo would have to remove or overwrite, in plain sentences; later imports first.

    uploads: where imports keep their files, if not in the home.
    """
    folder = folder_of(uploads or settings.SITE.home / "uploads", import_.pk)
    event = Event.objects.about(import_.pk).filter(what="import.applied").order_by("-id").first()
    if import_.state != ImportState.APPLIED or event is None:
        return []
    later = list(later_imports(event))
    try:
        kept = Kept(folder)
    except JournalUnusable:
        return [*later, Block(_("What this import changed was not kept, so it cannot be undone."))]
    along = frozenset(duty.pk for duty in going_along(import_, uploads=uploads))
    grown = Grown(kept, kept.touched(), along, since=event, only_others=bool(later))
    changed = reorganisations(event)
    return [*later, *changed, *grown.accounts(), *grown.references(), *grown.changes()]


def going_along(import_: Import, *, uploads: Path | None = None) -> list[Assignment]:
    """Duties for areas of this import that go with it: given by hand by whoever applied it.

    Its page offers them, so they must not stand in the way of what it offers beside them. What
    hangs on them, such as a pair, stands in the way by itself.
    """
    folder = folder_of(uploads or settings.SITE.home / "uploads", import_.pk)
    event = Event.objects.about(import_.pk).filter(what="import.applied").order_by("-id").first()
    if import_.state != ImportState.APPLIED or event is None or event.who is None:
        return []
    try:
        kept = Kept(folder)
    except JournalUnusable:
        return []
    found: list[Assignment] = []
    for lot in kept.new(Area):
        held = Assignment.objects.held().still().filter(area__in=lot)
        found += held.select_related("area", "person")
    hands: dict[UUID, set[UUID | None]] = defaultdict(set)
    for each in Event.objects.about(*(duty.pk for duty in found)):
        hands[each.about].add(each.who)
    return [duty for duty in found if hands.get(duty.pk) == {event.who}]


def later_imports(event: Event) -> Iterator[Block]:
    after = Event.objects.filter(what="import.applied", id__gt=event.id)
    later = Import.objects.applied().filter(pk__in=after.values("about")).order_by("applied_at")
    for each in later:
        when = date_format(localtime(each.applied_at), "j F Y, H:i") if each.applied_at else ""
        sentence = _("The import of %(file)s on %(when)s came later. Undo it first.")
        yield Block(sentence % {"file": each.file_name, "when": when})


def reorganisations(event: Event) -> Iterator[Block]:
    """Areas that were moved, merged or split since took people and paths along."""
    since = Event.objects.filter(what__in=MOVED, id__gt=event.id).values("about")
    areas = list(Area.objects.filter(pk__in=since))
    if areas:
        sentence = _("Areas were moved, merged or split after this import: %(named)s.")
        yield Block(sentence % {"named": named(areas)}, len(areas))


@dataclass(slots=True)
class Grown:
    """What came since onto the rows of an import.

    only_others: later imports are in the way by themselves, so their rows need no words.
    along: what goes with it.
    """

    kept: Kept
    own: Mapping[type[models.Model], Ids]
    along: Container[UUID]
    since: Event
    only_others: bool

    def accounts(self) -> Iterator[Block]:
        with_account = [
            person
            for lot in self.kept.new(Person)
            for person in Person.objects.filter(pk__in=lot, account__isnull=False)
        ]
        if with_account:
            sentence = ngettext(
                "%(named)s can sign in by now.",
                "%(named)s can sign in by now.",
                len(with_account),
            )
            yield Block(sentence % {"named": named(with_account)}, len(with_account))

    def references(self) -> Iterator[Block]:
        """Rows of any model that name a new person or area, and were not made by the import."""
        for model in apps.get_models():
            if words_for(model) is None or (self.only_others and model in self.own):
                continue
            naming, about = set[object](), dict[UUID, models.Model]()
            for key, target in keys_to(self.kept, model):
                naming |= self._naming(model, key, target, about)
            if naming:
                yield self._block(model, len(naming), about.values())

    def _naming(
        self,
        model: type[models.Model],
        key: models.Field[Any, Any],
        target: type[models.Model],
        about: dict[UUID, models.Model],
    ) -> set[object]:
        """Those not made by the import; fills `about` with the first of what they name."""
        own = self.own.get(model, ())
        naming = set[object]()
        for lot in self.kept.new(target):
            found = model._base_manager.filter(**{f"{key.name}__in": lot})
            pairs = found.values_list("pk", key.attname).iterator()
            others = {pk: row for pk, row in pairs if pk not in own and pk not in self.along}
            naming |= others.keys()
            first = [row for row in others.values() if row not in about][:NAMED]
            if len(about) < NAMED:
                about.update(target._base_manager.in_bulk(first))
        return naming

    def _block(self, model: type[models.Model], count: int, about: Iterable[models.Model]) -> Block:
        one, many = words_for(model) or ("", "")
        # That two people promise each other something is theirs alone to know.
        whom = _("people it brought in") if issubclass(model, Sealed) else named(list(about))
        sentence = _("%(count)s %(things)s about %(named)s came after this import.")
        facts = {"count": count, "things": one if count == 1 else many, "named": whom}
        return Block(sentence % facts, count)

    def changes(self) -> Iterator[Block]:
        """Rows of the import that somebody changed by hand since."""
        if self.only_others:
            return
        about = Event.objects.filter(id__gt=self.since.id).values_list("about", flat=True)
        changed: dict[type[models.Model], set[UUID]] = defaultdict(set)
        for one in about.iterator():
            for model, own in self.own.items():
                if one in own:
                    changed[model].add(one)
        for model, ids in changed.items():
            rows = list(model._base_manager.filter(pk__in=list(ids)[:NAMED]))
            sentence = ngettext(
                "Changed by hand after this import: %(named)s.",
                "Changed by hand after this import, %(count)s of them: %(named)s.",
                len(ids),
            )
            yield Block(sentence % {"named": named(rows), "count": len(ids)}, len(ids))


def words_for(model: type[models.Model]) -> tuple[str, str] | None:
    """What one and several rows are called; None for rows that mean nothing by themselves."""
    default = (model._meta.verbose_name, model._meta.verbose_name_plural)
    said = getattr(model, "counted_as", default)
    return None if said is None else (str(said[0]), str(said[1]))


def named(rows: Sequence[models.Model]) -> str:
    shown = ", ".join(str(row) for row in rows[:NAMED])
    return f"{shown}, …" if len(rows) > NAMED else shown
