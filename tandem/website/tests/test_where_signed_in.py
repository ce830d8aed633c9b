"""Where one is signed in, and when that ends."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.keys import Keyring
from tandem.access.models import Event, Session
from tandem.access.sessions import Browser, SessionStore, family
from tandem.organisation import actions
from tandem.organisation.access_ends import end_sessions
from tandem.organisation.models import Employment, Person, Spell
from tandem.partnership.testing import FRIDAY, PASSWORD, TUESDAY, Cast
from tandem.website.tests.proofs import is_in

PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)


def sign_in_with(person: Person, user_agent: str) -> Client:
    client = Client(headers={"user-agent": user_agent})
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("described", "called"),
    [
        (PHONE, Browser.CHROME),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Browser.FIREFOX),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", Browser.EDGE),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605 Version/19 Safari/605", Browser.SAFARI),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605 CriOS/142.0 Mobile Safari/604", Browser.CHROME),
        ("curl/8.5", Browser.OTHER),
        ("", Browser.OTHER),
    ],
)
def test_of_a_browser_one_word_is_kept(described: str, called: Browser) -> None:
    assert family(described) is called


def test_the_page_names_browser_and_day_and_what_is_elsewhere(cast: Cast) -> None:
    sign_in_with(cast.sam, PHONE)
    text = sign_in_with(cast.sam, "Firefox/140.0").get(reverse("sessions")).text
    here, elsewhere = text.split("Elsewhere")
    assert "Firefox, since Tue 24 Nov, 08:00" in here
    assert "Chrome, since Tue 24 Nov, 08:00" in elsewhere
    assert Session.objects.filter(browser="chrome", account=cast.sam.account).count() == 1


def test_no_page_holds_what_is_in_the_cookie(cast: Cast) -> None:
    other = sign_in_with(cast.sam, PHONE)
    here = sign_in_with(cast.sam, PHONE)
    text = here.get(reverse("sessions")).text
    for client in (other, here):
        assert client.cookies["tandem"].value not in text


def test_one_is_ended_and_the_others_stay(cast: Cast, sign_in: SignIn) -> None:
    here, one, other = (sign_in(cast.sam) for _ in range(3))
    [session] = Session.objects.filter(session_key=one.cookies["tandem"].value)
    here.post(reverse("end_session", args=[session.handle]))
    assert [is_in(each) for each in (here, one, other)] == [True, False, True]
    assert Event.objects.filter(what="session.ended", who=cast.sam.pseudonym).count() == 1


def test_all_others_are_ended_and_this_one_stays(cast: Cast, sign_in: SignIn) -> None:
    here, one, other, of_kim = (*(sign_in(cast.sam) for _ in range(3)), sign_in(cast.kim))
    here.post(reverse("end_other_sessions"))
    found = [is_in(each) for each in (here, one, other, of_kim)]
    assert found == [True, False, False, True]


def test_nobody_ends_the_session_of_another(cast: Cast, sign_in: SignIn) -> None:
    of_kim = sign_in(cast.kim)
    [session] = Session.objects.filter(account=cast.kim.account)
    answer = sign_in(cast.sam).post(reverse("end_session", args=[session.handle]))
    assert answer.status_code == 404
    assert is_in(of_kim)
    assert session.handle not in sign_in(cast.sam).get(reverse("sessions")).text


# ---- ends


def leave(person: Person, on: str) -> None:
    employment, spell = Employment.objects.of(person).get(), Spell.objects.of(person).get()
    employment.end_on = spell.end_on = on
    record("person.left", employment, spell, by=OPERATOR, at=TUESDAY)


def test_when_the_employment_ends_so_does_every_session(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.sam)
    of_kim = sign_in(cast.kim)
    leave(cast.sam, "2026-11-24")
    end_sessions(at=TUESDAY)
    assert not Session.objects.filter(account=cast.sam.account).exists()
    assert is_in(of_kim)
    end_sessions(at=TUESDAY)
    assert is_in(of_kim)


def test_an_end_that_was_known_beforehand_ends_them_on_its_day(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.sam)
    leave(cast.sam, "2026-11-27")
    end_sessions(at=TUESDAY)
    assert Session.objects.filter(account=cast.sam.account).exists()
    end_sessions(at=FRIDAY)
    assert not Session.objects.filter(account=cast.sam.account).exists()


def test_with_a_closed_account_its_sessions_end(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    assert cast.sam.account is not None
    cast.sam.account.is_active = False
    cast.sam.account.save()
    assert not is_in(client)
    end_sessions(at=TUESDAY)
    assert not Session.objects.filter(account=cast.sam.account).exists()


def test_a_new_password_ends_the_other_sessions(cast: Cast, sign_in: SignIn) -> None:
    elsewhere, here = sign_in(cast.sam), sign_in(cast.sam)
    new = "four small brown owls"
    changed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    here.post(reverse("account_change_password"), changed)
    assert is_in(here)
    key = elsewhere.cookies["tandem"].value
    assert not Session.objects.filter(session_key=key).exists()


def test_a_link_for_a_new_password_ends_them_all(cast: Cast, sign_in: SignIn) -> None:
    elsewhere = sign_in(cast.sam)
    _, token = actions.invite(person=cast.sam, email=cast.sam.email, by=OPERATOR, at=TUESDAY)
    chosen = {"password": "four small brown owls", "again": "four small brown owls"}
    Client().post(reverse("invitation", args=[token]), chosen)
    assert not is_in(elsewhere)
    key = elsewhere.cookies["tandem"].value
    assert not Session.objects.filter(session_key=key).exists()


def test_fourteen_days_after_signing_in_one_is_out_whatever_was_done(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed in at the door, and at work every day since."""
    began, clock = timezone.now(), [timezone.now()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    client = sign_in_with(cast.sam, PHONE)
    for day in range(14):
        clock[0] = began + timedelta(days=day)
        assert is_in(client), day
        session = client.session
        session["touched"] = day
        session.save()
    clock[0] = began + timedelta(days=14, minutes=-1)
    assert is_in(client)
    clock[0] = began + timedelta(days=14, minutes=1)
    assert not is_in(client)
    max_age = client.cookies["tandem"]["max-age"]
    assert timedelta(seconds=int(max_age)) <= timedelta(days=14)


def test_nothing_postpones_the_end_of_a_session(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    session = client.session
    soon = timezone.now() + timedelta(hours=1)
    session["signed_in_until"] = soon.isoformat()
    session["touched"] = "a message was shown"
    session.save()
    assert Session.objects.get(account=cast.sam.account).expire_date == soon


# ---- what the database holds


def test_who_only_begins_to_sign_in_leaves_nothing_behind_for_long(cast: Cast) -> None:
    """A row for each question at the door would fill the database for fourteen days."""
    client = Client()
    client.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"})
    [begun] = Session.objects.filter(account=None)
    assert begun.expire_date <= timezone.now() + timedelta(hours=1)
    end_sessions(at=timezone.now() + timedelta(hours=1, minutes=1))
    assert not Session.objects.filter(account=None).exists()


def test_what_is_in_a_session_cannot_be_read_in_the_database(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    session = client.session
    session["said"] = "zwartwitgevlekt"
    session.save()
    [row] = Session.objects.filter(account=cast.sam.account)
    assert row.get_decoded()["said"] == "zwartwitgevlekt"
    assert "zwartwitgevlekt" not in row.session_data


@pytest.mark.django_db
def test_a_session_of_another_key_is_none(settings: Settings) -> None:
    kept = SessionStore()
    kept["said"] = "something"
    kept.save()
    settings.KEYRING = Keyring.new()
    assert SessionStore(kept.session_key).get("said") is None


def test_a_session_ended_meanwhile_is_not_brought_back(cast: Cast, sign_in: SignIn) -> None:
    session = sign_in(cast.sam).session
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()


def test_a_rotated_key_signs_nobody_out(cast: Cast, sign_in: SignIn, settings: Settings) -> None:
    client = sign_in(cast.sam)
    settings.KEYRING = settings.KEYRING.with_new_current()
    assert is_in(client)
