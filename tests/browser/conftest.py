"""A real Chromium, the invented company on a fixed Tuesday, and real servers in their own homes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from html import escape
from pathlib import Path

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tandem.cli.tests.homes import Home
from tandem.cli.tests.waiting import wait_until_healthy

# Playwright keeps an event loop in this thread; Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--font-render-hinting=none",
]  # fmt: skip
DESKTOP = {"width": 1440, "height": 1000}
PHONE = {"width": 390, "height": 844}


# They only look at the one company that the others act in, and some measure how long its pages are.
ONLY_LOOK = ("test_components", "test_every_page", "test_long_words", "test_print")


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in ONLY_LOOK)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("No Chromium here. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


Opens = Callable[..., Page]
Goes = Callable[..., "Response | None"]
PATIENCE = 750  # looks, 20 ms apart
STILL = """Promise.all(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().iterations !== Infinity)
    .map(each => each.finished.catch(() => null))).then(() => null)"""
# A part that a page fetches when it is there, and a picture that is being drawn.
TO_COME = "[hx-get][hx-trigger=load], [id^=picture-] [hx-trigger], #causes [hx-trigger]"


def settled(page: Page) -> None:
    """Whole, in its own fonts, no part or picture still to come and no colour on its way to
    another: what may be measured."""
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => null)")
    if page.evaluate("'htmx' in window"):
        expect(page.locator(TO_COME)).to_have_count(0, timeout=15_000)
    page.evaluate(STILL)


@pytest.fixture
def opens(chromium: Browser) -> Iterator[Opens]:
    """A page in a browser context of its own; what the browser complains about is a fault.

    What one person has sent is through before anybody goes to another page.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    on_its_way: set[Request] = set()

    def after_what_was_sent(page: Page, go: Goes) -> Goes:
        def goes(*where: str, **how: object) -> Response | None:
            for _ in range(PATIENCE):
                if not on_its_way:
                    return go(*where, **how)
                page.wait_for_timeout(20)
            raise AssertionError(f"no answer yet: {[each.url for each in on_its_way]}")

        return goes

    def open_page(**options: object) -> Page:
        context = chromium.new_context(**{"viewport": DESKTOP, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda sent: on_its_way.add(sent) if sent.method == "POST" else None)
        page.on("requestfinished", lambda sent: on_its_way.discard(sent))
        page.on("requestfailed", lambda sent: on_its_way.discard(sent))
        page.goto = after_what_was_sent(page, page.goto)  # type: ignore[method-assign]
        page.reload = after_what_was_sent(page, page.reload)  # type: ignore[method-assign]
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(fault(told)) if is_fault(told) else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def only_window(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


@pytest.fixture
def window(only_window: Page) -> Iterator[Page]:
    """For pages that are looked at, one after the other: a phone's in the dark, where nobody is
    signed in and nothing is kept but what every page brings along. To open one takes as long as
    most pages."""
    complaints: list[str] = []

    def hear_error(error: Error) -> None:
        complaints.append(str(error))

    def hear(told: ConsoleMessage) -> None:
        if is_fault(told):
            complaints.append(fault(told))

    only_window.context.clear_cookies()
    only_window.set_viewport_size(PHONE)  # type: ignore[arg-type]
    only_window.emulate_media(media="screen", color_scheme="dark")
    only_window.on("pageerror", hear_error)
    only_window.on("console", hear)
    yield only_window
    only_window.goto("about:blank")
    only_window.remove_listener("pageerror", hear_error)
    only_window.remove_listener("console", hear)
    assert complaints == []


def is_fault(told: ConsoleMessage) -> bool:
    # A form that comes back with its reasons is status 422, which Chromium reports as an error.
    return told.type == "error" and "status of 422" not in told.text


def fault(told: ConsoleMessage) -> str:
    return f"{told.text} {told.location.get('url', '')}"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def database(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """pytest-django builds one only if a collected test is marked for it, and these are not."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        if connection.introspection.table_names():
            yield
            return
        built = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(built, verbosity=0)


@pytest.fixture(scope="session")
def varnholm(database: None, django_db_blocker: object) -> Iterator[str]:
    """The invented company as of 24 November 2026, served in this process; only looked at."""
    import threading

    from django.test import override_settings
    from django.urls import reverse

    from tandem.demo.load import load_if_empty
    from tandem.partnership.testing import TUESDAY
    from tandem.website import clock
    from tandem.website.wsgi import application

    at_once = {"default": {"BACKEND": "tests.counted_later.AtOnce"}}
    unblocked = django_db_blocker.unblock()  # type: ignore[attr-defined]
    with unblocked, clock.stopped(TUESDAY), override_settings(TASKS=at_once):
        load_if_empty(at=TUESDAY)
        # Addresses are loaded once: here, and not in a test for which nothing is a demonstration.
        reverse("demo:be", args=["mira"])
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def tasks_run_at_once() -> None:
    """Set once for the session by the servers here."""


@pytest.fixture
def it_is_tuesday() -> None:
    """The same."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Home, str]]:
    """A new home, and `tandem serve` with its worker in front of it, on a port of its own."""
    home = Home(tmp_path / "home")
    link = home.set_up("Hana Moreau", "hana.moreau@halden.example")
    with serving(home) as (url, _):
        yield home, at(url, link)


@contextmanager
def serving(home: Home) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`tandem serve` on a port of its own: its address and process. It stops in good order,
    unless it was killed meanwhile."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tandem.cli", "serve", "--port", str(port)],
        env=home.environment(),
    )
    try:
        wait_until_healthy(url)
        yield url, process
    finally:
        process.terminate()
        assert process.wait(30) in (0, -signal.SIGKILL), "tandem serve did not stop in good order"


def at(url: str, link: str) -> str:
    """A link that the terminal printed, where this server listens."""
    return link.replace("http://127.0.0.1:8000", url)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Album:
    """Numbered pictures of a walk, fresh each time."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder, self.count = folder, 0

    def keep(self, page: Page, name: str) -> None:
        page.wait_for_load_state()
        self.count += 1
        page.screenshot(path=self.folder / f"{self.count:02}-{name}.png", full_page=True)

    def keep_terminal(self, page: Page, name: str, lines: str) -> None:
        """What stood on the terminal, as a picture."""
        page.set_content(f"<pre style='font-size: 15px; white-space: pre-wrap'>{escape(lines)}")
        self.keep(page, name)

    def keep_letter(self, page: Page, name: str, letter: Message) -> None:
        """A letter as a mail program shows it."""
        [shown] = [part for part in letter.walk() if part.get_content_type() == "text/html"]
        page.set_content(str(shown.get_content()))  # type: ignore[attr-defined]
        self.keep(page, name)
