"""What every answer carries, whoever asked: headers, clean markup, a bounded number of queries."""

import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.testing import Cast, Row
from tests.test_access_matrix import ROWS

PAGES = [row for row in ROWS if row.method == "GET"]
BASELINES = Path(__file__).parent / "query_counts.json"
MOST_QUERIES = 15
HTML_BYTES = 60 * 1024


def ident(row: Row) -> str:
    return f"{row.address} {row.about}".strip()


def visitor(row: Row) -> str:
    """Mira where she may, otherwise the first who gets the page, otherwise the first column."""
    shown = [who for who, status in row.columns.items() if status == 200]
    return "mira" if "mira" in shown or not shown else shown[0]


def answer(row: Row, cast: Cast, sign_in: SignIn) -> Any:  # noqa: ANN401 - a patched answer
    who = visitor(row)
    client = Client() if who == "nobody" else sign_in(getattr(cast, who))
    url = reverse(row.address, kwargs=dict(row.where(cast)))
    return client.get(url, dict(row.data(cast)))


@pytest.mark.parametrize("row", PAGES, ids=ident)
def test_every_page_carries_its_headers(row: Row, cast: Cast, sign_in: SignIn) -> None:
    found = answer(row, cast, sign_in)
    policy = found.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert found.headers["Referrer-Policy"] == "no-referrer"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert found.headers["X-Frame-Options"] == "DENY"
    if reverse(row.address, kwargs=dict(row.where(cast))).startswith("/app/"):
        cache = found.headers["Cache-Control"]
        assert "no-store" in cache
        assert "private" in cache


@pytest.mark.parametrize("row", PAGES, ids=ident)
def test_no_page_leaks_a_component_or_breaks_the_policy(
    row: Row, cast: Cast, sign_in: SignIn
) -> None:
    found = answer(row, cast, sign_in)
    if "html" not in found.headers.get("Content-Type", ""):
        return
    text = found.content.decode()
    assert "<c-" not in text
    assert not re.search(r"<[^>]+\sstyle=", text), "an inline style"
    assert not re.search(r"<[^>]+\son[a-z]+=", text), "an inline handler"
    assert not re.search(r"<script(?![^>]+src=)", text), "an inline script"
    assert "{{" not in text
    assert "{%" not in text
    assert len(found.content) <= HTML_BYTES


@pytest.mark.parametrize("row", PAGES, ids=ident)
def test_a_page_has_one_heading_and_no_skipped_level(row: Row, cast: Cast, sign_in: SignIn) -> None:
    text = answer(row, cast, sign_in).content.decode(errors="replace")
    if "<!doctype html>" not in text.lower():
        return
    levels = [int(level) for level in re.findall(r"<h([1-6])[\s>]", text)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("row", PAGES, ids=ident)
def test_no_page_asks_the_database_more_often_than_before(
    row: Row, cast: Cast, sign_in: SignIn
) -> None:
    answer(row, cast, sign_in)  # once to warm templates and content types
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer(row, cast, sign_in)
    # Signing in for the test is a write of its own, in front of the page.
    asked = [q["sql"] for q in queries.captured_queries if counts(q["sql"])]
    stored = json.loads(BASELINES.read_text(encoding="utf-8"))
    if os.environ.get("TANDEM_WRITE_BASELINES"):
        stored[ident(row)] = len(asked)
        BASELINES.write_text(json.dumps(dict(sorted(stored.items())), indent=1) + "\n")
    assert len(asked) <= stored.get(ident(row), 0), "\n".join(asked)
    assert len(asked) <= MOST_QUERIES


def counts(sql: str) -> bool:
    """The page's own questions: no savepoints, and not what signing in for the test writes."""
    return sql.startswith("SELECT")
