"""Adding a passkey. Apart from the other proofs, for it loads what reads passkeys."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Every passkey here is one a person can sign in with, so there is nothing to choose."""

    name = forms.CharField(
        label=_("What you call it"),
        help_text=_("Such as “my phone”, so that you know it again."),
        required=False,
        max_length=40,
    )
    passwordless = None
