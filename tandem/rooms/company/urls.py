from django.urls import path

from tandem.rooms.company import views

app_name = "company"
urlpatterns = [
    path("", views.page, name="page"),
    path("pair/", views.pair, name="pair"),
    path("invite/<uuid:person_id>/", views.invite, name="invite"),
]
