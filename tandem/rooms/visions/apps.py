from django.apps import AppConfig


class VisionsConfig(AppConfig):
    name = "tandem.rooms.visions"
