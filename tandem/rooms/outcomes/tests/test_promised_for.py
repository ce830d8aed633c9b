"""A promise made for an outcome: begun on its page, and leading back to it for who may read it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.commitments.about import About, thing
from tandem.partnership.models import Commitment
from tandem.partnership.outcomes.tests.stories import NAME, co_owned, proposed
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.outcomes.about import an_outcome

NEW = reverse("commitments:new")
TODAY = TUESDAY.date()
FORM = {"direction": "performer", "what": "Two talks about staying", "due_on": "2026-12-04"}


def test_begun_on_the_page_of_an_outcome_it_hangs_on_it_and_leads_back(
    cast: Cast, sign_in: SignIn
) -> None:
    outcome, sam = co_owned(cast.pair), sign_in(cast.sam)
    address = f"{NEW}?pair={cast.pair.pk}&amp;about=outcome:{outcome.pk}"
    assert f'href="{address}"' in sam.get(outcome.get_absolute_url()).text
    address = address.replace("&amp;", "&")
    form = sam.get(address).text
    assert f"About {NAME}" in form
    assert f'value="{cast.mira.pk}"' in form
    assert sam.post(address, FORM | {"who": cast.mira.email}).status_code == 302
    promise = Commitment.objects.get()
    assert (promise.about_kind, promise.about_id) == ("outcome", outcome.pk)
    for reader in (cast.sam, cast.mira):
        page = sign_in(reader).get(promise.get_absolute_url()).text
        assert f'<a href="{outcome.get_absolute_url()}">{NAME}</a>' in page


def test_others_know_of_it_what_they_may_read_of_it(cast: Cast) -> None:
    """Only proposed, nobody but the two; owned by both, also who leads there, as both own it."""
    agreeing, owned = proposed(cast.pair, cast.sam), co_owned(cast.pair)
    for reader, known in ((cast.sam, True), (cast.mira, True), (cast.vera, False)):
        assert (an_outcome(agreeing.pk, reader, TODAY) is not None) is known
    theirs = an_outcome(owned.pk, cast.eva, TODAY)
    assert theirs is not None
    assert theirs.url != owned.get_absolute_url()
    assert an_outcome(owned.pk, cast.kim, TODAY) is None
    assert thing(About("outcome", uuid4()), cast.sam, TODAY) is None


@pytest.mark.parametrize("given", ["", "outcome", "outcome:", "outcome:nonsense", "secret:{pk}"])
def test_what_is_no_outcome_is_not_there(given: str, cast: Cast, sign_in: SignIn) -> None:
    pk = co_owned(cast.pair).pk
    answer = sign_in(cast.sam).get(NEW, {"about": given.format(pk=pk)})
    assert answer.status_code == 404


def test_nobody_hangs_a_promise_on_what_they_may_not_read(cast: Cast, sign_in: SignIn) -> None:
    given = {"about": f"outcome:{proposed(cast.pair, cast.sam).pk}"}
    assert sign_in(cast.leo).get(NEW, given).status_code == 404
    assert sign_in(cast.mira).get(NEW, given).status_code == 200
