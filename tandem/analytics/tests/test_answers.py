"""Who is behind counted answers: waves and questions must not make few people look like many."""

import pytest

from tandem.analytics.facts import SURVEY_CELLS
from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.measures.survey import OF_ANSWERS
from tandem.analytics.prepared import over_window
from tandem.analytics.results import Hidden, Result, result_of
from tandem.analytics.tests.examples import YEAR_2026, facts_of
from tandem.analytics.tests.tables import rows, table

TREE = "Varnholm:\nBakery: Varnholm\nDairy: Varnholm"


def asked(key: str, cells: str) -> dict[str, Result]:
    """By area."""
    picture = f"area | theme | item | first | after | answer | answers\n{cells.strip()}"
    facts = facts_of(TREE, survey_cells=table(picture, SURVEY_CELLS))
    found = over_window(MEASURES[key], facts, YEAR_2026)
    told = rows(found.select("area", "n", "denominator", "people", "error"))
    return {
        area: result_of(
            MEASURES[key], n=n, denominator=of, people=people, error=error, window=YEAR_2026
        )
        for area, n, of, people, error in told
    }


@pytest.mark.parametrize("measure", OF_ANSWERS, ids=lambda each: each.key)
def test_three_people_in_three_waves_are_not_nine(measure: object) -> None:
    cells = "\n".join(
        f"Bakery | {theme} | q1 | 2026-{month}-01 | 2026-{month}-15 | 5 | 3"
        for theme in measure.series  # type: ignore[attr-defined]  # a Measure, by its list
        for month in ("03", "06", "09")
    )
    assert asked(measure.key, cells)["Bakery"].hidden is Hidden.TOO_FEW  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answers", "hidden"),
    [
        (1, Hidden.TOO_FEW),  # 10 answers to two questions, and no 5 people
        (4, Hidden.TOO_FEW),
        (5, None),
        (0, None),  # nobody answered it, so it is no part of the number
    ],
)
def test_the_question_that_fewest_answered_decides(answers: int, hidden: Hidden | None) -> None:
    found = asked(
        "K07",
        f"""
        Bakery | engagement | q1 | 2026-03-01 | 2026-03-15 | 4 | 9
        Bakery | engagement | q2 | 2026-03-01 | 2026-03-15 | 2 | {answers}
        """,
    )
    assert found["Bakery"].hidden is hidden


def test_people_of_an_area_are_those_of_all_below_it() -> None:
    found = asked(
        "K07",
        """
        Bakery | engagement | q1 | 2026-03-01 | 2026-03-15 | 4 | 3
        Dairy  | engagement | q1 | 2026-03-01 | 2026-03-15 | 2 | 3
        """,
    )
    assert {area: each.hidden for area, each in found.items()} == {
        "Bakery": Hidden.TOO_FEW, "Dairy": Hidden.TOO_FEW, "Varnholm": None,
    }  # fmt: skip
    assert found["Varnholm"].people == 6


def test_the_likely_range_stands_on_the_same_people() -> None:
    once = asked("K07", "Bakery | engagement | q1 | 2026-03-01 | 2026-03-15 | 4 | 8")
    thrice = asked(
        "K07",
        """
        Bakery | engagement | q1 | 2026-03-01 | 2026-03-15 | 4 | 8
        Bakery | engagement | q1 | 2026-06-01 | 2026-06-15 | 4 | 8
        Bakery | engagement | q2 | 2026-06-01 | 2026-06-15 | 4 | 8
        """,
    )
    assert once["Bakery"].interval == thrice["Bakery"].interval


def test_a_wave_is_not_taken_from_another() -> None:
    march = "Bakery | values_stated | honest | 2026-03-01 | 2026-03-15 | 5 | 9"
    december = "Bakery | values_lived | honest | 2026-12-01 | 2026-12-15 | 1 | 9"
    apart = asked("K28", f"{march}\n{december}")["Bakery"]
    assert (apart.hidden, apart.value) == (Hidden.NO_DENOMINATOR, None)


def test_the_gap_is_of_each_wave_by_the_people_in_it() -> None:
    found = asked(
        "K28",
        """
        Bakery | values_stated | honest | 2026-03-01 | 2026-03-15 | 5 | 30
        Bakery | values_lived  | honest | 2026-03-01 | 2026-03-15 | 5 | 10  # all, of both
        Bakery | values_stated | honest | 2026-12-01 | 2026-12-15 | 1 | 10
        Bakery | values_lived  | honest | 2026-12-01 | 2026-12-15 | 1 | 30  # nobody, in both
        """,
    )
    # Pooled, 30 of 40 less 10 of 40 would be a gap of 50 points that no wave showed.
    assert (found["Bakery"].value, found["Bakery"].n, found["Bakery"].denominator) == (0, 0, 20)
    assert found["Bakery"].people == 10
