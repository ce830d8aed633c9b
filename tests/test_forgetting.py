"""Who left can be cut from what they did; who is still here answers for it."""

from __future__ import annotations

import pytest

from tandem.access.audit import OPERATOR
from tandem.access.models import Account, Event
from tandem.organisation import actions
from tandem.organisation.forgetting import StillHere, forget_in_record
from tandem.organisation.models import Person
from tandem.partnership.testing import TUESDAY, Cast

TODAY = TUESDAY.date()


def forget(person: Person) -> int:
    return forget_in_record(person=person, today=TODAY, by=OPERATOR, at=TUESDAY)


def test_what_somebody_did_who_left_leads_to_nobody(cast: Cast) -> None:
    old = cast.otto.pseudonym
    actions.add_area(name="His idea", parent=None, by=cast.otto, at=TUESDAY)
    assert Event.objects.filter(who=old).count() == 1
    assert forget(cast.otto) == 1
    assert Event.objects.filter(who=old).count() == 1  # it stays as it was written
    assert not Person.objects.filter(pseudonym=old).exists()
    assert Event.objects.get(what="person.forgotten_in_record").about == cast.otto.pk


@pytest.mark.parametrize("who", ["sam", "pia", "farid"])
def test_who_works_here_is_not_forgotten(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(StillHere):
        forget(person)
    assert Person.objects.get(pk=person.pk).pseudonym == person.pseudonym
    assert not Event.objects.filter(what="person.forgotten_in_record").exists()


def test_nor_is_who_was_set_up_by_hand_until_they_can_no_longer_sign_in(cast: Cast) -> None:
    by_hand = actions.add_person(
        first_name="Ada", last_name="Wolf", email="ada@varnholm.example", area=None,
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    with pytest.raises(StillHere):
        forget(by_hand)
    account = actions.open_account(
        person=by_hand, email="ada@varnholm.example", by=OPERATOR, at=TUESDAY
    )
    with pytest.raises(StillHere):
        forget(by_hand)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert forget(by_hand) == 0
