"""A column of codes beside the names of the same areas: "100" beside "Sales" is no level above."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from tandem.organisation.intake.counts.fields import RANKED_COUNTS, CountField
from tandem.organisation.intake.likeness import Column, mostly
from tandem.organisation.intake.spelling import squeezed

CODE = re.compile(r"[A-Za-z]{0,3}[-_. ]?\d[\d.-]*")
FEWEST = 3  # codes; of fewer it may be chance


def is_area(heading: str) -> bool:
    return RANKED_COUNTS.get(squeezed(heading), (None, 0))[0] is CountField.AREA


def are_codes_of(codes: Column, names: Column) -> bool:
    """Whether each code has one name and each name one code. Rows of both: a total has no code.

    >>> are_codes_of(["10", "20", "30", "10", ""], ["Care", "Sales", "IT", "Care", "Total"])
    True
    >>> are_codes_of(["10", "20", "30", "10"], ["Care", "Sales", "IT", "Phone"])
    False
    """
    pairs = {(one, two) for one, two in zip(codes, names, strict=True) if one and two}
    told = {one for one, _two in pairs}
    one_each = len(pairs) == len(told) == len({two for _one, two in pairs})
    return one_each and len(told) >= FEWEST and mostly([*told], CODE.fullmatch)


def area_by_name(
    header: Sequence[str],
    at: int,
    said: Mapping[str, object],
    values: Callable[[], Sequence[Column]],
) -> int:
    """Where the names of the areas stand, if the column at this place holds their codes."""
    others = [
        each for each, heading in enumerate(header)
        if each != at and is_area(heading) and squeezed(heading) not in said
    ]  # fmt: skip
    if squeezed(header[at]) in said or not others:
        return at
    columns = values()
    return next((each for each in others if are_codes_of(columns[at], columns[each])), at)
