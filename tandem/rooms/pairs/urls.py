from django.urls import path

from tandem.rooms.pairs import (
    about,
    all_pairs,
    carrying,
    on_one_page,
    over_time,
    portfolio,
    reciprocal,
    set_up,
    so_far,
    views,
)

app_name = "pairs"
urlpatterns = [
    path("", views.all_mine, name="list"),
    path("portfolio/", portfolio.page, name="portfolio"),
    path("carrying/", carrying.page, name="carrying"),
    path("all/", all_pairs.page, name="all_pairs"),
    path("all/causes/", all_pairs.picture, name="causes"),
    path("wishes/<uuid:wish_id>/", about.wish, name="wish"),
    path("<uuid:pair_id>/", views.page, name="page"),
    path("<uuid:pair_id>/map/", on_one_page.page, name="on_one_page"),
    path("<uuid:pair_id>/so-far/", so_far.page, name="so_far"),
    path("<uuid:pair_id>/both-ways/", reciprocal.page, name="both_ways"),
    path("<uuid:pair_id>/set-up/", set_up.page, name="set_up"),
    path("<uuid:pair_id>/about/", about.page, name="about"),
    path("<uuid:pair_id>/kept/", over_time.page, name="over_time"),
    path("<uuid:pair_id>/kept/by-name/", over_time.by_name, name="by_name"),
]
