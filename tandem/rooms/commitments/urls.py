from django.urls import path

from tandem.rooms.commitments import habits, kept, leaving, old_words, requests, silent, views

app_name = "commitments"
urlpatterns = [
    path("", views.all_mine, name="list"),
    path("new/", views.new, name="new"),
    path("before-you-go/", leaving.before_you_go, name="before_you_go"),
    path("<uuid:commitment_id>/let-go/", leaving.let_go, name="let_go"),
    path("kept/", kept.page, name="kept"),
    path("without-a-word/<uuid:pair_id>/", silent.page, name="silent"),
    path("habits/<uuid:pair_id>/", habits.page, name="habits"),
    path("requests/<uuid:pair_id>/", requests.page, name="requests"),
    path("old-words/<uuid:pair_id>/", old_words.page, name="old_words"),
    path("old-words/<uuid:pair_id>/propose/", old_words.propose, name="propose_old_words"),
    path(
        "old-words/<uuid:pair_id>/<uuid:proposal>/<slug:act>/",
        old_words.answer,
        name="answer_old_words",
    ),
    path("<uuid:commitment_id>/kind/<slug:nature>/", requests.nature, name="nature"),
    path("<uuid:commitment_id>/", views.page, name="page"),
    path("<slug:part>/", views.one_part, name="part"),
    path("<uuid:commitment_id>/<slug:act>/", views.act, name="act"),
]
