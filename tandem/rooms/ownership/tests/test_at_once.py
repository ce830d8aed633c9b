"""Both partners speak at the same moment: both yeses count, nobody signs what they never saw."""

from __future__ import annotations

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from conftest import SignIn
from tandem.partnership.testing import Cast
from tandem.rooms.ownership.models import MapRow, RowMove, SignedRow
from tandem.rooms.ownership.rules import State
from tandem.rooms.ownership.tests.stories import DOMAIN, OURS, agreed, text_of

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


def url(cast: Cast, act: str) -> str:
    return f"/app/ownership/{cast.areas.operations.pk}/{DOMAIN}/{act}/"


def test_two_yes_sign_once(cast: Cast, sign_in: SignIn) -> None:
    seen = {"seen": text_of(cast.pair).mark}
    taps = [(sign_in(who), url(cast, "agree"), seen) for who in (cast.sam, cast.mira)]
    assert at_once(*taps) == Counter({302: 2})
    assert MapRow.objects.get().state == State.SIGNED
    assert SignedRow.objects.count() == 1
    assert [*RowMove.objects.values_list("number", flat=True)] == [1, 2]


def test_a_yes_twice_is_one_yes(cast: Cast, sign_in: SignIn) -> None:
    seen = {"seen": text_of(cast.pair).mark}
    sam = cast.sam
    assert at_once(*[(sign_in(sam), url(cast, "agree"), seen) for _ in range(3)]) == {302: 3}
    assert MapRow.objects.get().state == State.BY_LEADER
    assert RowMove.objects.count() == 1


def test_a_yes_beside_a_change_never_signs_the_change(cast: Cast, sign_in: SignIn) -> None:
    agreed(cast.pair, cast.sam)
    seen = {"seen": text_of(cast.pair).mark}
    change = seen | {"leader": OURS.leader, "hr": OURS.hr, "outcome": OURS.outcome}
    statuses = at_once(
        (sign_in(cast.mira), url(cast, "agree"), seen),
        (sign_in(cast.sam), url(cast, "edit"), change),
    )
    row = MapRow.objects.get()
    assert (row.state, row.text) == (State.BY_LEADER, OURS)
    # Whoever came first: Mira's yes signed what she saw, or she is told of the change.
    assert (SignedRow.objects.count(), statuses) in (
        (1, Counter({302: 2})), (0, Counter({302: 1, 422: 1})),
    )  # fmt: skip
    assert all(each.text != OURS for each in SignedRow.objects.all())
