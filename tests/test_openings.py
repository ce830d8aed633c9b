"""Sealed words open with two keys, to two people, for a day, and the two it is about are told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, append
from tandem.access.models import Event
from tandem.access.roles import CHRO, IndependentReviewer, PrivacyOfficer, Role
from tandem.access.sealed import Sealed
from tandem.access.tiers import Tier
from tandem.organisation import actions, support, two_keys
from tandem.organisation.models import (
    LegalReason,
    Notice,
    Person,
    RoleGrant,
    TwoKeyRequest,
    Wish,
)
from tandem.organisation.two_keys import UnableToSettle, ask_for_role, confirm
from tandem.organisation.widening import NoGrounds
from tandem.partnership import openings
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.registers import obligations
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tests.everything_said import say_everything

SECRET, DRAFTED, ELSEWHERE = "sealedbetweentwo", "draftedforoneself", "betweenothers"
WHY = "The court asks for it by Friday"
TODAY = TUESDAY.date()


def give(cast: Cast, person: Person, role: type[Role]) -> None:
    asked = ask_for_role(person=person, role=role, why="Office", by=cast.farid, at=MONDAY)
    confirm(request=asked, by=cast.pia, at=MONDAY)


def said(what: str) -> promises.Said:
    return promises.Said(what=what, due_on=date(2026, 11, 27), why=f"{what} why", done_means="d")


@pytest.fixture
def promise(cast: Cast) -> Commitment:
    """Between Sam and Mira, beside a draft of Sam's and a promise between two others."""
    give(cast, cast.kim, PrivacyOfficer)
    sent = promises.ask(of=cast.mira, said=said(SECRET), by=cast.sam, at=MONDAY, source=Source.FORM)
    words = promises.Said(words=f"{SECRET} words")
    sent = promises.take(commitment=sent, act=Act.PROMISE, said=words, by=cast.mira, at=MONDAY)
    draft = promises.Said(what=DRAFTED)
    promises.save_draft(customer=cast.sam, performer=cast.mira, said=draft, by=cast.sam, at=MONDAY)
    promises.ask(of=cast.leo, said=said(ELSEWHERE), by=cast.sam, at=MONDAY, source=Source.FORM)
    return sent


def ask(cast: Cast, what: object = None, *, by: Person | None = None) -> TwoKeyRequest:
    target = what if isinstance(what, Commitment) else cast.pair
    return openings.ask_to_open(
        what=target, legal_reason=LegalReason.ORDER, why=WHY, by=by or cast.pia, at=TUESDAY
    )


def words_of(opened: openings.Opened) -> str:
    shown = [
        [one.what, one.why, one.done_means, *(move.words + move.what for move in moves)]
        for one, moves in opened.promises.items()
    ]
    return " ".join(" ".join(each) for each in shown)


@pytest.mark.parametrize("reader", ["pia", "kim"])
def test_with_both_keys_the_two_read_and_each_reading_is_in_the_record(
    cast: Cast, promise: Commitment, reader: str
) -> None:
    request = confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
    who: Person = getattr(cast, reader)
    for _ in range(2):
        assert f"{SECRET} words" in words_of(openings.read(request.pk, reader=who, at=TUESDAY))
    read = Event.objects.about(request.pk).filter(what="opening.read")
    assert [each.who for each in read] == [who.pseudonym] * 2


def test_with_one_key_nothing_opens_to_anybody(cast: Cast, promise: Commitment) -> None:
    request = ask(cast)
    for who in (cast.pia, cast.kim, cast.sam, cast.farid, cast.helen):
        with pytest.raises(openings.NotOpen):
            openings.read(request.pk, reader=who, at=TUESDAY)
    assert not Event.objects.filter(what="opening.read").exists()


def test_with_both_keys_nobody_else_reads(cast: Cast, promise: Commitment) -> None:
    give(cast, cast.ana, IndependentReviewer)  # another one who could have been the second key
    request = confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
    for who in (cast.ana, cast.farid, cast.helen, cast.vera, cast.eva, cast.leo, cast.sam):
        with pytest.raises(openings.NotOpen):
            openings.read(request.pk, reader=who, at=TUESDAY)


def test_whose_words_were_opened_is_told_before_what_waits_longer(
    cast: Cast, promise: Commitment
) -> None:
    promises.ask(of=cast.sam, said=said("Older"), by=cast.ana, at=MONDAY, source=Source.FORM)
    confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
    first, *rest = obligations(cast.sam, TODAY)
    assert first.sentence.startswith("Sealed words between you")
    assert first.since > min(each.since for each in rest)


@pytest.mark.parametrize(
    ("after", "opens"),
    [
        (timedelta(0), True),
        (openings.OPEN_FOR - timedelta(seconds=1), True),
        (openings.OPEN_FOR, False),
        (timedelta(days=30), False),
    ],
)
def test_it_is_open_for_a_day(
    cast: Cast, promise: Commitment, after: timedelta, opens: bool
) -> None:
    request = confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
    if opens:
        openings.read(request.pk, reader=cast.pia, at=TUESDAY + after)
    else:
        with pytest.raises(openings.NotOpen):
            openings.read(request.pk, reader=cast.pia, at=TUESDAY + after)


def test_one_promise_opens_that_promise_alone(cast: Cast, promise: Commitment) -> None:
    other = promises.ask(
        of=cast.mira, said=said("anotherone"), by=cast.sam, at=MONDAY, source=Source.FORM
    )
    request = confirm(request=ask(cast, promise), by=cast.kim, at=TUESDAY)
    opened = openings.read(request.pk, reader=cast.pia, at=TUESDAY)
    assert set(opened.promises) == {promise}
    assert other not in opened.promises


def test_neither_drafts_nor_what_others_promise_opens_with_a_pair(
    cast: Cast, promise: Commitment
) -> None:
    request = confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
    opened = openings.read(request.pk, reader=cast.kim, at=TUESDAY)
    assert SECRET in words_of(opened)
    assert DRAFTED not in words_of(opened)
    assert ELSEWHERE not in words_of(opened)


def test_a_draft_cannot_even_be_named(cast: Cast, promise: Commitment) -> None:
    draft = Commitment.objects.drafts().get()
    assert openings.openable(draft.pk) is None
    with pytest.raises(UnableToSettle, match="no longer there"):
        ask(cast, draft)


@pytest.mark.parametrize("tier", [each for each in Tier if each is not Tier.PAIR])
def test_only_the_pair_tier_has_this_door(promise: Commitment, tier: Tier) -> None:
    """What was sent is of no other tier, the database holds it; drafts are tried above."""
    there = Commitment._base_manager.filter(pk=promise.pk)
    with pytest.raises(IntegrityError, match="a_draft_is_private"), transaction.atomic():
        there.update(tier=tier.value)


@pytest.mark.parametrize("tier", [each for each in Tier if each is not Tier.PAIR])
def test_nor_is_a_word_of_another_tier_read_with_a_promise(
    cast: Cast, promise: Commitment, tier: Tier
) -> None:
    request = ask(cast, promise)
    confirm(request=request, by=cast.kim, at=TUESDAY)
    [moves] = openings.read(request.pk, reader=cast.kim, at=TUESDAY).promises.values()
    assert len(moves) == 2
    Move._base_manager.filter(commitment=promise).update(tier=tier.value)
    [moves] = openings.read(request.pk, reader=cast.kim, at=TUESDAY).promises.values()
    assert moves == []


def test_nothing_sealed_but_pairs_and_promises_can_be_asked_for(cast: Cast) -> None:
    give(cast, cast.kim, PrivacyOfficer)
    say_everything(cast)
    kinds = [each for each in apps.get_models() if issubclass(each, Sealed)]
    others = [row for each in kinds if each is not Commitment for row in each._base_manager.all()]
    assert {type(row) for row in others} == {*kinds} - {Commitment}
    assert not [row for row in others if openings.openable(row.pk)]


def test_both_are_told_before_it_opens(cast: Cast, promise: Commitment) -> None:
    request = ask(cast)
    assert not Notice.objects.exists()
    confirm(request=request, by=cast.kim, at=TUESDAY)
    told = Notice.objects.filter(about=request.pk)
    assert {each.person for each in told} == {cast.sam, cast.mira}
    about = [request.pk, *told.values_list("pk", flat=True)]
    assert [each.what for each in Event.objects.about(*about).order_by("id")] == [
        "two_keys.asked", "notice.given", "notice.given", "two_keys.confirmed",
    ]  # fmt: skip
    connection.cursor().execute(  # what no action does
        "DELETE FROM organisation_notice WHERE person_id = %s",
        [cast.sam.pk if connection.vendor == "postgresql" else cast.sam.pk.hex],
    )
    with pytest.raises(openings.NotOpen, match="Not everybody it is about was told"):
        openings.read(request.pk, reader=cast.pia, at=TUESDAY)


def test_the_notice_stays_on_today_until_it_is_read(cast: Cast, promise: Commitment) -> None:
    confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
    for who in (cast.sam, cast.mira):
        [told] = [one for one in obligations(who, TODAY) if "opened to two people" in one.sentence]
        assert SECRET not in told.sentence
        month_later = TODAY + timedelta(days=30)
        assert told.sentence in {one.sentence for one in obligations(who, month_later)}
        notice = Notice.objects.get(person=who)
        support.read_notice(notice=notice, by=who, at=TUESDAY)
        assert told.sentence not in {one.sentence for one in obligations(who, TODAY)}
    assert Event.objects.filter(what="notice.read").count() == 2


SECOND_KEYS: dict[str, tuple[str, Callable[[Cast], object]]] = {
    "nobody's office": ("leo", lambda _cast: None),
    "an HR administrator": ("farid", lambda cast: give_by_hand(cast.farid)),
    "the head of HR": ("helen", lambda cast: give(cast, cast.helen, PrivacyOfficer)),
    "another HR partner": ("leo", lambda cast: give(cast, cast.leo, PrivacyOfficer)),
    "the leader above": ("vera", lambda cast: give(cast, cast.vera, IndependentReviewer)),
    "one of the two": ("sam", lambda cast: give(cast, cast.sam, PrivacyOfficer)),
}


def give_by_hand(person: Person) -> None:
    """As if it had been given before its holder came to HR."""
    from django.db import models

    models.Model.save(RoleGrant(person=person, role=PrivacyOfficer.key, start_on=MONDAY.date()))


@pytest.mark.parametrize("name", SECOND_KEYS)
def test_the_second_key_is_independent(cast: Cast, promise: Commitment, name: str) -> None:
    who, prepare = SECOND_KEYS[name]
    prepare(cast)
    request = ask(cast)
    with pytest.raises(UnableToSettle):
        confirm(request=request, by=getattr(cast, who), at=TUESDAY)
    assert TwoKeyRequest.objects.get(pk=request.pk).outcome == ""


def test_an_administrator_with_the_second_office_is_still_one_person(
    cast: Cast, promise: Commitment
) -> None:
    give_by_hand(cast.pia)
    request = ask(cast)
    with pytest.raises(UnableToSettle, match="You asked for this yourself"):
        confirm(request=request, by=cast.pia, at=TUESDAY)


def test_who_came_in_by_the_askers_own_link_is_no_second_key(
    cast: Cast, promise: Commitment
) -> None:
    """Whoever kept that link would hold both keys."""
    nora, omar = (
        actions.add_person(
            first_name=name, last_name="Vos", email=f"{name}@varnholm.example".lower(), area=None,
            by=OPERATOR, at=MONDAY,
        )
        for name in ("Nora", "Omar")
    )  # fmt: skip
    for person, by in ((nora, cast.pia), (omar, cast.farid)):
        _, token = actions.invite(person=person, email=person.email, by=by, at=MONDAY)
        actions.accept_invitation(token=token, password="a quiet brown owl", at=MONDAY)
        give(cast, person, IndependentReviewer)
    request = ask(cast)
    with pytest.raises(UnableToSettle, match="Pia Novak made the link you first signed in with"):
        confirm(request=request, by=nora, at=TUESDAY)
    assert confirm(request=request, by=omar, at=TUESDAY).outcome == "confirmed"


@pytest.mark.parametrize("who", ["farid", "helen", "kim", "vera", "eva"])
def test_only_an_administrator_asks(cast: Cast, promise: Commitment, who: str) -> None:
    with pytest.raises(UnableToSettle, match="Only an administrator asks"):
        ask(cast, by=getattr(cast, who))


def test_it_is_asked_with_a_legal_reason_and_words(cast: Cast, promise: Commitment) -> None:
    with pytest.raises(NoGrounds):
        openings.ask_to_open(
            what=cast.pair, legal_reason=LegalReason.CLAIM, why="", by=cast.pia, at=TUESDAY
        )
    with pytest.raises(UnableToSettle, match="Choose the legal reason"):
        two_keys.ask(
            wish=Wish.OPENING, about=cast.pair.pk, detail="pair", legal_reason="curiosity",
            why=WHY, by=cast.pia, at=TUESDAY,
        )  # fmt: skip
    assert not TwoKeyRequest.objects.filter(wish="opening").exists()


def test_who_loses_the_office_reads_no_more(cast: Cast, promise: Commitment) -> None:
    request = confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
    held = RoleGrant.objects.of(cast.kim).get()
    actions.take_role_back(grant=held, by=cast.farid, at=TUESDAY)
    with pytest.raises(openings.NotOpen):
        openings.read(request.pk, reader=cast.kim, at=TUESDAY)


def test_an_event_alone_opens_nothing(cast: Cast, promise: Commitment) -> None:
    """The record tells what was done; it is no key."""
    request = ask(cast)
    append(
        "two_keys.confirmed", about=request.pk, actor="person", who=cast.kim.pseudonym, at=TUESDAY
    )
    with pytest.raises(openings.NotOpen):
        openings.read(request.pk, reader=cast.pia, at=TUESDAY)


def test_from_asking_to_reading_on_the_pages(
    cast: Cast, promise: Commitment, sign_in: SignIn
) -> None:
    pia, kim, sam = sign_in(cast.pia), sign_in(cast.kim), sign_in(cast.sam)
    form = {"q": "Sam", "pair": str(cast.pair.pk), "legal_reason": "order", "why": WHY}
    page = pia.post(reverse("company:ask_to_open"), form).headers["Location"]
    request = TwoKeyRequest.objects.get(wish="opening")
    words = reverse("company:opened", args=[request.pk])
    assert pia.get(words).status_code == 404
    asked = "Pia Novak asks for sealed words to be opened: every promise between Sam Lindqvist"
    assert asked in kim.get(reverse("today:page")).text
    assert "a court or an authority orders it" in kim.get(page).text
    kim.post(f"{page}confirm/")
    assert "opened to two people" in sam.get(reverse("today:page")).text
    told = sam.get(reverse("company:notices")).text
    assert "Pia Novak asked, Kim Bakker confirmed" in told
    assert WHY in told
    for client in (pia, kim):
        shown = client.get(words)
        assert SECRET in shown.text
        assert DRAFTED not in shown.text
        assert "no-store" in shown.headers["Cache-Control"]
        assert client.post(words).status_code == 405
    assert sam.get(words).status_code == 404


def test_a_promise_is_found_by_the_address_of_its_page(
    cast: Cast, promise: Commitment, sign_in: SignIn
) -> None:
    pia, url = sign_in(cast.pia), reverse("company:ask_to_open")
    form = {"legal_reason": "wish", "why": WHY}
    address = f"https://tandem.example{promise.get_absolute_url()}"
    assert pia.post(url, form | {"promise": address}).status_code == 302
    for wrong, words in (
        ("https://tandem.example/app/", "no promise and no pair at this address"),
        (str(Commitment.objects.drafts().get().pk), "no promise and no pair at this address"),
        ("", "Choose a pair, or give the address of one promise"),
    ):
        answer = pia.post(url, form | {"promise": wrong})
        assert answer.status_code == 422
        assert words in answer.text
    assert TwoKeyRequest.objects.filter(wish="opening").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_second_keys_at_once_one_turns() -> None:
    cast = Cast.gather()
    for who in (cast.kim, cast.otto):
        actions.add_person(
            first_name=f"{who.first_name}2", last_name="Vos", email="", area=None, by=OPERATOR,
            at=MONDAY,
        )  # fmt: skip
    outside = [*Person.objects.filter(last_name="Vos")]
    for who in outside:
        give(cast, who, IndependentReviewer)
    request = ask(cast)
    ready = threading.Barrier(2, timeout=60)
    outcomes: list[str] = []

    def turn(by: Person) -> None:
        ready.wait()
        try:
            confirm(request=request, by=by, at=TUESDAY)
            outcomes.append("turned")
        except UnableToSettle as told:
            outcomes.append("told" if "settled this already" in str(told) else str(told))
        finally:
            connection.close()

    threads = [threading.Thread(target=turn, args=[who]) for who in outside]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told", "turned"]
    assert Notice.objects.filter(about=request.pk).count() == 2


def test_the_head_of_hr_is_no_second_key_by_any_office(cast: Cast, promise: Commitment) -> None:
    give(cast, cast.kim, IndependentReviewer)
    actions.grant_role(person=cast.kim, role=CHRO, by=OPERATOR, at=MONDAY)
    with pytest.raises(UnableToSettle, match="never of HR"):
        confirm(request=ask(cast), by=cast.kim, at=TUESDAY)
