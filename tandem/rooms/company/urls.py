from django.urls import path

from tandem.rooms.company import (
    areas,
    calendar,
    changes,
    defaults,
    duties,
    duty_files,
    imports,
    invitations,
    mail,
    mending,
    pairing,
    reasons,
    roles,
    switches,
    views,
)

app_name = "company"
urlpatterns = [
    path("", views.page, name="page"),
    # pairs
    path("pair/", views.pair, name="pair"),
    path("pairs/", pairing.page, name="suggestions"),
    # areas, who leads them, who is HR partner
    path("areas/<uuid:area_id>/", areas.page, name="area"),
    path("areas/<uuid:area_id>/<slug:deed>/", areas.change, name="change_area"),
    path("areas/<uuid:area_id>/duties/<slug:duty>/", duties.give, name="give_duty"),
    path("duties/<uuid:assignment_id>/day/", duties.correct, name="correct_duty"),
    path("duties/<uuid:assignment_id>/end/", duties.end, name="end_duty"),
    path("duties/file/", duty_files.new, name="duties_file"),
    path("duties/file/<uuid:upload_id>/", duty_files.checked, name="duties_checked"),
    path("duties/file/<uuid:upload_id>/apply/", duty_files.apply, name="duties_apply"),
    path("duties/file/<uuid:upload_id>/discard/", duty_files.discard, name="duties_discard"),
    path("duties/file/<uuid:upload_id>/not-taken/", duty_files.rejected, name="duties_rejected"),
    # files of people
    path("import/", imports.new_import, name="new_import"),
    path("import/<uuid:import_id>/", imports.page, name="import"),
    path("import/<uuid:import_id>/columns/", imports.columns, name="columns"),
    path("import/<uuid:import_id>/answers/", mending.answer, name="answer"),
    path("import/<uuid:import_id>/answers/back/", mending.take_back, name="take_answers_back"),
    path("import/<uuid:import_id>/places/<slug:kind>/", mending.places, name="places"),
    path("import/<uuid:import_id>/people/<slug:which>/", mending.differences, name="differences"),
    path("import/<uuid:import_id>/apply/", imports.apply, name="apply"),
    path("import/<uuid:import_id>/discard/", imports.discard, name="discard"),
    path("import/<uuid:import_id>/undo/", imports.undo, name="undo"),
    path("import/<uuid:import_id>/read/", imports.read, name="read"),
    path("import/<uuid:import_id>/not-taken/<int:number>/", imports.rejected, name="rejected"),
    path("reasons/", reasons.page, name="reasons"),
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
    # roles
    path("roles/", roles.page, name="roles"),
    path("roles/give/<slug:key>/", roles.give, name="give_role"),
    path("roles/<uuid:grant_id>/take-back/", roles.take_back, name="take_role_back"),
    # invitations
    path("invite/<uuid:person_id>/", views.invite, name="invite"),
    path("invitations/", invitations.page, name="invitations"),
    path("invitations/many/", invitations.many, name="invite_many"),
    path(
        "invitations/<uuid:invitation_id>/withdraw/",
        invitations.withdraw,
        name="withdraw_invitation",
    ),
    path("invitations/<uuid:invitation_id>/renew/", invitations.renew, name="renew_invitation"),
]
