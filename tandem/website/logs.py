"""What stands in the log: what happened, in which request, where in the code. Nobody's words.

What an exception or a library says may quote a name, an address, a secret link or a whole row of
the database, so none of it is printed: of an exception its kind, of a library who spoke. Our own
loggers say constant words (a test reads them). One form is for people, the other for programs.
"""

from __future__ import annotations

import errno
import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

from django.http import HttpRequest

from tandem.access.full import came_from

OURS = Path(__file__).parents[2]
FRAMES = 25  # the innermost
NAMES = ("task", "duty")  # what our loggers may tell besides: names of functions
SAID_BY = {
    "django.request": "A request could not be answered.",
    "django.security": "A request was refused.",
    "django.security.csrf": "A form was refused.",
    "django.security.DisallowedHost": "A request for another host was refused.",
    "django.tasks": "A task was queued or done.",
    "psycopg.pool": "A connection to the database could not be made.",
    "allauth": "The sign-on met an error.",
    "_granian": "The web server met an error.",
    "py.warnings": "Python warns.",
    "": "A library says something.",
}
logger = logging.getLogger(__name__)


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """All that may be told of it, in the order in which it is told."""
    request = getattr(record, "request", None)
    error = record.exc_info[1] if record.exc_info else None
    facts = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": event_of(record),
        "status": getattr(record, "status_code", None),
        **({"route": route_of(request), "request": request_id(request)}
           if isinstance(request, HttpRequest) else {}),
        **{name: getattr(record, name, None) for name in NAMES},
        "error": " from ".join(map(kind_of, came_from(error))),
        "at": place_of(record, error),
        "trace": [*frames(error)],
    }  # fmt: skip
    return {name: fact for name, fact in facts.items() if fact}


def event_of(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == "tandem":
        return str(record.msg)
    name = record.name
    while name not in SAID_BY:
        name = name.rpartition(".")[0]
    return SAID_BY[name]


def route_of(request: HttpRequest) -> str:
    """The name of the address, never the path: that holds ids and secrets."""
    return request.resolver_match.view_name if request.resolver_match else "nowhere"


def request_id(request: HttpRequest) -> str:
    return str(getattr(request, "id", ""))


def kind_of(error: BaseException) -> str:
    """With the code the system or the database gave it, where there is one."""
    kind = type(error)
    code = errno.errorcode.get(getattr(error, "errno", None) or 0)
    code = code or getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f"{kind.__module__}.{kind.__qualname__}" + (f" ({code})" if code else "")


def place_of(record: logging.LogRecord, error: BaseException | None) -> str:
    """The innermost line of ours; without an exception, the line that spoke."""
    ours = [frame for frame in frames(error) if frame.startswith("tandem/")]
    return ours[-1].partition(" ")[0] if ours else f"{short(record.pathname)}:{record.lineno}"


def frames(error: BaseException | None) -> Iterator[str]:
    """Files, lines and functions, without what stands there."""
    for frame in extract_tb(error.__traceback__)[-FRAMES:] if error else ():
        yield f"{short(frame.filename)}:{frame.lineno} {frame.name}"


def short(path: str) -> str:
    """From the package on: where it is installed may name somebody."""
    place = Path(path)
    if place.is_relative_to(OURS / "tandem"):
        return place.relative_to(OURS).as_posix()
    _, found, within = place.as_posix().rpartition("/site-packages/")
    return within if found else place.name


class RefusedIsNoFault(logging.Filter):
    """What was refused before any page is no fault of ours: whoever sends a thousand requests for
    another host writes a thousand lines, and not as many traces."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security"):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = None
        return True


class Plain(logging.Formatter):
    """A line for people, and under it where the code came from."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        head = " ".join(str(facts.pop(name)) for name in ("time", "level", "logger", "event"))
        trace = facts.pop("trace", [])
        first = " ".join([head, *(f"{name}={fact}" for name, fact in facts.items())])
        return "\n    ".join([first, *trace])


class Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(facts_of(record))


FORMS = {"plain": Plain, "json": Json}


def take_over() -> None:
    """What Python itself would print of an error nobody caught, or of a warning, goes here too."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda said: _uncaught(said.exc_type, said.exc_value, said.exc_traceback)
    sys.unraisablehook = lambda said: _uncaught(said.exc_type, said.exc_value, said.exc_traceback)
    logging.captureWarnings(True)
    logging.raiseExceptions = False


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        found = error or kind()
        logger.critical("Nobody caught an error.", exc_info=(kind, found, trace))
