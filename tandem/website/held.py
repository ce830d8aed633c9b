"""What is kept here that names the reader, told by the registers of the models themselves.

Every model has a tier and a class for each field; a test fails on one without. So nothing that
comes later can be missing from this page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from tandem.access.models import Account
from tandem.access.tiers import Privacy, Tier
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


READERS: Mapping[Tier, str] = {
    Tier.OPEN: _("Everybody who works here"),
    Tier.AREA: _("Who leads the area or one above it, their HR partners, the head of HR"),
    Tier.RESTRICTED: _("A few named people, or whoever holds its office; some of it nobody"),
    Tier.PAIR: _("The two people it names, and a deputy one of them has named"),
    Tier.PRIVATE: _("You"),
    Tier.ADVICE: _("Who wrote it, who received it, and the copy its writer chose"),
    Tier.CASE: _("Those named to the case"),
    Tier.COUNSEL: _("Counsel and those named to it"),
    Tier.AGGREGATE: _("Nobody, one by one"),
}


NAMES: Mapping[str, str] = {
    "Account": _("Your account"),
    "ClosedFact": _("Pay band, rating and the like, as a file brought them"),
    "Employment": _("Stays with the company"),
    "Import": _("Imports somebody checked"),
    "Invitation": _("Links to sign in"),
    "Mailbox": _("When somebody wants letters"),
    "MapYes": _("Your yes to show the map of who owns what"),
    "Move": _("Words said to a promise"),
    "NoteReader": _("Whom a joint note went to"),
    "Notice": _("Notices"),
    "OutcomeReading": _("Values of outcomes"),
    "Pair": _("Pairs"),
    "Person": _("You yourself"),
    "RowMove": _("Words said to a row of the map"),
    "Session": _("Where you are signed in"),
    "ShownByName": _("Wishes to be shown by name"),
    "SignalMove": _("Words said to what was noticed"),
}
"""Of those that are counted nowhere else, so that nothing else gives them a name."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. names: the fields that name a person; sealed: unreadable words."""

    name: str
    names: tuple[str, ...]
    personal: tuple[str, ...]
    sealed: tuple[str, ...]


@require_GET
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    """The same for everybody: kinds of records, never how many of them."""
    groups = [
        (tier.value, gettext(READERS[tier]), kinds) for tier, kinds in by_tier().items() if kinds
    ]
    return render(request, "held.html", {"groups": groups})


def by_tier() -> Mapping[Tier, list[Kind]]:
    """A kind whose records may move stands under each tier it may have."""
    found: dict[Tier, list[Kind]] = {tier: [] for tier in Tier}
    for model in apps.get_models():
        if model.__module__.startswith("tandem.") and (kind := kind_of(model)):
            for tier in tiers_of(model):
                found[tier].append(kind)
    return {tier: sorted(kinds, key=lambda kind: kind.name) for tier, kinds in found.items()}


def kind_of(model: type[models.Model]) -> Kind | None:
    """None where nothing of it names anybody."""
    named = tuple(said(field.name) for field in naming(model))
    if not named and model not in (Person, Account):
        return None
    classes: Mapping[str, Privacy] = model.privacy  # type: ignore[attr-defined]  # a test: each has it
    of_class = {
        wanted: tuple(said(name) for name, kind in classes.items() if kind is wanted)
        for wanted in (Privacy.PERSONAL, Privacy.SEALED)
    }
    personal = tuple(each for each in of_class[Privacy.PERSONAL] if each not in named)
    return Kind(called(model), named, personal, of_class[Privacy.SEALED])


def naming(model: type[models.Model]) -> Iterator[models.ForeignKey[object, object]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model in (Person, Account):
            yield field


def called(model: type[models.Model]) -> str:
    """In the words by which it is counted elsewhere, else by those above."""
    counted = getattr(model, "counted_as", None)
    if counted:
        return capfirst(str(counted[1]))
    return gettext(NAMES.get(model.__name__, str(model._meta.verbose_name_plural)))


def said(name: str) -> str:
    return name.replace("_", " ")


def tiers_of(model: type[models.Model]) -> list[Tier]:
    tier = model.tier  # type: ignore[attr-defined]  # a test says that every model has one
    if isinstance(tier, Tier):
        return [tier]
    return [Tier(value) for value, _name in tier.field.choices]
