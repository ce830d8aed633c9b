"""A warning and its thanks: what is kept, what is refused, and who hears of it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.partnership.agendas import agenda_items
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.registers import obligations
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.partnership.two import PairIsOver
from tandem.rooms.heads_ups import actions
from tandem.rooms.heads_ups.models import HeadsUp, Kind
from tandem.rooms.heads_ups.rules import FRESH_DAYS, Given, belongs_into_a_talk
from tandem.rooms.heads_ups.tests.stories import TEXT, thanked, warned

TODAY = TUESDAY.date()


def end(pair: Pair) -> None:
    pair.end_on = MONDAY.date()
    record("pair.ended", pair, by=OPERATOR, at=MONDAY)


@pytest.mark.parametrize("giver", ["sam", "mira"])
def test_either_warns_the_other_and_leaves_one_event_without_words(cast: Cast, giver: str) -> None:
    by = getattr(cast, giver)
    heads_up = warned(cast, by)
    assert heads_up.receiver == cast.pair.partner_of(by)
    assert HeadsUp.objects.get().text == TEXT
    event = Event.objects.get(about=heads_up.pk)
    assert (event.what, event.who) == ("heads_up.given", by.pseudonym)


def test_only_the_two_warn_each_other(cast: Cast) -> None:
    for stranger in (cast.vera, cast.helen, cast.farid, cast.ana):
        with pytest.raises(NotInThisPair):
            warned(cast, stranger)
    assert not HeadsUp.objects.exists()


@pytest.mark.parametrize(
    ("text", "kind"),
    [("", Kind.OBSTACLE), ("  \n", Kind.OBSTACLE), ("x" * 281, Kind.OBSTACLE), ("x", "rumour")],
)
def test_neither_nothing_nor_an_essay_nor_another_kind_is_a_heads_up(
    cast: Cast, text: str, kind: Kind
) -> None:
    with pytest.raises(ValidationError):
        warned(cast, cast.sam, text, kind)
    assert not HeadsUp.objects.exists()


def test_once_they_are_partners_no_more_none_is_given_and_thanks_are_still_said(
    cast: Cast,
) -> None:
    heads_up = warned(cast, cast.sam)
    end(cast.pair)
    with pytest.raises(PairIsOver, match="partners no more"):
        warned(cast, cast.sam, at=TUESDAY)
    assert thanked(heads_up, at=TUESDAY).acknowledged_on == TODAY


def test_nobody_warns_somebody_who_has_left(cast: Cast) -> None:
    leave(cast.mira)
    with pytest.raises(PairIsOver, match="Mira works here no more"):
        warned(cast, cast.sam, at=TUESDAY)


def test_a_second_tap_keeps_the_first_thanks(cast: Cast) -> None:
    heads_up = thanked(warned(cast, cast.sam), "Good to know.")
    thanked(heads_up, "Another.", at=TUESDAY)
    kept = HeadsUp.objects.get()
    assert (kept.thanks, kept.acknowledged_on) == ("Good to know.", MONDAY.date())
    assert Event.objects.filter(what="heads_up.acknowledged").count() == 1


def test_the_thanks_are_the_receivers_alone(cast: Cast) -> None:
    heads_up = warned(cast, cast.sam)
    with pytest.raises(actions.UnableToAcknowledge, match="Mira was warned"):
        actions.acknowledge(heads_up=heads_up, thanks="Me", by=cast.sam, at=TUESDAY)
    with pytest.raises(HeadsUp.DoesNotExist):
        actions.acknowledge(heads_up=heads_up, thanks="Me", by=cast.vera, at=TUESDAY)
    assert HeadsUp.objects.get().acknowledged_on is None


def test_a_clock_set_back_does_not_thank_before_the_warning(cast: Cast) -> None:
    heads_up = warned(cast, cast.sam, at=TUESDAY)
    assert thanked(heads_up, at=MONDAY).acknowledged_on == TODAY


def test_without_its_event_nothing_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.access.audit.append", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        warned(cast, cast.sam)
    assert not HeadsUp.objects.exists()


def test_the_database_refuses_what_cannot_be(cast: Cast) -> None:
    whole = warned(cast, cast.sam)
    for changed in (
        {"receiver": cast.sam},
        {"acknowledged_on": TODAY},  # thanks without words
        {"thanks": "Words without a day"},
        {"acknowledged_on": MONDAY.date() - timedelta(days=1), "thanks": "Before"},
    ):
        row = HeadsUp.objects.get(pk=whole.pk)
        for name, value in changed.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Model.save(row)


# ---- who hears of it


def test_it_is_on_the_receivers_day_until_the_thanks(cast: Cast) -> None:
    heads_up = warned(cast, cast.sam)
    [asked] = obligations(cast.mira, TODAY)
    assert (asked.sentence, asked.since) == ("Sam gave you a heads-up.", MONDAY.date())
    assert obligations(cast.sam, TODAY) == []
    thanked(heads_up)
    assert obligations(cast.mira, TODAY) == []


def test_several_are_one_line(cast: Cast) -> None:
    for _ in range(3):
        warned(cast, cast.sam)
    [asked] = obligations(cast.mira, TODAY)
    assert asked.sentence == "Sam gave you 3 heads-ups."


def test_neither_line_nor_timeline_nor_agenda_says_its_words(cast: Cast) -> None:
    thanked(warned(cast, cast.sam))
    warned(cast, cast.mira)
    told = [moment.sentence for moment in timeline(cast.pair, cast.sam)]
    assert {"Mira gave you a heads-up.", "You gave Mira a heads-up."} <= set(told)
    assert "Mira said thanks for yours." in told
    said = [*told, *(each.sentence for each in obligations(cast.sam, TODAY))]
    said += [item.sentence for item in agenda_items(cast.pair, TODAY)]
    assert "2 heads-ups to speak about." in said
    assert not any(TEXT in each or "Good to know" in each for each in said)


@pytest.mark.parametrize("days_ago", [0, FRESH_DAYS - 1, FRESH_DAYS, FRESH_DAYS + 1])
@pytest.mark.parametrize("with_thanks", [True, False])
def test_the_agenda_asks_the_database_as_the_rule_says(
    cast: Cast, days_ago: int, with_thanks: bool
) -> None:
    at = TUESDAY - timedelta(days=days_ago)
    heads_up = warned(cast, cast.sam, at=at)
    if with_thanks:
        thanked(heads_up, at=at)
    asked = HeadsUp.objects.for_a_talk(TODAY).exists()
    assert asked is belongs_into_a_talk(at.date(), thanked=with_thanks, today=TODAY)


def test_they_are_counted_for_both_sides_of_this_pair_alone(cast: Cast) -> None:
    thanked(warned(cast, cast.sam))
    warned(cast, cast.sam)
    warned(cast, cast.mira)
    both = HeadsUp.objects.of(cast.pair).both()
    assert (both.leader, both.hr_partner) == (Given(2, 1), Given(1, 0))
    none = HeadsUp.objects.of(cast.other_pair).both()
    assert (none.leader, none.hr_partner) == (Given(), Given())


def test_the_set_one_sees_is_that_of_ones_own_pairs(cast: Cast) -> None:
    mine = warned(cast, cast.sam)
    priya, leo = cast.other_pair.leader, cast.other_pair.hr_partner
    theirs = actions.give(
        pair=cast.other_pair, kind=Kind.BARRIER, text=TEXT, by=leo, at=MONDAY
    )  # fmt: skip
    for who in (cast.sam, cast.mira):
        assert {*HeadsUp.objects.visible_to(who)} == {mine}
    for who in (priya, leo):
        assert {*HeadsUp.objects.visible_to(who)} == {theirs}
    for who in (cast.vera, cast.helen, cast.farid, cast.pia, cast.ana):
        assert not HeadsUp.objects.visible_to(who).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_thanks_at_once_one_counts(cast: Cast, sign_in: SignIn) -> None:
    url = f"/app/heads-ups/{warned(cast, cast.sam).pk}/thanks/"
    clients = [sign_in(cast.mira) for _ in range(3)]
    start, statuses = Barrier(len(clients)), []

    def one(client: Client) -> None:
        start.wait()
        try:
            statuses.append(client.post(url, {"thanks": "Good to know."}).status_code)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(statuses) == {302: 3}
    assert Event.objects.filter(what="heads_up.acknowledged").count() == 1
