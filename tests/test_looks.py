"""An administrator looks at how pages are set up: for a while, on grounds, told, without words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions, settings, support
from tandem.organisation.models import Grounds, Notice, Person, RoleGrant, SupportSession
from tandem.organisation.values import BY_KEY
from tandem.organisation.widening import NoGrounds
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.models import Source
from tandem.partnership.registers import obligations
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.website import clock

WHY = "He does not find Operations"
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def look(cast: Cast) -> SupportSession:
    return support.begin(person=cast.sam, why=WHY, by=cast.pia, at=TUESDAY)


def test_a_look_begins_with_its_grounds_and_the_person_is_told_at_once(
    cast: Cast, look: SupportSession
) -> None:
    [event] = Event.objects.about(look.pk)
    assert (event.what, event.who) == ("support.begun", cast.pia.pseudonym)
    assert Grounds.objects.by_row([look.pk]) == {look.pk: WHY}
    assert Notice.objects.get(about=look.pk).person == cast.sam
    said = f"Pia Novak looked at how your pages are set up: {WHY}"
    assert said in {one.sentence for one in obligations(cast.sam, TUESDAY.date())}


def test_each_page_seen_is_an_event(cast: Cast, look: SupportSession, sign_in: SignIn) -> None:
    pia = sign_in(cast.pia)
    for _ in range(3):
        assert pia.get(reverse("company:look", args=[look.pk])).status_code == 200
    seen = Event.objects.about(look.pk).filter(what="support.seen")
    assert [each.who for each in seen] == [cast.pia.pseudonym] * 3


@pytest.mark.parametrize(
    ("after", "shown"),
    [(HALF_AN_HOUR - timedelta(seconds=1), True), (HALF_AN_HOUR, False)],
)
def test_it_lasts_half_an_hour(
    cast: Cast, look: SupportSession, after: timedelta, shown: bool
) -> None:
    if shown:
        assert support.look(session=look, by=cast.pia, at=TUESDAY + after) == cast.sam
        return
    with pytest.raises(support.UnableToLook, match="This look is over"):
        support.look(session=look, by=cast.pia, at=TUESDAY + after)
    assert not Event.objects.filter(what="support.seen").exists()


def test_a_company_says_how_long_within_bounds(cast: Cast) -> None:
    known = BY_KEY["support_minutes"]
    with pytest.raises(settings.UnableToSet, match="It can be 5 to 60"):
        settings.set_value(known=known, value=Decimal(61), reason="x", by=cast.farid, at=MONDAY)
    with pytest.raises(settings.UnableToSet, match="Say why"):
        settings.set_value(known=known, value=Decimal(45), reason="", by=cast.farid, at=MONDAY)
    settings.set_value(known=known, value=Decimal(10), reason="", by=cast.farid, at=MONDAY)
    look = support.begin(person=cast.sam, why=WHY, by=cast.pia, at=TUESDAY)
    assert look.until - look.began_at == timedelta(minutes=10)


@pytest.mark.parametrize("who", ["pia", "sam"])
def test_either_ends_it_early(cast: Cast, look: SupportSession, who: str, sign_in: SignIn) -> None:
    sign_in(getattr(cast, who)).post(reverse("company:end_look", args=[look.pk]))
    answer = sign_in(cast.pia).get(reverse("company:look", args=[look.pk]))
    assert answer.status_code == 410
    assert "This look is over" in answer.text
    ended = Event.objects.about(look.pk).filter(what="support.ended")
    assert [each.who for each in ended] == [getattr(cast, who).pseudonym]


def test_ending_it_twice_keeps_the_first_end(cast: Cast, look: SupportSession) -> None:
    support.end(session=look, by=cast.sam, at=TUESDAY)
    again = support.end(session=look, by=cast.pia, at=TUESDAY + timedelta(minutes=1))
    assert (again.ended_by, again.ended_at) == (cast.sam, TUESDAY)
    with pytest.raises(support.UnableToLook):
        support.end(session=look, by=cast.leo, at=TUESDAY)


@pytest.mark.parametrize("who", ["farid", "helen", "sam", "mira", "eva", "kim"])
def test_nobody_else_looks(cast: Cast, who: str) -> None:
    with pytest.raises(support.UnableToLook, match="Only an administrator"):
        support.begin(person=cast.ana, why=WHY, by=getattr(cast, who), at=TUESDAY)


def test_a_look_needs_words_somebody_else_and_somebody_here(cast: Cast) -> None:
    with pytest.raises(NoGrounds):
        support.begin(person=cast.sam, why="  ", by=cast.pia, at=TUESDAY)
    with pytest.raises(support.UnableToLook, match="Your own pages"):
        support.begin(person=cast.pia, why=WHY, by=cast.pia, at=TUESDAY)
    with pytest.raises(support.UnableToLook, match="no longer works here"):
        support.begin(person=cast.otto, why=WHY, by=cast.pia, at=TUESDAY)
    assert not SupportSession.objects.exists()


def test_looking_again_while_it_runs_is_the_same_look(cast: Cast, look: SupportSession) -> None:
    assert support.begin(person=cast.sam, why="Again", by=cast.pia, at=TUESDAY) == look
    assert Notice.objects.count() == 1


def test_who_is_no_administrator_any_more_looks_no_further(
    cast: Cast, look: SupportSession, sign_in: SignIn
) -> None:
    from tandem.access.roles import Administrator

    actions.grant_role(person=cast.leo, role=Administrator, by=OPERATOR, at=MONDAY)
    held = RoleGrant.objects.of(cast.pia).get()
    actions.take_role_back(grant=held, by=cast.leo, at=TUESDAY)
    assert sign_in(cast.pia).get(reverse("company:look", args=[look.pk])).status_code == 404


def test_it_shows_what_support_needs_and_nothing_anybody_wrote(
    cast: Cast, look: SupportSession, sign_in: SignIn
) -> None:
    said = promises.Said(what="sealedwords", due_on=date(2026, 11, 27), why="sealedwords")
    promises.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    text = sign_in(cast.pia).get(reverse("company:look", args=[look.pk])).text
    assert "Sam Lindqvist" in text
    assert "Employee, Leader" in text
    assert "Operations" in text
    assert ">1 pair" in text
    assert "sealedwords" not in text
    assert "Mira" not in text  # with whom is theirs to say
    on_every_page = text.count('role="search"') + text.count('id="quick-box"')
    assert text.count("<form") == 1 + on_every_page  # ending it, and no act else


def test_it_makes_nobody_somebody_else(cast: Cast, look: SupportSession, sign_in: SignIn) -> None:
    """What is open to Sam stays shut to Pia while she looks, and she acts for nobody."""
    said = promises.Said(what="sealedwords", due_on=date(2026, 11, 27))
    promise = promises.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    pia = sign_in(cast.pia)
    pia.get(reverse("company:look", args=[look.pk]))
    for url in (
        promise.get_absolute_url(),
        reverse("pairs:page", args=[cast.pair.pk]),
        reverse("areas:page", args=[cast.areas.operations.pk]),
    ):
        assert pia.get(url).status_code == 404
    page = reverse("company:look", args=[look.pk])
    assert [pia.generic(each, page).status_code for each in ("POST", "PUT", "DELETE")] == [405] * 3
    assert pia.get(reverse("me")).text.count("Pia Novak") >= 1


def test_the_person_finds_every_look_on_their_own_page(
    cast: Cast, look: SupportSession, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    assert reverse("company:notices") in sam.get(reverse("me")).text
    text = sam.get(reverse("company:notices")).text
    assert f"Pia Novak looked at how your pages are set up: {WHY}" in text
    assert "24 November 2026" in text
    assert "End the look now" in text
    sam.post(reverse("company:read_notice", args=[Notice.objects.get().pk]))
    with clock.stopped(TUESDAY + HALF_AN_HOUR):
        text = sam.get(reverse("company:notices")).text
    assert WHY in text  # it stays there, read or not
    assert "End the look now" not in text
    assert "I have read this" not in text


def test_a_notice_is_nobody_elses(cast: Cast, look: SupportSession, sign_in: SignIn) -> None:
    notice = Notice.objects.get()

    def reads(who: Person) -> int:
        return sign_in(who).post(reverse("company:read_notice", args=[notice.pk])).status_code

    assert [reads(who) for who in (cast.mira, cast.pia, cast.farid)] == [404] * 3
    assert Notice.objects.get().read_at is None
