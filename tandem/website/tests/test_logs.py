import logging

import pytest

from tandem.website.logs import WithoutSecrets


@pytest.mark.parametrize(
    ("message", "arguments", "said"),
    [
        ("%s: %s", ("Gone", "/app/invitation/Xy-9_z/"), "Gone: /app/invitation/…/"),
        ("/app/invitation/Xy-9_z/ was refused", (), "/app/invitation/…/ was refused"),
        ("%s of %d", ("/app/areas/", 3), "/app/areas/ of 3"),
    ],
)
def test_a_log_keeps_no_invitation_link(
    message: str, arguments: tuple[object, ...], said: str
) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, arguments, None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == said


def test_every_handler_of_the_product_cuts_them_out() -> None:
    from django.conf import settings

    handlers: dict[str, dict[str, list[str]]] = settings.LOGGING["handlers"]  # type: ignore[assignment]  # as written there
    assert all("secrets" in each["filters"] for each in handlers.values())
