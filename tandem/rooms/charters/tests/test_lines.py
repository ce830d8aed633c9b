"""A part as each of the two sees it: how it stands for both, and what its reader may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tandem.access.audit import OPERATOR
from tandem.organisation.models import Person
from tandem.partnership.actions import make_pair
from tandem.partnership.charter import actions
from tandem.partnership.charter.models import Answer
from tandem.partnership.charter.starting_point import KEYS
from tandem.partnership.charter.tests.stories import (
    accepted,
    all_but,
    answered,
    both,
    expected,
    factor,
    filled,
    needed,
    signed,
    the_map_is_signed,
    written,
)
from tandem.partnership.models import CharterPart, Pair
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.partnership.two import Two
from tandem.rooms.charters.lines import Line, entry_of, lines_of

TODAY = localdate(TUESDAY)
LOOKS = {
    "yes": "charter_accepted", "differs": "charter_differs", "write": "charter_to_write",
    "wrote": "charter_written", "changed": "charter_changed", "read": "charter_to_read",
}  # fmt: skip


def seen(pair: Pair, by: Person) -> dict[str, Line]:
    held = Pair.objects.telling_who_left(TODAY).get(pk=pair.pk)
    return lines_of(Two(held, by, TODAY))


def differ(pair: Pair, key: str, by: Person) -> CharterPart:
    return actions.differ(pair=pair, key=key, view="Not so.", by=by, at=MONDAY)


Story = Callable[[Cast], object]
STORIES: list[tuple[str, Story, str, str]] = [
    ("open", lambda _: None, "read", "read"),
    ("open", lambda c: accepted(c.pair, "open", c.sam), "yes", "read"),
    ("open", lambda c: accepted(c.pair, "open", c.mira), "read", "yes"),
    ("open", lambda c: both(c.pair, "open"), "yes", "yes"),
    ("open", lambda c: written(c.pair, "open", c.mira), "read", "yes"),  # one's words are a yes
    ("goals", lambda _: None, "write", "write"),
    ("goals", lambda c: written(c.pair, "goals", c.sam), "yes", "read"),
    ("rights", lambda c: differ(c.pair, "rights", c.mira), "read", "differs"),
    (
        "rights",
        lambda c: (differ(c.pair, "rights", c.mira), differ(c.pair, "rights", c.sam)),
        "differs", "differs",
    ),
    (  # who said yes after all still differs in nothing
        "rights",
        lambda c: (differ(c.pair, "rights", c.sam), accepted(c.pair, "rights", c.sam)),
        "yes", "read",
    ),
    ("wrong", lambda c: written(c.pair, "wrong", c.sam), "wrote", "write"),
    ("wrong", lambda c: written(c.pair, "wrong", c.mira), "write", "wrote"),
    (  # nobody has read the other's yet, so nobody has said yes
        "wrong",
        lambda c: (written(c.pair, "wrong", c.sam), written(c.pair, "wrong", c.mira)),
        "read", "changed",
    ),
    ("of_hr", lambda c: expected(c.pair), "wrote", "write"),
    ("of_hr", lambda c: answered(expected(c.pair)), "read", "yes"),
    ("of_leader", lambda c: needed(c.pair), "write", "wrote"),
    ("success", lambda c: factor(c.pair, c.mira), "wrote", "wrote"),  # of both, whoever said it
]  # fmt: skip


@pytest.mark.parametrize(("key", "story", "leader", "hr"), STORIES)
def test_each_reads_how_a_part_stands_for_both_and_says_yes_in_their_own_column(
    cast: Cast, key: str, story: Story, leader: str, hr: str
) -> None:
    story(cast)
    for reader in (cast.sam, cast.mira):
        line = seen(cast.pair, reader)[key]
        assert [each.person for each in line.columns] == [cast.sam, cast.mira], "the leader first"
        assert [each.chip for each in line.columns] == [LOOKS[leader], LOOKS[hr]]
        acting = [each.person for each in line.columns if each.acts]
        assert acting in ([], [reader])
        assert line.may_agree or not acting
        assert not (line.may_agree and line.has_mine), "never asked for a second yes"


def test_there_are_fifteen_in_their_order_for_either(cast: Cast) -> None:
    for reader in (cast.sam, cast.mira):
        found = seen(cast.pair, reader)
        assert tuple(found) == KEYS
        assert len({line.id for line in found.values()}) == len(KEYS)
        assert {line.other for line in found.values()} == {cast.pair.partner_of(reader).called}


@pytest.mark.parametrize(
    ("key", "writes", "adds"),
    [
        ("open", True, False),
        ("rhythm", True, False),
        ("why", True, False),
        ("wrong", True, False),
        ("of_hr", False, True),
        ("of_leader", False, False),  # Mira's to say
        ("success", False, True),
        ("map", False, False),  # its rows are signed where they stand
    ],
)
def test_what_sam_may_do_to_a_part_is_nothing_once_one_has_left(
    cast: Cast, key: str, writes: bool, adds: bool
) -> None:
    line = seen(cast.pair, cast.sam)[key]
    assert (line.may_write, line.may_add) == (writes, adds)
    leave(cast.mira)
    line = seen(cast.pair, cast.sam)[key]
    assert (line.may_write, line.may_add, line.may_agree, line.waits) == (False,) * 4


def test_a_pair_that_is_over_waits_for_nobody(cast: Cast) -> None:
    filled(cast.pair)
    assert any(line.waits for line in seen(cast.pair, cast.mira).values())
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    for line in seen(cast.pair, cast.mira).values():
        assert not (line.waits or line.may_agree or line.may_write or line.may_add)


@pytest.mark.parametrize(
    ("wrote", "sam_reads", "mira_reads"),
    [
        ((), ("", ""), ("", "")),
        (("sam",), ("Of sam.", ""), ("hidden", "")),
        (("mira",), ("", "hidden"), ("", "Of mira.")),
        (("sam", "mira"), ("Of sam.", "Of mira."), ("Of sam.", "Of mira.")),
    ],
)
def test_what_each_wrote_alone_is_hidden_until_both_have(
    cast: Cast, wrote: tuple[str, ...], sam_reads: tuple[str, str], mira_reads: tuple[str, str]
) -> None:
    for who in wrote:
        written(cast.pair, "wrong", getattr(cast, who), f"Of {who}.")
    for reader, reads in ((cast.sam, sam_reads), (cast.mira, mira_reads)):
        sides = seen(cast.pair, reader)["wrong"].sides
        assert tuple("hidden" if each.hidden else each.text for each in sides) == reads
        assert not any(each.text for each in sides if each.hidden)


def test_why_each_does_this_is_open_from_the_first_word(cast: Cast) -> None:
    written(cast.pair, "why", cast.sam, "For the night shift.")
    [leader, hr] = seen(cast.pair, cast.mira)["why"].sides
    assert (leader.text, leader.hidden, hr.text) == ("For the night shift.", False, "")


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [(0, "Sam changed it, today"), (1, "Sam changed it, yesterday"), (2, "Sam changed it, Sun 22")],
)
def test_who_changed_it_is_said_to_the_one_who_is_to_read_it(
    cast: Cast, days_ago: int, said: str
) -> None:
    written(cast.pair, "goals", cast.sam, at=TUESDAY - timedelta(days=days_ago))
    assert seen(cast.pair, cast.mira)["goals"].note.startswith(said)
    assert seen(cast.pair, cast.sam)["goals"].note == ""
    accepted(cast.pair, "goals", cast.mira)
    assert seen(cast.pair, cast.mira)["goals"].note == ""


def test_which_yes_would_sign_is_said_of_one_part_to_one_of_the_two(cast: Cast) -> None:
    all_but(cast.pair, "rights")

    def last() -> list[list[str]]:
        two = (seen(cast.pair, cast.sam), seen(cast.pair, cast.mira))
        return [[key for key, line in lines.items() if line.signs] for lines in two]

    assert last() == [[], []]  # two are missing
    accepted(cast.pair, "rights", cast.mira)
    assert last() == [["rights"], []]
    written(cast.pair, "open", cast.mira, "Everything, early.")
    assert last() == [[], []]  # two again, of one person
    accepted(cast.pair, "open", cast.sam)
    assert last() == [["rights"], []]
    accepted(cast.pair, "rights", cast.sam)
    assert last() == [[], []]


def test_a_signed_charter_lacks_nothing_and_waits_for_nobody(cast: Cast) -> None:
    signed(cast.pair)
    for reader in (cast.sam, cast.mira):
        for line in seen(cast.pair, reader).values():
            assert line.is_agreed
            assert not (line.lacks or line.waits or line.may_agree or line.differs)


def test_the_map_is_filled_where_its_rows_are_and_lacks_nothing_then(cast: Cast) -> None:
    assert "Sign at least one row" in seen(cast.pair, cast.sam)["map"].lacks
    with the_map_is_signed():
        line = seen(cast.pair, cast.sam)["map"]
        assert (line.lacks, line.may_agree) == ("", True)
        assert line.says == "9 of 14 rows are signed by both."


@pytest.mark.parametrize(
    ("said", "why", "chip"),
    [
        (None, "", "answer_waits"),
        (Answer.CAN, "", "answer_can"),
        (Answer.PARTLY, "Themes.", "answer_partly"),
        (Answer.CANNOT, "Not in peak.", "answer_cannot"),
    ],
)
def test_an_entry_shows_its_answer_and_who_may_give_it(
    cast: Cast, said: Answer | None, why: str, chip: str
) -> None:
    entry = expected(cast.pair)
    if said:
        answered(entry, said, why)
    for reader, may in ((cast.sam, (True, False)), (cast.mira, (False, True))):
        found = entry_of(seen(cast.pair, reader), entry.pk)
        assert found is not None
        assert (found.may_change, found.may_answer, found.chip) == (*may, chip)
