"""The wheel, made by the steps of the container file, serves by itself: no checkout, no Node."""

from __future__ import annotations

import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from zipfile import ZipFile

import pytest

from tandem.cli.tests.test_serve import free_port
from tests.images import wheel_of_this_checkout
from tests.test_docs import ROOT

pytestmark = pytest.mark.slow

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
LINK = re.compile(r"http://127\.0\.0\.1:\d+/app/demo/be/\S+")


@pytest.fixture(scope="module")
def root() -> Path:
    return wheel_of_this_checkout().parents[2]


@pytest.fixture(scope="module")
def wheel(root: Path) -> ZipFile:
    [file] = (root / "src/dist").glob("tandem-*.whl")
    return ZipFile(file)


def package_files(*suffixes: str) -> set[str]:
    """Of the checkout, what the pages and the database need."""
    listed = subprocess.run(
        ["git", "ls-files", "tandem"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    return {
        name for name in listed
        if name.endswith(suffixes) and "tests" not in Path(name).parts
    }  # fmt: skip


def test_it_holds_every_page_style_migration_and_line_of_code(wheel: ZipFile) -> None:
    needed = package_files(".py", ".html", ".css", ".js", ".svg", ".toml", ".txt", "py.typed")
    assert len([name for name in needed if "/migrations/0" in name]) > 5
    assert needed - set(wheel.namelist()) == set()


def test_it_holds_the_assets_of_others_with_their_licences(wheel: ZipFile) -> None:
    vendor = "tandem/website/static/vendor/"
    names = {name.removeprefix(vendor) for name in wheel.namelist() if name.startswith(vendor)}
    assert {"pico.css", "pico-LICENSE.txt"} <= names
    for font in ("source-sans-3", "source-serif-4"):
        assert {f"{font}-latin.woff2", f"{font}-latin-ext.woff2", f"{font}-LICENSE.txt"} <= names
        assert b"SIL OPEN FONT LICENSE" in wheel.read(f"{vendor}{font}-LICENSE.txt").upper()
    assert b"Permission is hereby granted" in wheel.read(f"{vendor}pico-LICENSE.txt")
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel.namelist())


def test_it_holds_nothing_of_the_machine_that_built_it(wheel: ZipFile, root: Path) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {re.sub(r"-[\d.]+\.dist-info", "", top) for top in tops} == {"tandem"}
    for name in wheel.namelist():
        parts = set(Path(name).parts)
        assert not parts & {"tests", "node_modules", "__pycache__", ".demo"}, name
        said = wheel.read(name)
        assert str(root).encode() not in said, name
        assert str(ROOT).encode() not in said, name


@contextmanager
def demonstration(root: Path, port: int) -> Iterator[list[str]]:
    """Served by the installed command in a bare environment: the links it prints."""
    (root / "nothing").mkdir()
    server = subprocess.Popen(
        [root / "opt/tandem/bin/tandem", "demo", "--port", str(port)],
        env={"PATH": str(root / "nothing"), "TANDEM_HOME": str(root / "home"), "HOME": str(root),
             "PYTHONUNBUFFERED": "1"},
        cwd=root / "nothing", stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if line.startswith("or choose"):
                break
        yield LINK.findall("".join(said))
    finally:
        server.terminate()
        server.wait(60)
        server.stdout.close()


def opened(browser: urllib.request.OpenerDirector, url: str) -> tuple[str, str]:
    """The kind of what is there, and the text."""
    for _ in range(100):
        try:
            with browser.open(url, timeout=30) as answer:
                return answer.headers.get_content_type(), answer.read().decode("latin-1")
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not come")


def test_the_command_is_the_wheels_own(root: Path) -> None:
    told = subprocess.run(
        [root / "opt/tandem/bin/python", "-I", "-c", "import tandem; print(tandem.__file__)"],
        cwd=root, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert Path(told.strip()).is_relative_to(root / "opt/tandem/lib")


@pytest.mark.parametrize("name", ["onelogin", "pytest", "yaml"])
def test_beside_it_lies_only_what_the_lock_pins(root: Path, name: str) -> None:
    """So what is served below is served by these packages alone."""
    done = subprocess.run(
        [root / "opt/tandem/bin/python", "-I", "-c", f"import {name}"], cwd=root,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f"No module named '{name}'" in done.stderr


def test_the_demonstration_is_served_with_its_styles_scripts_and_fonts(root: Path) -> None:
    port = free_port()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with demonstration(root, port) as links:
        assert len(links) > 3
        kind, page = opened(browser, links[0])
        assert kind == "text/html"
        assert 'href="/app/me/"' in page  # signed in
        named = re.findall(r'(?:href|src)="(/static/[^"?#]+)', page)
        assert {Path(name).suffix for name in named} >= {".css", ".js"}
        for name in named:
            kind, said = opened(browser, f"http://127.0.0.1:{port}{name}")
            assert (name, kind) == (name, KINDS[name.rpartition(".")[2]])
            for font in re.findall(r'url\("?([^)"]+\.woff2)', said):
                url = urllib.parse.urljoin(f"http://127.0.0.1:{port}{name}", font)
                assert opened(browser, url)[0] == "font/woff2"
