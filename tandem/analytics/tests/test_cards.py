"""Each card of an arithmetic number stands on its page, word for word."""

from pathlib import Path

import pytest

from tandem.analytics import cards
from tandem.analytics.cards import DEPENDS, DOWN, UP, Card

METHODS = Path(__file__).parents[3] / "docs/methods"
CARDS = [card for card in vars(cards).values() if isinstance(card, Card)]
PAGES = {
    "K05": "first_year",
    "K19": "representation",
    "K23": "representation",
    "K24": "representation",
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
