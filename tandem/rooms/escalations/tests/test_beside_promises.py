"""On a promise whose day is asked to be another: the first step for who sees it differently."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation.models import Person
from tandem.partnership.commitments.actions import Said, ask, take
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.registers import beside_a_promise
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave

DUE, LATER = date(2026, 12, 3), date(2026, 12, 17)
ANOTHER_DAY = Said(due_on=LATER, reason=Reason.WAITING_FOR_SOMEONE)
TALK = ("If you see it differently", "Can we talk?")


def promised(by: Person, to: Person) -> Commitment:
    said = Said(what="The rota of January", due_on=DUE)
    asked = ask(of=by, said=said, by=to, at=MONDAY, source=Source.FORM)
    return say(asked, Act.PROMISE, by)


def say(promise: Commitment, act: Act, by: Person, said: Said | None = None) -> Commitment:
    return take(commitment=promise, act=act, said=said or Said(), by=by, at=MONDAY)


def raised(by: Person, to: Person) -> Commitment:
    return say(promised(by, to), Act.RENEGOTIATE, by, ANOTHER_DAY)


def offered(promise: Commitment, reader: Person) -> list[tuple[str, str, str]]:
    found = beside_a_promise(promise, reader, TUESDAY.date())
    return [(each.name, each.said, each.url) for each in found if each.said == TALK[1]]


@pytest.mark.parametrize(("by", "to"), [("mira", "sam"), ("sam", "mira")])
def test_both_partners_are_led_to_a_talk_while_another_day_lies_open(
    by: str, to: str, cast: Cast, sign_in: SignIn
) -> None:
    promise = raised(getattr(cast, by), getattr(cast, to))
    url = reverse("escalations:page", args=[cast.pair.pk])
    for reader in (cast.sam, cast.mira):
        assert offered(promise, reader) == [(*TALK, url)]
        page = sign_in(reader).get(promise.get_absolute_url()).text
        assert f'<a href="{url}">{TALK[1]}</a>' in page
    assert sign_in(cast.sam).get(url).status_code == 200


def test_a_day_asked_for_with_not_yet_is_one_too(cast: Cast) -> None:
    promise = say(promised(cast.mira, cast.sam), Act.REPORT_DONE, cast.mira)
    promise = say(promise, Act.NOT_YET, cast.sam, Said(words="The nights.", due_on=LATER))
    assert offered(promise, cast.mira)


def test_where_nothing_lies_open_or_something_else_does_nobody_is(cast: Cast) -> None:
    promise = promised(cast.mira, cast.sam)
    assert not offered(promise, cast.sam)
    kept = say(raised(cast.mira, cast.sam), Act.DONT_AGREE, cast.sam)
    assert not offered(kept, cast.sam)
    another = say(promise, Act.REPLACE, cast.mira, Said(what="A talk", due_on=LATER))
    assert not offered(another, cast.sam)


def test_the_ladder_is_for_partners_and_nobody_else(cast: Cast) -> None:
    assert not offered(raised(cast.mira, cast.ilse), cast.mira)  # they share no area as a pair
    cast.pair.end_on = TUESDAY.date()
    promise = raised(cast.mira, cast.sam)
    assert offered(promise, cast.sam)
    record("pair.ended", cast.pair, by=OPERATOR, at=MONDAY)
    assert not offered(promise, cast.sam)


def test_once_one_of_them_has_left_there_is_nobody_to_talk_to(cast: Cast) -> None:
    promise = raised(cast.mira, cast.sam)
    leave(cast.sam)
    assert not offered(promise, cast.mira)
