"""No page is forgotten: whatever the access matrix can open is in the list the browser looks at."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.browser.pages import PAGES
from tests.test_access_matrix import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

A_FILE = "it is a file, or one word"
A_PART = "it is put into a page of the list"
NOT_IN_THE_DEMONSTRATION = "its office, or what it shows, is not in the demonstration"
NO_PAGES: Mapping[str, str] = {
    "health": A_FILE,
    "ownership:map_file": A_FILE,
    "company:rejected": A_FILE,
    "company:duties_rejected": A_FILE,
    "pairs:causes": A_PART,
    "pairs:on_one_page": A_PART,
    "account_change_password": "the demonstration has no passwords: account_set_password",
    "account_reauthenticate": "the demonstration has no passwords to ask for",
    "invitation": "its address is shown once; test_walk_setup opens it",
    "company:two_keys": "test_two_keys asks for it and looks at it",
    "company:opened": "test_two_keys opens it",
    "company:look": NOT_IN_THE_DEMONSTRATION,
    "company:holds": NOT_IN_THE_DEMONSTRATION,
    "company:lift_hold": NOT_IN_THE_DEMONSTRATION,
}
"""What the matrix opens and the list need not have, and why."""


def test_every_page_of_the_matrix_is_in_the_list(varnholm: str) -> None:
    assert varnholm  # the invented company, of which the addresses are
    listed = {resolve(urlsplit(shot.address()).path).view_name for shot in PAGES}
    opened = {row.address for row in ROWS if row.method == "GET" and 200 in row.gets}
    assert sorted(opened - listed - NO_PAGES.keys()) == []
    assert sorted(NO_PAGES.keys() & listed) == []  # an exception that is none any more
    assert NO_PAGES.keys() <= {row.address for row in ROWS}


def test_no_name_stands_twice_in_the_list() -> None:
    names = [shot.name for shot in PAGES]
    assert sorted({name for name in names if names.count(name) > 1}) == []
