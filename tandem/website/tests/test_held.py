"""What is kept of somebody is told by the models themselves, so that nothing is left out."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from conftest import SignIn
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.models import Commitment, CoOwnedOutcome, Outcome
from tandem.partnership.testing import Cast
from tandem.website.held import NAMES, READERS, by_tier, kind_of, tiers_of

PAGE = "/app/me/held/"


def names_somebody(model: type[models.Model]) -> bool:
    return any(
        isinstance(field, models.ForeignKey) and field.related_model is Person
        for field in model._meta.concrete_fields
    )


def test_every_model_that_names_a_person_stands_under_its_tier() -> None:
    shown = by_tier()
    for model in apps.get_models():
        if model.__module__.startswith("tandem.") and names_somebody(model):
            for tier in tiers_of(model):
                assert kind_of(model) in shown[tier], model


def test_every_tier_says_who_reads_it() -> None:
    assert set(READERS) == set(Tier)


def test_a_promise_says_whom_it_names_and_which_words_are_sealed() -> None:
    kind = kind_of(Commitment)
    assert kind is not None
    assert kind.name == "Promises"
    assert {"customer", "performer"} <= set(kind.names)
    assert "what" in kind.sealed
    assert kind in by_tier()[Tier.PAIR]
    assert kind in by_tier()[Tier.PRIVATE]  # a draft


def test_what_may_be_published_stands_under_both() -> None:
    kind = kind_of(CoOwnedOutcome)
    assert kind in by_tier()[Tier.AREA]
    assert kind in by_tier()[Tier.OPEN]
    assert kind_of(Outcome) is None  # it names a pair, and the pair names the two


def test_everybody_reads_the_same_page(cast: Cast, sign_in: SignIn) -> None:
    kim, helen = (sign_in(who).get(PAGE).text for who in (cast.kim, cast.helen))
    for text in (kim, helen):
        assert "Who leads the area or one above it, their HR partners, the head of HR" in text
        assert "The two people it names, and a deputy one of them has named" in text
        assert "A score of you does not exist." in text
    assert kim.count("<tr>") == helen.count("<tr>")


def test_one_finds_it_from_ones_own_page(cast: Cast, sign_in: SignIn) -> None:
    assert f'href="{PAGE}"' in sign_in(cast.kim).get("/app/me/").text


def test_every_kind_has_words_for_people() -> None:
    """Not the name of a table."""
    for model in apps.get_models():
        if model.__module__.startswith("tandem.") and kind_of(model):
            assert getattr(model, "counted_as", None) or model.__name__ in NAMES, model
