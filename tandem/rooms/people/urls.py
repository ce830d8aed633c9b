from django.urls import path

from tandem.rooms.people import views

app_name = "people"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("people/<uuid:person_id>/", views.card, name="card"),
]
