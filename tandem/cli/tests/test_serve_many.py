"""Of several web processes on one PostgreSQL, each answers whoever asked."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_crash_served import GATHER, Browser
from tandem.cli.tests.test_serve import serving

PEOPLE = {
    "sam.lindqvist": "Sam Lindqvist",
    "ana.duarte": "Ana Duarte",
    "ilse.brandt": "Ilse Brandt",
    "kim.bakker": "Kim Bakker",
    "vera.lund": "Vera Lund",
    "eva.storm": "Eva Storm",
}
TITLE = re.compile(r"<title>(.+?) – Tandem</title>")
OFTEN = 25


def shown_as(browser: Browser) -> set[str]:
    """Whose page it was, each time this person asked for their own."""
    shown = set[str]()
    for _ in range(OFTEN):
        status, page = browser.ask("GET", "/app/me/")
        found = TITLE.search(page)
        assert (status, bool(found)) == (200, True), page[:500]
        shown.add(found[1] if found else "")
    return shown


@pytest.mark.slow
def test_of_many_who_ask_at_once_each_is_answered_with_their_own_page(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home", {"DATABASE_URL": new_database()})
    home.set_up()
    backups.run(home, GATHER)
    browsers = [Browser(name) for name in PEOPLE]
    with serving(home, "--workers", "2") as (_, url), ThreadPoolExecutor(len(PEOPLE)) as at_once:
        for each in browsers:
            each.port = int(url.rpartition(":")[2])
            each.sign_in()
        assert [*at_once.map(shown_as, browsers)] == [{name} for name in PEOPLE.values()]
