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
    "after_managers": "tandem.analytics.from_facts:after_managers",
    "alike": "tandem.analytics.from_tables:alike",
    "change": "tandem.analytics.from_tables:change",
    "closeness": "tandem.analytics.from_facts:closeness",
    "contradictions": "tandem.analytics.from_facts:contradictions",
    "cox": "tandem.analytics.from_people:cox",
    "drivers": "tandem.analytics.from_tables:drivers",
    "facts": "tandem.analytics.verbs:facts",
    "fairness": "tandem.analytics.from_tables:fairness",
    "first_year": "tandem.analytics.from_facts:first_year",
    "follow_on": "tandem.analytics.from_facts:follow_on",
    "forecast": "tandem.analytics.from_facts:forecast",
    "hotspots": "tandem.analytics.from_tables:hotspots",
    "link": "tandem.analytics.from_tables:link",
    "measure": "tandem.analytics.verbs:measure",
    "measures": "tandem.analytics.verbs:measures",
    "odds": "tandem.analytics.from_tables:odds",
    "pay_gap": "tandem.analytics.from_tables:pay_gap",
    "representation": "tandem.analytics.from_tables:representation",
    "shift": "tandem.analytics.changes:judge_proportion",
    "skill_gaps": "tandem.analytics.from_tables:skill_gaps",
    "succession": "tandem.analytics.from_tables:succession",
    "survive": "tandem.analytics.from_people:survive",
    "themes": "tandem.analytics.from_tables:themes",
    "turnover_cost": "tandem.analytics.from_tables:turnover_cost",
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
