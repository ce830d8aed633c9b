"""However the server fails, the log says what is to be mended, and nobody's name, address or words.

Each failing is a real one, at every level of every logger and in both forms. That the search would
find what was printed is shown by `test_canary`.
"""

from __future__ import annotations

import json
import logging
import smtplib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Account
from tandem.partnership.testing import PASSWORD, Cast
from tandem.website.logs import Json
from tests.test_canary import formatted

SECRET = "tulpenmanie"
NAMES = (SECRET, "Lindqvist", "sam.lindqvist", "varnholm.example", "10.20.30.40", PASSWORD)
PAGE = "commitments:new"
if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

Failing = Callable[[Cast, SignIn, pytest.MonkeyPatch], "Answer"]


def broken_by(error: Callable[[], object]) -> Failing:
    """A signed-in person's page on which this happens."""

    def failing(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Answer:
        monkeypatch.setattr("tandem.rooms.commitments.views.render", lambda *_, **__: error())
        client = sign_in(cast.sam)
        client.raise_request_exception = False
        return client.get(reverse(PAGE), {"words": SECRET})

    return failing


def says_a_name() -> None:
    raise ValueError(f"Sam Lindqvist said {SECRET}")


def is_there_already() -> None:
    """PostgreSQL says which row it is: Key (email)=(sam.lindqvist@…) already exists."""
    Account.objects.create(email="sam.lindqvist@varnholm.example")
    Account.objects.create(email="sam.lindqvist@varnholm.example")


def is_no_number() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing_there, %s", [SECRET])


def is_refused_by_the_mail_server() -> None:
    refused = {"sam.lindqvist@varnholm.example": (550, b"no Sam Lindqvist here")}
    raise smtplib.SMTPRecipientsRefused(refused)


def a_secret_path(*_: object) -> Answer:
    return Client().get(f"/app/{SECRET}/sam.lindqvist/")


def a_strange_host(*_: object) -> Answer:
    return Client().get("/app/", headers={"host": f"{SECRET}@10.20.30.40"})


def a_form_without_its_token(cast: Cast, *_: object) -> Answer:
    login = {"login": cast.sam.email, "password": PASSWORD}
    origin = f"https://{SECRET}.varnholm.example"
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("account_login"), login, headers={"origin": origin})


def wrong_passwords(cast: Cast, *_: object) -> Answer:
    login = {"login": "sam.lindqvist@varnholm.example", "password": SECRET}
    for _each in range(7):
        answer = Client(REMOTE_ADDR="10.20.30.40").post(reverse("account_login"), login)
    return answer


FAILINGS: dict[str, tuple[Failing, int, dict[str, Any]]] = {
    "a view that quotes somebody": (
        broken_by(says_a_name), 500,
        {"logger": "django.request", "route": PAGE, "error": "builtins.ValueError"},
    ),
    "a row that is there already": (
        broken_by(is_there_already), 500,
        {"route": PAGE, "level": "ERROR", "status": 500},
    ),
    "a query that cannot be": (broken_by(is_no_number), 500, {"route": PAGE}),
    "mail that is refused": (
        broken_by(is_refused_by_the_mail_server), 500,
        {"error": "smtplib.SMTPRecipientsRefused", "event": "A request could not be answered."},
    ),
    "a secret path": (a_secret_path, 404, {"route": "nowhere", "level": "WARNING"}),
    "a strange host": (
        a_strange_host, 400,
        {"event": "A request for another host was refused.", "level": "WARNING"},
    ),
    "a form without its token": (
        a_form_without_its_token, 403, {"event": "A form was refused.", "route": "account_login"},
    ),
    "wrong passwords": (wrong_passwords, 200, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILINGS)
def test_what_fails_is_told_and_nobody_is_named(
    name: str, cast: Cast, sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    failing, status, useful = FAILINGS[name]
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "django.request")
    answer = failing(cast, sign_in, monkeypatch)
    assert answer.status_code == status
    said = [formatted(each) for each in caplog.records]
    told = [json.loads(Json().format(each)) for each in caplog.records]
    assert not useful or any(useful.items() <= each.items() for each in told), told
    for canary in NAMES:
        assert not any(canary in each for each in said), canary
        assert status < 500 or canary not in answer.text


def test_a_page_that_broke_shows_the_number_by_which_the_log_tells_of_it(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pages = [broken_by(says_a_name)(cast, sign_in, monkeypatch).text for _ in range(2)]
    numbers = [json.loads(Json().format(each))["request"] for each in caplog.records]
    assert len({*numbers}) == 2
    for page, number in zip(pages, numbers, strict=True):
        assert f"<code>{number}</code>" in page


def test_where_an_error_came_from_is_told_by_the_line_of_ours(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken_by(says_a_name)(cast, sign_in, monkeypatch)
    [told] = [json.loads(Json().format(each)) for each in caplog.records]
    assert told["at"].startswith("tandem/rooms/commitments/views.py:")
    assert "says_a_name" in told["trace"][-1]
