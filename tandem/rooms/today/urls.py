from django.urls import path

from tandem.rooms.today import views

app_name = "today"
urlpatterns = [
    path("", views.page, name="page"),
    path("quick/", views.quick, name="quick"),
    path("quick/reading/", views.reading, name="reading"),
]
