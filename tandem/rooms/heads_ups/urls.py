from django.urls import path

from tandem.rooms.heads_ups import views

app_name = "heads_ups"
urlpatterns = [
    path("<uuid:pair_id>/", views.page, name="page"),
    path("<uuid:heads_up_id>/thanks/", views.acknowledge, name="acknowledge"),
]
