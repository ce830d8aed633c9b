from datetime import date

import pytest

from tandem.demo.company import Company, invent

TUESDAY = date(2026, 11, 24)
OTHER_DAYS = (
    date(2026, 11, 1),  # the first of a month, a Sunday
    date(2026, 12, 31),
    date(2027, 1, 4),
    date(2027, 3, 1),
    date(2028, 2, 29),
    date(2027, 8, 14),  # a Saturday
)


@pytest.fixture(scope="session")
def varnholm() -> Company:
    """The company on the day of the pictures. Frozen, so all tests can look at one."""
    return invent(TUESDAY)


@pytest.fixture(scope="session")
def on_other_days() -> tuple[Company, ...]:
    return tuple(invent(day) for day in OTHER_DAYS)
