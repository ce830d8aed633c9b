from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "tandem.rooms.outcomes"
