import pytest

from tandem.rooms.pairs.rules import Stage, Stages, is_counted, stage


@pytest.mark.parametrize(
    ("days_old", "without_charter", "with_charter"),
    [
        (0, Stage.NEW, Stage.NEW),
        (90, Stage.NEW, Stage.NEW),  # the ninetieth day is still new
        (91, Stage.FORMING, Stage.FORMING),
        (270, Stage.FORMING, Stage.FORMING),  # a charter alone does not make it established
        (271, Stage.FORMING, Stage.ESTABLISHED),
        (5000, Stage.FORMING, Stage.ESTABLISHED),  # and neither does time alone
    ],
)
def test_a_pair_is_established_by_time_and_a_signed_charter(
    days_old: int, without_charter: Stage, with_charter: Stage
) -> None:
    assert stage(days_old, has_charter=False) is without_charter
    assert stage(days_old, has_charter=True) is with_charter


@pytest.mark.parametrize(("days_old", "counted"), [(0, False), (29, False), (30, True)])
def test_the_first_thirty_days_are_never_counted(days_old: int, counted: bool) -> None:
    assert is_counted(days_old) is counted


def test_how_long_a_pair_is_new_and_forming_is_the_companys_word() -> None:
    short = Stages(new=30, forming=60)
    found = [stage(day, has_charter=True, stages=short) for day in (30, 31, 60, 61)]
    assert found == [Stage.NEW, Stage.FORMING, Stage.FORMING, Stage.ESTABLISHED]
