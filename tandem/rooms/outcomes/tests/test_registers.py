"""What outcomes ask on Today, bring to a talk, tell of a pair, and give to notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation.values import DEFAULTS
from tandem.partnership.actions import make_pair
from tandem.partnership.agendas import agenda_items
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.outcomes import actions
from tandem.partnership.outcomes.rules import Act
from tandem.partnership.outcomes.tests.stories import (
    NAME,
    TERMS,
    accepted,
    co_owned,
    proposed,
    read,
)
from tandem.partnership.registers import obligations, pair_parts
from tandem.partnership.signals.detectors import Finding, Look
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.rooms.outcomes.detectors import outcome_without_two_owners

TODAY = TUESDAY.date()
LATER = TODAY + timedelta(days=90)


def asked(cast: Cast, who: str) -> list[str]:
    return [each.sentence for each in obligations(getattr(cast, who), TODAY)]


def found(pairs: list[Pair], today: date) -> list[Finding]:
    return [*outcome_without_two_owners(Look(pairs, today, DEFAULTS))]


# ---- Today


def test_a_wording_waits_for_the_other_s_yes_without_its_words(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    assert asked(cast, "sam") == []
    [sentence] = asked(cast, "mira")
    assert sentence == "An outcome for Operations waits for your yes. Sam put it into words."
    assert NAME not in sentence


def test_a_yes_waits_for_the_second_one(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam, accepting=True)
    assert asked(cast, "mira") == [
        "Sam has accepted an outcome for Operations. It waits for your yes."
    ]
    accepted(outcome, cast.mira)
    assert asked(cast, "mira") == asked(cast, "sam") == []


def test_nothing_waits_once_the_pair_is_over(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    assert asked(cast, "mira") == []


# ---- the next talk


def test_the_next_talk_holds_what_both_have_not_accepted(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    proposed(cast.pair, cast.mira)
    [item] = agenda_items(cast.pair, TODAY)
    assert item.sentence == "2 outcomes wait for both of you to accept them."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("41", "An outcome you both own is off its track: what does each of you change?"),
        ("", "Nobody can tell how an outcome you both own goes: who enters a value?"),
        ("20", ""),
    ],
)
def test_the_next_talk_holds_what_is_off_its_track(cast: Cast, value: str, sentence: str) -> None:
    outcome = co_owned(cast.pair)
    at = TUESDAY + timedelta(days=90)
    if value:
        read(outcome, cast.sam, value, LATER, at=at)
    said = [each.sentence for each in agenda_items(cast.pair, LATER)]
    assert said == ([sentence] if sentence else [])
    assert NAME not in "".join(said)


# ---- the story of the pair


def test_the_timeline_tells_when_both_owned_it(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    actions.end(outcome=outcome, act=Act.RETIRE, by=cast.mira, at=TUESDAY)
    told = [(each.sentence, each.about) for each in timeline(cast.pair, cast.sam)]
    assert ("An outcome was let go:", NAME) in told
    assert ("An outcome was proposed:", NAME) in told


def test_only_the_two_are_shown_what_is_theirs(cast: Cast) -> None:
    [part] = [
        each for each in pair_parts(cast.pair, cast.sam, TODAY) if "outcomes" in each.template
    ]
    assert part.template == "outcomes/_of_pair.html"
    with pytest.raises(NotInThisPair):
        pair_parts(cast.pair, cast.vera, TODAY)


# ---- F01


@pytest.mark.parametrize(("days", "number"), [(14, 0), (15, 1)])
def test_after_a_fortnight_without_both_it_is_noticed(cast: Cast, days: int, number: int) -> None:
    proposed(cast.pair, cast.sam, accepting=True)
    findings = found([cast.pair, cast.other_pair], MONDAY.date() + timedelta(days=days))
    assert len(findings) == number
    for finding in findings:
        assert finding.pair == cast.pair
        assert finding.evidence == {"outcomes": 1, "unaccepted": 1, "missing": 0, "days": 14}


def test_an_owner_who_is_no_partner_any_more_is_noticed(cast: Cast) -> None:
    co_owned(cast.pair)
    assert not found([cast.pair], LATER)
    pair = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    [finding] = found([pair], LATER)
    assert finding.evidence == {"outcomes": 1, "unaccepted": 0, "missing": 1, "days": 14}
    assert not found([pair], TODAY + timedelta(days=14))


@pytest.mark.parametrize(("days", "number"), [(14, 0), (15, 1)])
def test_an_owner_who_has_left_is_noticed_before_there_is_a_new_pair(
    cast: Cast, days: int, number: int
) -> None:
    co_owned(cast.pair)
    leave(cast.mira)  # from Monday on
    findings = found([cast.pair, cast.other_pair], MONDAY.date() + timedelta(days=days))
    assert [finding.evidence["missing"] for finding in findings] == [1] * number


def test_who_is_still_here_owns_it_until_their_last_day(cast: Cast) -> None:
    co_owned(cast.pair)
    leave(cast.mira)
    assert not found([cast.pair], MONDAY.date() - timedelta(days=1))


def test_what_was_let_go_lacks_nobody(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam)
    actions.end(outcome=outcome, act=Act.RETIRE, by=cast.sam, at=MONDAY)
    assert not found([cast.pair], LATER)


# ---- Today of somebody in no pair


def published(cast: Cast, name: str) -> None:
    outcome = co_owned(cast.pair, replace(TERMS, name=name))
    for who in (cast.sam, cast.mira):
        actions.publish(outcome=outcome, by=who, at=TUESDAY)


def test_somebody_in_no_pair_reads_what_was_published(cast: Cast, sign_in: SignIn) -> None:
    co_owned(cast.pair)  # the area's alone
    assert "What leaders and HR answer for together" not in sign_in(cast.kim).get("/app/").text
    for number in range(4):
        published(cast, f"Outcome {number}")
    text = sign_in(cast.kim).get("/app/").text
    assert text.count('id="owned-') == 3
    assert NAME not in text
    assert "What leaders and HR answer for together" not in sign_in(cast.sam).get("/app/").text
