"""Lines that stand among the rows of a sheet of counts and are none, as only its layout tells."""

from __future__ import annotations

from collections.abc import Sequence

from tandem.organisation.intake.counts.blocks import sums_up_a_block, sums_up_above
from tandem.organisation.intake.counts.fields import CountField
from tandem.organisation.intake.counts.layout import OpenedCounts
from tandem.organisation.intake.counts.parts import is_of_which
from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.spelling import says_nothing, tidy
from tandem.organisation.intake.sums import is_of_posts, sums_up_a_list


def no_row(opened: OpenedCounts, record: Record, area: tuple[str, ...], before: str) -> Kind | None:
    """TOTALS, OF_WHICH, NOT_PEOPLE or REMARK. area: what the line is of; before: the last name of
    the row before."""
    position, cells = opened.layout.position, record.cells
    filled = [at for at, cell in enumerate(cells) if tidy(cell)]
    if len(filled) == 1 and filled[0] not in opened.layout.read:
        return Kind.REMARK  # "Year 2024", over the rows of that year
    if sums_up_above(area) or sums_up_a_block(cells, position[CountField.AREA]):
        return Kind.TOTALS
    month = position.get(CountField.MONTH, len(cells))
    if month < len(cells) and says_nothing(tidy(cells[month])):
        of_nothing = position[CountField.AREA] not in filled
        summed = of_nothing and sums_up_a_list([tidy(cells[at]) for at in filled])
        return Kind.TOTALS if summed or sums_up_above((before, *area[-1:])) else None
    if opened.heads and counts_once_more(opened, cells, area):
        return Kind.OF_WHICH
    posts = opened.heads and is_of_posts(cells, opened.layout.read)
    return Kind.NOT_PEOPLE if posts else None


def counts_once_more(opened: OpenedCounts, cells: Sequence[str], area: tuple[str, ...]) -> bool:
    """Whether a row of headcounts says that its people are among those above it."""
    at = opened.layout.parts
    part = cells[at] if at is not None and at < len(cells) else ""
    return is_of_which(part) or any(is_of_which(each) for each in area[-1:])
