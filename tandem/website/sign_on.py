"""Sign-on: nothing can be created from an open page, and nobody is mailed yet."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People get accounts by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Mail comes with its own part of the product; until then there is none to send."""

    def populate_username(self, *_: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Accounts have an address and no other name."""
