"""The page on which somebody sees how their own promises went."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.commitments.tests.quarters import TAKEN_BACK, kept, promised
from tandem.partnership.testing import Cast

OWN = reverse("commitments:kept")


def test_it_counts_what_i_promised_anybody(cast: Cast, sign_in: SignIn) -> None:
    kept(cast.kim, cast.ilse, 2)
    promised(cast.kim, cast.sam, TAKEN_BACK)
    text = sign_in(cast.kim).get(OWN).text
    assert "2 of 3" in text
    assert "Taken back by its day, with a reason: 1, as half" in text
    assert "Waiting for a decision (1)." in text
    assert "Only you can read this" in text


def test_it_names_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    kept(cast.kim, cast.ilse, 2)
    assert "Ilse" not in sign_in(cast.kim).get(OWN).text


def test_it_takes_no_name_and_so_shows_nobody_elses(cast: Cast, sign_in: SignIn) -> None:
    kept(cast.kim, cast.ilse, 2)
    text = sign_in(cast.ilse).get(OWN, {"person": str(cast.kim.pk)}).text
    assert "2 of 2" not in text
    assert "Nothing that counts fell due." in text


@pytest.mark.parametrize("address", ["commitments:list"])
def test_my_promises_lead_to_it(cast: Cast, sign_in: SignIn, address: str) -> None:
    assert OWN in sign_in(cast.kim).get(reverse(address)).text
