"""The second proof: a code from a phone, a passkey, or one of ten codes on paper. Kept by allauth.

What allauth leaves to others is here: secrets are encrypted by our key, a code of a phone counts
once in the database and not in one process's memory, and everything that happens leaves an event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.adapter import get_adapter as factors
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django import forms
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import OPERATOR, append
from tandem.access.models import Account, Session
from tandem.access.second_factor import unwrapped, wrapped
from tandem.organisation.models import Person
from tandem.website.clock import now
from tandem.website.limits import CODES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Type = Authenticator.Type
LAST_USED = "last_used"  # the half-minute whose code was used last
ADDED = {
    Type.TOTP: "second_factor.added",
    Type.WEBAUTHN: "passkey.added",
    Type.RECOVERY_CODES: "recovery_codes.made",
}
REMOVED = {Type.TOTP: "second_factor.removed", Type.WEBAUTHN: "passkey.removed"}


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """How allauth keeps second factors here."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code does not fit, or it was used already. A phone shows a new one every "
            "thirty seconds; a code from your list works once."
        ),
        "cannot_generate_recovery_codes": _("First set up a code from your phone or a passkey."),
    }

    def encrypt(self, text: str) -> str:
        return wrapped(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unwrapped(encrypted_text)

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}


def code_field(help_text: str | _StrPromise) -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        help_text=help_text,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class CodeCountsOnce:
    """Of the codes of a phone only one later than the last used one fits, in whichever process.

    Guesses are counted by the day too: who knows a password has thirty.
    """

    def clean_code(self) -> str:
        user = self.user  # type: ignore[attr-defined]  # of the form
        if CODES.is_too_often(user.pk, localdate(now())):
            raise account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # of the form
        if self.authenticator.type == Type.TOTP and not use(self.authenticator, code):  # type: ignore[attr-defined]
            raise factors().validation_error("incorrect_code")
        CODES.forget(user.pk)
        return code


def use(authenticator: Authenticator, code: str) -> bool:
    """Whether this is the first use of the code or of a later one; the views are transactions."""
    kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    counter = counter_of(factors().decrypt(kept.data["secret"]), code)
    if counter is None or counter <= kept.data.get(LAST_USED, 0):
        return False
    kept.data[LAST_USED] = counter
    kept.save(update_fields=["data"])
    return True


def counter_of(secret: str, code: str) -> int | None:
    """The half-minute this code belongs to, of those that count now."""
    for counter in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            return int(counter)
    return None


class ProofForm(CodeCountsOnce, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """After the password."""

    code = code_field(_("The six digits your phone shows now, or one code from your list."))


class ProofAgainForm(CodeCountsOnce, ReauthenticateForm):  # type: ignore[misc]  # as above
    """Before something about signing in is changed."""

    code = code_field(_("The six digits your phone shows now, or one code from your list."))


class PhoneForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a phone, that shows it was set up."""

    code = code_field(_("The six digits your phone shows now."))

    def clean_code(self) -> str:
        code: str = super().clean_code()
        context.request.first_code = counter_of(self.secret, code)
        return code


@receiver(post_save, sender=Authenticator)
def was_added(instance: Authenticator, created: bool, **_: Any) -> None:  # noqa: ANN401 - Django's signature
    if not created:
        return
    first_code = getattr(context.request, "first_code", None)
    if instance.type == Type.TOTP and first_code is not None:  # what enrolled signs nobody in
        instance.data[LAST_USED] = first_code
        instance.save(update_fields=["data"])
    if context.request is not None:  # to set it up one has just shown it
        record_authentication(context.request, instance.user, "mfa", reauthenticated=True)
    happened(ADDED[instance.type], instance.user)


@receiver(post_delete, sender=Authenticator)
def was_removed(instance: Authenticator, **_: Any) -> None:  # noqa: ANN401 - Django's signature
    if instance.type in REMOVED:
        happened(REMOVED[instance.type], instance.user)


@receiver(authenticator_used)
def was_used(authenticator: Authenticator, **_: Any) -> None:  # noqa: ANN401 - allauth's signature
    if authenticator.type == Type.RECOVERY_CODES:
        note("recovery_code.used", authenticator.user)


def happened(what: str, account: Account) -> None:
    """Part of the record, and the end of wherever else one is signed in."""
    note(what, account)
    session = getattr(context.request, "session", None)
    others = Session.objects.of(account).but(session and session.session_key)
    others.delete()


def note(what: str, account: Account) -> None:
    """By the person themselves in a request; without one it was the operator at the terminal."""
    person = Person.objects.filter(account=account).first()
    by = person if person and context.request is not None else OPERATOR
    append(what, about=account.pk, actor=by.actor, who=by.pseudonym, at=now())


@receiver(authentication_step_completed)
def proved_again(request: HttpRequest, **said: Any) -> None:  # noqa: ANN401 - allauth's signature
    """A session that may now change how one signs in gets a new name."""
    if said.get("reauthenticated"):
        request.session.cycle_key()
