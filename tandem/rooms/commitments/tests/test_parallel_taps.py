"""Two devices of one person, or both people, tap at the same moment: one act counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from conftest import SignIn
from tandem.access.models import Event
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.rules import Act, State
from tandem.partnership.testing import Cast
from tandem.rooms.commitments.tests import stories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TAPS = 4


def at_once(*taps: Callable[[], int]) -> Counter[int]:
    """The statuses of all taps, each from a thread and a connection of its own."""
    start, statuses = Barrier(len(taps)), []

    def one(tap: Callable[[], int]) -> None:
        start.wait()
        try:
            statuses.append(tap())
        finally:
            connection.close()

    threads = [Thread(target=one, args=[tap]) for tap in taps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


def status_of(client: Client, url: str, given: dict[str, str]) -> int:
    return client.post(url, given).status_code


def tap(client: Client, promise: Commitment, act: Act) -> Callable[[], int]:
    url = f"{promise.get_absolute_url()}{act}/"
    return lambda: client.post(url).status_code


def test_one_thanks_counts_however_many_devices_say_it(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_reports_it_done(cast)
    statuses = at_once(*(tap(sign_in(cast.sam), promise, Act.THANK) for _ in range(TAPS)))
    assert statuses == Counter({422: TAPS - 1, 302: 1})
    assert Move.objects.of(promise).filter(act=Act.THANK).count() == 1
    assert Event.objects.filter(what="commitment.thank").count() == 1
    promise.refresh_from_db()
    assert promise.state == State.SATISFIED


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "row"])
def test_who_comes_second_is_told_and_keeps_their_words(
    headers: dict[str, str], cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.sam_asks_mira(cast)
    stories.says(promise, Act.WITHDRAW, cast.sam)
    said = {"words": "Only if <b>Kim</b> helps with the shift plan", "what": "Half of it"}
    answer = sign_in(cast.mira).post(f"{promise.get_absolute_url()}counter/", said, headers=headers)
    assert answer.status_code == 422
    kept = "You had written: “Half of it Only if &lt;b&gt;Kim&lt;/b&gt; helps with the shift plan”"
    assert kept in answer.text
    assert Move.objects.of(promise).count() == 2


def test_a_yes_and_a_withdrawal_at_once_leave_one_of_the_two(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    statuses = at_once(
        tap(sign_in(cast.mira), promise, Act.PROMISE),
        tap(sign_in(cast.sam), promise, Act.WITHDRAW),
    )
    assert statuses == Counter({302: 1, 422: 1})
    promise.refresh_from_db()
    last = Move.objects.of(promise).newest_first()[0]
    assert (promise.state, last.number) == (last.to, 2)


def test_taps_on_different_promises_all_count(cast: Cast, sign_in: SignIn) -> None:
    promises = [stories.sam_asks_mira(cast) for _ in range(TAPS)]
    mira = [sign_in(cast.mira) for _ in promises]
    taps = [tap(one, promise, Act.PROMISE) for one, promise in zip(mira, promises, strict=True)]
    assert at_once(*taps) == Counter({302: TAPS})
    assert Commitment.objects.filter(state=State.PROMISED).count() == TAPS


def test_a_new_promise_sent_from_many_taps_at_once_is_one(cast: Cast, sign_in: SignIn) -> None:
    given = {"direction": "customer", "who": "Mira Okafor", "what": "A", "due_on": "2026-11-27"}
    clients = [sign_in(cast.sam) for _ in range(TAPS)]
    statuses = at_once(
        *[partial(status_of, client, "/app/promises/new/", given) for client in clients]
    )
    assert statuses == Counter({302: TAPS})
    assert Commitment.objects.count() == 1
