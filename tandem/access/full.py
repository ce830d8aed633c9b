"""When there is no room left to write."""

from __future__ import annotations

import errno
from collections.abc import Iterator

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
# SQLite says the second where a quota ends before the disk does.
WORDS = ("disk is full", "disk I/O error", "No space left on device", "File too large")


def is_full(error: BaseException | None) -> bool:
    """Whether a full disk is what went wrong, or what that came from."""
    return any(tells_of_it(each) for each in came_from(error))


def tells_of_it(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    return any(words in str(error) for words in WORDS)


def came_from(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
