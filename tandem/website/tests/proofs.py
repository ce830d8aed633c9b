"""Second proofs for tests: phones that show codes, and people who have one."""

import time

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from tandem.organisation.models import Person
from tandem.partnership.testing import PASSWORD

HALF_MINUTE = 30


def code(secret: str, steps: int = 0) -> str:
    """What the phone shows now, or so many half-minutes later."""
    shown: str = format_hotp_value(hotp_value(secret, int(time.time()) // HALF_MINUTE + steps))
    return shown


def with_a_phone(person: Person) -> str:
    """The secret of the phone this person has from now on."""
    secret: str = generate_totp_secret()
    with context.request_context(None):
        TOTP.activate(person.account, secret)
    return secret


def with_codes(person: Person) -> list[str]:
    with context.request_context(None):
        codes: list[str] = RecoveryCodes.activate(person.account).generate_codes()
    return codes


def with_a_passkey(person: Person) -> Authenticator:
    """One that nobody holds; for what is done about it, not with it."""
    with context.request_context(None):
        passkey: Authenticator = Authenticator.objects.create(
            user=person.account, type="webauthn", data={"name": "key", "credential": {}}
        )
    return passkey


def type_password(person: Person, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


def factors(person: Person) -> list[str]:
    own = Authenticator.objects.filter(user=person.account)
    return sorted(own.values_list("type", flat=True))
