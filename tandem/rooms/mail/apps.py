from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "tandem.rooms.mail"
