from django.urls import path

from tandem.rooms.talks import views

app_name = "talks"
urlpatterns = [
    path("<uuid:pair_id>/", views.page, name="page"),
    path("<uuid:pair_id>/not-this-time/", views.not_this_time, name="not_this_time"),
    path("points/<uuid:point_id>/<slug:act>/", views.act, name="act"),
]
