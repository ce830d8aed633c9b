"""`make shots`: every page in both themes and on a phone, our page and its mock-up side by side."""

from __future__ import annotations

import html
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Opens
from tests.browser.pages import PAGES
from tests.browser.test_pages import visit

pytestmark = [pytest.mark.browser, pytest.mark.shots]
FOLDER = Path(__file__).parents[2] / "build/shots"
MOCK_UPS = Path(
    os.environ.get("TANDEM_MOCK_UPS") or Path(__file__).parents[2] / "../shared/design"
).resolve()
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
}
VERSIONS = ("full-light", "desktop-light", "mobile-light", "desktop-dark")


def test_shots(varnholm: str, opens: Opens) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    rows = []
    for shot in PAGES:
        for look, wishes in LOOKS.items():
            page = visit(opens(**wishes), varnholm, shot)
            page.screenshot(path=FOLDER / f"{shot.name}-{look}.png", full_page=True)
            page.context.close()
        rows.append(row(shot.name, shot.mock_up))
    (FOLDER / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>Our pages beside the mock-ups</title>"
        "<style>table{width:100%}td{width:50%;vertical-align:top}img{width:100%}</style>"
        f"<table>{''.join(rows)}</table>",
        encoding="utf-8",
    )
    assert len(list(FOLDER.glob("*.png"))) >= len(PAGES) * len(LOOKS)


def row(name: str, mock_up: str) -> str:
    """Ours left, the mock-up right, at equal width."""
    beside = "".join(
        f"<p>{version}</p><img src={Path(shutil.copy(file, FOLDER)).name!r}>"
        for version in VERSIONS
        if mock_up and (file := MOCK_UPS / f"{mock_up}-{version}.png").is_file()
    )
    ours = "".join(f"<p>{look}</p><img src='{name}-{look}.png'>" for look in LOOKS)
    title = html.escape(name)
    return f"<tr><th colspan=2><h2>{title}</h2></th></tr><tr><td>{ours}</td><td>{beside}</td></tr>"
