from django.urls import path

from tandem.rooms.charters import entries, views

app_name = "charters"
urlpatterns = [
    path("", views.page, name="page"),
    path("rest/", views.rest, name="rest"),
    path("renew/", views.renew, name="renew"),
    path("signed/<int:number>/", views.version, name="version"),
    path("entry/<uuid:entry_id>/", entries.change, name="entry"),
    path("entry/<uuid:entry_id>/answer/", entries.answer, name="answer"),
    path("entry/<uuid:entry_id>/let-go/", entries.let_go, name="let_go"),
    path("<slug:key>/", views.part, name="part"),
    path("<slug:key>/accept/", views.accept, name="accept"),
    path("<slug:key>/add/", entries.add, name="add"),
    path("<slug:key>/write/", views.write, name="write"),
    path("<slug:key>/differ/", views.differ, name="differ"),
]
