"""Which place in the bar one is in."""

from __future__ import annotations

import re

import pytest

from conftest import SignIn
from tandem.partnership.testing import Cast


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/app/", "Today"),
        ("/app/partners/", "Partners"),
        ("/app/partners/{pair}/charter/", "Partners"),
        ("/app/next-talk/{pair}/", "Partners"),
        ("/app/heads-ups/{pair}/", "Partners"),
        ("/app/openness/{pair}/", "Partners"),
        ("/app/sticking-points/{pair}/", "Partners"),
        ("/app/outcomes/", "Partners"),
        ("/app/promises/requests/{pair}/", "Partners"),
        ("/app/promises/habits/{pair}/", "Partners"),
        ("/app/promises/old-words/{pair}/", "Partners"),
        ("/app/promises/", "Promises"),
        ("/app/ownership/", "Ownership"),
    ],
)
def test_what_belongs_to_a_pair_is_within_partners(
    cast: Cast, sign_in: SignIn, address: str, place: str
) -> None:
    text = sign_in(cast.sam).get(address.format(pair=cast.pair.pk)).text
    bar = text.partition("<nav")[2].partition("</nav>")[0]
    assert re.findall(r'aria-current="page">([^<]+)<', bar) == [place]
