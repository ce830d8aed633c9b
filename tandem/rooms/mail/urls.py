"""Signed-in pages. Where the links of letters lead stands in `letter_urls`."""

from django.urls import path

from tandem.rooms.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.wishes, name="wishes"),
    path("again/", views.try_again, name="try_again"),
    path("returned/", views.returned, name="returned"),
]
