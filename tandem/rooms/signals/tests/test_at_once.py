"""Both partners answer at the same moment: one answer counts, the other is told."""

from __future__ import annotations

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from conftest import SignIn
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.signals.standing import State
from tandem.partnership.testing import Cast
from tandem.rooms.signals.tests.stories import broken

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PROMISE = {"what": "Bring the list", "due_on": "2026-12-08"}
NOT_TRUE = {"reason": "not_so"}


def at_once(*taps: tuple[Client, str, dict[str, str]]) -> Counter[int]:
    """The statuses of all taps, each from a thread and a connection of its own."""
    start, statuses = Barrier(len(taps)), []

    def one(client: Client, url: str, data: dict[str, str]) -> None:
        start.wait()
        try:
            statuses.append(client.post(url, data).status_code)
        finally:
            connection.close()

    threads = [Thread(target=one, args=tap) for tap in taps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


def url(signal: Signal, act: str) -> str:
    return f"/app/signals/{signal.pk}/{act}/"


def test_two_yes_make_one_promise(cast: Cast, sign_in: SignIn) -> None:
    signal = broken(cast.pair)
    taps = [(sign_in(who), url(signal, "start"), PROMISE) for who in (cast.sam, cast.mira)]
    assert at_once(*taps) == Counter({302: 1, 422: 1})
    assert Commitment.objects.count() == 1
    signal.refresh_from_db()
    assert signal.state == State.ACTING


def test_a_yes_and_a_not_true_leave_an_order_that_both_can_read(
    cast: Cast, sign_in: SignIn
) -> None:
    signal = broken(cast.pair)
    statuses = at_once(
        (sign_in(cast.sam), url(signal, "start"), PROMISE),
        (sign_in(cast.mira), url(signal, "dismiss"), NOT_TRUE),
    )
    signal.refresh_from_db()
    acts = [*SignalMove.objects.of(signal).order_by("number").values_list("act", flat=True)]
    assert signal.state == State.DISMISSED
    # Not true may follow a yes; a yes never follows a not true.
    assert (acts, statuses) in (
        (["fire", "start", "dismiss"], Counter({302: 2})),
        (["fire", "dismiss"], Counter({302: 1, 422: 1})),
    )
