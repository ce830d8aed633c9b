"""Who left can be taken out of the record; who is still here answers for what they do."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import connection, models
from pytest_django import DjangoCaptureOnCommitCallbacks as CaptureOnCommit

from conftest import SignIn
from tandem.access.audit import OPERATOR, Audited, append
from tandem.access.chain.sealer import seal_events
from tandem.access.keys import SealBroken
from tandem.access.models import Account, Event
from tandem.access.renumbering import LOOSE, renumber
from tandem.organisation import actions, deputies, support
from tandem.organisation.forgetting import StillHere, forget_in_record, rows_that_lead_to
from tandem.organisation.intake.journal import JOURNAL
from tandem.organisation.intake.undoing import in_the_way
from tandem.organisation.models import Import, Notice, Person
from tandem.organisation.tests.intake.office import Office
from tandem.partnership import by_name
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.testing import TUESDAY, Cast, leave
from tandem.rooms.mail import actions as letters
from tandem.rooms.mail.rules import Rhythm
from tandem.rooms.openness import actions as openness
from tandem.rooms.openness.models import ContextCard
from tests.everything_said import CANARY, said_in, say_everything, sealed_fields
from tests.sealed_record import is_whole, use_anchor

TODAY = TUESDAY.date()
ROSTER = "Employee ID,First name,Last name,Department,Hire date,Leave date\n"
RECORD = ("access_event", "access_seal")


def forget(person: Person, uploads: Path = Path("nowhere")) -> int:
    return forget_in_record(person=person, today=TODAY, by=OPERATOR, at=TUESDAY, uploads=uploads)


def outside_the_record() -> str:
    """Every row of every other table, as the database stores it."""
    seen: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in RECORD:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - table names of our own
                seen += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(seen)


def stands(one: uuid.UUID, told: str) -> bool:
    return str(one) in told or one.hex in told


@pytest.fixture
def mira(cast: Cast) -> Person:
    """Who did all that leaves an event about themselves or about a row that names them."""
    mira, account = cast.mira, cast.mira.account
    assert account is not None
    say_everything(cast)
    wish = Rhythm.NEVER
    letters._change(mira, "mail.wishes_set", {"rhythm": wish}, mira, TUESDAY)
    for what in ("password.chosen", "session.ended", "passkey.added", "sign_on.joined"):
        append(what, about=account.pk, actor="person", who=mira.pseudonym, at=TUESDAY)
    append("person.joined", about=mira.pk, actor="person", who=mira.pseudonym, at=TUESDAY)
    Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data={})
    SocialAccount.objects.create(user=account, provider="oidc", uid="4711")
    deputies.name_deputy(deputy=cast.leo, first=TODAY, last=TODAY, by=mira, at=TUESDAY)
    by_name.agree(pair=cast.pair, by=mira, at=TUESDAY)
    support.begin(person=mira, why="She asked", by=cast.pia, at=TUESDAY)
    support.read_notice(notice=Notice.objects.get(person=mira), by=mira, at=TUESDAY)
    leave(mira)
    return Person.objects.get(pk=mira.pk)


def test_neither_the_map_nor_a_row_leads_to_what_somebody_did_who_left(mira: Person) -> None:
    old, account, before = mira.pseudonym, mira.account_id, Event.objects.count()
    assert account is not None
    about = {*Event.objects.filter(who=old).values_list("about", flat=True)}
    there = outside_the_record()
    assert stands(old, there)
    assert all(stands(each, there) for each in about), "each of them leads to her"
    assert forget(mira) == Event.objects.filter(who=old).count() > len(about) > 7
    told = outside_the_record()
    assert "Okafor" in told, "rows that name her stay"
    assert not [each for each in (old, account, mira.pk, *about) if stands(each, told)]
    assert Event.objects.count() == before + 1, "an event of that moment would join them again"


def test_what_names_somebody_by_their_pair_alone_leads_to_nobody_either(cast: Cast) -> None:
    said = {"goals": "Peak", "pressures": "", "deadlines": "", "success": ""}
    card = openness.write_context(pair=cast.pair, **said, by=cast.sam, at=TUESDAY)
    leave(cast.sam)
    assert stands(card.pk, outside_the_record())
    forget(Person.objects.get(pk=cast.sam.pk))
    assert not stands(card.pk, outside_the_record())
    assert ContextCard.objects.get().goals == "Peak"


def test_no_row_that_still_names_somebody_is_what_they_did_something_with(mira: Person) -> None:
    """The same by the models there are, so that a new one cannot be missed."""
    old = mira.pseudonym
    by = Event.objects.filter(who=old).values("about")
    names_her = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in (Person, Account)
    ]
    assert len(names_her) > 20
    forget(mira)
    her = Person.objects.get(last_name="Okafor")
    for model, name in names_her:
        if name == "account" or model._meta.pk.get_internal_type() != "UUIDField":
            continue
        where = {
            name: her.account_id if model._meta.get_field(name).related_model is Account else her
        }
        assert not model._base_manager.filter(**where, pk__in=by).exists(), model


def test_what_was_said_still_opens_and_the_record_is_whole(mira: Person, tmp_path: Path) -> None:
    use_anchor(tmp_path / "anchor")
    said = {field: sorted(said_in(field)) for field in sealed_fields()}
    seal_events(at=TUESDAY)
    forget(mira)
    assert {field: sorted(said_in(field)) for field in sealed_fields()} == said
    assert Commitment.objects.filter(performer__last_name="Okafor").count() == 3
    seal_events(at=TUESDAY + timedelta(minutes=1))
    assert is_whole().waiting == 0


def test_the_others_pages_show_what_they_showed(mira: Person, cast: Cast, sign_in: SignIn) -> None:
    forget(mira)
    [*_, promise] = Commitment.objects.filter(customer=cast.sam, sent=True)
    assert CANARY in sign_in(cast.sam).get(promise.get_absolute_url()).text


def test_with_words_that_do_not_open_nothing_is_changed(mira: Person) -> None:
    """Under another id they never would again."""
    row = next(each for each in rows_that_lead_to(mira) if isinstance(each, Commitment))
    there = Commitment._base_manager.filter(pk=row.pk)
    there.update(wrapped_key=bytes(row.wrapped_key[:-1]) + b"?")
    before = outside_the_record()
    with pytest.raises(SealBroken):
        forget(mira)
    assert outside_the_record() == before


def test_a_shredded_text_stays_shredded(cast: Cast) -> None:
    promise = say_everything(cast)
    Commitment._base_manager.filter(pk=promise.pk).update(wrapped_key=None)
    shredded = Commitment.objects.get(pk=promise.pk)
    renumber(shredded)
    with pytest.raises(SealBroken):
        assert Commitment.objects.get(pk=shredded.pk).what


def test_what_names_rows_of_any_kind_is_known() -> None:
    """An id that is no foreign key is not found by the models: it is said here, with its reason."""
    free = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Audited)
        for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField) and not field.primary_key
    }
    named = {each for each in free if each.rpartition(".")[2] in LOOSE}
    assert free - named == {"Person.pseudonym"}
    assert named == {
        "Grounds.about", "TwoKeyRequest.about", "Notice.about", "Commitment.about_id",
        "GoalMark.one", "GoalMark.other",
    }  # fmt: skip


def test_an_import_that_touched_such_a_row_is_undone_no_more(
    tmp_path: Path, db: None, django_capture_on_commit_callbacks: CaptureOnCommit
) -> None:
    """Its journal holds the name beside the id that events know; another import's stays."""
    office = Office(tmp_path)
    office.bring(ROSTER + "1,Ada,Berg,Supply,2020-01-01,\n2,Bo,Lund,Supply,2020-01-01,2026-11-01\n")
    office.bring(ROSTER + "3,Cy,Moe,Supply,2021-01-01,\n")
    with django_capture_on_commit_callbacks(execute=True):
        forget(Person.objects.get(number="2"), office.uploads)
    first, second = Import.objects.order_by("applied_at", "rows")
    kept = [(office.uploads / str(each.pk) / JOURNAL).exists() for each in (first, second)]
    assert sorted(kept) == [False, True]
    gone = second if kept[0] else first
    told = [block.sentence for block in in_the_way(gone, uploads=office.uploads)]
    assert "What this import changed was not kept, so it cannot be undone." in told


def test_the_name_goes_with_the_account_and_what_signs_in(mira: Person) -> None:
    forget(mira)
    assert Person.objects.get(last_name="Okafor").account is None
    assert not Authenticator.objects.exists()
    assert not SocialAccount.objects.exists()


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
    shut = Account.objects.get(email="ada@varnholm.example")
    assert (shut.pk != account.pk, shut.is_active) == (True, False), "what was shut stays shut"
