"""Every address x every method x everyone of the cast."""

from collections.abc import Iterator
from functools import cache as cache_once
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from conftest import SignIn
from tandem.access.models import Account, Session
from tandem.access.roles import EVERY_ROLE
from tandem.organisation.models import Person
from tandem.partnership.testing import COLUMNS, TUESDAY, Row, WholeCast

HOUSES = [app.name for app in apps.get_app_configs() if app.name.startswith("tandem.rooms.")]
ROWS: list[Row] = [
    row
    for house in [*HOUSES, "tandem.website", "tandem.demo"]
    for row in import_module(f"{house}.tests.access").ROWS
]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            name = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, prefix + name)
        else:
            yield prefix + str(pattern.name)


def test_every_address_has_a_row_and_no_row_is_without_an_address() -> None:
    there = set(addresses(get_resolver().url_patterns))
    assert {row.address for row in ROWS} == there


@pytest.fixture
def cast(whole_cast: WholeCast) -> WholeCast:
    return whole_cast


def test_every_role_has_a_column(cast: WholeCast) -> None:
    people = [getattr(cast, who) for who in COLUMNS if who not in ("otto", "nobody")]
    held = {role for each in people for role in each.roles(TUESDAY.date())}
    assert held == set(EVERY_ROLE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.address} {row.about}")
def test_everyone_gets_exactly_what_the_matrix_says(
    row: Row, cast: WholeCast, sign_in: SignIn
) -> None:
    browsers = everybodys(cast, sign_in)
    url = reverse(row.address, kwargs=dict(row.where(cast)))
    for who in visitors(row):
        cache.clear()  # nobody guesses on somebody else's account
        with transaction.atomic():
            before = row.probe(cast) if row.probe else None
            status = visit(browsers[who], row, url, cast)
            assert (who, status) == (who, row.columns[who])
            if row.probe:
                changed = row.probe(cast) != before
                assert (who, changed) == (who, who in row.changed_by.split())
            transaction.set_rollback(True)


@pytest.mark.parametrize("address", sorted({row.address for row in ROWS}))
def test_no_address_knows_a_method_without_a_row(
    address: str, cast: WholeCast, sign_in: SignIn
) -> None:
    rows = [row for row in ROWS if row.address == address]
    known = {row.method for row in rows} | {"HEAD", "OPTIONS"}
    who = next((w for w, status in rows[0].columns.items() if status < 400), "mira")
    browser = everybodys(cast, sign_in)[who]
    url = reverse(address, kwargs=dict(rows[0].where(cast)))
    for method in set(METHODS) - known:
        status = browser.generic(method, url).status_code
        assert (method, status) == (method, 405)


WANTED = {
    "email": "somebody@elsewhere.example", "login": "somebody@elsewhere.example",
    "username": "somebody", "first_name": "Some", "last_name": "Body",
    **dict.fromkeys(("password", "password1", "password2"), "a-long-passphrase-of-mine"),
}  # fmt: skip


def test_whoever_has_no_account_makes_none_by_what_they_send(cast: WholeCast) -> None:
    """Not on any address, with what a sign-up would take; a link of an invitation is one's own."""
    made = set()
    for row in ROWS:
        with transaction.atomic():
            url = reverse(row.address, kwargs=dict(row.where(cast)))
            before = Account.objects.count(), Person.objects.count()
            Client().post(url, {**WANTED, **row.data(cast)})
            if (Account.objects.count(), Person.objects.count()) != before:
                made.add(row.address)
            transaction.set_rollback(True)
    assert made == {"invitation"}


def visitors(row: Row) -> list[str]:
    """Everyone; on PostgreSQL the first of each answer, and of those who change something.

    Who gets which answer is decided by the same code there. What may differ is how the database
    answers, and for that one of each kind has to ask.
    """
    if connection.vendor == "sqlite":
        return [*COLUMNS]
    changes = row.changed_by.split()
    kinds = {(row.columns[who], who in changes): who for who in reversed(COLUMNS)}
    return [who for who in COLUMNS if who in kinds.values()]


def visit(browser: Client, row: Row, url: str, cast: WholeCast) -> int:
    data = dict(row.data(cast))
    answer = browser.get(url, data) if row.method == "GET" else browser.post(url, data)
    if answer.streaming:  # a download holds its file open until it is read
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    return answer.status_code


# ---- nineteen browsers for each row: made so that a row costs its pages and little else


@cache_once
def served() -> ClientHandler:
    """The middleware, loaded once: each new client would look through all static files."""
    return ClientHandler(enforce_csrf_checks=False)


SIGNED_IN: dict[UUID, Session] = {}


def everybodys(cast: WholeCast, sign_in: SignIn) -> dict[str, Client]:
    """Each person signed in. Like the cast, once: later tests get the rows that were written."""
    browsers = {who: Client() for who in COLUMNS}
    people: dict[str, Person] = {who: getattr(cast, who) for who in COLUMNS if who != "nobody"}
    if not set(SIGNED_IN) >= {each.pk for each in people.values()}:
        for who, person in people.items():
            browsers[who] = sign_in(person)
            key = browsers[who].session.session_key
            SIGNED_IN[person.pk] = Session.objects.get(session_key=key)
    else:
        sessions = {who: SIGNED_IN[person.pk] for who, person in people.items()}
        Session.objects.bulk_create(sessions.values())
        for who, session in sessions.items():
            browsers[who].cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    for each in browsers.values():
        each.handler = served()
    return browsers
