"""Each card of an arithmetic number stands on its page, word for word."""

import re
from pathlib import Path

import pytest

from tandem.analytics import cards
from tandem.analytics.cards import DEPENDS, DOWN, UP, Card
from tandem.analytics.measures.registry import MEASURES

METHODS = Path(__file__).parents[3] / "docs/methods"
CARDS = [card for card in vars(cards).values() if isinstance(card, Card)]
PAGES = {
    "K26": "pay_gap",
    "K27": "representation",
    "K46": "cost",
}


def test_every_card_has_its_page() -> None:
    assert {card.key for card in CARDS} == set(PAGES)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_the_page_prints_the_card(card: Card) -> None:
    page = (METHODS / f"{PAGES[card.key]}.md").read_text(encoding="utf-8")
    assert f"| `{card.key}` |" in page
    for row in (
        f"| Question | {card.question} |",
        f"| Counts | {card.counts} |",
        f"| Divided by | {card.divided_by} |",
        f"| Caution | {card.caveat} |",
    ):
        assert row in page


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_card_leaves_nothing_out(card: Card) -> None:
    assert all(getattr(card, name) for name in Card.__dataclass_fields__)
    assert card.direction in (UP, DOWN, DEPENDS)


def test_no_two_cards_share_a_key_or_a_question() -> None:
    """Two numbers under one key would be mixed."""
    assert len({card.key for card in CARDS}) == len(CARDS)
    assert len({card.question for card in CARDS}) == len(CARDS)
    assert not {card.key for card in CARDS} & set(MEASURES)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_question_is_one_and_a_definition_is_a_sentence(card: Card) -> None:
    assert card.question.endswith("?")
    for said in (card.counts, card.divided_by, card.needs, card.caveat, card.source):
        assert said.endswith((".", "representation", "pay_gap"))


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_published_number_beside_ours_has_its_year(card: Card) -> None:
    """A benchmark without a source is a rumour."""
    assert card.benchmark == "None of our own." or re.search(r"\b(19|20)\d\d\b", card.benchmark)
