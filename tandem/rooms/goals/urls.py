from django.urls import path

from tandem.rooms.goals import views

app_name = "goals"
urlpatterns = [
    path("", views.page, name="page"),
    path("mark/", views.mark, name="mark"),
    path("<uuid:mark_id>/settle/", views.settle, name="settle"),
]
