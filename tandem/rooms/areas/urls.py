from django.urls import path

from tandem.rooms.areas import views

app_name = "areas"
urlpatterns = [
    path("", views.find, name="find"),
    path("<uuid:area_id>/", views.page, name="page"),
    path("<uuid:area_id>/years/", views.years, name="years"),
    path("<uuid:area_id>/pictures/<slug:kind>/", views.picture, name="picture"),
]
