from django.urls import path

from tandem.rooms.ownership import first_days, gaps, views

app_name = "ownership"
urlpatterns = [
    path("", views.page, name="page"),
    path("first-days/", first_days.page, name="first_days"),
    path("pair/<uuid:pair_id>/gaps/", gaps.page, name="gaps"),
    path("<uuid:area_id>/", views.page, name="area"),
    path("<uuid:area_id>/rest/", views.rest, name="rest"),
    path("<uuid:area_id>/<slug:domain>/", views.row, name="row"),
    path("<uuid:area_id>/<slug:domain>/<slug:act>/", views.act, name="act"),
]
