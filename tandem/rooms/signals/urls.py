from django.urls import path

from tandem.rooms.signals import detecting, views

app_name = "signals"
urlpatterns = [
    path("", views.all_mine, name="list"),
    path("rules/", detecting.every_detector, name="detectors"),
    path("rules/<slug:key>/", detecting.one_detector, name="detector"),
    path("between/<uuid:pair_id>/", views.of_pair, name="of_pair"),
    path("<uuid:signal_id>/", views.page, name="page"),
    path("<uuid:signal_id>/<slug:act>/", views.act, name="act"),
]
