"""What keeps one up at night: one's own, shared by one's own act, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.keys import SealBroken
from tandem.access.models import Event
from tandem.access.tiers import Tier
from tandem.partnership.agendas import agenda_items
from tandem.partnership.registers import places
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, WholeCast
from tandem.partnership.two import PairIsOver
from tandem.rooms.openness import actions
from tandem.rooms.openness.models import WORRY_LENGTH, Worry
from tandem.rooms.openness.tests.stories import NIGHT, worry

TODAY = TUESDAY.date()


def url(cast: Cast) -> str:
    return f"/app/openness/{cast.pair.pk}/up-at-night/"


def act(kept: Worry, name: str) -> str:
    return f"/app/openness/up-at-night/{kept.pk}/{name}/"


def test_it_is_read_by_its_writer_and_by_the_partner_while_it_is_shared(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    kept = worry(whole_cast, whole_cast.mira)
    sam, mira = sign_in(whole_cast.sam), sign_in(whole_cast.mira)
    strangers = [sign_in(whole_cast.vera), sign_in(whole_cast.omar), sign_in(whole_cast.helen)]
    assert NIGHT in mira.get(url(whole_cast)).text
    assert NIGHT not in sam.get(url(whole_cast)).text
    answer = mira.post(act(kept, "share"), follow=True)
    assert "Shared. Sam can read it now" in answer.text
    text = sam.get(url(whole_cast)).text
    assert NIGHT in text
    assert "Take it back" not in text
    assert sam.post(act(kept, "take-back")).status_code == 404
    answer = mira.post(act(kept, "take-back"), follow=True)
    assert "Taken back." in answer.text
    assert NIGHT not in sam.get(url(whole_cast)).text
    for stranger in strangers:
        assert stranger.get(url(whole_cast)).status_code == 404
        assert stranger.post(act(kept, "share")).status_code == 404


def test_while_it_is_private_the_partner_does_not_learn_that_it_is_there(cast: Cast) -> None:
    kept = worry(cast, cast.mira)
    before = [place.said for place in places(cast.pair, cast.sam, TODAY)]
    told = [moment.sentence for moment in timeline(cast.pair, cast.sam)]
    agenda = agenda_items(cast.pair, TODAY)
    actions.let_go(worry=kept, by=cast.mira, at=MONDAY)
    assert [place.said for place in places(cast.pair, cast.sam, TODAY)] == before
    assert [moment.sentence for moment in timeline(cast.pair, cast.sam)] == told
    assert agenda_items(cast.pair, TODAY) == agenda == []


def test_what_is_shared_is_told_without_its_words(cast: Cast) -> None:
    worry(cast, cast.mira, shared=True)
    said = [place.said for place in places(cast.pair, cast.sam, TODAY)]
    told = [moment.sentence for moment in timeline(cast.pair, cast.sam)]
    points = [item.sentence for item in agenda_items(cast.pair, TODAY)]
    assert "Mira shares something with you." in said
    assert "Mira shared what keeps them up at night." in told
    assert points == ["What was shared of what keeps us up at night."]
    assert agenda_items(cast.pair, TODAY + timedelta(days=20)) == []
    assert not any(NIGHT in each for each in (*said, *told, *points))


def test_it_is_sealed_for_whoever_may_read_it(cast: Cast) -> None:
    """Private, it opens by the key of the private tier; shared, by that of the pair."""
    kept = worry(cast, cast.mira)
    for deed, tier in (
        (None, Tier.PRIVATE), (actions.share, Tier.PAIR), (actions.take_back, Tier.PRIVATE)
    ):  # fmt: skip
        if deed:
            deed(worry=kept, by=cast.mira, at=MONDAY)
        row = Worry.objects.get(pk=kept.pk)
        assert (row.tier, row.what) == (tier.value, NIGHT)
        other = Tier.PAIR if tier is Tier.PRIVATE else Tier.PRIVATE
        with pytest.raises(SealBroken):
            row.data_key(of=other)
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM openness_worry")
        assert NIGHT not in str(cursor.fetchall())


def test_each_act_is_one_event_and_twice_is_once(cast: Cast) -> None:
    kept = worry(cast, cast.mira)
    for name in (actions.share, actions.share, actions.take_back, actions.take_back):
        name(worry=kept, by=cast.mira, at=TUESDAY)
    actions.let_go(worry=kept, by=cast.mira, at=TUESDAY)
    assert [*Event.objects.about(kept.pk).order_by("pk").values_list("what", flat=True)] == [
        "openness.worry_kept", "openness.worry_shared", "openness.worry_taken_back",
        "openness.worry_let_go",
    ]  # fmt: skip
    assert not Worry.objects.exists()


def test_only_its_writer_does_anything_to_it(cast: Cast) -> None:
    kept = worry(cast, cast.mira, shared=True)
    for deed in (actions.share, actions.take_back, actions.let_go):
        with pytest.raises(actions.NotYours, match="Mira wrote this"):
            deed(worry=kept, by=cast.sam, at=TUESDAY)
        with pytest.raises(Worry.DoesNotExist):
            deed(worry=kept, by=cast.vera, at=TUESDAY)
    assert Worry.objects.get().is_shared


@pytest.mark.parametrize("words", ["", " \n ", "x" * (WORRY_LENGTH + 1)])
def test_neither_nothing_nor_an_essay_is_kept(cast: Cast, sign_in: SignIn, words: str) -> None:
    with pytest.raises(ValidationError):
        actions.keep(pair=cast.pair, what=words, by=cast.sam, at=MONDAY)
    assert sign_in(cast.sam).post(url(cast), {"what": words}).status_code == 422
    assert not Worry.objects.exists()


def test_once_they_are_partners_no_more_it_is_taken_back_and_not_shared(
    cast: Cast, sign_in: SignIn
) -> None:
    kept, shared = worry(cast, cast.mira), worry(cast, cast.mira, shared=True)
    cast.pair.end_on = TODAY
    record("pair.ended", cast.pair, by=OPERATOR, at=MONDAY)
    with pytest.raises(PairIsOver):
        actions.share(worry=kept, by=cast.mira, at=TUESDAY)
    assert not actions.take_back(worry=shared, by=cast.mira, at=TUESDAY).is_shared
    text = sign_in(cast.mira).get(url(cast)).text
    assert NIGHT in text
    assert "Share it with" not in text
    assert "<textarea" not in text


def test_an_act_that_is_none_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    kept = worry(cast, cast.mira)
    assert sign_in(cast.mira).post(act(kept, "publish")).status_code == 404
    assert sign_in(cast.mira).get(act(kept, "share")).status_code == 405


def test_the_database_refuses_what_is_shared_without_a_day(cast: Cast) -> None:
    row = Worry.objects.get(pk=worry(cast, cast.mira).pk)
    row.shared_on = TODAY  # and still private
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(row)
