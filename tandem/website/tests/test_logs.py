"""A line of the log: what it tells, and that our own loggers say constant words."""

from __future__ import annotations

import ast
import errno
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import resolve

import tandem
from tandem.website.logs import (
    FORMS,
    Json,
    Plain,
    RefusedIsNoFault,
    facts_of,
    kind_of,
    short,
    take_over,
)

PRODUCT = Path(tandem.__file__).parent
SAYING = {"debug", "info", "warning", "error", "exception", "critical"}


def record(
    name: str, message: str, *arguments: object, error: BaseException | None = None, **more: object
) -> logging.LogRecord:
    found = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord(name, logging.ERROR, __file__, 7, message, arguments, found)
    made.created = 1_000_000_000.25
    made.__dict__.update(more)
    return made


def test_in_the_plain_form_a_line_says_when_how_bad_who_and_what() -> None:
    said = Plain().format(record("tandem.cli.queue", "A task stopped.", task="draw"))
    assert said == (
        "2001-09-09T01:46:40.250+00:00 ERROR tandem.cli.queue A task stopped. task=draw "
        "at=tandem/website/tests/test_logs.py:7"
    )


def test_in_the_form_for_programs_a_line_is_one_object() -> None:
    said = json.loads(Json().format(record("tandem.cli.queue", "A task stopped.", task="draw")))
    assert said == {
        "time": "2001-09-09T01:46:40.250+00:00",
        "level": "ERROR",
        "logger": "tandem.cli.queue",
        "event": "A task stopped.",
        "task": "draw",
        "at": "tandem/website/tests/test_logs.py:7",
    }


def test_of_a_request_the_name_of_its_address_is_told_and_its_number() -> None:
    request = RequestFactory().get("/app/invitation/secret/")
    request.id = "0a1b2c"  # type: ignore[attr-defined]  # as the middleware does
    before = facts_of(record("django.request", "%s: %s", request=request, status_code=500))
    assert (before["route"], before["request"], before["status"]) == ("nowhere", "0a1b2c", 500)
    request.resolver_match = resolve("/app/invitation/secret/")
    assert facts_of(record("django.request", "", request=request))["route"] == "invitation"


def test_of_an_error_its_kinds_are_told_and_the_innermost_line_of_ours() -> None:
    try:
        try:
            short(b"Sam Lindqvist")  # type: ignore[arg-type]  # so that it breaks in there
        except TypeError as inner:
            raise ValueError("Sam Lindqvist") from inner
    except ValueError as error:
        told = facts_of(record("django.request", "Sam Lindqvist", error=error))
    assert told["error"] == "builtins.ValueError from builtins.TypeError"
    assert told["at"].startswith("tandem/website/tests/test_logs.py:")
    assert all(" " in frame and "Sam" not in frame for frame in told["trace"])


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "no room", "/srv/sam/x"), "builtins.OSError (ENOSPC)"),
        (OperationalError("host 10.1.2.3"), "django.db.utils.OperationalError"),
        (KeyError("Sam"), "builtins.KeyError"),
    ],
)
def test_the_code_of_the_system_stands_with_the_kind(error: Exception, kind: str) -> None:
    assert kind_of(error) == kind


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{PRODUCT}/website/views.py", "tandem/website/views.py"),
        ("/srv/sam/x/site-packages/django/db/utils.py", "django/db/utils.py"),
        ("/srv/sam/python3/asyncio/base.py", "base.py"),
    ],
)
def test_where_it_is_installed_is_not_told(path: str, told: str) -> None:
    assert short(path) == told


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("django.security.csrf", "A form was refused."),
        ("django.security.SuspiciousFileOperation", "A request was refused."),
        ("allauth.account.stages", "The sign-on met an error."),
        ("somebody.else", "A library says something."),
    ],
)
def test_of_a_library_who_spoke_is_told_and_not_what_it_said(name: str, event: str) -> None:
    told = facts_of(record(name, "about %s", "Sam Lindqvist"))
    assert (told["logger"], told["event"]) == (name, event)
    assert "Sam" not in json.dumps(told)


def spoken() -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a logger of ours."""
    for path in PRODUCT.rglob("*.py"):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in SAYING
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id in ("logger", "logging")
                ):
                    yield path, node


def test_our_own_loggers_say_constant_words() -> None:
    calls = [*spoken()]
    assert len(calls) > 5
    for path, call in calls:
        where = f"{path}:{call.lineno}"
        assert [type(each) for each in call.args] == [ast.Constant], where
        assert {each.arg for each in call.keywords} <= {"extra", "exc_info"}, where


def test_every_handler_of_the_product_has_a_form_of_ours() -> None:
    said = settings.LOGGING
    assert {each["formatter"] for each in said["handlers"].values()} == {"quiet"}  # type: ignore[attr-defined]  # as written there
    assert said["formatters"]["quiet"]["()"] is FORMS[settings.SITE.log]  # type: ignore[index]  # the same
    assert said["loggers"]["django"]["handlers"] == []  # type: ignore[index]  # the same


def test_a_request_for_another_host_is_one_line_and_no_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400
    [refused] = [each for each in caplog.records if each.name.startswith("django.security")]
    assert RefusedIsNoFault().filter(refused)
    assert " WARNING django.security.DisallowedHost A request for another host was refused." in (
        said := Plain().format(refused)
    )
    assert "\n" not in said
    ours = record("tandem.cli.queue", "A task stopped.", error=ValueError())
    assert RefusedIsNoFault().filter(ours)
    assert (ours.levelname, bool(ours.exc_info)) == ("ERROR", True)
    handlers = settings.LOGGING["handlers"].values()  # type: ignore[attr-defined]  # as written there
    assert all(each["filters"] == ["refused"] for each in handlers)


def test_what_python_itself_would_print_is_told_like_everything_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, None)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    take_over()
    try:
        sys.excepthook(ValueError, ValueError("Sam Lindqvist"), None)
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("about Sam Lindqvist", stacklevel=1)
    finally:
        logging.captureWarnings(False)
    said = [Plain().format(each) for each in caplog.records]
    assert len(said) == 2
    assert "Nobody caught an error. error=builtins.ValueError" in said[0]
    assert "py.warnings Python warns." in said[1]
    assert "Sam" not in "".join(said)
