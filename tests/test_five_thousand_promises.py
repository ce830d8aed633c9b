"""One person with five thousand open promises: all are counted, none is lost, and no page and no
letter asks the database for more than with a few.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from conftest import ItIs, SignIn
from tandem.organisation.http import waits
from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.testing import Cast
from tandem.rooms.mail import letters
from tools.bench.pages import VERY_MANY, very_many_promises
from tools.bench.parts import moment

pytestmark = [pytest.mark.slow, pytest.mark.alike]

MOST_QUERIES = 15  # of a page, as everywhere
PER_PAGE = 20
OF_A_LETTER = 31  # of all rooms at once, however much it names


def asked_for(client: Client, url: str) -> tuple[str, int]:
    """The page, and how many questions it takes once it is warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return page.text, len(queries)


def numbers(text: str) -> set[int]:
    return {int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", text)}


def test_today_the_lists_and_the_letter_stay_whole_and_within_their_budgets(
    cast: Cast, sign_in: SignIn, it_is: ItIs, request: pytest.FixtureRequest
) -> None:
    with it_is(moment()):
        very_many_promises(cast.mira, [cast.sam, cast.ana, cast.leo, cast.kim], moment())
        hers = Commitment.objects.open().own(cast.mira)
        waiting = hers.waiting_for(cast.mira).count()
        mine = hers.filter(performer=cast.mira).exclude(waits_for="performer").count()
        assert hers.count() == VERY_MANY + 3
        client = sign_in(cast.mira)

        today, asked = asked_for(client, "/app/")
        assert asked <= MOST_QUERIES
        assert {hers.count(), waiting} <= numbers(today)

        everything, asked = asked_for(client, "/app/promises/")
        assert asked <= MOST_QUERIES
        assert {hers.count(), waiting, mine} <= numbers(everything)

        last = -(-mine // PER_PAGE)
        seen = 0
        for page in (1, 2, last):
            text, asked = asked_for(client, f"/app/promises/mine/?page={page}")
            assert asked <= MOST_QUERIES
            seen += len(set(re.findall(r'id="promise-([0-9a-f-]{36})"', text)))
        assert seen == 2 * PER_PAGE + (mine - (last - 1) * PER_PAGE)

        request.getfixturevalue("post")  # letters go out, and signing in takes two proofs
        mira = Person.objects.annotate(**waits(localdate(moment()))).get(pk=cast.mira.pk)
        with CaptureQueriesContext(connection) as queries:
            letter = letters.digest(mira, moment())
        assert letter is not None
        assert len(queries) <= OF_A_LETTER
        [told] = re.findall(r"([\d,]+) things wait for you", str(letter.body))
        assert int(told.replace(",", "")) == waiting  # on the day of the promise nothing is near


def test_today_of_somebody_in_no_pair_is_within_its_budget_too(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    """It says besides whom they turn to, and where outcomes are published it asks for those."""
    with it_is(moment()):
        very_many_promises(cast.ilse, [cast.sam, cast.ana, cast.leo, cast.kim], moment())
        text, asked = asked_for(sign_in(cast.ilse), "/app/")
        assert "Your leader. How work is lived" in text
        assert asked <= MOST_QUERIES - 1
