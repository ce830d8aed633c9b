from django.urls import path

from tandem.rooms.openness import between_us, first_step, views, worries

app_name = "openness"
urlpatterns = [
    path("<uuid:pair_id>/", views.page, name="page"),
    path("<uuid:pair_id>/why/", views.why, name="why"),
    path("<uuid:pair_id>/context/", views.context, name="context"),
    path("<uuid:pair_id>/context/still-so/", views.still_so, name="still_so"),
    path("<uuid:pair_id>/up-at-night/", worries.page, name="worries"),
    path("up-at-night/<uuid:worry_id>/<slug:act>/", worries.act, name="worry"),
    path("<uuid:pair_id>/between-us/", between_us.page, name="between_us"),
    path("<uuid:pair_id>/first-step/", first_step.page, name="first_step"),
    path("between-us/<uuid:note_id>/end/", between_us.end, name="end"),
]
