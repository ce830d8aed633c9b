from django.urls import path

from tandem.rooms.role_reviews import told_pages, views

app_name = "role_reviews"
urlpatterns = [
    path("told/", told_pages.page, name="told"),
    path("told/<uuid:pair_id>/heard/", told_pages.heard, name="heard"),
    path("<uuid:pair_id>/", views.page, name="page"),
    path("<uuid:pair_id>/answer/", views.answer, name="answer"),
    path("<uuid:pair_id>/leave-out/", views.leave_out, name="leave_out"),
    path("<uuid:pair_id>/read/", views.read, name="read"),
    path("<uuid:pair_id>/tell/", views.tell, name="tell"),
]
