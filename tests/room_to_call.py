"""Room for the frames of a test's calls, asked for once a test.

CPython keeps the frames of a thread in pieces of 16 KiB. A call that begins at the end of a piece
asks the system for the next and gives it back on return, so a loop there costs two system calls and
a page fault each time round. Under pytest, Django's layers and a template, some loop always stands
there. A frame that says it needs much is given a piece of its own, twice as large, and all calls of
the test fit behind it.
"""

from __future__ import annotations

import pytest
from _pytest.runner import pytest_runtest_protocol

WORDS = 2**16  # half a mebibyte, so that its piece is one


def with_room(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """The whole protocol of one test, its fixtures included."""
    return pytest_runtest_protocol(item, nextitem)


with_room.__code__ = with_room.__code__.replace(co_stacksize=WORDS)
