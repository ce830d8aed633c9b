"""Where mail goes, for who runs the server, and a test message to oneself."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.models import Event
from tandem.access.roles import Administrator
from tandem.organisation import actions
from tandem.organisation.mail import MailServer, Tls
from tandem.organisation.tests.mail_server import PASSWORD, USER, Manners, serving
from tandem.partnership.testing import TUESDAY, Cast

PAGE = reverse("company:mail")


@pytest.fixture
def pia(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.pia)


def set_mail(settings: Settings, server: MailServer | None) -> None:
    settings.SITE = dataclasses.replace(django_settings.SITE, mail=server)


def a_server(port: int, **changed: object) -> MailServer:
    server = MailServer(host="127.0.0.1", port=port, tls=Tls.NONE, sender="tandem@varnholm.example")
    return dataclasses.replace(server, **changed)  # type: ignore[arg-type]  # fields of it


def test_without_a_server_the_page_says_what_to_set(pia: Client, settings: Settings) -> None:
    set_mail(settings, None)
    text = pia.get(PAGE).text
    assert "Set TANDEM_MAIL_HOST and TANDEM_MAIL_FROM" in text
    assert "<button disabled>Send a test message to me" in text
    assert "Not sent" in pia.post(PAGE).text


def test_mail_can_wait_and_is_not_asked_about_again(pia: Client, settings: Settings) -> None:
    set_mail(settings, None)
    assert "Not now</button>" in pia.get(PAGE).text
    for _again in range(2):
        answer = pia.post(PAGE, {"later": "yes"})
        assert answer.headers["Location"] == reverse("today:page")
    assert Event.objects.filter(what="setup.put_off").count() == 1
    assert not Event.objects.filter(what="mail.tried").exists()
    assert "Not now</button>" not in pia.get(PAGE).text


def test_a_test_message_really_arrives_at_ones_own_address(pia: Client, settings: Settings) -> None:
    with serving(Manners()) as mail:
        set_mail(settings, a_server(mail.port))
        text = pia.post(PAGE).text
    assert "The mail server has taken the message to pia.novak@varnholm.example." in text
    [message] = mail.taken
    assert "To: pia.novak@varnholm.example" in message
    assert Event.objects.filter(what="mail.tried").count() == 1


def test_what_went_wrong_is_said_with_the_servers_own_words(
    pia: Client, settings: Settings
) -> None:
    with serving(Manners(login=True)) as mail:
        set_mail(settings, a_server(mail.port, user=USER, password="wrong"))
        text = pia.post(PAGE).text
    assert "Not sent" in text
    assert "does not take this name and password" in text
    assert "The server said: “535 5.7.8 name or password wrong”" in text


def test_the_page_shows_all_that_is_set_and_never_the_password(
    pia: Client, settings: Settings
) -> None:
    file = Path("/etc/tandem/mail.password")
    server = a_server(587, user=USER, password=PASSWORD, password_file=file)
    set_mail(settings, server)
    text = pia.get(PAGE).text
    for shown in ("127.0.0.1", "port 587", USER, str(file), "tandem@varnholm.example"):
        assert shown in text
    assert PASSWORD not in text
    assert "the password crosses the network readably" in text
    set_mail(settings, dataclasses.replace(server, tls=Tls.STARTTLS))
    assert "sealed by STARTTLS" in pia.get(PAGE).text


def test_an_administrator_finds_mail_in_the_menu_and_an_hr_administrator_does_not(
    pia: Client, cast: Cast, sign_in: SignIn
) -> None:
    today = reverse("today:page")
    assert f'href="{PAGE}"' in pia.get(today).text
    farid = sign_in(cast.farid)
    assert f'href="{PAGE}"' not in farid.get(today).text
    assert f'href="{PAGE}"' not in farid.get(reverse("company:page")).text


def test_who_is_both_finds_mail_on_the_page_of_the_company(cast: Cast, sign_in: SignIn) -> None:
    actions.grant_role(
        person=cast.farid, role=Administrator, by=cast.pia, at=TUESDAY, why="Stands in"
    )
    farid = sign_in(cast.farid)
    assert farid.get(reverse("company:page")).text.count(f'href="{PAGE}"') == 1
    assert farid.get(PAGE).status_code == 200
