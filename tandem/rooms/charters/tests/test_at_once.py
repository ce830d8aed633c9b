"""Both partners speak at the same moment: a version is signed once, and nobody signs the unseen."""

from __future__ import annotations

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter.tests.stories import accepted, all_but, mark, stand
from tandem.partnership.models import Charter
from tandem.partnership.testing import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


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


def url(cast: Cast, name: str, key: str) -> str:
    return reverse(f"charters:{name}", args=[cast.pair.pk, key])


def test_two_last_yeses_sign_once(cast: Cast, sign_in: SignIn) -> None:
    all_but(cast.pair, "rights")
    seen = {"seen": mark(cast.pair, "rights")}
    accept = url(cast, "accept", "rights")
    taps = [(sign_in(who), accept, seen) for who in (cast.sam, cast.mira, cast.sam)]
    assert at_once(*taps) == Counter({302: 3})
    assert [charter.number for charter in Charter.objects.all()] == [1]


def test_a_yes_beside_a_change_never_agrees_to_the_change(cast: Cast, sign_in: SignIn) -> None:
    accepted(cast.pair, "open", cast.sam)
    seen = {"seen": mark(cast.pair, "open")}
    statuses = at_once(
        (sign_in(cast.mira), url(cast, "accept", "open"), seen),
        (sign_in(cast.sam), url(cast, "write", "open"), seen | {"words": "Everything, early."}),
    )
    part = stand(cast.pair, "open")
    # Whoever came first: Mira's yes was to what she saw, or she is told of the change.
    assert (part.state, part.said.text) == (State.BY_LEADER, "Everything, early.")
    assert statuses in (Counter({302: 2}), Counter({302: 1, 422: 1}))
