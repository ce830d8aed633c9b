"""The rows of the addresses that belong to no room."""

from django.contrib.sessions.models import Session

from tandem.access.audit import OPERATOR
from tandem.access.models import Account
from tandem.organisation import actions
from tandem.partnership.testing import COLUMNS, TUESDAY, Cast, Row

EVERYBODY = " ".join(COLUMNS)
HERE = "kim ilse sam vera ana mira leo farid helen eva pia"
SIGNED_IN = f"{HERE} otto"  # who has left still has an account; no page opens to it
NOBODY = "nobody"

NEW = {"password": "four small brown owls", "again": "four small brown owls"}


def passwords(_: Cast) -> list[str]:
    return list(Account.objects.order_by("email").values_list("password", flat=True))


def sessions(_: Cast) -> list[str]:
    return list(Session.objects.order_by("session_key").values_list("session_key", flat=True))


def link(cast: Cast) -> dict[str, str]:
    """A new link to somebody without an account, made for this one visit."""
    person = actions.add_person(
        first_name="Noor", last_name="Bos", email="noor.bos@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    _, token = actions.invite(person=person, email=person.email, by=OPERATOR, at=TUESDAY)
    return {"token": token}


ROWS = [
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
