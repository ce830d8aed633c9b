from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "tandem.rooms.areas"
