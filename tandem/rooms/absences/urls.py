from django.urls import path

from tandem.rooms.absences import views

app_name = "absences"
urlpatterns = [
    path("", views.page, name="page"),
    path("new/", views.enter, name="enter"),
    path("<uuid:absence_id>/end/", views.end, name="end"),
    path("deputy/", views.name_deputy, name="name_deputy"),
    path("deputy/<uuid:deputy_id>/accept/", views.accept, name="accept"),
    path("deputy/<uuid:deputy_id>/decline/", views.decline, name="decline"),
    path("deputy/<uuid:deputy_id>/end/", views.end_deputy, name="end_deputy"),
    path("crunch/<uuid:area_id>/", views.crunch, name="crunch"),
    path("crunch/<uuid:crunch_id>/end/", views.end_crunch, name="end_crunch"),
]
