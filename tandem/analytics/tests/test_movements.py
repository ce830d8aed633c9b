from datetime import date

import ibis
import pytest

from tandem.analytics.facts import SPELLS, EndReason
from tandem.analytics.measures.movements import movements
from tandem.analytics.months import Months
from tandem.analytics.tests.tables import closure, rows, table

FIRST_QUARTER = Months(date(2025, 1, 1), date(2025, 4, 1))
JANUARY, FEBRUARY, MARCH = FIRST_QUARTER.firsts()
TREE = closure(
    """
    Varnholm:
    Supply: Varnholm
    Bakery: Supply
    Dairy: Supply
    Shops: Varnholm
    """
)


def cube(picture: str) -> dict[tuple[str, date], tuple[int, ...]]:
    counted = movements(table(picture, SPELLS), TREE, FIRST_QUARTER)
    return {(area, month): tuple(numbers) for area, month, *numbers in rows(counted)}


def test_a_quarter_of_five_areas() -> None:
    counted = cube(
        """
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2024-06-01 | .          | .         | .       | .
        2      | Bakery | 2024-06-01 | 2025-02-01 | .         | .       | voluntary   # 31 January
        3      | Bakery | 2024-06-01 | 2025-04-01 | .         | .       | retirement  # 31 March
        4      | Bakery | 2024-06-01 | 2025-04-02 | .         | .       | voluntary   # 1 April
        5      | Bakery | 2024-06-01 | 2025-02-01 | .         | Dairy   | transfer    # 1 February
        5      | Dairy  | 2025-02-01 | 2025-03-05 | Bakery    | Shops   | transfer
        5      | Shops  | 2025-03-05 | .          | Dairy     | .       | .
        6      | Dairy  | 2025-03-31 | .          | .         | .       | .
        7      | Dairy  | 2024-06-01 | 2025-03-10 | .         | .       | .           # why unknown
        8      | Shops  | 2020-01-01 | 2022-01-01 | .         | .       | involuntary # long ago
        """
    )
    assert {key: row for key, row in counted.items() if any(row)} == {
        # opening, joiners, moved in, leavers, own choice, retirements, moved out, closing
        ("Bakery", JANUARY): (5, 0, 0, 1, 1, 0, 0, 4),
        ("Bakery", FEBRUARY): (4, 0, 0, 0, 0, 0, 1, 3),
        ("Bakery", MARCH): (3, 0, 0, 1, 0, 1, 0, 2),
        ("Dairy", JANUARY): (1, 0, 0, 0, 0, 0, 0, 1),
        ("Dairy", FEBRUARY): (1, 0, 1, 0, 0, 0, 0, 2),
        ("Dairy", MARCH): (2, 1, 0, 1, 0, 0, 1, 1),
        ("Shops", MARCH): (0, 0, 1, 0, 0, 0, 0, 1),
        ("Supply", JANUARY): (6, 0, 0, 1, 1, 0, 0, 5),
        ("Supply", FEBRUARY): (5, 0, 0, 0, 0, 0, 0, 5),  # Bakery to Dairy is no move of Supply
        ("Supply", MARCH): (5, 1, 0, 2, 0, 1, 1, 3),
        ("Varnholm", JANUARY): (6, 0, 0, 1, 1, 0, 0, 5),
        ("Varnholm", FEBRUARY): (5, 0, 0, 0, 0, 0, 0, 5),
        ("Varnholm", MARCH): (5, 1, 0, 2, 0, 1, 0, 4),  # nor is Dairy to Shops one of Varnholm
    }


def test_quiet_months_and_empty_areas_are_there() -> None:
    counted = cube(
        """
        person | area   | start_on   | end_on | came_from | went_to | end_reason
        1      | Bakery | 2024-06-01 | .      | .         | .       | .
        """
    )
    assert len(counted) == 5 * 3
    assert counted["Shops", FEBRUARY] == (0,) * 8
    assert counted["Bakery", FEBRUARY] == (1, 0, 0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize("reason", [reason for reason in EndReason if reason != "transfer"])
def test_every_reason_but_a_transfer_is_a_leaving(reason: EndReason) -> None:
    counted = cube(
        f"""
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2024-06-01 | 2025-01-15 | .         | .       | {reason}
        """
    )
    chosen, retired = int(reason == "voluntary"), int(reason == "retirement")
    assert counted["Varnholm", JANUARY] == (1, 0, 0, 1, chosen, retired, 0, 0)


def test_a_transfer_to_nowhere_leaves_every_area_without_a_leaver() -> None:
    counted = cube(
        """
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2024-06-01 | 2025-01-15 | .         | .       | transfer
        """
    )
    assert counted["Varnholm", JANUARY] == (1, 0, 0, 0, 0, 0, 1, 0)


def test_one_day_of_work_is_a_joiner_and_a_leaver() -> None:
    counted = cube(
        """
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2025-01-31 | 2025-02-01 | .         | .       | voluntary
        """
    )
    assert counted["Supply", JANUARY] == (0, 1, 0, 1, 1, 0, 0, 0)


def test_a_stay_without_a_day_never_was() -> None:
    counted = cube(
        """
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2025-02-01 | 2025-02-01 | .         | .       | voluntary
        """
    )
    assert not any(any(row) for row in counted.values())


def test_who_comes_back_is_a_joiner_again() -> None:
    counted = cube(
        """
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2024-06-01 | 2025-01-15 | .         | .       | voluntary
        1      | Dairy  | 2025-03-01 | .          | .         | .       | .
        """
    )
    assert counted["Supply", JANUARY] == (1, 0, 0, 1, 1, 0, 0, 0)
    assert counted["Supply", MARCH] == (0, 1, 0, 0, 0, 0, 0, 1)


def test_movements_after_the_window_are_not_seen_in_it() -> None:
    counted = cube(
        """
        person | area   | start_on   | end_on     | came_from | went_to | end_reason
        1      | Bakery | 2024-06-01 | 2026-01-15 | .         | .       | voluntary
        2      | Bakery | 2025-04-01 | .          | .         | .       | .
        """
    )
    assert counted["Bakery", MARCH] == (1, 0, 0, 0, 0, 0, 0, 1)


def test_the_columns_are_whole_numbers_in_a_known_order() -> None:
    nobody = ibis.memtable(SPELLS.to_pyarrow().empty_table())
    counted = movements(nobody, TREE, FIRST_QUARTER)
    assert counted.columns == (
        "area", "month", "opening", "joiners", "moved_in", "leavers", "own_choice",
        "retirements", "moved_out", "closing",
    )  # fmt: skip
    assert {type(number) for row in rows(counted) for number in row[2:]} == {int}
