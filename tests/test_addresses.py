"""An address put together is the one Django gives, for every key and under every prefix."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix

from tandem.organisation.addresses import address
from tandem.partnership.commitments.rules import Act
from tandem.partnership.signals.standing import Act as SignalAct

KINDS = [
    ("commitments:page",), ("signals:page",),
    *(("commitments:act", act.value) for act in Act),
    *(("signals:act", act.value) for act in SignalAct),
]  # fmt: skip


@pytest.fixture(params=["/", "/people/"])
def _prefix(request: pytest.FixtureRequest) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(request.param)
    yield
    set_script_prefix(before)


@pytest.mark.usefixtures("_prefix")
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_what_django_gives(kind: tuple[str, ...]) -> None:
    name, *rest = kind
    for key in (uuid4(), uuid4()):
        assert address(name, key, *rest) == reverse(name, args=[key, *rest])


def test_what_has_no_address_gets_none() -> None:
    with pytest.raises(NoReverseMatch):
        address("commitments:act", uuid4(), "not a word")
