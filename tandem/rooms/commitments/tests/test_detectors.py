"""F17 through the look of the day: promises between the two, read by their dates and answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from tandem.access.sealed import SealedTextField
from tandem.organisation import settings
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.reliable import of_pair, of_pairs
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import detectors
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.signals.models import Signal
from tandem.partnership.signals.rows import noticed_by
from tandem.partnership.signals.standing import Severity, State
from tandem.partnership.signals.tests.detecting import many_pairs
from tandem.partnership.testing import TUESDAY, Cast

IN_OCTOBER = datetime(2026, 10, 5, 8, tzinfo=TUESDAY.tzinfo)
DUE = date(2026, 10, 16)
DONE_IN_TIME = datetime(2026, 10, 14, 8, tzinfo=TUESDAY.tzinfo)


@pytest.fixture(autouse=True)
def only_promises_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Old pairs of the cast have no charter; nobody is asked about it here."""
    every = detectors()
    others = [key for key in every if key != "broken_promises"]
    silent = {key: replace(every[key], find=lambda _look: iter(())) for key in others}
    monkeypatch.setattr("tandem.partnership.signals.detectors._detectors", {**every, **silent})


def promised(by: Person, to: Person) -> Commitment:
    said = Said(what="A page about the rota", due_on=DUE)
    asked = actions.ask(of=by, said=said, by=to, at=IN_OCTOBER, source=Source.FORM)
    return actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=by, at=IN_OCTOBER)


def promises(by: Person, to: Person, *, kept: int = 0, silent: int = 0, moved: int = 0) -> None:
    """Kept in time and thanked for; past their date without a word; given a new date in time."""
    for _ in range(kept):
        one = promised(by, to)
        for act, who in ((Act.REPORT_DONE, by), (Act.THANK, to)):
            one = actions.take(commitment=one, act=act, said=Said(), by=who, at=DONE_IN_TIME)
    for _ in range(silent):
        promised(by, to)
    for _ in range(moved):
        said = Said(due_on=date(2026, 12, 4), reason=Reason.WAITING_FOR_SOMEONE)
        one = promised(by, to)
        one = actions.take(
            commitment=one,
            act=Act.RENEGOTIATE,
            said=said,
            by=by,
            at=DONE_IN_TIME,
        )
        actions.take(commitment=one, act=Act.AGREE, said=Said(), by=to, at=DONE_IN_TIME)


def seen() -> list[dict[str, int]]:
    return [one.evidence for one in Signal.objects.filter(detector="broken_promises")]


@pytest.mark.parametrize(
    ("kept", "silent", "fires"),
    [
        (0, 7, False),  # seven that count are too few
        (6, 2, True),
        (7, 1, False),
        (17, 3, False),  # exactly 15 %
        (11, 2, True),  # 15.4 %
    ],
)
def test_it_fires_above_fifteen_percent_of_eight(
    kept: int, silent: int, fires: bool, cast: Cast
) -> None:
    promises(cast.mira, cast.sam, kept=kept, silent=silent)
    look_for_signals(at=TUESDAY)
    assert seen() == ([{"silent_misses": silent, "eligible": kept + silent}] if fires else [])


def test_where_nobody_counts_how_promises_went_no_signal_does(cast: Cast) -> None:
    """The company, or its works council, wants none of it counted: then not behind it either."""
    promises(cast.mira, cast.sam, kept=6, silent=2)
    look_for_signals(at=TUESDAY)

    def switch(at: datetime, *, on: bool) -> None:
        reason = "The council asks."
        settings.switch(feature=KEPT_PROMISES, on=on, reason=reason, by=cast.farid, at=at)

    assert noticed_by(cast.sam, TUESDAY.date())
    switch(TUESDAY, on=False)
    assert not noticed_by(cast.sam, TUESDAY.date())  # not only with the next look
    with CaptureQueriesContext(connection) as asked:
        look_for_signals(at=TUESDAY + timedelta(days=1))
    assert [each.state for each in Signal.objects.all()] == [State.EXPIRED]
    assert not [each for each in asked if "partnership_move" in each["sql"]]
    switch(TUESDAY + timedelta(days=1), on=True)
    assert detectors()["broken_promises"].is_on(values_on(DUE + timedelta(days=60)))


def test_either_side_counts_by_itself_and_the_card_names_neither(cast: Cast) -> None:
    promises(cast.sam, cast.mira, kept=6, silent=3)
    promises(cast.mira, cast.sam, kept=11)
    look_for_signals(at=TUESDAY)
    signal = Signal.objects.get()
    assert signal.severity == Severity.URGENT
    assert signal.evidence == {"silent_misses": 3, "eligible": 20}
    rows = [noticed_by(person, TUESDAY.date()) for person in (cast.sam, cast.mira)]
    [words] = {row.noticed for [row] in rows}
    assert words == (
        "We noticed that 3 of 20 promises passed their date without a word in the last 90 days. "
        "Is this so?"
    )
    [[row], _] = rows
    for text in (row.noticed, row.shown, row.rule, row.step):
        assert "Sam" not in text
        assert "Mira" not in text


def test_no_word_is_opened_to_look(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promises(cast.mira, cast.sam, kept=6, silent=2)

    def opened(*_: object) -> None:
        raise AssertionError("a sealed word was opened")

    monkeypatch.setattr(SealedTextField, "open", opened)
    with pytest.raises(AssertionError, match="was opened"):
        _ = Commitment.objects.all()[0].what
    look_for_signals(at=TUESDAY)
    assert len(seen()) == 1


def test_two_sides_of_four_are_not_one_of_eight(cast: Cast) -> None:
    promises(cast.sam, cast.mira, silent=4)
    promises(cast.mira, cast.sam, silent=4)
    look_for_signals(at=TUESDAY)
    assert seen() == []


def test_a_new_date_asked_for_in_time_never_counts_against_anybody(cast: Cast) -> None:
    promises(cast.mira, cast.sam, kept=7, silent=1, moved=6)
    look_for_signals(at=TUESDAY)
    assert seen() == []


def test_what_the_two_promised_others_is_no_matter_of_the_pair(cast: Cast) -> None:
    promises(cast.mira, cast.ilse, silent=9)
    promises(cast.sam, cast.vera, silent=9)
    look_for_signals(at=TUESDAY)
    assert seen() == []


def test_after_ninety_days_it_no_longer_counts(cast: Cast) -> None:
    promises(cast.mira, cast.sam, kept=6, silent=2)
    last = datetime(2027, 1, 13, 8, tzinfo=TUESDAY.tzinfo)  # the 90th day, 16 October the first
    look_for_signals(at=last)
    assert len(seen()) == 1
    look_for_signals(at=last + timedelta(days=1))
    assert Signal.objects.get().calm_since == date(2027, 1, 14)


def test_many_pairs_cost_no_more_questions_than_one(cast: Cast) -> None:
    promises(cast.mira, cast.sam, kept=6, silent=2)
    look_for_signals(at=TUESDAY)
    with CaptureQueriesContext(connection) as one:
        look_for_signals(at=TUESDAY)
    promises(cast.mira, cast.ana, kept=8)
    many_pairs(cast, 40)
    with CaptureQueriesContext(connection) as many:
        look_for_signals(at=TUESDAY)
    assert len(many) == len(one)


def test_what_is_counted_is_what_the_page_of_the_pair_shows(cast: Cast) -> None:
    promises(cast.mira, cast.sam, kept=6, silent=3, moved=1)
    promises(cast.sam, cast.mira, kept=2, silent=1)
    values = values_on(TUESDAY.date())
    every = dict(of_pairs(Pair.objects.on(TUESDAY.date()), TUESDAY.date(), values))
    assert every[cast.pair] == of_pair(cast.pair, TUESDAY.date())
    look_for_signals(at=TUESDAY)
    both = every[cast.pair]
    assert seen() == [
        {
            "silent_misses": both.leader.silent_misses + both.hr_partner.silent_misses,
            "eligible": both.eligible,
        }
    ]


def test_its_rule_is_told_with_what_the_company_has_set(cast: Cast) -> None:
    promises(cast.mira, cast.sam, kept=6, silent=2)
    look_for_signals(at=TUESDAY)
    [row] = noticed_by(cast.mira, TUESDAY.date())
    for said in ("90 days", "15 percent", "Fewer than 8 promises"):
        assert said in row.rule
    assert "%" not in row.rule


def test_every_detector_says_its_rule_its_question_and_a_step() -> None:
    for detector in detectors().values():
        assert "Is this so?" in detector.noticed
        assert detector.rule.endswith(".")
        assert detector.step
        assert detector.promise


def test_its_list_has_each_that_was_counted_open_or_over_and_no_other(
    cast: Cast, sign_in: SignIn
) -> None:
    """Closed long before the page of the pair forgets it, a silent miss is found all the same."""
    promises(cast.mira, cast.sam, kept=6, silent=2, moved=1)
    promises(cast.sam, cast.mira, silent=1)
    promises(cast.mira, cast.ana, silent=1)
    late, still_open, other_way = Commitment.objects.slipped(TUESDAY.date()).between(
        cast.mira, cast.sam
    )
    for act, by in ((Act.REPORT_DONE, late.performer), (Act.THANK, late.customer)):
        at = datetime(2026, 10, 26, 8, tzinfo=TUESDAY.tzinfo)
        actions.take(commitment=late, act=act, said=Said(), by=by, at=at)
    look_for_signals(at=TUESDAY)
    [signal] = Signal.objects.all()
    for reader in (cast.mira, cast.sam):
        client = sign_in(reader)
        url = detectors()["broken_promises"].list_url(signal.pair)
        assert url in client.get(signal.get_absolute_url()).text
        shown = re.findall(r'<li id="promise-([0-9a-f-]+)"', client.get(url).text)
        assert sorted(shown) == sorted(str(one.pk) for one in (late, still_open, other_way))
        assert len(shown) == signal.evidence["silent_misses"]
    other = sign_in(cast.leo).get(detectors()["broken_promises"].list_url(cast.other_pair))
    assert "None passed its date without a word." in other.text
