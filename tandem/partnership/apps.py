from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from tandem.organisation.known import look_when_asked


class PartnershipConfig(AppConfig):
    name = "tandem.partnership"

    def ready(self) -> None:
        look_when_asked(look_into_rooms)


def look_into_rooms() -> None:
    autodiscover_modules(
        "obligations", "agenda", "detectors", "timeline", "setting_up", "about", "pair_page",
        "today_page", "on_the_pair", "on_the_map", "beside_promises", "in_the_charter",
        "in_the_walk", "both_ways",
    )  # fmt: skip
    import_module("tandem.partnership.reminders.waiting")
