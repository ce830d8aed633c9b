"""The wish to be shown by name to the head of HR, on a pair’s page, and what she then reads."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.partnership import by_name
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments.tests.quarters import kept, promised
from tandem.partnership.commitments.tests.test_reliable import QUARTER
from tandem.partnership.models import ShownByName
from tandem.partnership.testing import TUESDAY, Cast
from tandem.partnership.tests.test_by_name import BEFORE, both_agree

TITLE = "Shown by name to the head of HR?"


def kept_page(cast: Cast) -> str:
    return reverse("pairs:over_time", args=[cast.pair.pk])


def say(client: Client, cast: Cast, answer: str) -> str:
    return client.post(f"{kept_page(cast)}by-name/", {"answer": answer}, follow=True).text


def what_helen_reads(cast: Cast, sign_in: SignIn) -> str:
    text = sign_in(cast.helen).get(reverse("pairs:all_pairs")).text
    return text.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_page_says_what_it_means_before_anybody_says_yes(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(kept_page(cast)).text
    for said in (
        TITLE,
        "Only if both of you want it.",
        "Never one of you alone, no words, no reasons, and never for an appraisal.",
        "Either of you takes it back at any time",
        "A change of partner ends it.",
        "Yes, for my part",
    ):
        assert said in text


def test_each_says_it_for_themselves_and_learns_of_the_other_only_then(
    cast: Cast, sign_in: SignIn
) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    assert "Nothing is shown by name unless Mira says so too." in say(sam, cast, "yes")
    assert "Only if both of you want it." in mira.get(kept_page(cast)).text  # not: Sam waits
    assert "You both said yes." in say(mira, cast, "yes")
    assert "You both said yes." in sam.get(kept_page(cast)).text
    assert "Taken back. You are not shown by name." in say(sam, cast, "no")
    assert "unless Sam says so too" in mira.get(kept_page(cast)).text


@pytest.mark.parametrize("answer", ["", "perhaps", "YES"])
def test_any_other_answer_is_told_and_changes_nothing(
    answer: str, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.sam)
    told = client.post(f"{kept_page(cast)}by-name/", {"answer": answer})
    assert told.status_code == 422
    assert "Say yes, or take it back." in told.text
    assert not ShownByName.objects.exists()


def test_a_pair_that_is_over_is_not_asked_and_told_why(cast: Cast, sign_in: SignIn) -> None:
    make_pair(area=cast.pair.area, leader=cast.sam, hr_partner=cast.ana, by=OPERATOR, at=BEFORE)
    client = sign_in(cast.mira)
    assert TITLE not in client.get(kept_page(cast)).text
    answer = client.post(f"{kept_page(cast)}by-name/", {"answer": "yes"})
    assert answer.status_code == 403
    assert "You are no longer partners" in answer.text


def test_the_head_of_hr_reads_the_two_as_one_and_nothing_once_one_takes_it_back(
    cast: Cast, sign_in: SignIn
) -> None:
    kept(cast.sam, cast.mira, 7, QUARTER)
    promised(cast.mira, cast.sam, asked_on=QUARTER)
    assert "Sam" not in what_helen_reads(cast, sign_in)
    both_agree(cast.pair, BEFORE)
    text = what_helen_reads(cast, sign_in)
    for said in ("Pairs that are shown by name", "Sam Lindqvist and Mira Okafor", "7 of 8", "88%"):
        assert said in text
    for hidden in ("7 of 7", "0 of 1", cast.pair.area.name, str(cast.pair.pk)):
        assert hidden not in text
    by_name.take_back(pair=cast.pair, by=cast.mira, at=TUESDAY)
    for hidden in ("Sam", "Mira", "7 of 8", "shown by name</"):
        assert hidden not in what_helen_reads(cast, sign_in)
