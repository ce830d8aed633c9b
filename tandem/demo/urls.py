from django.urls import path

from tandem.demo import components, views

app_name = "demo"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("be/<slug:key>/", views.be, name="be"),
    path("components/", components.components, name="components"),
]
