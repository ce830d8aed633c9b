"""Which column is which: guessed from the headings, or said in a mapping file.

A mapping file is TOML with up to ten sections:

- `[columns]`, `"Their heading" = "hire date"`: a field in any usual wording, or `"ignore"`
- `[file]`, `sheet`, `header_line`, `encoding`, `delimiter`: how the file is written;
  `letters = "as-they-are"`: signs like Ã¼ are not put right
- `[dates]`, `order = "day-first"`, `"month-first"`, `"iso"` or `"day-numbers"`;
  `two_digit_years = 1937`: the first of the hundred years that two digits stand for
- `[numbers]`, `decimal = ","` or `"."`; `same_month = "add"`: headcounts that stand again add up
- `[names]`, `order = "family-first"` or `"given-first"`: how whole names are written
- `[department]`, `separator = " / "`; `""` leaves every department one level;
  `columns = ["Division", "Department"]`: a column for each level, from the top down;
  `first-part = "code"` or `"name"`; `same-name = "by-code"` or `"one"`
- `[reasons]`, `"Their word" = "voluntary"`, `"retirement"`, `"involuntary"`, `"other"` or
  `"not a leaving"`
- `[jobs]`, `second = "left-out"` or `"moves"`; `leaving-day = "first-away"` or `"last-worked"`;
  `reason-rows = "left"` or `"still-here"`
- `[leavings]`, `withdrawn = "stays"` or `"left"`; `reason = "remark"` or `"as-read"`
- `[codes."Their heading"]`, the table a column's codes stand in: see `counts.said`

Counts know more columns and one more class of reasons, `"transfer"`; people's files are read
without the one, and the other is another reason there.
"""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tandem.organisation.intake.counts.fields import is_count_field
from tandem.organisation.intake.dates import FIRST_YEAR, Order
from tandem.organisation.intake.fields import LABELS, NEEDED, RANKED, RANKED_IN, Field, Ranked
from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.level_words import levels_of
from tandem.organisation.intake.naming import SAID, NameOrder
from tandem.organisation.intake.numbers import Style
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import plain, squeezed
from tandem.organisation.intake.ways import NOTHING_SAID, WORKER_TYPES, Ways, ways_said
from tandem.organisation.models import CountedReason, Meaning

AS_THEY_ARE = "as-they-are"
IGNORED = "ignore"
TRANSFER = CountedReason.TRANSFER.value
YEARS, MOST_RECENT = "two_digit_years", 2000
WHOLE_ALONE = frozenset({"nome"})
SAME_MONTH = "same_month"
AS_SAID = ("jobs", "leavings", WORKER_TYPES)
SECTIONS = {"columns", "file", "dates", "numbers", "department", "reasons", "codes", "names"}
SECTIONS |= {*AS_SAID}


@dataclass(frozen=True, slots=True)
class FileSaid:
    """How a file is written, where that was said. sheet: of a workbook.

    letters: "as-they-are" where those written twice over are not put right.
    """

    sheet: str | None = None
    header_line: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    letters: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """What was said about the files. `columns` and `reasons` by squeezed and by plain words.

    levels: headings of the levels of a department, from the top down. years_from: the first of the
    hundred years that two digits stand for.
    """

    columns: AnyMapping[str, Field | None] = field(default_factory=dict)
    order: Order | None = None
    separator: str | None = None
    reasons: AnyMapping[str, Meaning] = field(default_factory=dict)
    name: str = ""
    headings: AnyMapping[str, str] = field(default_factory=dict)
    said_in_full: AnyMapping[str, Any] = field(default_factory=dict)  # as the file has it
    file: FileSaid = FileSaid()
    decimal: Style | None = None
    names: NameOrder | None = None
    levels: tuple[str, ...] = ()
    years_from: int | None = None
    ways: Ways = NOTHING_SAID

    def check_used(self, headers: Sequence[Sequence[str]]) -> None:
        """Raises FileUnusable if a heading of the mapping stands in none of the files."""
        seen = {squeezed(heading) for header in headers for heading in header}
        absent = [said for key, said in self.headings.items() if key not in seen]
        if absent:
            raise _unusable(self.name, _("no file has the heading “%s”") % absent[0])

    def reading(self, columns: AnyMapping[str, str]) -> Mapping:
        """As this one, with these headings read as these fields. Raises FileUnusable."""
        again = {squeezed(heading) for heading in columns}
        kept = self.said_in_full.get("columns", {})
        kept = {each: field for each, field in kept.items() if squeezed(each) not in again}
        return mapping_from({**self.said_in_full, "columns": {**kept, **columns}}, self.name)

    def saying(self, section: str, key: str, value: str) -> Mapping:
        """As this one, with one thing said otherwise. Raises FileUnusable."""
        said = {**self.said_in_full.get(section, {}), key: value}
        return mapping_from({**self.said_in_full, section: said}, self.name)

    def naming(self, headings: Sequence[str]) -> Mapping:
        """As this one, as if it named these headings alone."""
        return replace(self, headings={squeezed(heading): heading for heading in headings})

    def said(self) -> dict[str, dict[str, Any]]:
        """The sections of the mapping file that says this; what was not said is left out."""
        columns = {self.headings.get(key, key): each for key, each in self.columns.items()}
        sections: dict[str, dict[str, Any]] = {
            "columns": {heading: each or IGNORED for heading, each in columns.items()},
            "file": asdict(self.file),
            "dates": {"order": self.order, YEARS: self.years_from},
            "numbers": {
                "decimal": self.decimal,
                SAME_MONTH: self.said_in_full.get("numbers", {}).get(SAME_MONTH),
            },
            "department": {
                "separator": self.separator,
                "columns": list(self.levels) or None,
                "same-name": self.ways.same_name,
                "first-part": self.ways.code_first,
                "manager-in-brackets": self.ways.manager_in_brackets,
            },
            "reasons": dict(self.reasons),
        }
        sections |= {each: self.said_in_full.get(each, {}) for each in AS_SAID}
        sections = _with_counts(sections, self.said_in_full)
        plain_said = {
            name: {key: _plain_value(value) for key, value in section.items() if value is not None}
            for name, section in sections.items()
        }
        return {name: section for name, section in plain_said.items() if section}


def _with_counts(
    sections: dict[str, dict[str, Any]], said: AnyMapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """What only files of counts have, as it was said."""
    columns, reasons = said.get("columns", {}), said.get("reasons", {})
    transfers = {plain(word): each for word, each in reasons.items() if each == TRANSFER}
    return {
        **sections,
        "columns": sections["columns"] | {h: e for h, e in columns.items() if is_count_field(e)},
        "reasons": sections["reasons"] | transfers,
        "codes": dict(said.get("codes", {})),
    }


def _plain_value(value: object) -> object:
    return str(value) if isinstance(value, str) else value


GUESSED = Mapping()
"""Nothing was said."""


def read_mapping(path: Path) -> Mapping:
    """Raises FileUnusable, naming the line of the mapping that cannot be used."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileUnusable(Place(path.name).found(Kind.UNREADABLE, why=error.strerror)) from error
    return mapping_from(sections_of(content, path.name), path.name)


def sections_of(content: bytes, name: str) -> dict[str, Any]:
    """What a mapping file says, as it stands. Raises FileUnusable where it is no TOML."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(name, str(error)) from error


def mapping_from(said: AnyMapping[str, Any], name: str) -> Mapping:
    """The mapping that these sections say. Raises FileUnusable, naming what cannot be used."""
    if unknown := set(said) - SECTIONS:
        raise _unusable(name, _("there is no section [%s]") % sorted(unknown)[0])
    for section in said:
        if not isinstance(said[section], dict):
            raise _unusable(name, _("[%s] is no section") % section)
    columns, department = said.get("columns", {}), said.get("department", {})
    levels = _said_levels(department.get("columns", []), name)
    reasons = said.get("reasons", {})
    return Mapping(
        columns={squeezed(heading): _field(each, name) for heading, each in columns.items()},
        order=_order(said.get("dates", {}).get("order"), name),
        years_from=_years(said.get("dates", {}).get(YEARS), name),
        separator=_separator(department.get("separator"), name),
        reasons={plain(word): _reason(each, name) for word, each in reasons.items()},
        name=name,
        said_in_full=said,
        headings={squeezed(heading): heading for heading in (*columns, *levels)},
        file=_file(said.get("file", {}), name),
        names=_names(said.get("names", {}).get("order"), name),
        decimal=_decimal(said.get("numbers", {}).get("decimal"), name),
        levels=levels,
        ways=_ways(said, name),
    )


def _ways(said: AnyMapping[str, Any], name: str) -> Ways:
    try:
        return ways_said(said)
    except ValueError as unknown:
        raise _unusable(name, _("it says “%s”") % unknown) from unknown


def _order(said: object, name: str) -> Order | None:
    if said is not None and said not in list(Order):
        raise _unusable(name, _("the order of dates is “%s”") % said)
    return None if said is None else Order(str(said))


def _years(said: object, name: str) -> int | None:
    if said is None:
        return None
    if not isinstance(said, int) or isinstance(said, bool) or not FIRST_YEAR <= said <= MOST_RECENT:
        raise _unusable(name, _("the years of two digits begin in “%s”") % said)
    return said


def _separator(said: object, name: str) -> str | None:
    if said is not None and not isinstance(said, str):
        raise _unusable(name, _("the separator is “%s”") % said)
    return said


def _names(said: object, name: str) -> NameOrder | None:
    if said is not None and said not in SAID:
        raise _unusable(name, _("the order of names is “%s”") % said)
    return None if said is None else NameOrder(str(said))


def _decimal(said: object, name: str) -> Style | None:
    if said is not None and said not in list(Style):
        raise _unusable(name, _("the sign before a fraction is “%s”") % said)
    return None if said is None else Style(str(said))


def _said_levels(said: object, name: str) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(each, str) and each for each in said):
        raise _unusable(name, _("the columns of a department are “%s”") % said)
    return tuple(said)


def _file(said: AnyMapping[str, Any], name: str) -> FileSaid:
    allowed = {
        "sheet": str, "header_line": int, "encoding": str, "delimiter": str, "letters": str,
    }  # fmt: skip
    for key, value in said.items():
        if not isinstance(value, allowed.get(key, ())) or value in ("", 0, True, False):
            raise _unusable(
                name, _("[file] says %(key)s = “%(value)s”") % {"key": key, "value": value}
            )
    delimiter = said.get("delimiter")
    if delimiter is not None and len(delimiter) > 1 and delimiter != "tab":
        raise _unusable(name, _("the delimiter is “%s”") % delimiter)
    if said.get("letters") not in (None, AS_THEY_ARE):
        raise _unusable(name, _("[file] says letters = “%s”") % said["letters"])
    encoding = said.get("encoding")
    if encoding is not None and not _is_text(encoding):
        raise _unusable(name, _("there is no encoding “%s”") % encoding)
    return FileSaid(**{**said, **({"delimiter": "\t"} if delimiter == "tab" else {})})


def _is_text(encoding: str) -> bool:
    """Whether the encoding is known, and turns bytes into text."""
    try:
        codecs.lookup(encoding)
        return isinstance("".encode(encoding), bytes) and b"".decode(encoding) == ""
    except (LookupError, ValueError, TypeError):
        return False


def _field(said: object, name: str) -> Field | None:
    if said in ("", IGNORED) or is_count_field(said):
        return None
    found = RANKED.get(squeezed(str(said)))
    if found is None:
        raise _unusable(name, _("there is no field “%s”") % said)
    return found[0]


def _reason(said: object, name: str) -> Meaning:
    if said == TRANSFER:
        return Meaning.OTHER
    if said not in Meaning.values:
        raise _unusable(name, _("there is no class of reasons “%s”") % said)
    return Meaning(str(said))


def _unusable(name: str, why: str) -> FileUnusable:
    return FileUnusable(Place(name).found(Kind.BAD_MAPPING, why=why))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a file: its header, and the position per field.

    levels: where the levels of a department stand, from the top down.
    """

    header: tuple[str, ...]
    position: AnyMapping[Field, int]
    levels: tuple[int, ...] = ()

    def __contains__(self, field: Field) -> bool:
        return field in self.position

    def heading(self, field: Field) -> str | None:
        """As the file writes it."""
        return self.header[self.position[field]] if field in self.position else None

    @property
    def read(self) -> set[int]:
        """The positions that are read at all."""
        return {*self.position.values(), *self.levels}

    def cell(self, cells: Sequence[str], field: Field) -> str:
        """Without the space around it; empty where the file has no such column."""
        at = self.position.get(field)
        return cells[at].strip() if at is not None and at < len(cells) else ""


def columns_of(
    header: tuple[str, ...], mapping: Mapping, place: Place, shape: Shape = Shape.PERSON
) -> Columns:
    """Said columns first, then the best heading for each other field.

    Raises FileUnusable if a field that the shape needs has no column.
    """
    columns = placed(header, mapping, shape)
    missing = [str(LABELS[each]) for each in NEEDED[shape] if each not in columns]
    if missing:
        seen = ", ".join(heading for heading in header if heading) or _("none")
        raise FileUnusable(
            place.found(Kind.MISSING_COLUMNS, missing=", ".join(missing), seen=seen[:500])
        )
    return columns


def placed(header: tuple[str, ...], mapping: Mapping, shape: Shape) -> Columns:
    """As `columns_of`, whatever is missing."""
    position = _said(header, mapping)
    levels = levels_of(header, mapping)
    free = [at for at, heading in enumerate(header) if squeezed(heading) not in mapping.columns]
    for ranked in (RANKED_IN[shape], RANKED_IN[Shape.PERSON]):
        best = _best(header, [at for at in free if at not in {*position.values(), *levels}], ranked)
        position |= {field: at for field, at in best.items() if field not in position}
    kind = position.pop(Field.LEAVING_KIND, None)
    if kind is not None and (shape is Shape.PERSON or Field.REASON not in position):
        position[Field.LEAVING_KIND if Field.REASON in position else Field.REASON] = kind
    if is_the_whole_name(header, position, mapping):
        position[Field.FULL_NAME] = position.pop(Field.FIRST_NAME)
    if mapping.levels and levels:
        position[Field.DEPARTMENT] = levels[-1]
    for stands_in in (*levels[-1:], position.get(Field.DEPARTMENT_CODE)):
        if stands_in is not None:
            position.setdefault(Field.DEPARTMENT, stands_in)
    return Columns(header, position, levels)


def is_the_whole_name(
    header: tuple[str, ...], position: AnyMapping[Field, int], mapping: Mapping
) -> bool:
    """Whether what is a first name beside a family name stands alone."""
    at = position.get(Field.FIRST_NAME)
    if at is None or not position.keys().isdisjoint({Field.LAST_NAME, Field.FULL_NAME}):
        return False
    return squeezed(header[at]) in WHOLE_ALONE - mapping.columns.keys()


def _said(header: tuple[str, ...], mapping: Mapping) -> dict[Field, int]:
    said = ((mapping.columns.get(squeezed(heading)), at) for at, heading in enumerate(header))
    return {field: at for field, at in said if field is not None}


def _best(header: tuple[str, ...], free: Sequence[int], ranked: Ranked) -> dict[Field, int]:
    """The heading that says each field best, the first of equals."""
    best: dict[Field, tuple[int, int]] = {}
    for at in free:
        field, rank = ranked.get(squeezed(header[at]), (None, 0))
        if field is not None:
            best[field] = min((rank, at), best.get(field, (rank, at)))
    return {field: at for field, (_rank, at) in best.items()}
