"""How a pair's promises went over a year, both sides on one page."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from conftest import SignIn
from tandem.partnership.commitments.tests.quarters import MONDAY, kept, promised
from tandem.partnership.testing import Cast


def test_both_partners_read_the_same_counts_and_nothing_is_compared_with_few_pairs(
    cast: Cast, sign_in: SignIn
) -> None:
    kept(cast.sam, cast.mira, 1)
    promised(cast.mira, cast.sam, asked_on=MONDAY - timedelta(days=90))
    address = reverse("pairs:over_time", args=[cast.pair.pk])
    for partner in (cast.sam, cast.mira):
        text = sign_in(partner).get(address).text
        assert "due from 27 Aug to 24 Nov 2026" in text
        assert text.index("1 of 1") < text.index("0 of 1")
        assert "the stretches are not compared yet" in text
        assert "about" not in text.split("<table", 1)[1].split("</table>", 1)[0]


def test_the_pairs_page_leads_to_it(cast: Cast, sign_in: SignIn) -> None:
    address = reverse("pairs:over_time", args=[cast.pair.pk])
    so_far = reverse("pairs:so_far", args=[cast.pair.pk])
    assert address in sign_in(cast.mira).get(so_far).text
