"""Measures of people history, answers and counts, and how sure they are.

`import tandem.analytics as ta`, then `ta.measures()` for the cards, and
`ta.measure("total turnover", people="people.csv", by="area")` for numbers. What a verb needs is
imported when it is first used, so that this takes no time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

VERBS = {  # one line for each: its module and what it is called there
    "facts": "tandem.analytics.verbs:facts",
    "fairness": "tandem.analytics.fairness:compare",
    "hotspots": "tandem.analytics.hotspots:hotspots",
    "link": "tandem.analytics.linkage:link",
    "measure": "tandem.analytics.verbs:measure",
    "measures": "tandem.analytics.verbs:measures",
    "survive": "tandem.analytics.staying:staying",
}


def _verb(name: str) -> Callable[..., Any]:
    """Raises AttributeError where this installation has no such verb."""
    module, _, called = VERBS[name].partition(":")
    try:
        found: Callable[..., Any] = getattr(import_module(module), called)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise AttributeError(f"tandem.analytics has no {name}.") from None
    return found


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verb is
    if name not in VERBS:
        raise AttributeError(f"tandem.analytics has no {name}. Its verbs: {', '.join(VERBS)}.")
    return _verb(name)


def __dir__() -> list[str]:
    return sorted([*globals(), *VERBS])


class _ModuleAndVerb(ModuleType):
    """A module that has the name of a verb: calling it is the verb."""

    def __call__(self, *arguments: object, **named: object) -> object:
        return _verb(self.__name__.rpartition(".")[2])(*arguments, **named)


class _Package(ModuleType):
    """Importing a module of the package makes it an attribute, in place of a verb of its name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in VERBS and isinstance(value, ModuleType):
            value.__class__ = _ModuleAndVerb
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
