"""The language of long words is one: what is filled in comes through, and everything grows."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from hypothesis import example, given
from hypothesis import strategies as st

from tests.pseudo_locale import LONGEST_WORD, longer, words_are_long

LATER = gettext_lazy("Renegotiate")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Save", "Saveungs"),
        ("Renegotiate", "Renegotiateungsv"),
        ("Who owns this?", "Who owns thisungsv?"),
        ("%(name)s, %(n)s open", "%(name)s, %(n)s openungs"),
        ("{n}", "{n}"),
        ("100%%", "100%%"),
        ("·", "·"),
        ("", ""),
    ],
)
def test_a_message_grows_at_its_longest_word(message: str, said: str) -> None:
    assert longer(message) == said


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=12)


@given(WORDS)
@example(["a"])
def test_it_grows_by_two_fifths_and_no_word_beyond_the_longest(words: list[str]) -> None:
    message = " ".join(words)
    letters = sum(len(word) for word in words)
    grown = longer(message)
    assert len(grown) - len(message) >= letters * Fraction(2, 5)
    assert max(len(word) for word in grown.split()) <= LONGEST_WORD
    assert len(grown.split()) == len(words)


@pytest.mark.parametrize(
    "message", ["Asked, due %(day)s. %(name)s first says it.", "<b>%(n)s</b> of %(of)s &amp; more"]
)
def test_what_is_filled_in_and_markup_come_through(message: str) -> None:
    filled = {"day": "Fri", "name": "Mira", "n": 3, "of": 8}
    said = longer(message) % filled
    for each in (message % filled).split():
        if each.startswith(("Fri", "Mira", "<b>3</b>", "8", "&amp;")):
            assert each in said


def test_whatever_goes_through_gettext_is_long_and_only_for_as_long_as_that_lasts() -> None:
    page = Template(
        "{% load i18n %}{% translate 'Save' %}|"
        "{% blocktranslate with name='Mira' %}Ask {{ name }}{% endblocktranslate %}|"
        "{% blocktranslate count n=2 %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
    )
    with words_are_long():
        assert page.render(Context()) == "Saveungs|Askungs Mira|2 rowsungs"
        assert gettext("Save") == pgettext("of a form", "Save") == "Saveungs"
        assert ngettext("%(n)s open", "%(n)s open", 2) == "%(n)s openungs"
        assert str(LATER) == "Renegotiateungsv"
    assert page.render(Context()) == "Save|Ask Mira|2 rows"
    assert str(LATER) == "Renegotiate"
