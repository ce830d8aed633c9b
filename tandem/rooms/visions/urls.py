from django.urls import path

from tandem.rooms.visions import views

app_name = "visions"
urlpatterns = [
    path("", views.page, name="page"),
    path("write/", views.write, name="write"),
    path("accept/", views.accept, name="accept"),
    path("let-go/", views.let_go, name="let_go"),
    path("take-back/", views.take_back, name="take_back"),
]
