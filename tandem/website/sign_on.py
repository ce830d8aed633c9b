"""Sign-on: nothing can be created from an open page, and nobody is mailed yet."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed, password_set
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from tandem.access.audit import append
from tandem.access.models import Account
from tandem.organisation.models import Person
from tandem.website.clock import now


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People get accounts by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """After signing in one goes on within this site, and nowhere else."""
        within = url_has_allowed_host_and_scheme(url or "", allowed_hosts=set())
        return within and not urlsplit(url or "").netloc

    def send_mail(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Mail comes with its own part of the product; until then there is none to send."""

    def populate_username(self, *_: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Accounts have an address and no other name."""


@receiver([password_changed, password_set])
def password_was_chosen(user: Account, **_: object) -> None:
    """Part of the record like any other act; the views that send this are one transaction."""
    person = Person.objects.get(account=user)
    append("password.chosen", about=user.pk, actor=person.actor, who=person.pseudonym, at=now())
