from django.urls import path

from tandem.rooms.ownership import first_days, gaps, partnership_map, views

app_name = "ownership"
urlpatterns = [
    path("", views.page, name="page"),
    path("first-days/", first_days.page, name="first_days"),
    path("pair/<uuid:pair_id>/gaps/", gaps.page, name="gaps"),
    path("pair/<uuid:pair_id>/map/", partnership_map.page, name="map"),
    path("pair/<uuid:pair_id>/map/show/", partnership_map.show, name="show_map"),
    path("pair/<uuid:pair_id>/map/back/", partnership_map.back, name="take_map_back"),
    path("pair/<uuid:pair_id>/map/file/<slug:kind>/", partnership_map.sheet, name="map_file"),
    path("<uuid:area_id>/", views.page, name="area"),
    path("<uuid:area_id>/rest/", views.rest, name="rest"),
    path("<uuid:area_id>/<slug:domain>/", views.row, name="row"),
    path("<uuid:area_id>/<slug:domain>/for-now/", views.for_now, name="for_now"),
    path("<uuid:area_id>/<slug:domain>/<slug:act>/", views.act, name="act"),
]
