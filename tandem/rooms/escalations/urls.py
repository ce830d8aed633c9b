from django.urls import path

from tandem.rooms.escalations import notes, straight_pages, times, views

app_name = "escalations"
urlpatterns = [
    path("how-long/", times.page, name="times"),
    path("<uuid:pair_id>/", views.page, name="page"),
    path("point/<uuid:point_id>/", views.point, name="point"),
    path("point/<uuid:point_id>/view/", views.view, name="view"),
    path("point/<uuid:point_id>/<slug:act>/", views.act, name="act"),
    path("note/<uuid:note_id>/", notes.page, name="note"),
    path("note/<uuid:note_id>/<slug:act>/", notes.act, name="note_act"),
    path("<uuid:pair_id>/straight/", straight_pages.page, name="straight"),
    path("straight/<uuid:word_id>/", straight_pages.word, name="word"),
    path("straight/<uuid:word_id>/<slug:act>/", straight_pages.act, name="word_act"),
]
