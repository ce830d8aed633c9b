"""Every address. Signed-in pages live under /app/, to which their cookies are bound."""

from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_GET, require_http_methods

from tandem.organisation.http import signed_in
from tandem.website import views

read_or_sent = require_http_methods(["GET", "POST"])


def own(view: Any) -> Any:  # noqa: ANN401 - allauth ships no types
    """A page about one's own account: for those who work here, and one transaction."""
    return read_or_sent(signed_in(transaction.atomic(view)))


signed_in_pages: list[URLPattern | URLResolver] = [
    path("", include("tandem.rooms.today.urls")),
    path("partners/", include("tandem.rooms.pairs.urls")),
    path("promises/", include("tandem.rooms.commitments.urls")),
    path("areas/", include("tandem.rooms.areas.urls")),
    path("", include("tandem.rooms.people.urls")),
    path("company/", include("tandem.rooms.company.urls")),
    path("me/", views.me, name="me"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("sign-in/", read_or_sent(account.login), name="account_login"),
    path("sign-out/", read_or_sent(account.logout), name="account_logout"),
    path("sign-in/again/", own(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/closed/", require_GET(account.account_inactive), name="account_inactive"),
    path("me/password/", own(account.password_change), name="account_change_password"),
    path("me/password/first/", own(account.password_set), name="account_set_password"),
]
if settings.SITE.demo:
    signed_in_pages.append(path("demo/", include("tandem.demo.urls")))

handler500 = views.broken
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("healthz", views.health, name="health"),
    path("app/", include(signed_in_pages)),
]
