"""What one types in a notebook of facts: see `verbs.facts` for what these may be.

Each takes `of`, facts taken before, or a snapshot or sources as `verbs.facts` does, and raises
UnusableFacts or facts.UnusableSnapshot as it does.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibis import _

from tandem.analytics.facts import Facts
from tandem.analytics.sources import UnusableFacts
from tandem.analytics.taking import Taken
from tandem.analytics.verbs import facts as taken
from tandem.analytics.verbs import of_these

if TYPE_CHECKING:
    from tandem.analytics.checks import Contradictions
    from tandem.analytics.cohorts import FirstYears
    from tandem.analytics.follow_on import Closeness, FollowOn
    from tandem.analytics.forecast import Forecast
    from tandem.analytics.former_managers import ByArea, ByManager


def contradictions(
    *,
    of: Taken | Facts | None = None,
    snapshot: str | Path | None = None,
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> Contradictions:
    """How many stays say what cannot be; false where the facts can be counted."""
    from tandem.analytics.checks import contradictions as counted

    return counted(of_these(of, snapshot, as_of, sources))


def first_year(
    *,
    since: date,
    of: Taken | Facts | None = None,
    snapshot: str | Path | None = None,
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> FirstYears:
    """Of those hired in one quarter, how many left within a year; by area.

    since: the first day of the history, from which on leavers are known.
    """
    from tandem.analytics.cohorts import FirstYears, cohorts

    found = of_these(of, snapshot, as_of, sources)
    names = found.engine.rows(found.areas.select("area", "name"))
    return FirstYears(
        cohorts(found, as_of=found.as_of, since=since),
        {area: name or area for area, name in names},
    )


def follow_on(
    area: str,
    day: date,
    *,
    of: Taken | Facts | None = None,
    snapshot: str | Path | None = None,
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> FollowOn:
    """Whether more people left the area after somebody's last day there than its own rate gives.

    Raises ValueError where nothing is known yet of the days after it.
    """
    from tandem.analytics.follow_on import after_a_leaving

    found = of_these(of, snapshot, as_of, sources)
    known = found.engine.rows(found.areas.filter(_.area == area).select("area"))
    if not known:
        raise UnusableFacts(f"There is no area “{area}”. Write it as in the facts.")
    return after_a_leaving(found, area=area, day=day, as_of=found.as_of)


def closeness(
    *,
    of: Taken | Facts | None = None,
    snapshot: str | Path | None = None,
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> Closeness:
    """Whether leavings in one area come closer together than chance and the seasons give."""
    from tandem.analytics.follow_on import closeness as judged
    from tandem.analytics.measures.movements import moved

    found = of_these(of, snapshot, as_of, sources)
    gone = found.spells.filter(
        ~moved(found.spells), _.end_on.notnull(), _.end_on <= found.as_of + timedelta(days=1)
    )
    last_days: dict[str, list[date]] = {}
    for area, end_on in found.engine.rows(gone.select("area", "end_on").order_by("area", "end_on")):
        last_days.setdefault(area, []).append(end_on - timedelta(days=1))
    return judged(last_days)


def forecast(
    *,
    ahead: int = 12,
    since: date | None = None,
    of: Taken | Facts | None = None,
    snapshot: str | Path | None = None,
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> Forecast:
    """How many people will be here in each of the months ahead, by bands of tenure.

    since: the first day from which on leavers are known; without it, from the first hiring on.
    Raises NoForecast, with the reason, under two years of history.
    """
    from tandem.analytics.flows import months_of
    from tandem.analytics.forecast import Forecast, NoForecast, back_test
    from tandem.analytics.forecast import forecast as foretold

    months = months_of(of_these(of, snapshot, as_of, sources), since)
    rows = tuple(foretold(months, ahead=ahead))
    try:
        return Forecast(rows, back_test(months, ahead=ahead))
    except NoForecast as error:
        return Forecast(rows, None, f"Not tried on the past. {error}")


def after_managers(
    *,
    since: date | None = None,
    each: bool = False,
    of: Taken | Facts | None = None,
    snapshot: str | Path | None = None,
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> ByArea | ByManager:
    """Whether those who reported to managers who left followed more than usual; by area.

    since: the earliest last day of such a manager; without it, all that are known. each: by manager
    instead, where the files are your own; of a snapshot UnusableFacts is raised. Raises ValueError
    where the facts hold no jobs.
    """
    from tandem.analytics.former_managers import ByManager, by_area, of_each

    of = of or taken(snapshot, as_of=as_of, **sources)
    found = of.facts if isinstance(of, Taken) else of
    begins = since or date.min
    if not each:
        return by_area(found, since=begins, as_of=found.as_of)
    if not (isinstance(of, Taken) and of.people):
        raise UnusableFacts(
            "A snapshot numbers people by lot, so no manager can be found in it. Bring files of "
            "people and jobs of your own."
        )
    managers = of_each(found, since=begins, as_of=found.as_of)
    return ByManager(tuple((of.people[manager.manager], manager) for manager in managers))
