"""The page of measures is what the code would write."""

import re

import pytest

from tandem.analytics.measures.registry import CARDS
from tools.methods import PAGE, WAITS, anchor, page

CATALOGUE = {f"K{number:02}" for number in range(1, 56)}


def test_the_page_of_measures_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.methods"


def test_every_measure_is_reached_from_the_top_of_the_page() -> None:
    headings = {
        re.sub(r"[^\w\s-]", "", line[4:].lower()).replace(" ", "-")
        for line in page().splitlines()
        if line.startswith("### ")
    }
    assert {anchor(each) for each in CARDS.values()} <= headings


@pytest.mark.parametrize(
    ("key", "said"),
    [("K02", "10 people"), ("K07", "5 people"), ("K12", "any number"), ("K26", "10 people"),
     ("K14", "10 of what it is divided by")],
)  # fmt: skip
def test_a_card_says_ten_of_what_it_is_shown_from(key: str, said: str) -> None:
    _, _, card = page().partition(f"| `{key}` | {CARDS[key].name} |")
    assert f"| Shown from | {said} |" in card.partition("\n\n")[0]


def test_every_measure_of_the_catalogue_is_here_or_waits_for_something_named() -> None:
    waiting = set()
    for line in WAITS.splitlines():
        keys = re.findall(r"`K(\d\d)`", line.partition(" | ")[0])
        if line.startswith("| `"):
            span = re.search(r"`K(\d\d)` to `K(\d\d)`", line)
            numbers = range(int(span[1]), int(span[2]) + 1) if span else map(int, keys)
            waiting |= {f"K{number:02}" for number in numbers}
    assert waiting | set(CARDS) >= CATALOGUE
    assert not waiting & set(CARDS)
