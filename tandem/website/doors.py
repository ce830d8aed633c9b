"""The addresses of signing in, and of one's own account: views of allauth inside our doors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as phone
from allauth.mfa.webauthn import views as passkey
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tandem.organisation.http import SignedInRequest, on_the_way_in, signed_in
from tandem.website import held, views, where_signed_in
from tandem.website.provider_doors import provider_pages
from tandem.website.single_sign_on import signs_on_alone

View = Callable[..., Any]
read_or_sent = require_http_methods(["GET", "POST"])
remove_passkey = passkey.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))


def with_a_code(view: View) -> View:
    """One transaction, in which a code is used or not. A password is hashed outside of any."""
    return read_or_sent(transaction.atomic(view))


def of_a_password(view: View) -> View:
    """Where one signs on with the provider alone, there is no password to choose."""

    @wraps(view)
    def door(request: SignedInRequest) -> HttpResponse:
        if signs_on_alone(request.person.account_id):
            return redirect("me")
        answer: HttpResponse = view(request)
        return answer

    return own(door)


def own(view: View) -> View:
    """A page about one's own account: for those who work here, and one transaction."""
    return read_or_sent(signed_in(transaction.atomic(view)))


def way_in(view: View) -> View:
    """The same for who has yet to set up the second proof."""
    return read_or_sent(on_the_way_in(transaction.atomic(view)))


sign_in_pages: list[URLPattern] = [
    path("sign-in/", read_or_sent(account.login), name="account_login"),
    path("sign-in/second-proof/", with_a_code(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", read_or_sent(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/again/", way_in(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", way_in(factors.reauthenticate), name="mfa_reauthenticate"),
    path(
        "sign-in/again/passkey/",
        way_in(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("sign-in/closed/", require_GET(account.account_inactive), name="account_inactive"),
    *provider_pages,
    path("sign-out/", read_or_sent(account.logout), name="account_logout"),
]
own_pages: list[URLPattern] = [
    path("", views.me, name="me"),
    path("held/", held.page, name="held"),
    path("password/", of_a_password(account.password_change), name="account_change_password"),
    path("password/first/", of_a_password(account.password_set), name="account_set_password"),
    path("second-proof/", require_GET(on_the_way_in(factors.index)), name="mfa_index"),
    path("second-proof/phone/", way_in(phone.activate_totp), name="mfa_activate_totp"),
    path("second-proof/phone/remove/", own(phone.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-proof/passkey/", way_in(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("second-proof/passkey/<int:pk>/remove/", own(remove_passkey), name="mfa_remove_webauthn"),
    path(
        "second-proof/codes/",
        require_GET(on_the_way_in(transaction.atomic(codes.view_recovery_codes))),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-proof/codes/new/",
        own(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("signed-in/", where_signed_in.page, name="sessions"),
    path("signed-in/others/end/", where_signed_in.end_others, name="end_other_sessions"),
    path("signed-in/<slug:handle>/end/", where_signed_in.end, name="end_session"),
]
