from django.urls import path

from tandem.rooms.outcomes import four, views

app_name = "outcomes"
urlpatterns = [
    path("", views.every, name="list"),
    path("new/<uuid:pair_id>/", views.new, name="new"),
    path("owned/<uuid:owned_id>/", views.co_owned, name="co_owned"),
    path("owned/<uuid:owned_id>/take-over/", views.take_over, name="take_over"),
    path("four/<uuid:area_id>/", four.page, name="four"),
    path("four/<uuid:pair_id>/<slug:key>/", four.begin, name="begin"),
    path("<uuid:outcome_id>/", views.page, name="page"),
    path("<uuid:outcome_id>/change/", views.change, name="change"),
    path("<uuid:outcome_id>/reading/", views.reading, name="reading"),
    path("<uuid:outcome_id>/look-again/", four.look_again, name="look_again"),
    path("<uuid:outcome_id>/<slug:act>/", views.act, name="act"),
]
