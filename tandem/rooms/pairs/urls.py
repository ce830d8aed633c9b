from django.urls import path

from tandem.rooms.pairs import all_pairs, over_time, so_far, views

app_name = "pairs"
urlpatterns = [
    path("", views.all_mine, name="list"),
    path("all/", all_pairs.page, name="all_pairs"),
    path("all/causes/", all_pairs.picture, name="causes"),
    path("<uuid:pair_id>/", views.page, name="page"),
    path("<uuid:pair_id>/so-far/", so_far.page, name="so_far"),
    path("<uuid:pair_id>/kept/", over_time.page, name="over_time"),
    path("<uuid:pair_id>/kept/by-name/", over_time.by_name, name="by_name"),
]
