from django.urls import path

from tandem.rooms.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.every, name="list"),
    path("new/<uuid:pair_id>/", views.new, name="new"),
    path("owned/<uuid:owned_id>/", views.co_owned, name="co_owned"),
    path("owned/<uuid:owned_id>/take-over/", views.take_over, name="take_over"),
    path("<uuid:outcome_id>/", views.page, name="page"),
    path("<uuid:outcome_id>/change/", views.change, name="change"),
    path("<uuid:outcome_id>/reading/", views.reading, name="reading"),
    path("<uuid:outcome_id>/<slug:act>/", views.act, name="act"),
]
