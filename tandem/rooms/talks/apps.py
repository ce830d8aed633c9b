from django.apps import AppConfig


class TalksConfig(AppConfig):
    name = "tandem.rooms.talks"
