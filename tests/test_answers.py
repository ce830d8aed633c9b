"""What every answer carries, whoever asked: headers, clean markup, a bounded number of queries."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.testing import Row, WholeCast
from tests.test_access_matrix import ROWS

pytestmark = pytest.mark.alike

PAGES = [row for row in ROWS if row.method == "GET"]
BASELINES = Path(__file__).parent / "query_counts.json"
MOST_QUERIES = 15
HTML_BYTES = 60 * 1024
OUTSIDE = {  # where nobody is signed in yet, or no longer, and the demonstration’s own two
    "invitation", "account_login", "account_logout", "account_inactive",
    "demo:welcome", "demo:your_own",
}  # fmt: skip


def ident(row: Row) -> str:
    return f"{row.address} {row.about}".strip()


def visitor(row: Row) -> str:
    """Mira where she may, otherwise the first who gets the page, otherwise the first column."""
    shown = [who for who, status in row.columns.items() if status == 200]
    return "mira" if "mira" in shown or not shown else shown[0]


@dataclass
class Visit:
    """Somebody in front of an address, ready to look at it."""

    client: Client
    url: str
    data: dict[str, Any]

    def look(self) -> Any:  # noqa: ANN401 - the test client's own kind of answer
        found: Any = self.client.get(self.url, self.data)
        if found.streaming:
            found.read_whole = b"".join(found.streaming_content)
        return found


Visits = Callable[[Row], Visit]


@pytest.fixture
def visits(whole_cast: WholeCast, sign_in: SignIn) -> Visits:
    def visit(row: Row) -> Visit:
        who = visitor(row)
        client = Client() if who == "nobody" else sign_in(getattr(whole_cast, who))
        url = reverse(row.address, kwargs=dict(row.where(whole_cast)))
        return Visit(client, url, dict(row.data(whole_cast)))

    return visit


@pytest.mark.parametrize("row", PAGES, ids=ident)
def test_a_page_is_whole_and_asks_the_database_no_more_often_than_before(
    row: Row, visits: Visits
) -> None:
    """One test a page, since what takes long is to come in front of it."""
    visit = visits(row)
    visit.look()  # once to warm templates and content types
    with CaptureQueriesContext(connection) as queries:
        found = visit.look()
    asked = [each["sql"] for each in queries.captured_queries if each["sql"].startswith("SELECT")]
    asks_no_more_often(row, asked)
    carries_its_headers(found, visit.url)
    if "html" in found.headers.get("Content-Type", ""):
        leaks_no_component_and_keeps_the_policy(found)
        has_one_heading_no_skipped_level_and_the_quick_line(found, row, visit.url)


def carries_its_headers(found: HttpResponse, url: str) -> None:
    policy = found.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert found.headers["Referrer-Policy"] == "no-referrer"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert found.headers["X-Frame-Options"] == "DENY"
    if url.startswith("/app/"):
        cache = found.headers["Cache-Control"]
        assert "no-store" in cache
        assert "private" in cache


def leaks_no_component_and_keeps_the_policy(found: HttpResponse) -> None:
    text = found.content.decode()
    assert "<c-" not in text
    assert not re.search(r"<[^>]+\sstyle=", text), "an inline style"
    assert not re.search(r"<[^>]+\son[a-z]+=", text), "an inline handler"
    assert not re.search(r"<script(?![^>]+src=)", text), "an inline script"
    assert "{{" not in text
    assert "{%" not in text
    assert len(found.content) <= HTML_BYTES


def has_one_heading_no_skipped_level_and_the_quick_line(
    found: HttpResponse, row: Row, url: str
) -> None:
    text = found.content.decode()
    if "<!doctype html>" not in text.lower():
        return
    levels = [int(level) for level in re.findall(r"<h([1-6])[\s>]", text)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    if found.status_code == 200 and url.startswith("/app/") and row.address not in OUTSIDE:
        assert 'data-quick aria-keyshortcuts="n"' in text


def asks_no_more_often(row: Row, asked: list[str]) -> None:
    stored = json.loads(BASELINES.read_text(encoding="utf-8"))
    if os.environ.get("TANDEM_WRITE_BASELINES"):
        stored[ident(row)] = len(asked)
        BASELINES.write_text(json.dumps(dict(sorted(stored.items())), indent=1) + "\n")
    assert len(asked) <= stored.get(ident(row), 0), "\n".join(asked)
    assert len(asked) <= MOST_QUERIES
