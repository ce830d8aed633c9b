from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "tandem.rooms.openness"
