"""Of the machine somebody sits at, nothing is kept: no address, no description of the browser.

A canary address and a canary browser go through every door of signing in; then database, sessions,
logs, counters in memory, mail, tasks and home are searched for them. Each search first shows that
it finds what was planted there.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tandem.access.audit import OPERATOR
from tandem.access.models import Event, Session
from tandem.organisation import actions
from tandem.partnership.testing import PASSWORD, TUESDAY, Cast
from tandem.rooms.mail.links import stop_token
from tandem.website import limits
from tandem.website.tests.proofs import code, with_a_phone
from tests.test_canary import every_row, files_of, formatted, holds

ADDRESS, FORWARDED = "203.0.113.77", "198.51.100.23"
WIDE = "2001:db8:77::4711"
AGENT = "Zwartwitgevlekt/77.0 (Canary; rv:77) Firefox/140.0"
CANARIES = (ADDRESS, FORWARDED, WIDE, "Zwartwitgevlekt", "2001:db8:77")


def machine(address: str = ADDRESS) -> Client:
    sent = {"user-agent": AGENT, "x-forwarded-for": FORWARDED, "x-real-ip": FORWARDED}
    client = Client(REMOTE_ADDR=address, headers=sent)
    client.raise_request_exception = False
    return client


def through_every_door(cast: Cast) -> None:
    """As somebody who mistypes, guesses, signs in, changes things, and leaves."""
    secret = with_a_phone(cast.sam)
    _, token = actions.invite(person=cast.pia, email=cast.pia.email, by=OPERATOR, at=TUESDAY)
    letter = reverse("letters:stop", args=[stop_token(cast.sam)])
    for client in (machine(), machine(WIDE)):
        login = {"login": cast.sam.email, "password": PASSWORD}
        client.get(reverse("invitation", args=["guess"]))
        client.get(reverse("invitation", args=[token]))
        client.post(reverse("account_login"), login | {"password": "guess"})
        client.post(reverse("account_login"), login)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        client.post(reverse("mfa_authenticate"), {"code": code(secret, client is not None)})
        client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
        client.get(reverse("sessions"))
        client.get(letter)
        client.post(letter)
        client.get("/app/not-there/")
        client.get("/app/", headers={"host": "evil.example"})
    stale = machine()
    assert cast.mira.account is not None
    stale.force_login(cast.mira.account)
    stale.post(reverse("mfa_generate_recovery_codes"))  # is asked again who they are
    stale.post(reverse("end_other_sessions"))


def in_memory() -> str:
    return "\n".join([*cache._cache, *map(str, cache._cache.values())])  # type: ignore[attr-defined]  # of the backend in memory


@pytest.mark.parametrize("proxies", [0, 1])
def test_no_table_no_counter_no_log_and_no_mail_holds_them(
    cast: Cast, caplog: pytest.LogCaptureFixture, settings: Settings, proxies: int
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("tandem").warning("planted-in-the-log")
        through_every_door(cast)
    cache.set("planted-in-memory", 1)
    Event.objects.create(what="planted-in-a-row", actor="system", about=cast.sam.pk, at=TUESDAY)
    logged = "\n".join(formatted(record) for record in caplog.records)
    rows, memory = every_row(), in_memory()
    assert holds(rows, "planted-in-a-row")
    assert "planted-in-memory" in memory
    assert "planted-in-the-log" in logged
    assert "login" in memory, "something was counted"
    for canary in CANARIES:
        assert not holds(rows, canary)
        assert canary not in memory
        assert canary not in logged
    assert mail.outbox == []


def test_no_session_holds_them_once_it_is_decrypted(cast: Cast) -> None:
    through_every_door(cast)
    kept = [str(each.get_decoded()) for each in Session.objects.all()]
    assert any(str(cast.sam.account_id) in each for each in kept)
    for canary in CANARIES:
        assert not any(canary in each for each in kept)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_home_holds_them() -> None:
    cast = Cast.gather()
    through_every_door(cast)
    if connection.vendor == "sqlite":
        planted = {"what": "planted-in-a-file", "actor": "system", "at": TUESDAY}
        Event.objects.create(about=cast.sam.pk, **planted)
    found = files_of(site.SITE.home)
    if connection.vendor == "sqlite":  # lies apart in tests: each process has a home of its own
        found += files_of(Path(connection.settings_dict["NAME"]).parent)
    assert connection.vendor != "sqlite" or holds(found, "planted-in-a-file")
    for canary in CANARIES:
        assert not holds(found, canary)


# ---- what is counted instead


def test_what_is_counted_says_nothing_and_is_another_every_day() -> None:
    today, tomorrow = TUESDAY.date(), (TUESDAY + timedelta(days=1)).date()
    first = limits.counted_as(ADDRESS, today)
    assert first == limits.counted_as(ADDRESS, today)
    assert first != limits.counted_as(FORWARDED, today)
    assert first != limits.counted_as(ADDRESS, tomorrow)
    assert first != limits.counted_as(ADDRESS, today)  # the key of the day before is gone


def test_one_network_of_six_counts_as_one_machine() -> None:
    today = TUESDAY.date()
    same = {limits.counted_as(f"2001:db8:77::{n}", today) for n in range(1, 5)}
    assert len(same) == 1
    assert limits.counted_as("2001:db8:77:1::1", today) not in same


def test_the_key_is_in_memory_alone() -> None:
    limits.counted_as(ADDRESS, TUESDAY.date())
    assert not holds(files_of(site.SITE.home), limits._KEY.key.hex())
