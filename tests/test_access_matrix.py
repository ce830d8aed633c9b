"""Every address x every method x everyone of the cast."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from conftest import SignIn
from tandem.partnership.testing import COLUMNS, Cast, Row

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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.address} {row.about}")
def test_everyone_gets_exactly_what_the_matrix_says(row: Row, cast: Cast, sign_in: SignIn) -> None:
    for who in COLUMNS:
        with transaction.atomic():
            client = Client() if who == "nobody" else sign_in(getattr(cast, who))
            before = row.probe(cast) if row.probe else None
            status = visit(client, row, cast)
            assert (who, status) == (who, row.columns[who])
            if row.probe:
                changed = row.probe(cast) != before
                assert (who, changed) == (who, who in row.changed_by.split())
            transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted({row.address for row in ROWS}))
def test_no_address_knows_a_method_without_a_row(address: str, cast: Cast, sign_in: SignIn) -> None:
    rows = [row for row in ROWS if row.address == address]
    known = {row.method for row in rows} | {"HEAD", "OPTIONS"}
    who = next((w for w, status in rows[0].columns.items() if status < 400), "mira")
    client = Client() if who == "nobody" else sign_in(getattr(cast, who))
    for method in set(METHODS) - known:
        url = reverse(address, kwargs=dict(rows[0].where(cast)))
        status = client.generic(method, url).status_code
        assert (method, status) == (method, 405)


def visit(client: Client, row: Row, cast: Cast) -> int:
    url = reverse(row.address, kwargs=dict(row.where(cast)))
    data = dict(row.data(cast))
    answer = client.get(url, data) if row.method == "GET" else client.post(url, data)
    if answer.streaming:  # a download holds its file open until it is read
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    return answer.status_code
