"""The values of the mathematics that rooms may print: rooms see them here and nowhere deeper."""

from tandem.analytics.area import (
    AreaJobs,
    AreaNumbers,
    AreaYear,
    CountedYear,
    Counts,
    Gap,
    ReasonCount,
)
from tandem.analytics.control import Verdict
from tandem.analytics.results import Hidden, Interval, Result

__all__ = [
    "AreaJobs",
    "AreaNumbers",
    "AreaYear",
    "CountedYear",
    "Counts",
    "Gap",
    "Hidden",
    "Interval",
    "ReasonCount",
    "Result",
    "Verdict",
]
