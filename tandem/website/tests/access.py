"""The rows of the addresses that belong to no room."""

from allauth.mfa.models import Authenticator

from tandem.access.audit import OPERATOR
from tandem.access.models import Account, Event, Session
from tandem.access.sessions import SessionStore
from tandem.organisation import actions
from tandem.organisation.models import Person
from tandem.partnership.testing import TUESDAY, Cast, Row
from tandem.website.tests.proofs import with_a_passkey, with_a_phone, with_codes

HERE = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_IN = f"{HERE} otto"  # who has left still has an account; no page opens to it
NOBODY = "nobody"
EVERYBODY = f"{SIGNED_IN} {NOBODY}"

NEW = {"password": "four small brown owls", "again": "four small brown owls"}


def passwords(_: Cast) -> list[str]:
    return list(Account.objects.order_by("email").values_list("password", flat=True))


def sessions(_: Cast) -> list[str]:
    return list(Session.objects.order_by("session_key").values_list("session_key", flat=True))


def link(cast: Cast) -> dict[str, str]:
    """A new link to somebody without an account, made for this one row."""
    person = actions.add_person(
        first_name="Noor", last_name="Bos", email="noor.bos@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    _, token = actions.invite(person=person, email=person.email, by=OPERATOR, at=TUESDAY)
    return {"token": token}


def factors(_: Cast) -> list[str]:
    return [str(each) for each in Authenticator.objects.order_by("pk").values_list("user", "type")]


def ended(_: Cast) -> int:
    return Event.objects.filter(what="session.ended").count()


def second_session(who: Person) -> str:
    """Of somebody who is signed in elsewhere too."""
    assert who.account is not None
    kept = SessionStore()
    kept["_auth_user_id"] = str(who.account.pk)
    kept.create()
    return Session.objects.get(session_key=kept.session_key).handle


def session_of_sam(cast: Cast) -> dict[str, str]:
    return {"handle": second_session(cast.sam)}


def everybody_elsewhere_too(cast: Cast) -> dict[str, str]:
    for who in SIGNED_IN.split():
        second_session(getattr(cast, who))
    return {}


def sam_has_a_phone(cast: Cast) -> dict[str, str]:
    with_a_phone(cast.sam)
    return {}


def sam_has_codes(cast: Cast) -> dict[str, str]:
    with_codes(cast.sam)
    return {}


def passkey_of_sam(cast: Cast) -> dict[str, int]:
    return {"pk": with_a_passkey(cast.sam).pk}


CODE = {"code": "000000"}
BUT_SAM = "kim ilse vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
# Who has shown nothing lately is asked again who they are; `test_second_factor` goes on there.
PROOFS = [
    Row("held", {200: HERE, 302: "otto nobody"}),
    Row("mfa_index", {200: HERE, 302: "otto nobody"}),
    Row("mfa_authenticate", {302: EVERYBODY}),
    Row("mfa_authenticate", {302: EVERYBODY}, "POST", data=lambda _: CODE, probe=factors),
    Row("mfa_login_webauthn", {302: EVERYBODY}),
    Row(
        "mfa_login_webauthn", {302: EVERYBODY}, "POST",
        data=lambda _: {"credential": "{}"}, probe=factors,
    ),
    Row("mfa_reauthenticate", {302: EVERYBODY}),
    Row("mfa_reauthenticate", {302: EVERYBODY}, "POST", data=lambda _: CODE, probe=factors),
    Row("mfa_reauthenticate_webauthn", {302: EVERYBODY}),
    Row(
        "mfa_reauthenticate_webauthn", {302: EVERYBODY}, "POST",
        data=lambda _: {"credential": "{}"}, probe=factors,
    ),
    Row("mfa_activate_totp", {302: EVERYBODY}),
    Row("mfa_activate_totp", {302: EVERYBODY}, "POST", data=lambda _: CODE, probe=factors),
    Row("mfa_add_webauthn", {302: EVERYBODY}),
    Row(
        "mfa_add_webauthn", {302: EVERYBODY}, "POST",
        data=lambda _: {"credential": "{}"}, probe=factors,
    ),
    Row("mfa_remove_webauthn", {302: EVERYBODY}, where=passkey_of_sam),
    Row("mfa_remove_webauthn", {302: EVERYBODY}, "POST", where=passkey_of_sam, probe=factors),
    Row("mfa_remove_webauthn", {302: EVERYBODY}, where=lambda _: {"pk": 1}, about="that is none"),
    Row(
        "mfa_remove_webauthn", {302: EVERYBODY}, "POST",
        where=lambda _: {"pk": 1}, probe=factors, about="that is none",
    ),
    Row("mfa_deactivate_totp", {404: BUT_SAM, 302: "sam otto nobody"}, where=sam_has_a_phone),
    Row("mfa_deactivate_totp", {404: HERE, 302: "otto nobody"}, "POST", probe=factors),
    Row("mfa_view_recovery_codes", {404: BUT_SAM, 302: "sam otto nobody"}, where=sam_has_codes),
    Row("mfa_generate_recovery_codes", {302: EVERYBODY}),
    Row("mfa_generate_recovery_codes", {302: EVERYBODY}, "POST", probe=factors),
    # In the matrix no provider is named, so its doors are not there: see `test_single_sign_on`.
    Row("openid_connect_login", {404: EVERYBODY}, where=lambda _: {"provider_id": "none"}),
    Row("openid_connect_callback", {404: EVERYBODY}, where=lambda _: {"provider_id": "none"}),
    *(
        Row(name, {404: EVERYBODY}, where=lambda _: {"organization_slug": "none"})
        for name in ("saml_login", "saml_finish_acs", "saml_metadata", "saml_sls")
    ),
    Row(
        "saml_acs", {404: EVERYBODY}, "POST",
        where=lambda _: {"organization_slug": "none"}, probe=factors,
    ),
    Row("sessions", {200: HERE, 302: "otto nobody"}),
    Row(
        "end_session", {404: BUT_SAM, 302: "sam otto nobody"}, "POST",
        where=session_of_sam, probe=ended, changed_by="sam",
    ),
    Row(
        "end_other_sessions", {302: EVERYBODY}, "POST",
        where=everybody_elsewhere_too, probe=ended, changed_by=HERE,
    ),
]  # fmt: skip
ROWS = [
    *PROOFS,
    Row("front", {302: EVERYBODY}),
    Row("health", {200: EVERYBODY}),
    Row("me", {200: HERE, 302: "otto nobody"}),
    Row("invitation", {200: EVERYBODY}, where=link),
    Row(
        "invitation", {302: EVERYBODY}, "POST",
        where=link, data=lambda _: NEW, probe=passwords, changed_by=EVERYBODY,
    ),
    Row(
        "invitation", {410: EVERYBODY}, "POST", about="used link",
        where=lambda _: {"token": "x"}, data=lambda _: NEW, probe=passwords,
    ),
    Row("account_login", {302: SIGNED_IN, 200: NOBODY}),
    Row(
        "account_login", {302: SIGNED_IN, 200: NOBODY}, "POST", about="wrong password",
        data=lambda _: {"login": "sam.lindqvist@varnholm.example", "password": "guess"},
        probe=passwords,
    ),
    Row("account_logout", {200: SIGNED_IN, 302: NOBODY}),
    Row("account_logout", {302: EVERYBODY}, "POST", probe=sessions, changed_by=SIGNED_IN),
    Row("account_reauthenticate", {200: HERE, 302: "otto nobody"}),
    Row(
        "account_reauthenticate", {200: HERE, 302: "otto nobody"}, "POST",
        data=lambda _: {"password": "guess"}, probe=passwords,
    ),
    Row("account_inactive", {200: EVERYBODY}),
    # Who has a password already is led to the page that changes it.
    Row("account_set_password", {302: EVERYBODY}),
    Row(
        "account_set_password", {302: EVERYBODY}, "POST",
        data=lambda _: {"password1": NEW["password"], "password2": NEW["again"]}, probe=passwords,
    ),
    Row("account_change_password", {200: HERE, 302: "otto nobody"}),
    Row(
        "account_change_password", {200: HERE, 302: "otto nobody"}, "POST", about="wrong old one",
        data=lambda _: {"oldpassword": "x", "password1": "new words here", "password2": "y"},
        probe=passwords,
    ),
]  # fmt: skip
