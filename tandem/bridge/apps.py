from django.apps import AppConfig


class BridgeConfig(AppConfig):
    name = "tandem.bridge"
