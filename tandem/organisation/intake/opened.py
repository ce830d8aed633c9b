"""A file of people that was looked over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tandem.organisation.intake.findings import Problem
from tandem.organisation.intake.reading import Source
from tandem.organisation.intake.survey import Survey
from tandem.organisation.intake.values import Layout

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.survey import Looked


@dataclass(frozen=True, slots=True)
class Opened:
    """One file, looked over and ready to be read."""

    source: Source
    layout: Layout
    seen: Survey
    looked: Looked | None = None  # where the fast lane may take it
    noted: Sequence[Problem] = ()  # of its code tables
    unheard: Mapping[str, str] = field(default_factory=dict)  # headings: read by values instead
