"""Charts of areas: drawn once per snapshot by the background worker, read by pages.

Drawing takes a JavaScript engine's worth of memory, so no web process does it. A drawn chart
is a file under the home's `charts` folder, named by the edition of the figures, the code that draws
and the area; it holds no names.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_tasks import task

from tandem.analytics import theme
from tandem.analytics.area import AreaNumbers
from tandem.bridge import charts, funnel_chart, labels, siblings
from tandem.bridge.charts import HeadcountWords, LeaverWords, Picture, RateWords, Reference
from tandem.bridge.funnel_chart import FunnelWords, siblings_chart
from tandem.bridge.models import AreaFigures, Edition
from tandem.bridge.numbers import Figures, figures_of
from tandem.bridge.words import percent
from tandem.organisation.models import Area

KINDS = ("months", "rate", "people", "siblings", "years")
NOT_TO_DRAW = ""  # a file of nothing: this chart has nothing it may show
FEWEST_YEARS = 2  # that make a line
PROMISES = "promises"  # the folder of charts that come from no snapshot
ASKED_SECONDS = 60  # a worker that died is asked again after this long


def of_area(figures: Figures, kinds: Sequence[str] = KINDS) -> Mapping[str, SafeString | None]:
    """By kind: the inline SVG, or "" where there is nothing to draw yet.

    None means that this area has no such chart, so the page leaves its frame out.
    """
    found: dict[str, SafeString | None] = {}
    for kind in kinds:
        if not can_be_drawn(figures.numbers, kind):
            found[kind] = None  # said at once: no place is held for what never comes
            continue
        file = file_of(figures, kind)
        text = file.read_text(encoding="utf-8") if file.exists() else None
        if text is None:
            _ask_for(figures)
            text = file.read_text(encoding="utf-8") if file.exists() else None
            found[kind] = SafeString("") if text is None else _safe(text)
        else:
            found[kind] = _safe(text)
    return found


def can_be_drawn(numbers: AreaNumbers, kind: str) -> bool:
    """As the charts themselves say, and without drawing one."""
    rate = numbers.own_choice[-1]
    return {
        "months": all(month.own_choice is not None for month in numbers.months),
        "rate": rate.value is not None and rate.interval is not None,
        "people": bool(numbers.headcounts),
        "siblings": numbers.siblings is not None,
        "years": len(numbers.years) >= FEWEST_YEARS,
    }[kind]


def _safe(text: str) -> SafeString | None:
    # Written by `draw` alone, from specs whose texts the SVG writer escapes.
    return mark_safe(text) if text != NOT_TO_DRAW else None


def file_of(figures: Figures, kind: str) -> Path:
    charts_folder = Path(settings.SITE.home) / "charts"
    return charts_folder / f"{figures.edition}-{look()}" / f"{figures.area.pk.hex}-{kind}.html"


@cache
def look() -> str:
    """Another wherever the code that draws is another: a new version draws anew by itself."""
    files = (theme.__file__, charts.__file__, funnel_chart.__file__, labels.__file__, __file__)
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()[:8]


def _ask_for(figures: Figures) -> None:
    if is_to_ask(file_of(figures, "asked")):
        draw.enqueue(str(figures.area.pk))


def is_to_ask(mark: Path) -> bool:
    """Whether the worker is asked to draw now: once a minute at most, as the mark remembers."""
    if mark.exists() and time.time() - mark.stat().st_mtime < ASKED_SECONDS:
        return False
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return True


def keep(file: Path, drawn: str) -> None:
    """Whole or not at all: a page may read it meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(drawn, encoding="utf-8")
    beside.replace(file)


@task()
def draw(area_id: str) -> int:
    """Draw every chart of an area from its present figures. How many; none where all are."""
    area = Area.objects.filter(pk=area_id).first()
    figures = figures_of(area) if area else None
    if figures is None or all(file_of(figures, kind).exists() for kind in KINDS):
        return 0
    wide = pictures(figures.numbers, figures.area, charts.WIDE)
    narrow = pictures(figures.numbers, figures.area, charts.PHONE)
    for kind in KINDS:
        keep(file_of(figures, kind), both(wide[kind], narrow[kind]))
    return sum(picture is not None for picture in wide.values())


def forget_earlier() -> None:
    """Remove the charts of figures that are not there any more."""
    editions = AreaFigures.objects.values_list("snapshot", "number", "definitions").distinct()
    kept = {f"{Edition(*each).name}-{look()}" for each in editions}
    for folder in (Path(settings.SITE.home) / "charts").glob("*"):
        if folder.name not in kept | {PROMISES}:
            shutil.rmtree(folder, ignore_errors=True)


def pictures(numbers: AreaNumbers, area: Area, width: int) -> dict[str, Picture | None]:
    months = [date_format(each.month, "M y") for each in numbers.months]
    left = leaver_words(numbers, area, months)
    rate = rate_words(numbers, area, months)
    heads = headcount_words(numbers, area, months)
    return {
        "months": charts.leavers_by_month(numbers, left, width=width),
        "rate": charts.rolling_rate(numbers, rate, width=width, reference=reference(numbers, area)),
        "people": charts.headcount(numbers, heads, width=width),
        "siblings": funnel(numbers, area, width),
        "years": years(numbers, area, width),
    }


def reference(numbers: AreaNumbers, area: Area) -> Reference | None:
    """The rate of the whole tree the area is in, by the name at its top."""
    whole = numbers.organisation
    if whole is None or whole.value is None:
        return None
    return Reference(whole.value, f"{percent(whole.value, decimals=1)} {top_of(area).name}")


def top_of(area: Area) -> Area:
    return Area.objects.above(area).first() or area


def funnel(numbers: AreaNumbers, area: Area, width: int) -> Picture | None:
    if numbers.siblings is None:
        return None
    own = percent(numbers.siblings.own.rate, decimals=1)
    words = FunnelWords(
        title=_("%(area)s next to its siblings") % {"area": area.name},
        description=siblings.sentence(numbers.siblings),
        axis=_("Left by own choice, % in 12 months"),
        across=_("People in the area, average over 12 months"),
        own=f"{area.name} {own}",
        middle=_("%(rate)s the others") % {"rate": percent(numbers.siblings.rate, decimals=1)},
        far=_("1-in-100 line"),
        usual=_("usual differences"),
    )
    return siblings_chart(numbers.siblings, words, width=width)


def years(numbers: AreaNumbers, area: Area, width: int) -> Picture | None:
    """People at the close of every year that is known."""
    if len(numbers.years) < FEWEST_YEARS:
        return None
    counts = [each.closing for each in numbers.years]
    names = [str(each.year) for each in numbers.years]
    said = {"first": counts[0], "last": counts[-1], "from": names[0], "to": names[-1]}
    words = HeadcountWords(
        title=_("People in %(area)s, year by year") % {"area": area.name},
        description=_("From %(first)s in %(from)s to %(last)s in %(to)s.") % said,
        axis=_("People at the end of the year"),
        months=names,
        first=str(counts[0]),
        last=str(counts[-1]),
    )
    return charts.headcount_line(counts, words, width=width, height=150)


def both(wide: Picture | None, narrow: Picture | None) -> str:
    """The chart for a desk and the one for a phone; the style sheet shows one of them."""
    if wide is None or narrow is None:
        return NOT_TO_DRAW
    return f'<div class="for-desk">{wide.svg()}</div><div class="for-phone">{narrow.svg()}</div>'


def leaver_words(numbers: AreaNumbers, area: Area, months: list[str]) -> LeaverWords:
    judged = numbers.judgement
    at = {"count": judged.count, "month": date_format(judged.month, "F")}
    usual = judged.usual_up_to
    described = _("%(count)s in %(month)s.") % at
    if usual is not None:
        described += " " + _("Up to %(usual)s would be usual.") % {"usual": usual}
    return LeaverWords(
        title=_("People who left %(area)s by own choice, per month") % {"area": area.name},
        description=described,
        axis=_("People who left by own choice, per month"),
        months=months,
        usual=_("usual"),
        judged=_("%(count)s in %(month)s") % at,
    )


def rate_words(numbers: AreaNumbers, area: Area, months: list[str]) -> RateWords:
    last = numbers.own_choice[-1]
    value = percent(last.value, decimals=1) if last.value is not None else ""
    return RateWords(
        title=_("Left %(area)s by own choice, twelve months back from each month")
        % {"area": area.name},
        description=value,
        axis=_("Left by own choice, % of the last 12 months"),
        months=months,
        last=value,
        likely=_("likely range"),
    )


def headcount_words(numbers: AreaNumbers, area: Area, months: list[str]) -> HeadcountWords:
    counts = numbers.headcounts or [0]
    said = {"first": counts[0], "last": counts[-1], "from": months[0], "to": months[-1]}
    return HeadcountWords(
        title=_("People in %(area)s") % {"area": area.name},
        description=_("From %(first)s in %(from)s to %(last)s in %(to)s.") % said,
        axis=_("People"),
        months=months,
        first=str(counts[0]),
        last=str(counts[-1]),
    )
