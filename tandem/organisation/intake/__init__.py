"""Bringing people in from files: reading, mapping, values, findings, difference, staging, applying.

`check` reads files and says what would change; `keep` writes down that it waits; `apply` or
`discard` ends it. What a check found lies in a folder under the uploads, by the import's id.
"""

from tandem.organisation.intake.applying import apply, discard, folder_of, keep
from tandem.organisation.intake.checking import check
from tandem.organisation.intake.findings import FileUnusable, Kind, Problem
from tandem.organisation.intake.guessing import ColumnGuess, FileGuess, Why, guess
from tandem.organisation.intake.lacking import NotTaken, people_not_taken
from tandem.organisation.intake.leftovers import clear_leftovers, leftovers
from tandem.organisation.intake.mapping import GUESSED, Mapping, mapping_from, read_mapping
from tandem.organisation.intake.progress import STEP_NAMES, Progress, Step, silent
from tandem.organisation.intake.reading import Incoming
from tandem.organisation.intake.refusals import ManyChanges, UnableToApply
from tandem.organisation.intake.rejected import rejected_files
from tandem.organisation.intake.report import Doubt, FileSeen, Report, read_problems
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.undoing import (
    Block,
    UnableToUndo,
    in_the_way,
    latest_applied,
    undo,
)

__all__ = [
    "GUESSED",
    "STEP_NAMES",
    "Block",
    "ColumnGuess",
    "Doubt",
    "FileGuess",
    "FileSeen",
    "FileUnusable",
    "Incoming",
    "Kind",
    "ManyChanges",
    "Mapping",
    "NotTaken",
    "Problem",
    "Progress",
    "Report",
    "Shape",
    "Step",
    "UnableToApply",
    "UnableToUndo",
    "Why",
    "apply",
    "check",
    "clear_leftovers",
    "discard",
    "folder_of",
    "guess",
    "in_the_way",
    "keep",
    "latest_applied",
    "leftovers",
    "mapping_from",
    "people_not_taken",
    "read_mapping",
    "read_problems",
    "rejected_files",
    "silent",
    "undo",
]
