from django.urls import path

from tandem.rooms.today import quick, reminders, views

app_name = "today"
urlpatterns = [
    path("", views.page, name="page"),
    path("quick/", quick.quick, name="quick"),
    path("quick/reading/", quick.reading, name="reading"),
    path("reminders/<uuid:reminder_id>/", reminders.page, name="reminder"),
    path("reminders/<uuid:reminder_id>/over/", reminders.over, name="reminder_over"),
]
