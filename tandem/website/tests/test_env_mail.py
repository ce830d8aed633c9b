"""The mail server, from the environment: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tandem.organisation.mail import Tls
from tandem.website.env import site

HOST = {"TANDEM_MAIL_HOST": "mail.varnholm.example"}
WHOLE = {**HOST, "TANDEM_MAIL_FROM": "Tandem <tandem@varnholm.example>"}


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "mail.password"
    file.write_text("quiet brown owl\n", encoding="utf-8")
    return file


def test_nothing_set_is_no_mail() -> None:
    assert site({}).mail is None


def test_host_and_sender_are_enough_and_the_way_is_sealed() -> None:
    mail = site(WHOLE).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.tls) == ("mail.varnholm.example", 587, Tls.STARTTLS)
    assert (mail.sender, mail.user, mail.password) == ("Tandem <tandem@varnholm.example>", "", "")


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_way_unless_it_is_said(tls: str, port: int) -> None:
    found = site({**WHOLE, "TANDEM_MAIL_TLS": tls}).mail
    said = site({**WHOLE, "TANDEM_MAIL_TLS": tls, "TANDEM_MAIL_PORT": "2525"}).mail
    assert found and said
    assert (found.port, said.port) == (port, 2525)


def test_the_password_is_the_first_line_of_a_file_and_in_no_printed_form(
    password_file: Path,
) -> None:
    whole = {**WHOLE, "TANDEM_MAIL_USER": "tandem"}
    found = site({**whole, "TANDEM_MAIL_PASSWORD_FILE": str(password_file)})
    assert found.mail is not None
    assert (found.mail.user, found.mail.password) == ("tandem", "quiet brown owl")
    assert "quiet brown owl" not in repr(found)


WRONG = [
    ({"TANDEM_MAIL_FROM": "t@varnholm.example"}, "TANDEM_MAIL_HOST is empty, and"),
    ({"TANDEM_MAIL_PORT": "587"}, "TANDEM_MAIL_HOST is empty, and TANDEM_MAIL_PORT is set"),
    (HOST, "TANDEM_MAIL_FROM is empty. Write the address mail comes from."),
    ({**HOST, "TANDEM_MAIL_FROM": "tandem"}, "TANDEM_MAIL_FROM is 'tandem'. Write an address"),
    ({**WHOLE, "TANDEM_MAIL_HOST": "smtp://mail.example"}, "Write the name of the mail server"),
    ({**WHOLE, "TANDEM_MAIL_HOST": "mail.example:25"}, "Write the name of the mail server"),
    ({**WHOLE, "TANDEM_MAIL_PORT": "smtp"}, "TANDEM_MAIL_PORT is 'smtp'. Write a number"),
    ({**WHOLE, "TANDEM_MAIL_PORT": "0"}, "Write a number"),
    ({**WHOLE, "TANDEM_MAIL_PORT": "65536"}, "Write a number"),
    ({**WHOLE, "TANDEM_MAIL_PORT": "9" * 5000}, "Write a number"),
    ({**WHOLE, "TANDEM_MAIL_TLS": "yes"}, "TANDEM_MAIL_TLS is 'yes'. Write starttls, tls or none."),
    ({**WHOLE, "TANDEM_MAIL_USER": "tandem"}, "TANDEM_MAIL_USER stands alone. Set both"),
    ({**WHOLE, "TANDEM_MAIL_PASSWORD_FILE": "/x"}, "TANDEM_MAIL_PASSWORD_FILE stands alone."),
    ({**WHOLE, "TANDEM_MAIL_USER": "t", "TANDEM_MAIL_PASSWORD_FILE": "/no/such"},
     "TANDEM_MAIL_PASSWORD_FILE cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("env", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_one_names_itself_and_the_cure(env: dict[str, str], said: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        site(env)
    assert said in str(refused.value)


def test_an_empty_password_file_is_said_so(password_file: Path) -> None:
    password_file.write_text("\n", encoding="utf-8")
    env = {**WHOLE, "TANDEM_MAIL_USER": "t", "TANDEM_MAIL_PASSWORD_FILE": str(password_file)}
    with pytest.raises(ImproperlyConfigured, match="names an empty file"):
        site(env)
