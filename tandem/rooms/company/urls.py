from django.urls import path

from tandem.rooms.company import areas, imports, views

app_name = "company"
urlpatterns = [
    path("", views.page, name="page"),
    path("pair/", views.pair, name="pair"),
    path("invite/<uuid:person_id>/", views.invite, name="invite"),
    path("areas/<uuid:area_id>/", areas.page, name="area"),
    path("areas/<uuid:area_id>/<slug:deed>/", areas.change, name="change_area"),
    path("import/", imports.new_import, name="new_import"),
    path("import/<uuid:import_id>/", imports.page, name="import"),
    path("import/<uuid:import_id>/apply/", imports.apply, name="apply"),
    path("import/<uuid:import_id>/discard/", imports.discard, name="discard"),
    path("import/<uuid:import_id>/not-taken/<int:number>/", imports.rejected, name="rejected"),
]
