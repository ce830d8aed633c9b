from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "tandem.rooms.pairs"
