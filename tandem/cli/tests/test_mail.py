"""`tandem mail test` really hands a message over, and needs no home for it."""

from __future__ import annotations

import pytest

from tandem.cli.tests.homes import Home
from tandem.organisation.tests.mail_server import CERTIFICATE, PASSWORD, USER, Manners, serving

pytestmark = pytest.mark.slow
TO = "pia.novak@varnholm.example"


def settings(mail: Manners, tls: str = "none") -> dict[str, str]:
    return {
        "TANDEM_MAIL_HOST": "127.0.0.1",
        "TANDEM_MAIL_PORT": str(mail.port),
        "TANDEM_MAIL_TLS": tls,
        "TANDEM_MAIL_FROM": "tandem@varnholm.example",
    }


def test_a_message_arrives_and_no_home_is_made(home: Home) -> None:
    with serving(Manners()) as mail:
        done = home.tandem("mail", "test", TO, **settings(mail))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"The mail server has taken the message to {TO}." in done.stdout
    assert len(mail.taken) == 1
    assert not home.path.exists()


def test_it_goes_sealed_with_name_and_password(home: Home) -> None:
    password = home.path.parent / "password"
    password.write_text(f"{PASSWORD}\n")
    with serving(Manners(starttls=True, login=True)) as mail:
        env = settings(mail, "starttls") | {
            "TANDEM_MAIL_USER": USER, "TANDEM_MAIL_PASSWORD_FILE": str(password),
            "SSL_CERT_FILE": str(CERTIFICATE),
        }  # fmt: skip
        done = home.tandem("mail", "test", TO, **env)
    assert done.returncode == 0, done.stderr
    assert mail.signed_in == [USER]


def test_what_stops_it_is_one_sentence_with_the_servers_words(home: Home) -> None:
    with serving(Manners(refuses_recipient=True)) as mail:
        done = home.tandem("mail", "test", TO, **settings(mail))
    assert done.returncode == 1
    assert "takes no mail to pia.novak@varnholm.example" in done.stderr
    assert "The server said: 550 no such mailbox" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_server_it_says_what_to_set(home: Home) -> None:
    done = home.tandem("mail", "test", TO)
    assert done.returncode == 1
    assert "Set TANDEM_MAIL_HOST" in done.stderr


def test_an_address_that_is_none_is_said_so(home: Home) -> None:
    done = home.tandem("mail", "test", "pia")
    assert (done.returncode, "pia is no e-mail address." in done.stderr) == (1, True)


def test_a_setting_by_halves_stops_it(home: Home) -> None:
    done = home.tandem("mail", "test", TO, TANDEM_MAIL_HOST="mail.varnholm.example")
    assert done.returncode == 2
    assert "TANDEM_MAIL_FROM is empty" in done.stderr
