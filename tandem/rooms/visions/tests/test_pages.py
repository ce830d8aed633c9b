"""The vision as its two see it, and as it is quoted to whom both said yes to."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.tiers import Tier
from tandem.partnership.models import Pair, Vision
from tandem.partnership.registers import obligations, places
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.partnership.vision import actions
from tandem.partnership.vision.tests.stories import OTHER_WORDS, WORDS, mark, proposed, signed

TODAY = TUESDAY.date()
LONG = "word " * 93


def at(pair: Pair, name: str = "page") -> str:
    return reverse(f"visions:{name}", args=[pair.pk])


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_two_come_to_a_vision_and_are_told_before_who_will_read_it(
    cast: Cast, sign_in: SignIn
) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    assert "Nothing is quoted." in read(sam, at(cast.pair))
    said = {"words": WORDS, "readers": "open", "seen": ""}
    answer = sam.post(at(cast.pair, "write"), said, follow=True)
    assert "Proposed. Mira is asked to say yes." in answer.text
    assert "It waits for Mira." in answer.text
    assert "Sign it" not in answer.text
    page = read(mira, at(cast.pair))
    assert "everybody who works here can read it, with both your names" in page
    assert "Until then only you and Sam can." in page
    answer = mira.post(at(cast.pair, "accept"), {"seen": mark(cast.pair)}, follow=True)
    assert "Signed by both of you. It is quoted from now on." in answer.text
    assert "Version 1, signed by Sam Lindqvist and Mira Okafor" in answer.text


def test_for_the_area_it_says_that_too(cast: Cast, sign_in: SignIn) -> None:
    proposed(cast.pair, cast.mira, readers=Tier.AREA)
    page = read(sign_in(cast.sam), at(cast.pair))
    assert "who leads Operations or an area above it, their HR partners and the head of HR" in page
    assert "everybody who works here" not in page


def test_too_many_words_are_counted_and_none_is_lost(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    form = sam.get(at(cast.pair, "write")).text
    assert "maxlength" not in form.split('name="words"')[1].split("</textarea>")[0]
    said = {"words": LONG, "readers": "area", "seen": ""}
    answer = sam.post(at(cast.pair, "write"), said)
    assert answer.status_code == 422
    assert "These are 93 words; 13 too many. All of them are still here" in answer.text
    assert answer.text.count("word word word") and LONG.strip() in answer.text
    assert not Vision.objects.exists()
    said["words"] = "word " * 81
    assert "81 words; one too many" in sam.post(at(cast.pair, "write"), said).text


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"words": ""}, "A sentence is enough."),
        ({"words": "–"}, "A sentence is enough."),
        ({"words": "x" * 1001}, "at most 1000 characters; there are 1001 now"),
        ({"readers": ""}, "Choose who reads it."),
        ({"readers": "pair"}, "pair"),
        ({"readers": "counsel"}, "counsel"),
        ({"seen": "another"}, "changed or let go meanwhile"),
    ],
)
def test_what_cannot_be_proposed_comes_back_with_its_reason(
    cast: Cast, sign_in: SignIn, wrong: dict[str, str], why: str
) -> None:
    said = {"words": WORDS, "readers": "area", "seen": ""} | wrong
    answer = sign_in(cast.sam).post(at(cast.pair, "write"), said)
    assert answer.status_code == 422
    assert why in answer.text
    assert not Vision.objects.exists()


@pytest.mark.parametrize("act", ["accept", "let_go"])
@pytest.mark.parametrize("seen", ["", "another", "\x00"])
def test_a_yes_to_other_words_is_none(cast: Cast, sign_in: SignIn, act: str, seen: str) -> None:
    proposed(cast.pair, cast.sam)
    answer = sign_in(cast.mira).post(at(cast.pair, act), {"seen": seen})
    assert answer.status_code == 422
    assert "Look at them as they are now." in answer.text
    assert WORDS in answer.text
    assert Vision.objects.get().signed_on is None


def test_nothing_to_take_back_says_so(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post(at(cast.pair, "take_back"))
    assert answer.status_code == 422
    assert "Nothing is quoted any more." in answer.text


def test_it_is_quoted_on_the_area_page_to_who_sees_it(cast: Cast, sign_in: SignIn) -> None:
    area = cast.pair.area.get_absolute_url()
    proposed(cast.pair, cast.sam)
    assert WORDS not in read(sign_in(cast.vera), area)
    actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.mira, at=MONDAY)
    page = read(sign_in(cast.vera), area)
    assert WORDS in page
    assert "Signed by Sam Lindqvist and Mira Okafor, 23 November 2026." in page
    assert "Earlier versions" not in page
    signed(cast.pair, OTHER_WORDS, at=TUESDAY)
    page = read(sign_in(cast.vera), area)
    assert OTHER_WORDS in page
    assert WORDS not in page
    assert "Earlier versions" in page
    assert WORDS in read(sign_in(cast.vera), at(cast.pair))


def test_an_employee_reads_what_is_for_everybody_on_who_owns_what(
    cast: Cast, sign_in: SignIn
) -> None:
    url = reverse("ownership:area", args=[cast.pair.area.pk])
    signed(cast.pair, readers=Tier.AREA)
    assert WORDS not in read(sign_in(cast.kim), url)
    assert WORDS in read(sign_in(cast.vera), url)
    signed(cast.pair, OTHER_WORDS, Tier.OPEN)
    kim = sign_in(cast.kim)
    assert OTHER_WORDS in read(kim, url)
    versions = read(kim, at(cast.pair))
    assert WORDS not in versions  # that one was for the area
    assert "Take it back" not in versions


def test_the_page_of_the_pair_shows_it_and_leads_to_it(cast: Cast, sign_in: SignIn) -> None:
    page = cast.pair.get_absolute_url()
    assert "Up to 80 words of both of you" in read(sign_in(cast.sam), page)
    proposed(cast.pair, cast.sam)
    assert WORDS not in read(sign_in(cast.mira), page)
    actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.mira, at=MONDAY)
    assert WORDS in read(sign_in(cast.mira), page)


def line(cast: Cast, reader: str) -> tuple[str, str]:
    found = places(cast.pair, getattr(cast, reader), TODAY)
    [one] = [each for each in found if each.name == "Vision for people management"]
    return one.said, one.act


def test_its_line_says_how_it_stands_without_its_words(cast: Cast) -> None:
    assert line(cast, "sam")[1] == "Propose"
    proposed(cast.pair, cast.sam)
    assert line(cast, "sam") == ("Your wording waits for Mira.", "")
    assert line(cast, "mira") == ("Sam proposes a wording.", "Read it")
    actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.mira, at=MONDAY)
    assert line(cast, "mira") == ("Signed by both on Mon 23 Nov, and quoted.", "")


def asked(cast: Cast, who: str) -> list[str]:
    found = obligations(getattr(cast, who), TODAY)
    return [each.sentence for each in found if "vision" in each.sentence]


def test_the_other_is_asked_and_nobody_else(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    assert asked(cast, "mira") == ["Sam proposes a vision for people management."]
    assert asked(cast, "sam") == asked(cast, "vera") == []
    proposed(cast.pair, cast.mira, OTHER_WORDS)
    assert asked(cast, "sam") == ["Mira proposes a vision for people management."]
    assert asked(cast, "mira") == []
    leave(cast.mira)
    assert asked(cast, "sam") == []


def test_today_shows_what_waits(cast: Cast, sign_in: SignIn) -> None:
    proposed(cast.pair, cast.sam)
    today = read(sign_in(cast.mira), reverse("today:page"))
    assert "Sam proposes a vision for people management." in today
    assert WORDS not in today


def test_that_both_signed_it_is_told_to_the_two(cast: Cast) -> None:
    signed(cast.pair)
    said = [moment.sentence for moment in timeline(cast.pair, cast.mira)]
    assert "You both signed a vision for people management." in said


def test_when_a_partner_left_the_other_reads_and_is_offered_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    signed(cast.pair)
    leave(cast.sam)
    mira = sign_in(cast.mira)
    page = read(mira, at(cast.pair))
    assert WORDS in page
    assert "Take it back" not in page
    assert mira.get(at(cast.pair, "write")).status_code == 404
    assert mira.post(at(cast.pair, "take_back")).status_code == 404
