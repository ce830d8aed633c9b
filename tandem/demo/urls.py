from django.urls import path

from tandem.demo import components, views

app_name = "demo"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("be/<slug:key>/", views.be, name="be"),
    path("your-own/", views.your_own, name="your_own"),
    path("components/", components.components, name="components"),
]
