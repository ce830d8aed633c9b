from django.urls import path

from tandem.rooms.commitments import views

app_name = "commitments"
urlpatterns = [
    path("", views.all_mine, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:commitment_id>/", views.page, name="page"),
    path("<uuid:commitment_id>/<slug:act>/", views.act, name="act"),
]
