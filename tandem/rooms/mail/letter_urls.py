"""Outside the signed-in prefix: no session reaches these."""

from django.urls import path

from tandem.rooms.mail import letter_pages

app_name = "letters"
urlpatterns = [
    path("act/<str:token>/", letter_pages.act, name="act"),
    path("stop/<str:token>/", letter_pages.stop, name="stop"),
]
