"""Until when an answer has time stands on the promise's own page."""

from __future__ import annotations

from decimal import Decimal

from conftest import SignIn
from tandem.organisation import settings
from tandem.organisation.values import BY_KEY
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.commitments.tests import stories


def test_both_read_until_when_an_answer_has_time(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    for person in (cast.sam, cast.mira):
        text = sign_in(person).get(promise.get_absolute_url()).text
        assert "Answer by" in text
        assert "Mon 30 Nov" in text


def test_it_follows_what_the_company_has_set(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    known = BY_KEY["commitment_reply_days"]
    settings.set_value(known=known, value=Decimal(8), reason="", by=cast.farid, at=TUESDAY)
    assert "Thu 3 Dec" in sign_in(cast.mira).get(promise.get_absolute_url()).text


def test_where_nobody_is_waited_for_no_day_is_named(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.says(stories.sam_asks_mira(cast), Act.PROMISE, cast.mira)
    assert "Answer by" not in sign_in(cast.mira).get(promise.get_absolute_url()).text
