"""`tandem measures` and `tandem measure`: the cards, and the numbers of a file or a snapshot."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import BaseModel

from tandem.cli.numbers.reading import ALL_TAKEN, SOME_LEFT_OUT, TOLD, Unusable, today, working

if TYPE_CHECKING:
    from tandem.analytics.measures.card import Card
    from tandem.analytics.shown import Answer
    from tandem.analytics.taking import Taken

FILE = click.Path(path_type=Path, dir_okay=False)
SNAPSHOTS = "snapshots"


class CardJson(BaseModel):
    """A definition card."""

    key: str
    name: str
    question: str
    counts: str
    divided_by: str
    formula: str
    unit: str
    direction: str
    period: str
    data: str
    population: str
    caution: str
    shown_from: int
    benchmark: BenchmarkJson | None
    iso_30414: IsoJson | None
    version: int


class BenchmarkJson(BaseModel):
    value: str
    source: str
    year: int


class IsoJson(BaseModel):
    edition_2018: str
    edition_2025: str


class CardsJson(BaseModel):
    """What `tandem measures --json` prints."""

    measures: list[CardJson]


class IntervalJson(BaseModel):
    low: float
    high: float
    level: float


class ResultJson(BaseModel):
    """area: null is everybody. month: the last of its window. why: in words, where value is null.

    window: first day in it, and first day no more in it.
    """

    area: str | None
    name: str
    month: str | None
    value: float | None
    annualised: float | None
    n: int | float | None
    denominator: float | None
    people: float | None
    interval: IntervalJson | None
    first: date
    after: date
    hidden: str | None
    why: str


class AnswerJson(BaseModel):
    """What `tandem measure … --json` prints."""

    measure: str
    name: str
    version: int
    unit: str
    denominator_name: str
    population: str
    minimum_group: int
    as_of: date
    facts: str
    noted: list[str]
    results: list[ResultJson]


@click.command("measures")
@click.option("--json", "as_json", is_flag=True, help="One object, for programs.")
def measures(as_json: bool) -> None:
    """Show the card of every measure.

    \b
    Example:
      tandem measures
      tandem measures --json
    """
    from tandem.analytics.measures.registry import CARDS

    cards = list(CARDS.values())
    if as_json:
        told = CardsJson(measures=[card_json(each) for each in cards])
        click.echo(told.model_dump_json(indent=1))
        return
    from tandem.analytics.shown import cards_table

    show(cards_table(cards))


def card_json(measure: Card) -> CardJson:
    benchmark, iso = measure.benchmark, measure.iso
    return CardJson(
        key=measure.key,
        name=measure.name,
        question=measure.question,
        counts=measure.counts,
        divided_by=measure.divided_by,
        formula=measure.formula,
        unit=measure.unit,
        direction=measure.direction,
        period=measure.period,
        data=measure.data,
        population=measure.population,
        caution=measure.caveat,
        shown_from=measure.minimum,
        benchmark=BenchmarkJson(
            value=benchmark.value, source=benchmark.source, year=benchmark.year
        ) if benchmark else None,
        iso_30414=IsoJson(edition_2018=iso.in_2018, edition_2025=iso.in_2025) if iso else None,
        version=measure.version,
    )  # fmt: skip


def of_facts(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which facts."""
    for option in reversed(
        (
            click.option("--people", type=FILE, help="People: one row per person or stay."),
            click.option("--jobs", type=FILE, help="Jobs: who had which level and manager."),
            click.option("--levels", type=FILE, help="Levels in order, the lowest first."),
            click.option("--areas", type=FILE, help="Areas, each with the one it lies in."),
            click.option("--observations", type=FILE, help="Numbers of other systems."),
            click.option("--answers", type=FILE, help="Counted answers of a survey."),
            click.option("--headcounts", type=FILE, help="Headcounts without persons."),
            click.option("--leavers", type=FILE, help="Counts of leavers without persons."),
            click.option("--snapshot", help="A snapshot of TANDEM_HOME by its id, or “latest”."),
        )
    ):
        command = option(command)
    return command


@click.command("measure")
@click.argument("name")
@of_facts
@click.option("--by", multiple=True, type=click.Choice(["area", "month"]), help="Of each.")
@click.option("--from", "first", metavar="YYYY-MM", help="First month; twelve before the end.")
@click.option("--to", "last", metavar="YYYY-MM", help="Last month; the last whole one.")
@click.option(
    "--divided-by",
    type=click.Choice(["month-ends", "start-and-end", "opening"]),
    help="Which headcount turnover is divided by.",
)
@click.option("--json", "as_json", is_flag=True, help="One object, for programs.")
def measure(
    name: str,
    by: tuple[str, ...],
    first: str | None,
    last: str | None,
    divided_by: str | None,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the options of `of_facts`
) -> None:
    """Compute the measure NAME, a key or a name of `tandem measures`.

    \b
    Example:
      tandem measure "total turnover" --people people.csv --by area
      tandem measure K01 --snapshot latest --from 2025-01 --to 2025-12 --json
    """
    from tandem.analytics.asked import UnusableWindow, ask
    from tandem.analytics.engine import EngineRefused
    from tandem.analytics.facts import UnusableSnapshot
    from tandem.analytics.measures.registry import NoSuchMeasure, named
    from tandem.analytics.sources import UnusableFacts
    from tandem.analytics.verbs import otherwise

    try:
        card = named(name)
        card = otherwise(card, divided_by) if divided_by else card
        with working("Reading the files"):
            taken = facts_of(**given)
        window = window_of(first, last, taken)
        with working(f"Computing {card.name}"):
            answer = ask(card, taken.facts, window=window, by=by)
    except NoSuchMeasure as error:
        raise Unusable(str(error.args[0])) from None
    except (EngineRefused, UnusableFacts, UnusableSnapshot, UnusableWindow, ValueError) as error:
        raise Unusable(str(error)) from None
    remarks(taken)
    if as_json:
        click.echo(answer_json(answer).model_dump_json(indent=1))
    else:
        show(answer)
    if taken.refused or taken.unread:
        raise SystemExit(SOME_LEFT_OUT)
    raise SystemExit(ALL_TAKEN)


def facts_of(snapshot: str | None, **given: Path | None) -> Taken:
    """Raises UnusableFacts, UnusableSnapshot or Unusable."""
    from tandem.analytics.verbs import facts

    names = {"answers": "survey_cells", "leavers": "leaver_counts"}
    sources: dict[str, Any] = {names.get(name, name): path for name, path in given.items() if path}
    if snapshot is None:
        # Who is still here today has no last day: so a file tells of days up to today.
        return facts(as_of=today(), **sources)
    return facts(folder_of(snapshot), **sources)


def folder_of(snapshot: str) -> Path:
    """Of an id, or of the latest. Raises Unusable."""
    from platformdirs import user_data_path

    from tandem.bridge.shelf import latest_snapshot

    home = Path(os.environ.get("TANDEM_HOME") or user_data_path("tandem")).expanduser()
    if snapshot == "latest":
        found = latest_snapshot(home)
        if found is None:
            raise Unusable(f"{home / SNAPSHOTS} has no snapshot. Import people first.")
        return found
    folder = home / SNAPSHOTS / snapshot
    if not re.fullmatch(r"[\w-]+", snapshot) or not folder.is_dir():
        there = sorted(path.name for path in (home / SNAPSHOTS).glob("[!.]*") if path.is_dir())
        kept = f"There are: {', '.join(there)}." if there else "There are none yet."
        raise Unusable(f"{home / SNAPSHOTS} has no snapshot “{snapshot}”. {kept}")
    return folder


def window_of(first: str | None, last: str | None, taken: Taken) -> Any:  # noqa: ANN401 - Months or None; loaded later
    """None where neither is said. Raises ValueError."""
    from datetime import timedelta

    from tandem.analytics.asked import YEAR
    from tandem.analytics.months import Months, month_number, month_of
    from tandem.analytics.verbs import months

    if first is None and last is None:
        return None
    before = taken.facts.as_of + timedelta(days=1)
    if last is None:
        last = f"{month_of(month_number(before) - 1):%Y-%m}"
    if first is None:
        return Months.last(YEAR, before=months(last, last).after)
    return months(first, last)


def remarks(taken: Taken) -> None:
    """On standard error: rows left out, and what was noticed."""
    for each in taken.refused[:TOLD]:
        click.echo(f"{each} Left out.", err=True)
    if len(taken.refused) > TOLD:
        click.echo(f"{len(taken.refused) - TOLD:,} more rows were left out.", err=True)
    for sentence in taken.noticed:
        click.echo(sentence, err=True)


def answer_json(answer: Answer) -> AnswerJson:
    from tandem.analytics.results import annualised
    from tandem.analytics.shown import why

    measure = answer.measure
    results = [
        ResultJson(
            area=told.area,
            name=told.name,
            month=f"{told.month:%Y-%m}" if told.month else None,
            value=told.result.value,
            annualised=annualised(told.result) if measure.annualises else None,
            n=told.result.n,
            denominator=told.result.denominator,
            people=told.result.people,
            interval=IntervalJson(
                low=told.result.interval.low,
                high=told.result.interval.high,
                level=told.result.interval.level,
            ) if told.result.interval else None,
            first=told.result.window.first,
            after=told.result.window.after,
            hidden=told.result.hidden,
            why=why(told.result, measure.group),
        )
        for told in answer
    ]  # fmt: skip
    return AnswerJson(
        measure=measure.key,
        name=measure.name,
        version=measure.version,
        unit=measure.unit,
        denominator_name=measure.divided_by,
        population=measure.population,
        minimum_group=measure.minimum,
        as_of=answer.as_of,
        facts=answer.version,
        noted=list(answer.noted),
        results=results,
    )


def show(what: object) -> None:
    from rich.console import Console

    Console().print(what)
