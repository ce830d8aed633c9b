"""What got in the way across all pairs, quarter by quarter: in words, as a table and a picture.

The picture is drawn by the background worker from the counts on the page alone, and kept under a
name made of them: the same counts are drawn once, whoever looks.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from tandem.bridge import charts
from tandem.bridge.charts import Words
from tandem.bridge.pictures import PROMISES, both, is_to_ask, keep
from tandem.organisation.calendar import DAY, Days
from tandem.partnership.commitments.all_pairs import Causes
from tandem.partnership.commitments.reasons import WORDING
from tandem.partnership.commitments.standing import Reason

KEPT_SECONDS = 180 * 24 * 3600

Counts = list[int | None]  # one for each quarter, the oldest first


@dataclass(frozen=True, slots=True)
class CauseRow:
    reason: str
    words: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class CauseTable:
    """Those of the newest quarter first, the commonest on top; then what was named before it."""

    quarters: list[str]
    rows: list[CauseRow]

    @property
    def top(self) -> CauseRow | None:
        """The commonest of the newest quarter."""
        first = self.rows[0] if self.rows else None
        return first if first and first.counts[-1] else None

    @property
    def sentence(self) -> str:
        """Empty where the newest quarter tells none."""
        if self.top is None:
            return ""
        count = self.top.counts[-1] or 0
        said = ngettext(
            "Most often: %(why)s, in %(n)s promise.",
            "Most often: %(why)s, in %(n)s promises.",
            count,
        )
        return said % {"why": self.top.words, "n": count}


def cause_table(causes: Sequence[Causes]) -> CauseTable:
    """causes: the newest quarter first. Quarters that tell none before the first that does are
    left out."""
    known = list(reversed(causes))
    while known and not known[0].reasons:
        known.pop(0)
    named = dict.fromkeys(reason for each in reversed(known) for reason in each.reasons)
    rows = [
        CauseRow(
            reason.value, _(WORDING[reason]), [each.reasons.get(reason) for each in known]
        )
        for reason in named
    ]  # fmt: skip
    return CauseTable([quarter_words(each.quarter) for each in known], rows)


def quarter_words(quarter: Days) -> str:
    last = quarter.after - DAY
    return f"{date_format(quarter.first, 'M')}–{date_format(last, 'M y')}"


def why_of_cause(given: str) -> str:
    """The first words of a promise against one cause; raises ValueError for what is none."""
    said = {"why": _(WORDING[Reason(given)])}
    return _("It gets in the way of promises across the company: %(why)s.") % said


def picture_of(table: CauseTable) -> SafeString | None:
    """The inline SVG, "" while it is being drawn, None where there is nothing to draw."""
    if table.top is None:
        return None
    told = json.dumps(asdict(table), sort_keys=True)
    file = file_of(told)
    if not file.exists() and is_to_ask(file.with_suffix(".asked")):
        draw_causes.enqueue(told)
    # Written by `draw_causes` alone, from specs whose texts the SVG writer escapes.
    return mark_safe(file.read_text(encoding="utf-8")) if file.exists() else SafeString("")


def file_of(told: str) -> Path:
    name = hashlib.sha256(told.encode()).hexdigest()[:32]
    return Path(settings.SITE.home) / "charts" / PROMISES / f"{name}.html"


@task()
def draw_causes(told: str) -> None:
    """Counts over all pairs and no name: what the page shows its reader anyway."""
    given = json.loads(told)
    table = CauseTable(given["quarters"], [CauseRow(**row) for row in given["rows"]])
    words = Words(
        title=_("What got in the way, quarter by quarter"),
        description=table.sentence,
        axis=_("Promises that were not kept, or half"),
        months=table.quarters,
    )
    lines = {row.words: row.counts for row in table.rows}
    wide, narrow = (charts.causes(lines, words, width=w) for w in (charts.WIDE, charts.PHONE))
    file = file_of(told)
    keep(file, both(wide, narrow))
    _forget_earlier(file.parent)


def _forget_earlier(folder: Path) -> None:
    """Of counts that no page has shown first for half a year."""
    for file in folder.iterdir():
        if time.time() - file.stat().st_mtime > KEPT_SECONDS:
            file.unlink(missing_ok=True)
