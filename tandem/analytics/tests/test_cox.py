"""Cox's model: published coefficients, what it refuses, and the check of proportionality."""

from __future__ import annotations

import csv
from typing import Any

import numpy as np
import pytest

from tandem.analytics.cox import FEWEST_LEAVERS_EACH, Model, NoModel, cox
from tandem.analytics.tests.real_data import required
from tandem.analytics.tests.test_survival import JOB_RETENTION

pytestmark = pytest.mark.slow


def rossi() -> dict[str, list[float]]:
    from lifelines.datasets import load_rossi

    return {str(name): [float(x) for x in column] for name, column in load_rossi().items()}


def rossi_model(*, entry: list[int] | None = None, cluster: list[Any] | None = None) -> Model:
    columns = rossi()
    exit_, left = [int(week) for week in columns.pop("week")], columns.pop("arrest")
    return cox(columns, exit_=exit_, left=[bool(x) for x in left], entry=entry, cluster=cluster)


@required(JOB_RETENTION)
def test_the_handbooks_model_of_job_retention() -> None:
    """McNulty, Handbook of Regression Modeling in People Analytics, chapter 9."""
    with JOB_RETENTION.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    terms: dict[str, list[Any]] = {
        name: [row[name] for row in rows] for name in ("gender", "field", "level")
    }
    terms["sentiment"] = [float(row["sentiment"]) for row in rows]
    model = cox(terms, exit_=[int(r["month"]) for r in rows], left=[r["left"] == "1" for r in rows])
    assert model["sentiment"].b == pytest.approx(-0.11756, abs=5e-6)
    assert model["sentiment"].se == pytest.approx(0.01397, abs=5e-6)
    assert model["field[Finance]"].b == pytest.approx(0.22334, abs=5e-6)
    assert model["field[Health]"].b == pytest.approx(0.27830, abs=6e-6)
    assert model.likelihood_ratio == pytest.approx(89.18, abs=0.005)
    assert model.concordance == pytest.approx(0.578, abs=5e-4)
    assert (model.people, model.leavers, model.clusters) == (3770, 1354, None)


def test_rossis_recidivism() -> None:
    """As lifelines' own documentation prints it, to three decimals."""
    model = rossi_model()
    found = {name: round(model[name].b, 3) for name in ("fin", "age", "prio")}
    assert found == {"fin": -0.379, "age": -0.057, "prio": 0.091}
    assert model.likelihood_ratio == pytest.approx(33.27, abs=0.01)
    assert model.concordance == pytest.approx(0.640, abs=5e-4)
    assert model["fin"].ratio == pytest.approx(np.exp(model["fin"].b))
    assert model["fin"].low < model["fin"].ratio < model["fin"].high


def test_delayed_entry_at_hiring_changes_nothing() -> None:
    one, other = rossi_model(), rossi_model(entry=[-1] * 432)
    for each in one.coefficients:
        assert other[each.name].b == pytest.approx(each.b, abs=1e-6)
        assert other[each.name].proportional_p == pytest.approx(each.proportional_p, abs=1e-6)


def test_people_of_one_manager_count_as_alike() -> None:
    alone, alike = rossi_model(), rossi_model(cluster=[f"m{n // 10}" for n in range(432)])
    assert alike.clusters == 44
    assert alike["age"].b == pytest.approx(alone["age"].b)
    assert alike["age"].se != pytest.approx(alone["age"].se, rel=0.01)


@pytest.mark.parametrize(("managers", "model"), [(1, False), (8, False), (39, False), (40, True)])
def test_few_managers_carry_no_errors_by_manager(managers: int, model: bool) -> None:
    cluster = [n % managers for n in range(432)]
    if model:
        assert rossi_model(cluster=cluster).clusters == managers
        return
    with pytest.raises(NoModel, match=f"^{managers} managers are too few .* under 40"):
        rossi_model(cluster=cluster)


def test_copies_of_one_person_do_not_make_it_surer() -> None:
    """Each person four times under one manager: errors by manager stay as wide as they were."""
    columns = rossi()
    exit_, left = [int(week) for week in columns.pop("week")], columns.pop("arrest")
    once = cox(
        {"prio": columns["prio"]},
        exit_=exit_, left=[bool(x) for x in left], cluster=list(range(432)),
    )  # fmt: skip
    fourfold = cox(
        {"prio": columns["prio"] * 4},
        exit_=exit_ * 4, left=[bool(x) for x in left] * 4, cluster=list(range(432)) * 4,
    )  # fmt: skip
    assert fourfold["prio"].se == pytest.approx(once["prio"].se, rel=0.02)


def test_proportionality_is_checked_as_lifelines_does_where_nobody_ties() -> None:
    from lifelines import CoxPHFitter
    from lifelines.datasets import load_rossi
    from lifelines.statistics import proportional_hazard_test

    apart = load_rossi()
    apart["week"] = apart["week"] * 1000 + np.random.default_rng(1).permutation(len(apart))
    fitted = CoxPHFitter().fit(apart, "week", "arrest")
    theirs = proportional_hazard_test(fitted, apart, time_transform="rank")
    names = [name for name in apart.columns if name not in ("week", "arrest")]
    ours = cox(
        {name: list(apart[name]) for name in names},
        exit_=[int(week) - 1 for week in apart["week"]],
        left=[bool(x) for x in apart["arrest"]],
    )
    by_name = dict(zip(theirs.name, theirs.p_value, strict=True))
    for name in names:
        assert ours[name].proportional_p == pytest.approx(by_name[name], abs=0.01)
    assert not ours["age"].steady
    assert ours["fin"].steady


def test_a_ratio_that_turns_with_tenure_is_found_even_where_entry_is_late() -> None:
    dice = np.random.default_rng(4)
    group = dice.integers(0, 2, 800)
    exit_ = np.where(group == 1, dice.integers(1, 200, 800), dice.geometric(0.01, 800)).astype(int)
    entry = np.where(exit_ > 50, 20, -1)
    model = cox(
        {"x": group.tolist()}, exit_=exit_.tolist(), left=[True] * 800, entry=entry.tolist()
    )
    assert not model["x"].steady


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("arrest", "foretells leaving without fail"),  # perfect separation
        ("constant", "is the same for everybody"),
        ("nan", "missing or infinite"),
        ("infinite", "missing or infinite"),
    ],
)
def test_data_that_carry_no_model_are_refused_with_a_cure(column: str, says: str) -> None:
    columns = rossi()
    columns["constant"] = [1.0] * 432
    columns["nan"] = [float("nan"), *columns["age"][1:]]
    columns["infinite"] = [float("inf"), *columns["age"][1:]]
    with pytest.raises(NoModel, match=says):
        cox(
            {column: columns[column]},
            exit_=[int(week) for week in columns["week"]],
            left=[bool(x) for x in columns["arrest"]],
        )


def test_too_few_leavers_carry_no_model() -> None:
    people = FEWEST_LEAVERS_EACH - 1
    with pytest.raises(NoModel, match="9 leavers carry no model of 1 coefficients: it takes 10"):
        cox({"x": list(range(people))}, exit_=list(range(people)), left=[True] * people)
    with pytest.raises(NoModel, match="nobody"):
        cox({}, exit_=[], left=[])
    with pytest.raises(ValueError, match="different lengths"):
        cox({"x": [1.0, 2.0]}, exit_=[1], left=[True])
