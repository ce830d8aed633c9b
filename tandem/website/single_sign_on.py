"""Single sign-on: the company's identity provider says who somebody is, and we say who works here.

An account is made or joined only for a verified address that the import, or an HR administrator,
gave somebody who works here. Nothing is created for anybody else, and nothing of what the provider
says is kept but its own number for the person.
"""

from __future__ import annotations

import logging
from typing import Any, NoReturn
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import append
from tandem.access.models import Account
from tandem.organisation.actions import UnableToJoin, open_account
from tandem.organisation.models import Person
from tandem.website.clock import now
from tandem.website.identity import SamlProvider

logger = logging.getLogger(__name__)


class KnownPeople(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody comes in by the provider whom nobody here knows."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Account:
        """Two answers of the provider must speak of one person. No account is made up here."""
        said = sociallogin.account.extra_data
        if isinstance(settings.SITE.identity, SamlProvider):
            return Account()
        subjects = {part["sub"] for part in (said.get("userinfo"), said.get("id_token")) if part}
        if len(subjects) != 1:
            raise PermissionDenied
        return Account()

    def is_email_verified(self, provider: object, email: str) -> bool:
        """Where the provider says nothing of it, the operator may have said it for all."""
        known = settings.SITE.identity
        return known is not None and known.vouches

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Joined already, or joined now; anybody else is told whom to ask."""
        if not sociallogin.is_existing:
            address = verified_address(sociallogin)
            if not address:
                refuse(request, unverified())
            try:
                join(sociallogin, address)
            except UnableToJoin as error:
                refuse(request, str(error))
        if signs_on_alone(sociallogin.user.pk) and sociallogin.user.has_usable_password():
            sociallogin.user.set_unusable_password()
            sociallogin.user.save(update_fields=["password"])

    def on_authentication_error(
        self, request: HttpRequest, provider: object, exception: object = None, **_said: object
    ) -> None:
        """The operator sees what kind of thing it was; the person, what to do."""
        found = exception if isinstance(exception, BaseException) else None
        logger.warning("Single sign-on did not complete.", exc_info=found)
        refuse(request, incomplete())


def unverified() -> str:
    return _(
        "The sign-on does not say that your e-mail address is verified, so we cannot tell who you "
        "are here. Ask whoever runs the sign-on of your company."
    )


def incomplete() -> str:
    return _(
        "The sign-on did not complete. Begin again from the sign-in page; if it happens twice, "
        "tell whoever runs Tandem."
    )


def refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "sign_on_refused.html", {"why": why}, status=403)


def refuse(request: HttpRequest, why: str) -> NoReturn:
    raise ImmediateHttpResponse(refused(request, why))


def verified_address(sociallogin: SocialLogin) -> str:
    """Some providers write the word "false" where truth is meant; only a true one counts."""
    given = [each for each in sociallogin.email_addresses if each.verified is True]
    return given[0].email.strip() if len(given) == 1 else ""


@transaction.atomic
def join(sociallogin: SocialLogin, address: str) -> None:
    """The account of the one person who works here and is known by this address.

    Raises UnableToJoin for nobody, for several, where another identity was joined before, and
    where they sign in with another address: who only brings people in could change the one.
    """
    at = now()
    known = Person.objects.filter(email__iexact=address).select_for_update()
    here = [one for one in known if one.is_here(localdate(at))]
    if len(here) != 1:
        raise UnableToJoin(
            _("Nobody who works here is known by %(address)s alone. Ask your HR administrator.")
            % {"address": address}
        )
    [person] = here
    same_provider = SocialAccount.objects.filter(provider=sociallogin.account.provider)
    if person.account is not None and same_provider.filter(user=person.account).exists():
        raise UnableToJoin(
            _("%(address)s signs on as somebody else already. Ask whoever runs Tandem.")
            % {"address": address}
        )
    if person.account is not None and person.account.email != address.lower():
        raise UnableToJoin(
            _("%(address)s is not the address of your account here. Sign in as you did before, or "
              "ask whoever runs Tandem.")
            % {"address": address}
        )  # fmt: skip
    account = person.account or open_account(person=person, email=address, by=person, at=at)
    sociallogin.user = sociallogin.account.user = account
    sociallogin.account.save()
    append("sign_on.joined", about=account.pk, actor=person.actor, who=person.pseudonym, at=at)


def signs_on_alone(account: UUID | None) -> bool:
    """Whether this account has the provider in place of a password."""
    known = settings.SITE.identity
    if known is None or not known.only:
        return False
    return bool(SocialAccount.objects.filter(user=account, provider=known.key).exists())


@receiver(pre_save, sender=SocialAccount)
def keep_nothing_else(instance: SocialAccount, **_said: object) -> None:
    """No name, no picture, no address: the provider's own number says enough."""
    instance.extra_data = {}
