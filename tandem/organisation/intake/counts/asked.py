"""What was said about files of counts before they are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tandem.organisation.intake.counts.given import GivenTable
from tandem.organisation.intake.counts.said import SaidOfCounts
from tandem.organisation.intake.mapping import Mapping


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said about the files: the mapping, and where code tables lie.

    years_likely: the first of the hundred years that two digits most likely stand for.
    beside_heads: headcounts are given in files of their own.
    """

    mapping: Mapping
    said: SaidOfCounts
    codes: Path | None
    folder: Path
    given: Sequence[GivenTable] = ()
    years_likely: int | None = None
    beside_heads: bool = False
