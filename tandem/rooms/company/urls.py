from django.urls import path

from tandem.rooms.company import areas, calendar, changes, defaults, imports, mail, switches, views

app_name = "company"
urlpatterns = [
    path("", views.page, name="page"),
    path("pair/", views.pair, name="pair"),
    path("invite/<uuid:person_id>/", views.invite, name="invite"),
    path("areas/<uuid:area_id>/", areas.page, name="area"),
    path("areas/<uuid:area_id>/<slug:deed>/", areas.change, name="change_area"),
    path("import/", imports.new_import, name="new_import"),
    path("import/<uuid:import_id>/", imports.page, name="import"),
    path("import/<uuid:import_id>/columns/", imports.columns, name="columns"),
    path("import/<uuid:import_id>/apply/", imports.apply, name="apply"),
    path("import/<uuid:import_id>/discard/", imports.discard, name="discard"),
    path("import/<uuid:import_id>/undo/", imports.undo, name="undo"),
    path("import/<uuid:import_id>/read/", imports.read, name="read"),
    path("import/<uuid:import_id>/not-taken/<int:number>/", imports.rejected, name="rejected"),
    # how the company is set
    path("calendars/", calendar.every_site, name="calendars"),
    path("calendars/site/", calendar.one_site, name="calendar"),
    path("calendars/days/", calendar.add_day, name="add_day"),
    path("calendars/days/<uuid:day_id>/back/", calendar.take_day_back, name="take_day_back"),
    path("values/", defaults.every_value, name="values"),
    path("values/<slug:key>/", defaults.one_value, name="value"),
    path("features/", switches.every_feature, name="features"),
    path("features/<slug:key>/", switches.one_feature, name="feature"),
    path("changes/", changes.every_change, name="changes"),
    path("mail/", mail.page, name="mail"),
]
