"""Who is HR partner of an area that has none of its own."""

from __future__ import annotations

from datetime import timedelta

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.organisation.models import Area, Assignment, Duty, Person
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

NONE_YET = "No HR partner yet."


def text_of(area: Area, reader: Person, sign_in: SignIn, **asked: str) -> str:
    page = sign_in(reader).get(area.get_absolute_url(), asked)
    assert page.status_code == 200
    return " ".join(str(page.text).split())


def test_a_partner_of_the_area_above_is_named_with_that_area(cast: Cast, sign_in: SignIn) -> None:
    text = text_of(cast.areas.night_shift, cast.sam, sign_in)
    assert NONE_YET not in text
    assert "Mira Okafor is HR partner" in text
    assert "from above: of Operations" in text


def test_so_it_is_on_an_earlier_day(cast: Cast, sign_in: SignIn) -> None:
    day = MONDAY.date() - timedelta(days=1)
    text = text_of(cast.areas.night_shift, cast.sam, sign_in, as_of=day.isoformat())
    assert "from above: of Operations" in text


def test_whoever_leads_an_area_is_not_their_own_partner(cast: Cast, sign_in: SignIn) -> None:
    actions.set_leader(area=cast.areas.night_shift, person=cast.mira, by=OPERATOR, at=TUESDAY)
    text = text_of(cast.areas.night_shift, cast.sam, sign_in)
    assert "Mira Okafor leads" in text
    assert "Mira Okafor is HR partner" not in text


def test_a_partner_of_its_own_goes_first(cast: Cast, sign_in: SignIn) -> None:
    actions.set_hr_partner(area=cast.areas.night_shift, person=cast.ana, by=OPERATOR, at=TUESDAY)
    text = text_of(cast.areas.night_shift, cast.sam, sign_in)
    assert "Ana Duarte is HR partner" in text
    assert "from above" not in text


def test_with_nobody_above_it_says_none_yet(cast: Cast, sign_in: SignIn) -> None:
    partners = Assignment.objects.filter(duty=Duty.HR_PARTNER)
    assert not partners.filter(area=cast.areas.varnholm).exists()
    text = text_of(cast.areas.varnholm, cast.helen, sign_in)
    assert NONE_YET in text
    assert "from above" not in text
