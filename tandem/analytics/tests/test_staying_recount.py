"""Who stays and who moves, counted again the slow way in random organisations."""

from datetime import date, timedelta

import ibis
import pyarrow as pa
from hypothesis import given, settings

from tandem.analytics.measures.movements import flows, movements
from tandem.analytics.measures.moving import with_moves
from tandem.analytics.measures.staying import cohorts, first_years
from tandem.analytics.months import Months
from tandem.analytics.tests.recount import Organisation, Spell, organisations
from tandem.analytics.tests.tables import closure_columns, rows, with_ancestors

MONTHS = Months(date(2025, 1, 1), date(2025, 7, 1))
BACK = 3


def below(organisation: Organisation, area: str) -> set[str]:
    parents = organisation.parents
    return {each for each in parents if area in with_ancestors(each, parents)}


def left_on(organisation: Organisation, spell: Spell) -> date:
    """The last day of the employment this stay is part of."""
    following = [s for s in organisation.spells if s.person == spell.person]
    following = following[following.index(spell) :]
    for stay in following:
        if not stay.moved:
            return stay.gone_on()
    return date.max


def hiring(organisation: Organisation, spell: Spell) -> bool:
    return spell.came_from is None


@settings(max_examples=60, deadline=None)
@given(organisations())
def test_still_here_is_who_is_found_on_both_days_without_a_leaving(
    organisation: Organisation,
) -> None:
    spells = ibis.memtable(organisation.table())
    closure = ibis.memtable(pa.table(closure_columns(organisation.parents)))
    kept = rows(cohorts(flows(spells, closure, MONTHS), spells, closure, MONTHS, BACK))
    found = {(area, after): (here, still) for area, here, still, _first, after in kept}
    assert sorted(kept) == sorted(
        rows(cohorts(flows(spells, closure), spells, closure, MONTHS, BACK))
    )
    for area in organisation.parents:
        inside = below(organisation, area)
        for at in range(BACK - 1, len(MONTHS)):
            window = Months(
                MONTHS.firsts()[at - BACK + 1], [*MONTHS.firsts(), MONTHS.after][at + 1]
            )
            before, last = window.first - timedelta(1), window.after - timedelta(1)
            stays = [
                s for s in organisation.spells
                if s.area in inside and s.start_on <= before < s.gone_on()
            ]  # fmt: skip
            still = [s for s in stays if left_on(organisation, s) > last]
            assert found[area, window.after] == (len(stays), len(still))


@settings(max_examples=60, deadline=None)
@given(organisations())
def test_hired_and_left_within_a_year_add_up_to_who_was_hired(organisation: Organisation) -> None:
    spells = ibis.memtable(organisation.table())
    closure = ibis.memtable(pa.table(closure_columns(organisation.parents)))
    found = rows(first_years(spells, closure))
    for area in organisation.parents:
        hired = [
            s for s in organisation.spells
            if hiring(organisation, s) and s.area in below(organisation, area)
        ]  # fmt: skip
        short = [
            s for s in hired
            if left_on(organisation, s) != date.max
            and (left_on(organisation, s) - s.start_on).days + 1 < 365
        ]  # fmt: skip
        of_area = [row for row in found if row[0] == area]
        assert sum(row[1] for row in of_area) == len(hired)
        assert sum(row[2] for row in of_area) == len(short)


@settings(max_examples=60, deadline=None)
@given(organisations())
def test_every_move_is_counted_once_where_it_began_and_above(organisation: Organisation) -> None:
    spells = ibis.memtable(organisation.table())
    closure = ibis.memtable(pa.table(closure_columns(organisation.parents)))
    found = rows(with_moves(movements(spells, closure, MONTHS), spells, closure))
    for area in organisation.parents:
        moves = [
            s for s in organisation.spells
            if s.moved and s.area in below(organisation, area) and s.area != s.went_to
            and MONTHS.first <= s.gone_on() < MONTHS.after
        ]  # fmt: skip
        assert sum(row[-1] for row in found if row[0] == area) == len(moves)
