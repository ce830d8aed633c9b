"""Sign-on: nothing can be created from an open page, and nobody is mailed yet."""

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_set
from allauth.mfa.models import Authenticator
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tandem.access import sessions
from tandem.access.audit import append
from tandem.access.models import Account, Session
from tandem.organisation.models import Person
from tandem.website.clock import now
from tandem.website.limits import counted_as


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People get accounts by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("That was too often. Wait five minutes, then try again."),
        "rate_limited": _("That was too often. Wait a minute, then try again."),
        "email_password_mismatch": _("This address and this password do not belong together."),
        "incorrect_password": _("That is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """After signing in one goes on within this site, and nowhere else."""
        within = url_has_allowed_host_and_scheme(url or "", allowed_hosts=set())
        return within and not urlsplit(url or "").netloc

    def send_mail(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Mail comes with its own part of the product; until then there is none to send."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """What stands for the address of a machine wherever allauth counts or keeps one."""
        return counted_as(super().get_client_ip(request), localdate(now()))

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def is_reauthentication_required(self, app: str = "") -> bool:
        """Not for who has just signed in, with the second proof if they have one."""
        has_second = has_second_factor(self.request.user)
        return not any(
            record["at"] > time.time() - app_settings.REAUTHENTICATION_TIMEOUT
            for record in get_authentication_records(self.request, self.request.user)
            if record["method"] == "mfa" or not has_second
        )

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Who has a second factor shows it: a password alone must not take it away."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        second = [each for each in methods if each["id"] != "reauthenticate"]
        return second if has_second_factor(user) else methods

    def populate_username(self, *_: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Accounts have an address and no other name."""


def has_second_factor(account: Account) -> bool:
    own = Authenticator.objects.filter(user=account.pk)
    return bool(own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


@receiver(user_logged_in)
def signed_in_here(request: HttpRequest, **_: object) -> None:
    """The session knows its browser's family and its day; see tandem.access.sessions."""
    browser = sessions.family(request.META.get("HTTP_USER_AGENT", ""))
    sessions.begin(request.session, browser=browser, at=now())


@receiver([password_changed, password_set])
def password_was_chosen(request: HttpRequest, user: Account, **_: object) -> None:
    """Part of the record like any other act; the views that send this are one transaction.

    Wherever else one was signed in, one is no longer.
    """
    Session.objects.of(user).but(request.session.session_key).delete()
    person = Person.objects.get(account=user)
    append("password.chosen", about=user.pk, actor=person.actor, who=person.pseudonym, at=now())
