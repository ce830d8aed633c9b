from django.apps import AppConfig


class ChartersConfig(AppConfig):
    name = "tandem.rooms.charters"
