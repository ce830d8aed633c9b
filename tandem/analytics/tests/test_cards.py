"""Each card, of a measure or of what is handed in: whole, and the only one of its number."""

from __future__ import annotations

from dataclasses import fields

import pytest

from tandem.analytics.measures.card import Card, Direction, Measure
from tandem.analytics.measures.registry import CARDS, MEASURES, NoSuchMeasure, named
from tandem.analytics.measures.restricted import OF_RESTRICTED
from tandem.analytics.measures.turnover import TOTAL_TURNOVER

EACH = pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.key)
MAY_BE_NOTHING = {"minimum", "benchmark", "iso"}


@EACH
def test_a_card_leaves_nothing_out(card: Card) -> None:
    said = {each.name for each in fields(Card)} - MAY_BE_NOTHING
    assert all(getattr(card, name) for name in said)
    assert card.direction in Direction
    assert card.minimum >= 0


@EACH
def test_a_question_is_one_and_a_definition_is_a_sentence(card: Card) -> None:
    assert card.question.endswith("?")
    for said in (card.counts, card.population, card.caveat, card.source):
        assert said.endswith(".")


def test_no_two_cards_ask_the_same_question() -> None:
    assert len({card.question for card in CARDS.values()}) == len(CARDS)


def test_there_is_one_list_of_cards_and_the_measures_are_those_that_facts_can_give() -> None:
    without_facts = set(CARDS) - set(MEASURES)
    assert without_facts == {card.key for card in OF_RESTRICTED} == {"K26", "K27", "K46"}
    assert all(MEASURES[key] is CARDS[key] for key in MEASURES)
    assert all(isinstance(each, Measure) for each in MEASURES.values())


@pytest.mark.parametrize("words", ["K26", "pay equity", " Pay-Equity "])
def test_a_number_that_is_handed_in_is_not_asked_of_facts(words: str) -> None:
    with pytest.raises(NoSuchMeasure, match=r"Pay equity \(K26\) .* see docs/methods/pay_gap\.md"):
        named(words)


def test_a_slip_in_the_name_of_one_is_understood() -> None:
    with pytest.raises(NoSuchMeasure, match="Did you mean K46, Turnover cost"):
        named("turnover costs")
    assert named("total turnover") is TOTAL_TURNOVER
