from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "tandem.rooms.company"
