"""What is counted tells nobody what anybody did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from conftest import SignIn
from tandem.partnership.testing import Cast
from tandem.website import metrics
from tests.test_access_matrix import addresses

AGENT = "Zwartwitgevlekt/77.0"
Counts = dict[tuple[str, ...], float]


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a web process whose server tells metrics; the values stay in this process."""
    monkeypatch.setenv(metrics.FOLDER, "set")


def counts() -> Counts:
    """Everything that is told but for how long it took, which is never the same twice."""
    return {
        (each.name, *sorted(each.labels.values())): each.value
        for metric in metrics.REGISTRY.collect()
        for each in metric.samples
        if not each.name.endswith(("_sum", "_created", "_bucket"))
    }


def told_by(act: Callable[[], object]) -> Counts:
    before = counts()
    act()
    return {key: value - before.get(key, 0) for key, value in counts().items()
            if value != before.get(key, 0)}  # fmt: skip


def test_a_request_is_counted_by_group_by_reading_or_writing_and_by_the_kind_of_answer(
    counting: None, cast: Cast, sign_in: SignIn
) -> None:
    told = told_by(lambda: sign_in(cast.sam).get(reverse("today:page")))
    assert told == {
        ("tandem_requests_total", "2xx", "pages", "read"): 1,
        ("tandem_request_seconds_count", "pages"): 1,
    }
    refused = told_by(lambda: Client().post("/app/not-there/"))
    assert ("tandem_requests_total", "4xx", "nowhere", "write") in refused


def test_where_nobody_asked_for_metrics_nothing_is_counted(cast: Cast, sign_in: SignIn) -> None:
    assert told_by(lambda: sign_in(cast.sam).get(reverse("today:page"))) == {}


def test_whoever_watches_cannot_tell_what_people_do_with_each_other_from_today(
    counting: None, cast: Cast, sign_in: SignIn
) -> None:
    """Today, a pair's page, a promise, a card, a request to open: one is like the other."""
    sam, admin = sign_in(cast.sam), sign_in(cast.pia)
    today = told_by(lambda: sam.get(reverse("today:page")))
    for act in (
        lambda: sam.get(reverse("pairs:page", args=[cast.pair.pk])),
        lambda: sam.get(reverse("commitments:new")),
        lambda: sam.get(reverse("people:card", args=[cast.sam.pk])),
        lambda: sam.get(reverse("me")),
        lambda: admin.get(reverse("company:ask_to_open")),
        lambda: Client().get(reverse("account_login")),
    ):
        assert told_by(act) == today


def test_only_the_groups_that_were_thought_of_have_a_name() -> None:
    """A room that comes later is among the pages until somebody decides otherwise."""
    named: dict[str, set[str]] = {}
    for address in addresses(get_resolver().url_patterns):
        room, _, _ = address.rpartition(":")
        request = RequestFactory().get("/")
        request.resolver_match = get_resolver().resolve("/")
        request.resolver_match.app_name, request.resolver_match.view_name = room, address
        named.setdefault(metrics.group_of(request), set()).add(address)
    assert named.pop(metrics.PAGES)
    assert named == {
        metrics.HEALTH: {"health"},
        metrics.UPLOADS: {"company:new_import", "company:duties_file"},
        metrics.AREAS: {"areas:find", "areas:page", "areas:years", "areas:picture"},
    }


def test_no_label_says_who_or_which(counting: None, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    secret = "guessed-secret"
    for path in (
        reverse("people:card", args=[cast.mira.pk]),
        reverse("invitation", args=[secret]),
        f"/app/{secret}/",
        "/static/not-there.css",
        reverse("areas:find"),
    ):
        client.get(path, headers={"user-agent": AGENT})
    values = {value for key in counts() for value in key[1:]}
    known = {*metrics.GROUPS, "read", "write", *(f"{digit}xx" for digit in range(1, 6))}
    assert values <= known
    assert {metrics.STATIC, metrics.NOWHERE, metrics.AREAS} <= values
