"""What the numbers of an area say, in one sentence. Every figure comes from the mathematics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tandem.analytics.area import AreaNumbers
from tandem.analytics.control import FEWEST_MONTHS, Judgement, Verdict
from tandem.analytics.results import MINIMUM_AVERAGE_HEADCOUNT, Hidden
from tandem.organisation.models import Area


@dataclass(frozen=True, slots=True)
class Finding:
    """title: the page's heading. heading: over the months. why: fills a promise's why."""

    title: str
    heading: str
    sentence: str
    chip: str
    chip_words: str
    why: str


def finding(numbers: AreaNumbers, area: Area) -> Finding:
    judgement = numbers.judgement
    words = {
        Verdict.REAL_MOVE: _real_move,
        Verdict.NOISE: _noise,
        Verdict.TOO_FEW: _too_few,
        Verdict.TOO_SHORT: _too_short,
        Verdict.NO_RATE: _why_no_rate(numbers),
    }[judgement.verdict]
    chip_words, sentence = words(judgement)
    form = (
        _("%(area)s: %(finding)s, and it sits in one team.")
        if numbers.sits_in
        else _("%(area)s: %(finding)s.")
    )
    # A chip may say noise; of a team of people the heading does not.
    quiet = judgement.verdict is Verdict.NOISE
    found = _("nothing unusual") if quiet else lower_first(chip_words)
    title = form % {"area": area.name, "finding": found}
    why = _("%(area)s: %(sentence)s") % {"area": area.name, "sentence": sentence}
    heading = _heading(judgement)
    return Finding(title, heading, sentence, judgement.verdict.value, chip_words, why)


def _heading(judgement: Judgement) -> str:
    month = {"month": date_format(judgement.month, "F")}
    if judgement.verdict is Verdict.REAL_MOVE:
        return _("%(month)s is outside the usual range") % month
    if judgement.verdict is Verdict.NOISE:
        return _("%(month)s is inside the usual range") % month
    return _("Month by month")


Said = tuple[str, str]


def _real_move(judgement: Judgement) -> Said:
    if judgement.is_rise:
        usual = _("up to %(count)s is usual") % {"count": apnumber(judgement.usual_up_to)}
    else:
        usual = _("%(count)s or more is usual") % {"count": apnumber(judgement.usual_from)}
    return _("A real move"), _left(judgement, usual)


def _noise(judgement: Judgement) -> Said:
    usual = _("up to %(count)s is usual") % {"count": apnumber(judgement.usual_up_to)}
    return _("Noise"), _left(judgement, usual)


def _left(judgement: Judgement, usual: str) -> str:
    count = judgement.count or 0
    month = date_format(judgement.month, "F")
    if not count:
        left = _("Nobody chose to leave in %(month)s") % {"month": month}
    else:
        left = ngettext(
            "%(count)s person chose to leave in %(month)s",
            "%(count)s people chose to leave in %(month)s",
            count,
        ) % {"count": apnumber(count), "month": month}
    return _("%(left)s; %(usual)s.") % {"left": capfirst(left), "usual": usual}


def _too_few(judgement: Judgement) -> Said:
    return _("Too few people to say"), _(
        "Under %(minimum)s people a rate would be about persons, so none is shown."
    ) % {"minimum": MINIMUM_AVERAGE_HEADCOUNT}


def _too_short(judgement: Judgement) -> Said:
    known = ngettext(
        "%(count)s earlier month is known", "%(count)s earlier months are known", judgement.months
    ) % {"count": capfirst(str(apnumber(judgement.months))) if judgement.months else _("No")}
    return _("Too early to say"), _("%(known)s, and it takes %(needed)s to know what is usual.") % {
        "known": known,
        "needed": apnumber(FEWEST_MONTHS),
    }


def _why_no_rate(numbers: AreaNumbers) -> Callable[[Judgement], Said]:
    if numbers.only_leavers:
        return _only_leavers
    if numbers.lacks_headcounts:
        return _headcount_missing if numbers.counts and numbers.counts.gaps else _no_headcounts
    if not numbers.months[-1].leavers_known:
        return _no_leavers
    # In the first year of counts another reason goes before it: the window is not whole yet.
    unclassed = numbers.own_choice[-1].hidden is Hidden.NO_CLASSES or numbers.months[-1].closing
    return _no_classes if unclassed else _nobody


def _no_classes(judgement: Judgement) -> Said:
    return _("Own choice is not known"), _(
        "Nobody has said yet which of the reasons in the files are own choice."
    )


def _no_leavers(judgement: Judgement) -> Said:
    return _("Not known"), _(
        "The leavers lists do not tell of everybody here, so whether nobody left is not known."
    )


def _headcount_missing(judgement: Judgement) -> Said:
    said = _("Counts of people who left: no rate, because a headcount of %(month)s is missing.")
    return _("Counts only"), said % {"month": date_format(judgement.month, "F Y")}


def _no_headcounts(judgement: Judgement) -> Said:
    return _("Counts only"), _("Counts of people who left: no rate, no headcounts given.")


def _only_leavers(judgement: Judgement) -> Said:
    return _("No rate"), _("This file holds only people who left: no rate.")


def _nobody(judgement: Judgement) -> Said:
    return _("No rate"), _("Nobody was here at the end of the month, so there is no rate.")


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def percent(share: float, *, decimals: int = 0) -> str:
    """A rate as every sentence, table and picture says it: rounded, in the reader's notation.

    >>> percent(0.17986, decimals=1), percent(0.29)
    ('18.0%', '29%')
    """
    # number_format cuts digits off, so that 17.99 would be 17.9.
    number = number_format(round(100 * share, decimals), decimal_pos=decimals)
    return pgettext("a rate", "%(number)s%%") % {"number": number}
