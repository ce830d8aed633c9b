"""Leavers that people like these would give: rows split, missing, renamed and refused."""

from __future__ import annotations

import pytest

from tandem.analytics.standardised import STRATA, expected_leavers, standardised
from tandem.analytics.tests.tables import engine, rows, table

THREE_AREAS = """
    area  | tenure       | level | job_family | leavers | headcount
    Sales | under a year | staff | sales      | 6       | 20
    Sales | longer       | staff | sales      | 2       | 20
    Depot | under a year | staff | sales      | 4       | 10
    Depot | longer       | staff | sales      | 3       | 60
    Mill  | longer       | staff | sales      | 1       | 30
"""


def expected(picture: str, lent: float = 10.0) -> dict[str, float]:
    return {
        area.area: area.expected or 0.0
        for area in standardised(engine(), table(picture, STRATA), lent)
    }


def test_a_group_in_several_rows_is_the_same_as_in_one() -> None:
    split = THREE_AREAS.replace(
        "| 6       | 20",
        "| 1       | 5\n    Sales | under a year | staff | sales      | 5       | 15",
    )
    assert expected(split) == pytest.approx(expected(THREE_AREAS))


def test_what_a_group_is_called_does_not_matter() -> None:
    renamed = THREE_AREAS.replace("under a year", "no band     ").replace("staff", "rank1")
    assert expected(renamed) == pytest.approx(expected(THREE_AREAS))


def test_people_without_a_band_are_like_one_another_and_not_like_the_others() -> None:
    missing = THREE_AREAS.replace("under a year", ".           ")
    assert expected(missing) == pytest.approx(expected(THREE_AREAS))


def test_with_a_single_group_the_area_is_held_against_the_rate_of_the_others() -> None:
    one_group = THREE_AREAS.replace("under a year", "longer      ")
    # The others of Sales have 8 leavers of 100 people, of Depot 9 of 70, of Mill 15 of 110.
    for lent in (0.0, 10.0, 1000.0):
        found = expected(one_group, lent)
        assert found == pytest.approx({"Sales": 3.2, "Depot": 9.0, "Mill": 30 * 15 / 110})


def test_the_more_is_lent_the_nearer_each_group_comes_to_the_rate_of_all() -> None:
    usual = 40 * 8 / 100  # of the others of Sales, whatever their tenure
    apart = [abs(expected(THREE_AREAS, lent)["Sales"] - usual) for lent in (0, 10, 100, 10_000)]
    assert apart == sorted(apart, reverse=True)
    assert apart[0] > 1
    assert apart[-1] == pytest.approx(0, abs=0.01)


def test_twice_as_many_of_everything_expect_twice_as_many() -> None:
    twice = THREE_AREAS + "\n".join(THREE_AREAS.strip().splitlines()[1:])
    once = expected(THREE_AREAS, 0.0)
    assert expected(twice, 0.0) == pytest.approx({area: 2 * of for area, of in once.items()})


def test_areas_come_by_name_with_their_own_leavers_and_people() -> None:
    areas = standardised(engine(), table(THREE_AREAS, STRATA))
    assert [(area.area, area.leavers, area.headcount) for area in areas] == [
        ("Depot", 7, 70), ("Mill", 1, 30), ("Sales", 8, 40),
    ]  # fmt: skip


def test_an_area_without_anybody_expects_nobody_and_takes_nothing_from_the_others() -> None:
    more = THREE_AREAS + "    Annex | longer       | staff | sales      | 0       | 0\n"
    found = expected(more)
    assert found.pop("Annex") == 0
    assert found == pytest.approx(expected(THREE_AREAS))


def test_people_of_groups_that_are_nowhere_else_are_counted() -> None:
    more = THREE_AREAS.replace("Mill  | longer      ", "Mill  | forty years ")
    unlike = {row[0]: row[4] for row in rows(expected_leavers(table(more, STRATA)))}
    assert unlike == {"Sales": 0, "Depot": 0, "Mill": 30}


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ("0       | 0", False),
        ("30      | 20", False),  # of a team of twenty, thirty can leave within a year
        ("6       | 1e10", False),
        ("6       | 1.1e10", True),  # more than there are
        ("-1      | 20", True),
        ("6       | -0.1", True),
    ],
)
def test_what_can_be_counted_and_what_cannot(cells: str, refused: bool) -> None:
    picture = THREE_AREAS.replace("6       | 20", cells, 1)
    if refused:
        with pytest.raises(ValueError, match=r"^Sales: .* leavers of .* people cannot be counted"):
            expected(picture)
    else:
        assert set(expected(picture)) == {"Sales", "Depot", "Mill"}


def test_a_row_without_an_area_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        expected(THREE_AREAS.replace("Mill ", ".    "))
