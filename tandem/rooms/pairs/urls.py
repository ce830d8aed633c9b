from django.urls import path

from tandem.rooms.pairs import views

app_name = "pairs"
urlpatterns = [
    path("", views.all_mine, name="list"),
    path("<uuid:pair_id>/", views.page, name="page"),
]
