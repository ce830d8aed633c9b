"""Why the two do this, and what the leader is dealing with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.organisation.settings import set_value
from tandem.organisation.values import BY_KEY
from tandem.partnership.commitments.actions import Said, ask
from tandem.partnership.commitments.models import Source
from tandem.partnership.models import NotInThisPair
from tandem.partnership.registers import obligations, places
from tandem.partnership.telling import timeline
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave
from tandem.partnership.two import PairIsOver
from tandem.rooms.openness import actions
from tandem.rooms.openness.models import PART_LENGTH, WHY_LENGTH, ContextCard, WhyCard
from tandem.rooms.openness.tests.stories import GOALS, WHY, context, why

TODAY = TUESDAY.date()
ASKED = "Is what you told Mira you are dealing with still so?"


def url(cast: Cast, part: str = "") -> str:
    return f"/app/openness/{cast.pair.pk}/{part}"


def asked(cast: Cast, days_later: int) -> list[str]:
    on = MONDAY.date() + timedelta(days=days_later)
    return [each.sentence for each in obligations(cast.sam, on)]


# ---- why we do this


def test_each_writes_their_own_and_reads_the_others(cast: Cast, sign_in: SignIn) -> None:
    for who, other in ((cast.sam, cast.mira), (cast.mira, cast.sam)):
        said = {"why": f"{WHY} {who.called}"}
        answer = sign_in(who).post(url(cast, "why/"), said, follow=True)
        assert f"Written. {other.called} reads it." in answer.text
        assert f"{WHY} {who.called}" in sign_in(other).get(url(cast)).text
    assert WhyCard.objects.count() == 2


def test_writing_again_replaces_it(cast: Cast) -> None:
    first = why(cast, cast.sam)
    again = actions.write_why(pair=cast.pair, why=" Because. ", by=cast.sam, at=TUESDAY)
    assert (again.pk, WhyCard.objects.get().why) == (first.pk, "Because.")
    assert WhyCard.objects.get().written_on == TODAY


@pytest.mark.parametrize("words", ["", "   ", "x" * (WHY_LENGTH + 1)])
def test_neither_nothing_nor_a_book_is_a_card(cast: Cast, sign_in: SignIn, words: str) -> None:
    with pytest.raises(ValidationError):
        actions.write_why(pair=cast.pair, why=words, by=cast.sam, at=MONDAY)
    answer = sign_in(cast.sam).post(url(cast, "why/"), {"why": words})
    assert answer.status_code == 422
    assert not WhyCard.objects.exists()


def test_what_one_wrote_for_another_partner_is_filled_in(cast: Cast, sign_in: SignIn) -> None:
    anas = cast.pair.__class__.objects.get(leader=cast.ana)
    actions.write_why(pair=anas, why=WHY, by=cast.mira, at=MONDAY)
    assert WHY in sign_in(cast.mira).get(url(cast, "why/")).text
    assert WHY not in sign_in(cast.sam).get(url(cast)).text


def test_the_timeline_says_that_it_was_written_and_not_what(cast: Cast) -> None:
    why(cast, cast.sam)
    told = [moment.sentence for moment in timeline(cast.pair, cast.mira)]
    assert "Sam wrote why they do this." in told
    assert not any(WHY in each for each in told)


# ---- what presses the leader


def test_the_leader_writes_it_and_the_partner_reads_of_when_it_is(
    cast: Cast, sign_in: SignIn
) -> None:
    answer = sign_in(cast.sam).post(url(cast, "context/"), {"goals": GOALS}, follow=True)
    assert "Written. Mira reads it." in answer.text
    text = sign_in(cast.mira).get(url(cast)).text
    assert GOALS in text
    assert "As of today." in text
    assert "What presses" not in text  # nothing was said of it
    assert "Still so" not in text  # that is Sam's to say
    assert (
        "Goals, pressures, dates. As of today."
        in sign_in(cast.mira).get(cast.pair.get_absolute_url()).text
    )


def test_one_of_the_four_is_enough_and_none_is_not(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post(url(cast, "context/"), {"goals": " "})
    assert answer.status_code == 422
    assert "Say at least one of the four." in answer.text
    assert "One of the four is enough." in answer.text, "and it was said before"
    with pytest.raises(ValidationError):
        context(cast, goals="")
    too_long = {"success": "x" * (PART_LENGTH + 1)}
    assert sign_in(cast.sam).post(url(cast, "context/"), too_long).status_code == 422
    assert not ContextCard.objects.exists()
    sign_in(cast.sam).post(url(cast, "context/"), {"success": "No overtime in May"})
    assert ContextCard.objects.get().success == "No overtime in May"


def test_nobody_else_says_what_presses_the_leader(cast: Cast) -> None:
    said = {"pressures": "", "deadlines": "", "success": "", "at": MONDAY, "pair": cast.pair}
    with pytest.raises(actions.NotYours, match="Sam says this of themselves"):
        actions.write_context(goals=GOALS, by=cast.mira, **said)  # type: ignore[arg-type]  # as a form
    with pytest.raises(NotInThisPair):
        actions.write_context(goals=GOALS, by=cast.vera, **said)  # type: ignore[arg-type]  # as a form


def test_after_thirty_days_the_leader_is_asked_and_nobody_else(cast: Cast) -> None:
    context(cast)
    assert asked(cast, 30) == []
    assert asked(cast, 31) == [ASKED]
    on = MONDAY.date() + timedelta(days=31)
    assert obligations(cast.mira, on) == []
    assert not any(GOALS in each for each in asked(cast, 31))


def test_without_a_card_nobody_is_asked(cast: Cast) -> None:
    assert asked(cast, 400) == []


def test_one_tap_says_that_it_is_still_so(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    context(cast)
    later = MONDAY + timedelta(days=40)
    with it_is(later):
        sam = sign_in(cast.sam)
        assert ASKED in sam.get("/app/").text
        assert "Ask whether it is still so." in sign_in(cast.mira).get(url(cast)).text
        answer = sam.post(url(cast, "context/still-so/"), follow=True)
        assert "It is as of today." in answer.text
        assert ASKED not in sam.get("/app/").text
    card = ContextCard.objects.get()
    assert (card.fresh_on, card.goals) == (later.date(), GOALS)


def test_still_so_twice_on_a_day_is_once(cast: Cast) -> None:
    context(cast)
    for _ in range(2):
        actions.still_so(pair=cast.pair, by=cast.sam, at=TUESDAY)
    assert Event.objects.filter(what="openness.context_still_so").count() == 1


def test_the_company_sets_when_one_is_asked(cast: Cast) -> None:
    context(cast)
    known = BY_KEY["prompt_context_days"]
    set_value(known=known, value=known.lowest, reason="", by=OPERATOR, at=MONDAY)
    assert asked(cast, 7) == []
    assert asked(cast, 8) == [ASKED]


def test_nobody_is_asked_once_they_are_partners_no_more_or_one_has_left(cast: Cast) -> None:
    context(cast)
    leave(cast.mira)
    assert asked(cast, 40) == []
    cast.pair.end_on = TODAY
    record("pair.ended", cast.pair, by=OPERATOR, at=MONDAY)
    assert asked(cast, 40) == []
    with pytest.raises(PairIsOver):
        context(cast, at=TUESDAY)


# ---- the lines on the page of the pair


def test_the_pair_leads_to_each_of_it_without_words(cast: Cast) -> None:
    names = ["Why we do this", "What I am dealing with", "What keeps me up at night"]
    lines = {place.name: place for place in places(cast.pair, cast.sam, TODAY)}
    assert {*names, "Just between us", "Heads-ups"} <= set(lines)
    assert (lines[names[0]].act, lines[names[1]].act) == ("Write yours", "Write it")
    why(cast, cast.sam)
    context(cast)
    lines = {place.name: place for place in places(cast.pair, cast.sam, TODAY)}
    assert (lines[names[0]].act, lines[names[1]].act) == ("", "")
    assert lines[names[0]].said == "You have written it; Mira reads it."
    assert not any(WHY in place.said or GOALS in place.said for place in lines.values())
    with pytest.raises(NotInThisPair):
        places(cast.pair, cast.vera, TODAY)


def test_it_is_one_click_from_a_request_of_the_leader(cast: Cast, sign_in: SignIn) -> None:
    context(cast)
    said = Said(what="Ilse as shift lead", due_on=FRIDAY.date())
    asked = ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    back = ask(of=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    line = f"/app/openness/{cast.pair.pk}/#context"
    for who in (cast.sam, cast.mira):
        text = sign_in(who).get(asked.get_absolute_url()).text
        assert line in text
        assert GOALS not in text
        assert line not in sign_in(who).get(back.get_absolute_url()).text
