"""Every field has a class, every model a tier, and one tier only."""

from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse

from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Privacy, Tier
from tandem.partnership.testing import Cast
from tandem.website.borrowed import BORROWED, NEVER_FILLED
from tandem.website.tests.proofs import code, is_in, type_password, with_a_phone

OURS = [model for model in apps.get_models() if model.__module__.startswith("tandem.")]


def classes(model: type[models.Model]) -> dict[str, Privacy]:
    found: dict[str, Privacy] = getattr(model, "privacy", {})
    return found


def test_every_field_of_every_model_is_classified() -> None:
    columns = {model.__name__: {f.name for f in model._meta.concrete_fields} for model in OURS}
    assert columns == {model.__name__: set(classes(model)) for model in OURS}


def test_every_model_has_exactly_one_tier_or_a_field_that_says_it() -> None:
    for model in OURS:
        fields = {field.name for field in model._meta.concrete_fields}
        assert isinstance(model.tier, Tier) or "tier" in fields, model  # type: ignore[attr-defined]


def test_what_is_classified_as_sealed_is_sealed_and_nothing_else_is() -> None:
    for model in OURS:
        sealed = {f.name for f in model._meta.concrete_fields if isinstance(f, SealedTextField)}
        assert sealed == {name for name, c in classes(model).items() if c is Privacy.SEALED}
        assert not sealed or issubclass(model, Sealed), model


def test_free_text_that_people_write_to_each_other_is_sealed() -> None:
    """A text that is not sealed is named here, with the reason in its class's docstring."""
    open_texts = {
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if may_hold_a_sentence(field) and not isinstance(field, SealedTextField)
    }
    assert open_texts == {*OPEN.split()}


SENTENCE = 80  # signs and more, not chosen from a list: there is room for words
OPEN = """
    AreaFigures.figures Session.session_data Account.password Account.email Event.what
    AreaVersion.name AreaVersion.path Area.name Area.path Area.search
    Person.first_name Person.last_name Person.email Person.search Employment.reason
    Spell.title Spell.location Spell.search Crunch.reason Invitation.email
    Import.file_name SavedMapping.name LeaverCount.reason ReasonWord.word ReasonWord.plain
    Grounds.words TwoKeyRequest.answer Setting.reason SiteCalendar.site OwnDay.site OwnDay.name
    CoOwnedOutcome.name CoOwnedOutcome.measured_by CoOwnedOutcome.leader_part
    CoOwnedOutcome.hr_part TalkPoint.prepared
    SignedRow.leader_line SignedRow.hr_line SignedRow.outcome
"""


def may_hold_a_sentence(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, models.CharField):
        return not field.choices and (field.max_length or SENTENCE) >= SENTENCE
    return isinstance(field, models.TextField)


BROUGHT = {
    model._meta.label: model
    for model in apps.get_models()
    if not model.__module__.startswith("tandem.")
}


def test_every_field_of_every_table_that_others_brought_is_classified_too() -> None:
    columns = {
        label: {f.name for f in model._meta.concrete_fields} for label, model in BROUGHT.items()
    }
    assert columns == {label: set(fields) for label, (_, fields) in BORROWED.items()}


def test_tables_that_are_said_to_stay_empty_do(cast: Cast) -> None:
    secret = with_a_phone(cast.sam)
    client = type_password(cast.sam)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_in(client)
    assert not any(BROUGHT[label].objects.exists() for label in NEVER_FILLED)  # type: ignore[attr-defined]  # they have managers
