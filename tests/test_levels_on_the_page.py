"""What the page of an area says of levels and managers, and of which it says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import SignIn
from tandem.analytics.area import AreaJobs
from tandem.analytics.measures.levels import PROMOTION
from tandem.analytics.measures.spans import SPAN, SPAN_FEW, SPAN_MANY
from tandem.analytics.months import Months
from tandem.analytics.results import Hidden, Result, result_of
from tandem.bridge.models import AreaFigures
from tandem.rooms.areas import jobs
from tandem.rooms.areas.tests.test_pages import Brings, brings, leader_of

__all__ = ["brings"]  # the fixture
HEADER = (
    "Employee ID,First name,Last name,Department,Manager ID,Title,Level,Hire date,Leave date,"
    "Leave reason\n"
)
YEAR = Months(date(2025, 11, 1), date(2026, 11, 1))
CARD = 'id="jobs"'


def of(managers: int, *, promoted: int = 3, unknown: Hidden | None = None) -> AreaJobs:
    october = Months.last(1, before=YEAR.after)

    def share(measure: object, n: int) -> Result:
        return result_of(measure, n=n, denominator=managers, window=october)  # type: ignore[arg-type]  # a Measure

    return AreaJobs(
        day=date(2026, 10, 31),
        promotions=result_of(PROMOTION, n=promoted, denominator=40, window=YEAR, unknown=unknown),
        span=result_of(
            SPAN, n=6.5, denominator=int(managers > 0), people=managers, window=october
        ),
        few=share(SPAN_FEW, 2),
        many=share(SPAN_MANY, 1),
    )  # fmt: skip


class Numbers:
    """All that the card asks of the numbers of an area."""

    def __init__(self, found: AreaJobs | None) -> None:
        self.jobs = found


def card(found: AreaJobs | None) -> jobs.JobsCard | None:
    return jobs.card(Numbers(found))  # type: ignore[arg-type]  # it asks for nothing else


def test_both_are_told_with_their_day_and_their_range() -> None:
    found = card(of(8))
    assert found is not None
    assert found.promotions is not None
    assert found.promotions.value == "7.5%"
    assert found.promotions.sentence.startswith("3 of 40 people on average, Nov 2025 to Oct 2026.")
    assert found.span is not None
    assert (found.span.value, found.span.sentence) == (
        "6.5",
        "Direct reports, the middle one of 8 managers, on 31 October 2026. Fewer than three: 2. "
        "More than twelve: 1.",
    )


def test_under_five_managers_the_span_is_left_out() -> None:
    found = card(of(4))
    assert found is not None
    assert found.span is None
    assert found.promotions is not None


def test_levels_without_an_order_are_told_with_the_reason() -> None:
    found = card(of(4, unknown=Hidden.NO_ORDER))
    assert found is not None
    assert found.promotions is not None
    assert found.promotions.withheld == "Nobody has said which of the levels is higher"


@pytest.mark.parametrize(
    "why", [Hidden.NO_LEVELS, Hidden.TOO_SHORT, Hidden.ONLY_LEAVERS, Hidden.TOO_FEW]
)
def test_a_page_with_nothing_to_tell_has_no_card(why: Hidden) -> None:
    assert card(None) is None
    assert card(of(4, unknown=why)) is None
    told = card(of(5, unknown=why))
    assert told is not None
    assert told.promotions is None


# ---- on the page


def company() -> str:
    """Six leads of four bakers each, all under one at the top."""
    rows = ["B,Ilse,Boss,Varnholm / Bakery,,Head,E9,2015-01-01,,"]
    for lead in range(6):
        rows.append(f"L{lead},Ann{lead},Maas,Varnholm / Bakery,B,Lead,E7,2016-01-01,,")
        rows += [
            f"R{lead}{n},Bo{n},Vos,Varnholm / Bakery,L{lead},Baker,E5,2017-01-01,,"
            for n in range(4)
        ]
    return HEADER + "\n".join(rows) + "\n"


@pytest.mark.slow
def test_the_page_tells_a_span_and_names_no_manager_beside_it(
    brings: Brings, sign_in: SignIn
) -> None:
    bakery = brings(company())
    text = sign_in(leader_of(bakery)).get(bakery.get_absolute_url()).text
    said = text.partition(CARD)[2].partition("</section>")[0]
    assert "Direct reports, the middle one of 7 managers, on 24 November 2026." in said
    assert "Fewer than three: 0. More than twelve: 0." in said
    assert "Promoted in twelve months" not in said  # of one row per person nobody knows
    assert "Ann0" not in said
    assert "<c-" not in text
    assert AreaFigures.objects.filter(area=bakery, figures__contains="too_short").exists()
