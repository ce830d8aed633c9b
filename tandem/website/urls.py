"""Every address. Signed-in pages live under /app/, to which their cookies are bound."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from tandem.website import views
from tandem.website.doors import own_pages, sign_in_pages

signed_in_pages: list[URLPattern | URLResolver] = [
    path("", include("tandem.rooms.today.urls")),
    path("partners/", include("tandem.rooms.pairs.urls")),
    path("partners/<uuid:pair_id>/charter/", include("tandem.rooms.charters.urls")),
    path("partners/<uuid:pair_id>/vision/", include("tandem.rooms.visions.urls")),
    path("partners/<uuid:pair_id>/goals/", include("tandem.rooms.goals.urls")),
    path("promises/", include("tandem.rooms.commitments.urls")),
    path("signals/", include("tandem.rooms.signals.urls")),
    path("areas/", include("tandem.rooms.areas.urls")),
    path("", include("tandem.rooms.people.urls")),
    path("ownership/", include("tandem.rooms.ownership.urls")),
    path("outcomes/", include("tandem.rooms.outcomes.urls")),
    path("heads-ups/", include("tandem.rooms.heads_ups.urls")),
    path("openness/", include("tandem.rooms.openness.urls")),
    path("sticking-points/", include("tandem.rooms.escalations.urls")),
    path("two-way-review/", include("tandem.rooms.role_reviews.urls")),
    path("next-talk/", include("tandem.rooms.talks.urls")),
    path("away/", include("tandem.rooms.absences.urls")),
    path("company/", include("tandem.rooms.company.urls")),
    path("mail/", include("tandem.rooms.mail.urls")),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    *sign_in_pages,
    path("me/", include(own_pages)),
]
if settings.SITE.demo:
    signed_in_pages.append(path("demo/", include("tandem.demo.urls")))

handler500 = views.broken
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("healthz", views.health, name="health"),
    path("letters/", include("tandem.rooms.mail.letter_urls")),
    path("app/", include(signed_in_pages)),
]
