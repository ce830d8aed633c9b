from django.apps import AppConfig


class AbsencesConfig(AppConfig):
    name = "tandem.rooms.absences"
