"""What the two partners of a pair read of their promises."""

from __future__ import annotations

import pytest

from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.rules import Act
from tandem.partnership.models import NotInThisPair
from tandem.partnership.telling import timeline
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.commitments import timeline as own
from tandem.rooms.commitments.tests import stories


def sentences(cast: Cast, reader: str) -> list[str]:
    return [moment.sentence for moment in timeline(cast.pair, getattr(cast, reader))]


def test_each_reads_it_as_you(cast: Cast) -> None:
    stories.mira_promised_sam(cast)
    assert sentences(cast, "mira")[:2] == ["You said yes.", "Sam asked you for something."]
    assert sentences(cast, "sam")[:2] == ["Mira said yes.", "You asked Mira for something."]


def test_it_leads_to_the_promise_and_names_who_did_it(cast: Cast) -> None:
    promise = stories.sam_asks_mira(cast)
    newest = timeline(cast.pair, cast.mira)[0]
    assert (newest.url, newest.by) == (promise.get_absolute_url(), cast.sam)


def test_the_newest_is_on_top(cast: Cast) -> None:
    promise = stories.sam_asks_mira(cast)
    stories.says(promise, Act.PROMISE, cast.mira, at=TUESDAY)
    on = [moment.on for moment in timeline(cast.pair, cast.sam)]
    assert on == sorted(on, reverse=True)


def test_promises_with_others_are_no_moment_of_the_pair(cast: Cast) -> None:
    stories.asks(cast.mira, cast.ana)
    stories.asks(cast.sam, cast.kim)
    assert len(sentences(cast, "mira")) == 1  # that they became partners


def test_a_draft_is_nobodys_moment_not_even_once_it_is_sent(cast: Cast) -> None:
    draft = stories.drafts(cast.mira, cast.sam)
    assert len(sentences(cast, "mira")) == 1
    said = Said(what="Pay bands", due_on=stories.FRIDAY)
    stories.says(draft, Act.SEND_DRAFT, cast.mira, said)
    assert sentences(cast, "mira")[0] == "You sent it to Sam."
    assert len(sentences(cast, "mira")) == 2


def test_it_names_the_promise_beside_a_sentence_that_carries_no_words(cast: Cast) -> None:
    promise = stories.mira_proposes_december(cast)
    *told, _partners = timeline(cast.pair, cast.sam)
    assert {moment.about for moment in told} == {promise.what}
    assert not any("night shift" in moment.sentence for moment in told)


def test_only_the_newest_are_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "NEWEST", 2)
    stories.mira_proposes_december(cast)
    assert sentences(cast, "sam")[:-1] == ["Mira proposed a change.", "Mira said yes."]


def test_it_is_read_by_the_two_alone(cast: Cast) -> None:
    for person in (cast.vera, cast.helen, cast.farid):
        with pytest.raises(NotInThisPair):
            timeline(cast.pair, person)
