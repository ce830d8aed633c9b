from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "tandem.rooms.goals"
