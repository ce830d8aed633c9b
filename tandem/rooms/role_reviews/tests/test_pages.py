"""The review as its two see it, and the one word that those above are told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation import settings
from tandem.organisation.models import Person
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.agendas import agenda_items
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.registers import obligations, places
from tandem.partnership.role_review import actions
from tandem.partnership.role_review.items import KEYS
from tandem.partnership.role_review.tests.stories import (
    NOW_OPENED,
    THEIRS,
    WORDS,
    answered,
    marks,
    sent,
    set_to_now,
    told,
)
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, area, hire, leave, pair_up

TODAY = TUESDAY.date()
YEAR = {"year": NOW_OPENED.isoformat()}
WHOLE = {**dict.fromkeys(KEYS, "4"), "words": WORDS}
NAME = "Two-way review"


@pytest.fixture
def pair(cast: Cast) -> Pair:
    """Sam and Mira, in the days in which their year is open."""
    return set_to_now(cast.pair)


def at(pair: Pair, name: str = "page") -> str:
    return reverse(f"role_reviews:{name}", args=[pair.pk])


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_two_answer_and_read_it_at_once(cast: Cast, pair: Pair, sign_in: SignIn) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    form = read(sam, at(pair, "answer"))
    assert "Confidential by consent, not anonymous." in form
    assert "Vera Lund and Helen Achterberg read one word for the two of you" in form
    assert "2.5 of 5 or less is “could use help”" in form
    assert "When it counts, you reach Mira." in form
    answer = sam.post(at(pair, "answer"), WHOLE, follow=True)
    assert "Sent. It opens to both once Mira has answered." in answer.text
    for page in (read(mira, at(pair)), read(mira, at(pair, "answer"))):
        assert WORDS not in page
    assert "Sam has answered." in read(mira, at(pair))
    theirs = {**dict.fromkeys(KEYS, "5"), "early": "2", "words": THEIRS}
    answer = mira.post(at(pair, "answer"), theirs, follow=True)
    assert "You both read it from now on." in answer.text
    for page in (read(sam, at(pair)), read(mira, at(pair))):
        assert WORDS in page
        assert THEIRS in page
        assert "Hardly, 2 of 5 You hear of Sam’s plans while they can still change." in page
        assert page.index("Ways to begin talking") < page.index("When did one of you last hear")


def test_half_filled_it_survives_and_says_what_is_missing(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    given = {"early": "2", "words": WORDS}
    answer = sam.post(at(pair, "answer"), given)
    assert answer.status_code == 422
    assert answer.text.count("Choose an answer. “I cannot say” is one, too.") >= 6
    assert WORDS in answer.text
    assert not RoleReview.objects.exists()
    answer = sam.post(at(pair, "answer"), given | {"keep": "1"}, follow=True)
    assert "Kept for you alone." in answer.text
    assert "Go on" in answer.text
    page = sam.get(at(pair, "answer")).text
    assert WORDS in page
    assert re.search(r'name="early" value="2"[^>]*checked', page)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"early": "6"}, 422), ({"early": "x"}, 422), ({"words": "x" * 281}, 422)],
)
def test_what_cannot_be_an_answer_comes_back(
    cast: Cast, pair: Pair, sign_in: SignIn, wrong: dict[str, str], status: int
) -> None:
    for more in ({}, {"keep": "1"}):
        answer = sign_in(cast.sam).post(at(pair, "answer"), WHOLE | wrong | more)
        assert answer.status_code == status
    assert not RoleReview.objects.exists()


def test_leaving_it_out_needs_one_tap_and_no_reason(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    answer = sam.post(at(pair, "leave_out"), follow=True)
    assert "Left out this year. Nothing counts it." in answer.text
    assert "Answer after all" in answer.text
    assert "Sam leaves it out this year, so nothing opens." in read(sign_in(cast.mira), at(pair))
    assert asked(cast.sam) == []


def test_out_of_its_days_it_says_when_it_opens_next(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    page = read(sam, at(cast.pair))
    assert "The next one opens on 1 March 2027" in page
    assert sam.get(at(cast.pair, "answer")).status_code == 404
    answer = sam.post(at(cast.pair, "leave_out"))
    assert (answer.status_code, "It is not open now." in answer.text) == (422, True)


def test_what_can_be_said_no_more_is_said_in_words(cast: Cast, pair: Pair, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    answer = sam.post(at(pair, "read"), YEAR)
    assert (answer.status_code, "both of you answer first" in answer.text) == (422, True)
    assert sam.post(at(pair, "read"), {"year": "soon"}).status_code == 404
    assert sam.post(at(pair, "tell"), {}).status_code == 404
    answered(pair, at=MONDAY)
    answer = sam.post(at(pair, "tell"), YEAR)
    assert (answer.status_code, "Say yes, or take it back." in answer.text) == (422, True)
    answer = sam.post(at(pair, "leave_out"))
    assert (answer.status_code, "Both of you have answered." in answer.text) == (422, True)


def test_those_above_may_know_one_word_with_both_yeses(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    answered(pair, at=MONDAY)
    sam, mira, vera = (sign_in(who) for who in (cast.sam, cast.mira, cast.vera))
    word = "Sam Lindqvist and Mira Okafor say of 2026: between us it is strong."
    assert word in read(sam, at(pair))
    answer = sam.post(at(pair, "tell"), YEAR | {"answer": "yes"}, follow=True)
    assert "Nobody reads it unless Mira does, too" in answer.text
    assert "It takes both of you." in read(mira, at(pair))  # of Sam's yes she learns nothing
    above = reverse("role_reviews:told")
    assert vera.get(above).status_code == 404
    mira.post(at(pair, "tell"), YEAR | {"answer": "yes"})
    page = read(vera, above)
    assert word in page
    for hidden in (WORDS, THEIRS, "4 of 5", "could use help"):
        assert hidden not in page
    vera.post(at(pair, "heard"))
    assert "It was read on 24 November 2026." in read(sam, at(pair))
    mira.post(at(pair, "tell"), YEAR | {"answer": "no"})
    assert vera.get(above).status_code == 404


def test_a_low_one_shows_the_two_what_could_help_and_tells_nobody(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    answered(pair, leader=2, hr=5, at=MONDAY)
    page = read(sign_in(cast.mira), at(pair))
    assert "What could help" in page
    assert "asked in confidence, without Sam learning of it." in page
    for who in (cast.vera, cast.helen, cast.eva):
        assert sign_in(who).get(reverse("role_reviews:told")).status_code == 404
        assert asked(who) == []


def test_who_could_use_help_is_told_with_what_often_helps(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    told(pair, leader=1, at=MONDAY)
    helen = sign_in(cast.helen)
    page = read(helen, reverse("role_reviews:told"))
    assert "we could use help" in page
    assert "speak with both" in page
    assert "I have spoken with both" in page
    answer = helen.post(at(pair, "heard"), follow=True)
    assert "Said. The two see that it was read." in answer.text


def asked(who: Person) -> list[str]:
    words = ("seven questions", "two-way review", "let you know")
    return [
        each.sentence for each in obligations(who, TODAY)
        if any(word in each.sentence for word in words)
    ]  # fmt: skip


def test_today_asks_for_fourteen_working_days_and_then_no_more(cast: Cast, pair: Pair) -> None:
    sentence = "Once a year: you and Mira answer seven questions about each other."
    assert asked(cast.sam) == [sentence]
    last = NOW_OPENED + timedelta(days=18)  # Friday 4 December, the fourteenth
    for day, number in ((last, 1), (last + timedelta(days=1), 0)):
        found = [each for each in obligations(cast.sam, day) if each.sentence == sentence]
        assert len(found) == number
    sent(pair, cast.sam, at=MONDAY)
    assert asked(cast.sam) == []
    assert asked(cast.mira) == [sentence.replace("Mira", "Sam")]
    assert asked(cast.vera) == []


def test_both_are_asked_to_read_it_until_they_have(cast: Cast, pair: Pair) -> None:
    answered(pair, at=MONDAY)
    assert asked(cast.sam) == ["You and Mira have both answered your two-way review."]
    actions.read(pair=pair, opened_on=NOW_OPENED, by=cast.sam, at=TUESDAY)
    assert asked(cast.sam) == []
    assert asked(cast.mira) == ["You and Sam have both answered your two-way review."]


def test_those_above_are_asked_to_read_what_they_were_told(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    told(pair, leader=1, at=MONDAY)
    said = ["Sam and Mira let you know how it is between them."]
    assert [asked(who) for who in (cast.vera, cast.helen)] == [said, said]
    assert [asked(who) for who in (cast.eva, cast.ilse, cast.leo)] == [[], [], []]
    assert said[0] in read(sign_in(cast.vera), reverse("today:page"))
    actions.hear(pair=pair, opened_on=NOW_OPENED, by=cast.vera, at=TUESDAY)
    assert [asked(who) for who in (cast.vera, cast.helen)] == [[], said]


def line(cast: Cast, who: Person) -> tuple[str, str]:
    [one] = [each for each in places(cast.pair, who, TODAY) if each.name == NAME]
    return one.said, one.act


def test_the_page_of_the_pair_says_how_it_stands_without_an_answer(cast: Cast) -> None:
    assert line(cast, cast.sam) == ("Once a year, next on Mon 1 Mar.", "")
    set_to_now(cast.pair)
    said, act = line(cast, cast.sam)
    assert said == "Seven questions about working with Mira, until Sat 13 Feb."
    assert act == "Answer"
    sent(cast.pair, cast.sam, at=MONDAY)
    assert line(cast, cast.sam) == ("It opens once both of you have answered.", "")
    assert line(cast, cast.mira)[1] == "Answer"
    sent(cast.pair, cast.mira, at=MONDAY)
    assert line(cast, cast.mira) == ("Both of you answered it in 2026.", "Read it")


def test_it_belongs_into_their_next_talk_and_to_what_they_did(cast: Cast, pair: Pair) -> None:
    about = "What you two answered about each other."
    assert about not in [item.sentence for item in agenda_items(pair, TODAY)]
    answered(pair, at=MONDAY)
    assert about in [item.sentence for item in agenda_items(pair, TODAY)]
    later = TODAY + timedelta(days=31)
    assert about not in [item.sentence for item in agenda_items(pair, later)]
    said = [moment.sentence for moment in timeline(pair, cast.mira)]
    assert {"You answered the two-way review.", "Sam answered the two-way review."} <= {*said}


def test_beside_it_stands_only_what_was_counted(cast: Cast, pair: Pair, sign_in: SignIn) -> None:
    answered(pair, at=MONDAY)
    assert "what the record says" not in read(sign_in(cast.sam), at(pair))


def test_nobody_above_has_a_word_of_it_on_any_page(cast: Cast, pair: Pair, sign_in: SignIn) -> None:
    told(pair, leader=1, at=MONDAY)
    pages = [reverse(name) for name in ("today:page", "role_reviews:told", "pairs:portfolio")]
    for who in (cast.vera, cast.helen):
        client = sign_in(who)
        shown = "".join(client.get(url).text for url in pages)
        assert WORDS not in shown
        assert THEIRS not in shown
        assert client.get(at(pair)).status_code == 404


def many_more(cast: Cast, number: int) -> None:
    for n in range(number):
        where = area(f"Depot {n}", cast.areas.supply)
        pair_up(where, hire(f"Lead{n}", "Depot", where), cast.leo)


@pytest.mark.parametrize("number", [4, 5])
def test_the_head_of_hr_reads_how_many_pairs_answered_from_eight_pairs_on(
    cast: Cast, pair: Pair, sign_in: SignIn, number: int
) -> None:
    many_more(cast, number)
    answered(pair, at=MONDAY)
    sent(set_to_now(cast.other_pair), cast.leo, at=MONDAY)  # one alone does not count
    page = read(sign_in(cast.helen), reverse("pairs:portfolio"))
    assert ("With a two-way review in the last year 1" in page) is (number == 5)


def test_who_was_told_something_finds_it_again_among_partners(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    told(pair, at=MONDAY)
    link = reverse("role_reviews:told")
    for who, there in ((cast.vera, True), (cast.helen, True), (cast.eva, False), (cast.leo, False)):
        assert (f'href="{link}"' in sign_in(who).get(reverse("pairs:list")).text) is there


def test_the_year_before_is_folded_below(cast: Cast, sign_in: SignIn) -> None:
    earlier = MONDAY.replace(year=2025)
    pair = set_to_now(cast.pair)
    sent(pair, cast.sam, words="A year ago", at=earlier)
    sent(pair, cast.mira, words="", at=earlier)
    answered(pair, at=MONDAY)
    page = read(sign_in(cast.sam), at(pair))
    assert page.index(WORDS) < page.index("What both of you answered in 2025")
    assert "A year ago" in page


def test_when_a_partner_left_the_other_reads_and_is_offered_nothing(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    answered(pair, leader=1, at=MONDAY)
    leave(cast.sam)
    mira = sign_in(cast.mira)
    page = read(mira, at(pair))
    assert WORDS in page
    assert "What could help" not in page
    assert "for my part" not in page
    assert mira.get(at(pair, "answer")).status_code == 404
    assert mira.post(at(pair, "leave_out")).status_code == 404
    assert mira.post(at(pair, "tell"), YEAR | {"answer": "yes"}).status_code == 404


def test_switched_off_it_is_there_for_nobody_and_asks_nobody(
    cast: Cast, pair: Pair, sign_in: SignIn
) -> None:
    told(pair, at=MONDAY)
    settings.switch(
        feature=TWO_WAY_REVIEW, on=False, reason="The council asks.", by=cast.farid, at=TUESDAY
    )
    assert sign_in(cast.sam).get(at(pair)).status_code == 404
    assert sign_in(cast.vera).get(reverse("role_reviews:told")).status_code == 404
    assert [asked(who) for who in (cast.sam, cast.mira, cast.vera, cast.helen)] == [[]] * 4
    assert [each for each in places(pair, cast.sam, TODAY) if each.name == NAME] == []
    about = "What you two answered about each other."
    assert about not in [item.sentence for item in agenda_items(pair, TODAY)]
    assert NAME not in read(sign_in(cast.sam), pair.get_absolute_url())


def test_the_marks_of_a_form_are_those_that_were_given() -> None:
    assert set(marks()) == set(KEYS)
