"""Just between the two: limits said first, gone on its day, told and counted nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation.settings import set_value
from tandem.organisation.values import BY_KEY
from tandem.partnership.agendas import agenda_items
from tandem.partnership.models import NotInThisPair
from tandem.partnership.registers import obligations, places
from tandem.partnership.signals.detectors import detectors
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.openness import actions
from tandem.rooms.openness.models import NOTE_LENGTH, BetweenUs
from tandem.rooms.openness.tests.stories import BETWEEN, note

TODAY = TUESDAY.date()
DAYS = BY_KEY["between_us_days"]


def url(cast: Cast) -> str:
    return f"/app/openness/{cast.pair.pk}/between-us/"


def test_its_limits_stand_above_the_box(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(url(cast)).text
    above, _, box = text.partition("<textarea")
    assert box
    for limit in (
        "ends by itself on Mon 22 Feb 2027, after 90 days",
        "What the law says must be passed on is passed on",
        "A court or an authority may ask for what stands here",
        "backups made before it ended",
        "You are free to seek advice elsewhere",
        "Only you and Mira can read this",
    ):
        assert limit in above, limit


def test_both_read_it_until_its_day_and_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.sam).post(url(cast), {"words": BETWEEN})
    text = sign_in(cast.mira).get(url(cast)).text
    assert BETWEEN in text
    assert "until Sun 21 Feb" in text
    assert "End it now" not in text  # that is for who wrote it
    assert "End it now" in sign_in(cast.sam).get(url(cast)).text
    for who in (cast.vera, cast.helen, cast.farid, cast.pia):
        assert sign_in(who).get(url(cast)).status_code == 404
        with pytest.raises(NotInThisPair):
            note(cast, who)
        assert not BetweenUs.objects.visible_to(who).exists()


@pytest.mark.parametrize("words", ["", "  ", "x" * (NOTE_LENGTH + 1)])
def test_neither_nothing_nor_a_book_is_written(cast: Cast, sign_in: SignIn, words: str) -> None:
    with pytest.raises(ValidationError):
        note(cast, cast.sam, words=words)
    assert sign_in(cast.sam).post(url(cast), {"words": words}).status_code == 422
    assert not BetweenUs.objects.exists()


def test_it_ends_on_its_day_and_its_key_with_it(cast: Cast) -> None:
    over, still = note(cast, cast.sam), note(cast, cast.mira, at=TUESDAY)
    assert actions.end_between_us(at=MONDAY + timedelta(days=89)) == 0
    assert actions.end_between_us(at=MONDAY + timedelta(days=90)) == 1
    assert actions.end_between_us(at=MONDAY + timedelta(days=90)) == 0
    assert BetweenUs.objects.get() == still
    with connection.cursor() as cursor:  # neither words nor a key of it are in any row
        cursor.execute("SELECT id, words, wrapped_key FROM openness_betweenus")
        assert len(cursor.fetchall()) == 1
    event = Event.objects.filter(about=over.pk).latest("pk")
    assert (event.what, event.actor, event.who) == ("between_us.ended", "system", None)


def test_on_its_day_no_page_shows_it_before_the_worker_has_come(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    note(cast, cast.sam)
    with it_is(MONDAY + timedelta(days=89)):
        assert BETWEEN in sign_in(cast.mira).get(url(cast)).text
    with it_is(MONDAY + timedelta(days=90)):
        assert BETWEEN not in sign_in(cast.mira).get(url(cast)).text
    assert BetweenUs.objects.count() == 1


@pytest.mark.parametrize(("days", "lasts"), [(7, 7), (365, 90)])
def test_it_never_lasts_longer_than_was_said(cast: Cast, days: int, lasts: int) -> None:
    note(cast, cast.sam)
    set_value(known=DAYS, value=DAYS.lowest * 0 + days, reason="Why", by=OPERATOR, at=MONDAY)
    assert actions.end_between_us(at=MONDAY + timedelta(days=lasts - 1)) == 0
    assert actions.end_between_us(at=MONDAY + timedelta(days=lasts)) == 1


def test_rule_and_database_say_the_same(cast: Cast) -> None:
    written = note(cast, cast.sam)
    for days in (7, 90, 365):
        for later in (6, 7, 8, 89, 90, 91, 400):
            on = MONDAY.date() + timedelta(days=later)
            over = BetweenUs.objects.over(on, days=days).exists()
            assert over is (written.ends_on(days) <= on)
            assert BetweenUs.objects.there_on(on, days=days).exists() is not over


def test_who_wrote_it_ends_it_sooner_for_both(cast: Cast, sign_in: SignIn) -> None:
    written = note(cast, cast.sam)
    where = f"/app/openness/between-us/{written.pk}/end/"
    with pytest.raises(actions.NotYours):
        actions.end(note=written, by=cast.mira, at=TUESDAY)
    assert sign_in(cast.mira).post(where).status_code == 404
    assert "gone for both of you" in sign_in(cast.sam).post(where, follow=True).text
    assert not BetweenUs.objects.exists()
    assert sign_in(cast.sam).post(where).status_code == 404  # a second tap finds nothing


def test_nothing_tells_or_counts_it(cast: Cast, sign_in: SignIn) -> None:
    """Every register says the same with it as without it, and no letter, log line or page more."""

    def told() -> list[object]:
        both = (cast.sam, cast.mira)
        return [
            *(obligations(one, TODAY) for one in both),
            *(timeline(cast.pair, one) for one in both),
            *(places(cast.pair, one, TODAY) for one in both),
            agenda_items(cast.pair, TODAY),
        ]

    before = told()
    written = note(cast, cast.sam)
    assert told() == before
    assert mail.outbox == []
    assert not any("openness" in each.find.__module__ for each in detectors().values())
    for page in ("/app/", "/app/partners/", cast.pair.get_absolute_url(), "/app/promises/"):
        assert BETWEEN not in sign_in(cast.mira).get(page).text
    [event] = Event.objects.about(written.pk)
    assert BETWEEN not in str(event.__dict__)
