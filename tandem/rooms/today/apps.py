from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "tandem.rooms.today"
