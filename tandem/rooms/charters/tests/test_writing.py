"""What the two write in a part, what a form says to it, and what a signed version keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation.models import Person
from tandem.partnership.actions import make_pair
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter.models import VIEW_LENGTH, Answer
from tandem.partnership.charter.starting_point import TEXT_LENGTH
from tandem.partnership.charter.tests.stories import (
    EXPECTS,
    NEEDS,
    accepted,
    answered,
    both,
    mark,
    signed,
    stand,
    written,
)
from tandem.partnership.models import Charter, CharterEntry, Pair
from tandem.partnership.testing import TUESDAY, Cast


def url(pair: Pair, name: str, *more: object) -> str:
    return reverse(f"charters:{name}", args=[pair.pk, *more])


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("x", 302, ""),
        ("x" * TEXT_LENGTH, 302, ""),
        ("x" * (TEXT_LENGTH + 1), 422, "at most 2000 characters; there are 2001 now"),
        ("", 422, "Say something here."),
        ("\n \t", 422, "Say something here."),
    ],
)
def test_a_part_is_worded_at_some_length(
    cast: Cast, sign_in: SignIn, words: str, status: int, said: str
) -> None:
    before = stand(cast.pair, "open").said.text
    typed = {"words": words, "seen": mark(cast.pair, "open")}
    answer = sign_in(cast.sam).post(url(cast.pair, "write", "open"), typed)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert stand(cast.pair, "open").said.text == (words if status == 302 else before)


def test_who_words_what_has_changed_meanwhile_keeps_their_words_and_is_told(
    cast: Cast, sign_in: SignIn
) -> None:
    typed = {"words": "Mine, at length.", "seen": mark(cast.pair, "open")}
    written(cast.pair, "open", cast.mira, "Everything, early.")
    answer = sign_in(cast.sam).post(url(cast.pair, "write", "open"), typed)
    assert answer.status_code == 422
    assert "Your partner has just changed this part." in answer.text
    assert "Mine, at length." in answer.text
    assert stand(cast.pair, "open").said.text == "Everything, early."


def test_without_what_one_looked_at_nothing_is_written_and_nothing_agreed(
    cast: Cast, sign_in: SignIn
) -> None:
    sam, before = sign_in(cast.sam), Event.objects.count()
    write, accept = (url(cast.pair, name, "open") for name in ("write", "accept"))
    seen: list[dict[str, str]] = [{}, {"seen": ""}, {"seen": "0" * 16}]
    for more in seen:
        assert sam.post(write, {"words": "Mine.", **more}).status_code == 422
        assert sam.post(accept, more).status_code == 422
    assert Event.objects.count() == before


def test_the_rhythm_is_one_of_those_that_are_offered(cast: Cast, sign_in: SignIn) -> None:
    sam, write = sign_in(cast.sam), url(cast.pair, "write", "rhythm")
    for days, status in (("7", 302), ("28", 302), ("10", 422), ("0", 422), ("61", 422), ("x", 422)):
        typed = {"words": "Mondays.", "days": days, "seen": mark(cast.pair, "rhythm")}
        answer = sam.post(write, typed)
        assert answer.status_code == status, days
        assert ("Select a valid choice." in answer.text) is (status == 422), days
    assert stand(cast.pair, "rhythm").row.days == 28


def test_a_rhythm_of_ones_own_stays_to_be_chosen(cast: Cast, sign_in: SignIn) -> None:
    """As a company that talks every ten days has set it."""
    written(cast.pair, "rhythm", cast.mira, "Mondays.", days=10)
    sam, write = sign_in(cast.sam), url(cast.pair, "write", "rhythm")
    text = sam.get(write).text
    places = [text.index(said) for said in ("Every week", "Every 10 days", "Every two weeks")]
    assert places == sorted(places)
    typed = {"words": "Tuesdays.", "days": "10", "seen": mark(cast.pair, "rhythm")}
    assert "You talk every 10 days." in sam.post(write, typed, follow=True).text


# ---- seen differently


@pytest.mark.parametrize(
    ("view", "status", "said"),
    [
        ("x" * VIEW_LENGTH, 302, ""),
        ("x" * (VIEW_LENGTH + 1), 422, f"at most {VIEW_LENGTH} characters"),
        (" ", 422, "Say in a sentence how you see it."),
    ],
)
def test_a_view_is_a_sentence_or_two(
    cast: Cast, sign_in: SignIn, view: str, status: int, said: str
) -> None:
    answer = sign_in(cast.sam).post(url(cast.pair, "differ", "rights"), {"view": view})
    assert (answer.status_code, said in answer.text) == (status, True)
    assert (stand(cast.pair, "rights").state is State.UNDER_REVIEW) is (status == 302)


def test_two_views_stand_side_by_side_until_both_agree_again(cast: Cast, sign_in: SignIn) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    differ, part = url(cast.pair, "differ", "rights"), url(cast.pair, "part", "rights")
    sam.post(differ, {"view": "Pay goes up."})
    text = mira.get(part).text
    assert "Say how you see it" in text
    assert "Has not said yet." in text
    mira.post(differ, {"view": "Pay stays here."})
    for client in (sam, mira):
        text = client.get(part).text
        assert text.index("Pay goes up.") < text.index("Pay stays here."), "the leader first"
        assert "Change my view" in text
    assert "Pay stays here." in mira.get(differ).text, "one's own view is there to be changed"
    both(cast.pair, "rights")
    assert "Pay goes up." not in sam.get(part).text


# ---- signed


def test_a_version_is_read_with_its_rhythm_its_answers_and_both_names(
    cast: Cast, sign_in: SignIn
) -> None:
    signed(cast.pair)
    mira = sign_in(cast.mira)
    text = mira.get(url(cast.pair, "version", 1)).text
    for said in ("You talk every two weeks.", EXPECTS, NEEDS, "Measure 3", "Of the leader.",
                 "Sam expects of HR", "Mira needs from Sam", "23 November 2027"):  # fmt: skip
        assert said in text
    assert text.count('<h2 id="part-') == 15


def test_each_version_stays_as_it_was_signed(cast: Cast, sign_in: SignIn) -> None:
    signed(cast.pair)
    sam, first = sign_in(cast.sam), url(cast.pair, "version", 1)
    before = sam.get(first).text
    entry = CharterEntry.objects.of(cast.pair).get(key="of_hr")
    answered(entry, Answer.CANNOT, "No longer.", at=TUESDAY)
    both(cast.pair, "of_hr", TUESDAY)
    written(cast.pair, "goals", cast.sam, "Another goal.", at=TUESDAY)
    accepted(cast.pair, "goals", cast.mira, TUESDAY)
    numbers = Charter.objects.of(cast.pair).newest_first().values_list("number", flat=True)
    assert numbers[0] > 1
    latest = sam.get(url(cast.pair, "version", numbers[0])).text
    assert "Another goal." in latest
    assert "No longer." in latest
    after = sam.get(first).text
    for gone in ("Another goal.", "No longer."):
        assert gone not in after
    assert after.count("quote") == before.count("quote")
    page = sam.get(url(cast.pair, "page")).text
    places = [page.index(f"Version {number}, as signed on") for number in numbers]
    assert places == sorted(places), "the newest first"


def test_ten_years_on_its_page_reads_as_it_did(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    """Also once Sam has another partner, who reads nothing of it."""
    charter = signed(cast.pair)
    page = url(cast.pair, "version", 1)

    def parts(who: Person) -> str:
        return sign_in(who).get(page).text.split('<h2 id="part-', 1)[1].split("</main>")[0]

    before = parts(cast.mira)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    with it_is(TUESDAY + timedelta(days=3653)):
        assert parts(cast.sam) == parts(cast.mira) == before
        assert str(charter.signed_on.year) in sign_in(cast.sam).get(page).text
        assert sign_in(cast.leo).get(page).status_code == 404


def test_nobody_but_the_two_is_shown_that_there_is_one(cast: Cast, sign_in: SignIn) -> None:
    signed(cast.pair)
    pages = [("page", ()), ("part", ("open",)), ("version", (1,))]
    for who, status in ((cast.mira, 200), (cast.helen, 404), (cast.vera, 404), (cast.leo, 404)):
        client = sign_in(who)
        for name, more in pages:
            assert client.get(url(cast.pair, name, *more)).status_code == status


def test_a_version_there_is_none_of_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    signed(cast.pair)
    sam = sign_in(cast.sam)
    statuses = [sam.get(url(cast.pair, "version", at)).status_code for at in (0, 1, 2, 999)]
    assert statuses == [404, 200, 404, 404]


def test_to_look_at_it_again_is_offered_while_one_stands_and_nothing_is_open(
    cast: Cast, sign_in: SignIn
) -> None:
    sam, page, renew = sign_in(cast.sam), url(cast.pair, "page"), url(cast.pair, "renew")
    assert renew not in sam.get(page).text
    signed(cast.pair)
    assert renew in sam.get(page).text
    sam.post(renew)
    assert renew not in sam.get(page).text
    assert stand(cast.pair, "open").state is State.UNDER_REVIEW
    before = Event.objects.count()
    assert sign_in(cast.mira).post(renew).status_code == 302
    assert Event.objects.count() == before, "the second tap changes nothing"


def test_before_one_is_signed_there_is_nothing_to_look_at_again(
    cast: Cast, sign_in: SignIn
) -> None:
    both(cast.pair, "open")
    assert sign_in(cast.sam).post(url(cast.pair, "renew")).status_code == 404
    assert stand(cast.pair, "open").state is State.SIGNED


@pytest.mark.parametrize("name", ["rest", "renew"])
def test_nothing_is_agreed_to_by_looking(cast: Cast, sign_in: SignIn, name: str) -> None:
    assert sign_in(cast.sam).get(url(cast.pair, name)).status_code == 405


def test_a_second_tap_for_the_rest_agrees_to_nothing_more(cast: Cast, sign_in: SignIn) -> None:
    sam, rest = sign_in(cast.sam), url(cast.pair, "rest")
    assert "Accepted 8 parts." in sam.post(rest, follow=True).text
    before = Event.objects.count()
    assert "Accepted 0 parts." in sam.post(rest, follow=True).text
    assert Event.objects.count() == before
