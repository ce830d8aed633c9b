from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from tandem.partnership.testing import TUESDAY
from tandem.website import clock

LaterBy = Callable[..., None]


@pytest.fixture
def it_is() -> Iterator[LaterBy]:
    """Lets the given time pass since Tuesday: `it_is(days=91)`."""
    with ExitStack() as stack:
        yield lambda **later: stack.enter_context(clock.stopped(TUESDAY + timedelta(**later)))
