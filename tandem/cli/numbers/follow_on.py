"""`tandem follow-on`: whether those who reported to managers who left followed more than usual."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click
from pydantic import BaseModel

from tandem.cli.numbers.measures import facts_of, of_facts, remarks, show
from tandem.cli.numbers.reading import ALL_TAKEN, SOME_LEFT_OUT, Unusable, working

if TYPE_CHECKING:
    from tandem.analytics.former_managers import ByArea, ByManager


class AreaJson(BaseModel):
    """managers, after, before, expected, p: null where too few managers left."""

    area: str
    managers: int | None
    after: int | None
    before: int | None
    expected: float | None
    p: float | None
    more_than_chance: bool
    sentence: str


class ManagerJson(BaseModel):
    """manager: the number as the file has it. expected, p: null where nobody was there before."""

    manager: str
    area: str
    last_day: date
    days: int
    after: int
    expected: float | None
    p: float | None


class Answer(BaseModel):
    """What `--json` prints: one of the two."""

    areas: list[AreaJson] = []
    managers: list[ManagerJson] = []


@click.command("follow-on")
@of_facts
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="The earliest last day of a manager."
)
@click.option("--each", is_flag=True, help="By manager, of files of your own; it names persons.")
@click.option("--json", "as_json", is_flag=True, help="One object, for programs.")
def follow_on(
    since: datetime | None,
    each: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the options of `of_facts`
) -> None:
    """Say whether people followed managers who left, by area.

    Of those who reported to a manager on the manager's last day: how many left within 180 days,
    beside what the year before makes likely. Under five managers who left nothing is told of an
    area, so that it is no figure about one of them.

    \b
    Example:
      tandem follow-on --people people.csv --jobs jobs.csv
      tandem follow-on --snapshot latest --since 2024-01-01 --json
    """
    from tandem.analytics.engine import EngineRefused
    from tandem.analytics.facts import UnusableSnapshot
    from tandem.analytics.from_facts import after_managers
    from tandem.analytics.sources import UnusableFacts

    try:
        with working("Reading the files"):
            taken = facts_of(**given)
        with working("Looking at who followed"):
            found = after_managers(of=taken, since=since.date() if since else None, each=each)
    except (EngineRefused, UnusableFacts, UnusableSnapshot, ValueError) as error:
        raise Unusable(str(error)) from None
    remarks(taken)
    if as_json:
        click.echo(answer(found).model_dump_json(indent=1))
    else:
        show(found)
    raise SystemExit(SOME_LEFT_OUT if taken.refused else ALL_TAKEN)


def answer(found: ByArea | ByManager) -> Answer:
    from tandem.analytics.former_managers import ByManager

    if isinstance(found, ByManager):
        managers = [
            ManagerJson(
                manager=name, area=one.area, last_day=one.day, days=one.days,
                after=one.after.leavers, expected=one.judged.expected, p=one.judged.p,
            )
            for name, one in found.managers
        ]  # fmt: skip
        return Answer(managers=managers)
    areas = [
        AreaJson(
            area=one.area, managers=one.managers, after=one.after, before=one.before,
            expected=one.expected, p=one.p, more_than_chance=one.more_than_chance,
            sentence=one.sentence(),
        )
        for one in found.areas
    ]  # fmt: skip
    return Answer(areas=areas)
