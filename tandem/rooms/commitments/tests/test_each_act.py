"""Every act, by whoever may take it: its form or its button, a plain post, and one with htmx."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from django.test import Client

from conftest import SignIn
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.rules import TABLE, Act, Side, State, Step, step_for
from tandem.partnership.testing import Cast
from tandem.rooms.commitments.tests import stories

HTMX = {"HX-Request": "true"}
Story = Callable[[Cast], Commitment]


@dataclass(frozen=True)
class Said:
    """Who says what to which story, where it leads, and what the page then says."""

    story: Story
    act: Act
    by: str
    to: State
    taken: str
    data: Mapping[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.by}-{self.act}-{self.story.__name__}"


def a_draft(cast: Cast) -> Commitment:
    return stories.drafts(cast.mira, cast.sam)


def an_asking_draft(cast: Cast) -> Commitment:
    return stories.drafts_an_ask(cast.sam, cast.mira)


NEW_DAY = {"due_on": "2026-12-03"}
LATER = {"due_on": "2026-12-04"}
WHY = {"reason": "waiting_for_decision"}
asked, offered, promised = (
    stories.sam_asks_mira,
    stories.mira_offers_sam,
    stories.mira_promised_sam,
)
countered, countered_back = stories.mira_says_yes_if, stories.sam_counters_back
raised, reported, not_yet = (
    stories.mira_proposes_december,
    stories.mira_reports_it_done,
    stories.sam_says_not_yet,
)
important, heard = stories.sam_asks_something_important, stories.mira_says_what_she_heard
replacing, handing_over, marked = (
    stories.mira_would_replace_it,
    stories.sam_would_hand_it_to_leo,
    stories.mira_says_outside_our_hands,
)
done_and_marked, back_and_marked = (
    stories.mira_calls_what_was_done_outside_our_hands,
    stories.mira_calls_what_she_took_back_outside_our_hands,
)
AGAIN = {"words": "It is needed after all.", **NEW_DAY}
# Each end, and where it leads if the performer opens it again.
ENDED: Mapping[Story, State] = {
    stories.sam_thanked: State.PROMISED,
    stories.mira_declined: State.REQUESTED,
    stories.sam_withdrew: State.REQUESTED,
    stories.sam_released_it: State.REQUESTED,
    stories.mira_took_it_back: State.PROMISED,
    stories.nobody_answered: State.REQUESTED,
    stories.it_was_replaced: State.REQUESTED,
}

EVERY_ACT = [
    Said(a_draft, Act.SAVE_DRAFT, "mira", State.DRAFT, "Kept.", {"what": "Pay bands"}),
    Said(
        a_draft, Act.SEND_DRAFT, "mira", State.REQUESTED, "Sent. Sam can answer now.",
        {"what": "Pay bands", **NEW_DAY},
    ),
    Said(
        an_asking_draft, Act.SEND_DRAFT, "sam", State.REQUESTED, "Sent. Mira can answer now.",
        {"what": "Pay bands", **NEW_DAY},
    ),
    Said(a_draft, Act.DISCARD_DRAFT, "mira", State.WITHDRAWN, "Discarded."),
    Said(asked, Act.PROMISE, "mira", State.PROMISED, "Promised. Sam can count on it."),
    Said(
        asked, Act.COUNTER, "mira", State.COUNTERED_BY_PERFORMER,
        "Answered. Sam says whether that works.", NEW_DAY,
    ),
    Said(
        asked, Act.COUNTER, "mira", State.COUNTERED_BY_PERFORMER,
        "Answered. Sam says whether that works.", {"what": "Half a page"},
    ),
    Said(
        asked, Act.DECLINE, "mira", State.DECLINED,
        "Said. A clear no is worth more than a weak yes.", {"reason": "not_ours"},
    ),
    Said(
        asked, Act.CLARIFY, "mira", State.REQUESTED,
        "Asked. There is no hurry until Sam has answered.", {"words": "Which months?"},
    ),
    Said(
        stories.mira_asks_back, Act.ANSWER, "sam", State.REQUESTED,
        "Answered. Mira has the word now.", {"words": "Since March."},
    ),
    Said(asked, Act.WITHDRAW, "sam", State.WITHDRAWN, "Withdrawn."),
    Said(offered, Act.WITHDRAW, "mira", State.WITHDRAWN, "Withdrawn."),
    Said(offered, Act.THANK, "sam", State.PROMISED, "Thanked. Mira will be glad to hear it."),
    Said(
        offered, Act.OBJECT, "sam", State.REQUESTED,
        "Answered. Mira says whether that works.", {"what": "Two pages"},
    ),
    Said(offered, Act.NO_THANKS, "sam", State.WITHDRAWN, "Closed."),
    Said(countered, Act.ACCEPT, "sam", State.PROMISED, "Agreed. It is a promise now."),
    Said(
        countered, Act.COUNTER_BACK, "sam", State.COUNTERED_BY_CUSTOMER,
        "Answered. Mira has the word now.", LATER,
    ),
    Said(countered, Act.NO_THANKS, "sam", State.WITHDRAWN, "Closed."),
    Said(countered_back, Act.PROMISE, "mira", State.PROMISED, "Promised."),
    Said(countered_back, Act.COUNTER, "mira", State.COUNTERED_BY_PERFORMER, "Answered.", LATER),
    Said(countered_back, Act.DECLINE, "mira", State.DECLINED, "Said.", {"reason": "not_ours"}),
    Said(
        promised, Act.AT_RISK, "mira", State.PROMISED, "Good call. Telling early keeps trust.",
        {"words": "Two files are missing.", **NEW_DAY},
    ),
    Said(
        promised, Act.AT_RISK, "sam", State.PROMISED, "Good call. Telling early keeps trust.",
        {"words": "My budget may fall.", **NEW_DAY},
    ),
    Said(promised, Act.ON_TRACK, "mira", State.PROMISED, "Sam can see that it is on track."),
    Said(
        promised, Act.RENEGOTIATE, "mira", State.RENEGOTIATING,
        "Good call. Telling early keeps trust. Sam will be asked.", {**NEW_DAY, **WHY},
    ),
    Said(
        promised, Act.RENEGOTIATE, "sam", State.RENEGOTIATING,
        "Good call. Telling early keeps trust. Mira will be asked.",
        {"what": "Half a page", **WHY},
    ),
    Said(
        stories.it_slipped, Act.RENEGOTIATE, "mira", State.RENEGOTIATING,
        "Good to have a new day in sight. Sam will be asked.", {**NEW_DAY, **WHY},
    ),
    Said(
        stories.it_slipped, Act.SAY_WHY, "mira", State.PROMISED,
        "It helps to mend what gets in the way", WHY,
    ),
    Said(promised, Act.REPORT_DONE, "mira", State.REPORTED_DONE, "Sam will have a look."),
    Said(
        promised, Act.RELEASE, "sam", State.CANCELLED_BY_CUSTOMER,
        "Released. Thank you for telling Mira.", {"reason": "solved_otherwise"},
    ),
    Said(
        promised, Act.TAKE_BACK, "mira", State.REVOKED_BY_PERFORMER,
        "Taken back. Better said than left open.", WHY,
    ),
    Said(raised, Act.AGREE, "sam", State.PROMISED, "Agreed. Thank you for making room."),
    Said(raised, Act.ANOTHER_DATE, "sam", State.RENEGOTIATING, "Proposed.", LATER),
    Said(raised, Act.DONT_AGREE, "sam", State.PROMISED, "What you agreed on stays."),
    Said(reported, Act.THANK, "sam", State.SATISFIED, "Thanked."),
    Said(
        reported, Act.NOT_YET, "sam", State.PROMISED, "Said. Mira knows what is missing.",
        {"words": "The last page."},
    ),
    Said(not_yet, Act.AGREE, "mira", State.PROMISED, "Agreed."),
    Said(
        important, Act.PLAY_BACK, "mira", State.REQUESTED,
        "Said. Sam tells you whether that is it.", {"words": "One page, by Friday."},
    ),
    Said(heard, Act.CONFIRM, "sam", State.REQUESTED, "Said. Mira can answer now."),
    Said(
        heard, Act.CORRECT, "sam", State.REQUESTED,
        "Said. Mira will say again what they hear.", {"words": "Of the day shift too."},
    ),
    Said(heard, Act.DECLINE, "mira", State.DECLINED, "Said.", {"reason": "not_ours"}),
    Said(
        promised, Act.REPLACE, "sam", State.PROMISED,
        "Proposed. Until Mira agrees, this one counts.", {"what": "A talk", **NEW_DAY},
    ),
    Said(replacing, Act.AGREE, "sam", State.SUPERSEDED, "Agreed."),
    Said(replacing, Act.DONT_AGREE, "sam", State.PROMISED, "What you agreed on stays."),
    Said(
        promised, Act.HAND_OVER, "mira", State.PROMISED,
        "Proposed. Sam answers first, then whoever would do it.", {"who": "Leo Hartmann"},
    ),
    Said(
        handing_over, Act.AGREE, "mira", State.PROMISED,
        "Agreed. Leo Hartmann is asked next, and until their yes this one counts.",
    ),
    Said(handing_over, Act.DONT_AGREE, "sam", State.PROMISED, "What you agreed on stays."),
    Said(
        promised, Act.OUTSIDE_HANDS, "sam", State.PROMISED,
        "Said. With Mira’s yes it counts for nobody.", {"words": "The road was closed."},
    ),
    Said(marked, Act.AGREE, "sam", State.PROMISED, "Agreed."),
    Said(marked, Act.DONT_AGREE, "mira", State.PROMISED, "What you agreed on stays."),
    Said(
        stories.sam_thanked, Act.OUTSIDE_HANDS, "mira", State.SATISFIED,
        "Said. With Sam’s yes it counts for nobody.", {"words": "The road was closed."},
    ),
    Said(
        stories.sam_withdrew, Act.REOPEN, "sam", State.REQUESTED,
        "Open again. Mira can see it.", {"words": "It is needed after all.", **NEW_DAY},
    ),
    Said(
        stories.sam_thanked, Act.REOPEN, "mira", State.PROMISED,
        "Open again. Sam can see it.", {"words": "A page was missing.", **NEW_DAY},
    ),
    Said(not_yet, Act.ANOTHER_DATE, "mira", State.RENEGOTIATING, "Proposed.", LATER),
    Said(not_yet, Act.DONT_AGREE, "mira", State.PROMISED, "What you agreed on stays."),
    Said(raised, Act.REPORT_DONE, "mira", State.REPORTED_DONE, "Sam will have a look."),
    Said(
        raised, Act.RELEASE, "sam", State.CANCELLED_BY_CUSTOMER,
        "Released. Thank you for telling Mira.", {"reason": "solved_otherwise"},
    ),
    Said(
        raised, Act.TAKE_BACK, "mira", State.REVOKED_BY_PERFORMER,
        "Taken back. Better said than left open.", WHY,
    ),
    Said(
        stories.mira_took_it_back, Act.OUTSIDE_HANDS, "sam", State.REVOKED_BY_PERFORMER,
        "Said. With Mira’s yes it counts for nobody.", {"words": "The road was closed."},
    ),
    Said(done_and_marked, Act.AGREE, "sam", State.SATISFIED, "Agreed."),
    Said(done_and_marked, Act.DONT_AGREE, "mira", State.SATISFIED, "What you agreed on stays."),
    Said(back_and_marked, Act.AGREE, "sam", State.REVOKED_BY_PERFORMER, "Agreed."),
    Said(
        back_and_marked, Act.DONT_AGREE, "sam", State.REVOKED_BY_PERFORMER,
        "What you agreed on stays.",
    ),
    *(
        Said(story, Act.SAY_WHY, "mira", state, "It helps to mend what gets in the way", WHY)
        for story, state in (
            (stories.it_slipped_with_another_day_open, State.RENEGOTIATING),
            (stories.it_was_reported_late, State.REPORTED_DONE),
            (stories.it_was_late_and_sam_thanked, State.SATISFIED),
        )
    ),
    *(Said(story, Act.REOPEN, "sam", State.REQUESTED, "Open again. Mira can see it.", AGAIN)
      for story in ENDED if story is not stories.sam_withdrew),
    *(Said(story, Act.REOPEN, "mira", to, "Open again. Sam can see it.", AGAIN)
      for story, to in ENDED.items() if story is not stories.sam_thanked),
]  # fmt: skip


@pytest.mark.slow
def test_every_row_of_the_protocol_that_people_may_take_is_said_here(cast: Cast) -> None:
    """A new one is begun by a form of its own."""

    def row(said: Said) -> Step:
        promise, speaker = said.story(cast), getattr(cast, said.by)
        return step_for(promise.standing, said.act, promise.side_of(speaker))

    said = [row(each) for each in EVERY_ACT]
    of_people = [step for step in TABLE if step.at and step.by is not Side.SYSTEM]
    assert [step for step in of_people if step not in said] == []
    assert [step for step in said if step not in of_people] == []


@pytest.mark.slow
@pytest.mark.parametrize("said", EVERY_ACT, ids=str)
def test_it_can_be_said_with_a_plain_form_and_with_one_tap(
    said: Said, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(getattr(cast, said.by))
    plainly(client, said, said.story(cast))
    with_htmx(client, said, said.story(cast))


def plainly(client: Client, said: Said, promise: Commitment) -> None:
    """GET shows what it asks; a post leads to the promise's page, which says what was done."""
    url = f"{promise.get_absolute_url()}{said.act}/"
    form = client.get(url)
    assert form.status_code == 200
    for name in said.data or {}:
        assert f'name="{name}"' in form.text
    answer = client.post(url, said.data or {})
    assert (answer.status_code, answer.url) == (302, promise.get_absolute_url())  # type: ignore[attr-defined]  # a redirect
    page = client.get(promise.get_absolute_url())
    assert page.status_code == 200
    assert said.taken in page.text
    assert_taken(said, promise)


def with_htmx(client: Client, said: Said, promise: Commitment) -> None:
    """The row alone comes back, with the sentence for eyes and for the live region."""
    url = f"{promise.get_absolute_url()}{said.act}/"
    answer = client.post(url, said.data or {}, headers=HTMX)
    assert answer.status_code == 200
    text = answer.text.strip()
    assert text.startswith(f'<li id="promise-{promise.pk}"')
    assert "<html" not in text
    assert "<c-" not in text
    row, live = text.split('<div id="live"')
    assert said.taken in row
    assert said.taken in live
    assert_taken(said, promise)


def assert_taken(said: Said, promise: Commitment) -> None:
    promise.refresh_from_db()
    assert promise.state == said.to
    last = Move.objects.of(promise).newest_first().first()
    assert last is not None
    assert last.act == said.act


@pytest.mark.parametrize(
    ("act", "by"),
    [
        (Act.PROMISE, "sam"),  # nobody can promise for somebody else
        (Act.THANK, "mira"),
        (Act.REPORT_DONE, "mira"),  # nothing is promised yet
        (Act.LAPSE, "sam"),  # only time can do this
        (Act.ASK, "sam"),
    ],
)
def test_what_is_not_open_to_somebody_is_said_and_changes_nothing(
    act: Act, by: str, cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.sam_asks_mira(cast)
    client = sign_in(getattr(cast, by))
    url = f"{promise.get_absolute_url()}{act}/"
    for answer in (client.get(url), client.post(url), client.post(url, headers=HTMX)):
        assert answer.status_code == 422
        assert stories.THEMES in answer.text
    promise.refresh_from_db()
    assert promise.state == State.REQUESTED
    assert Move.objects.of(promise).count() == 1


def test_a_word_that_is_no_act_is_no_page(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    assert sign_in(cast.sam).get(f"{promise.get_absolute_url()}hurry/").status_code == 404


def test_a_stranger_finds_no_act_whatever_they_are(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    for person in (cast.vera, cast.helen, cast.farid, cast.pia, cast.ana):
        client = sign_in(person)
        url = f"{promise.get_absolute_url()}promise/"
        assert [client.get(url).status_code, client.post(url).status_code] == [404, 404]
    promise.refresh_from_db()
    assert promise.state == State.REQUESTED


def test_the_second_tap_is_told_in_words_and_shows_what_is_there(
    cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.mira_reports_it_done(cast)
    client = sign_in(cast.sam)
    url = f"{promise.get_absolute_url()}thank/"
    assert client.post(url, headers=HTMX).status_code == 200
    again = client.post(url, headers=HTMX)
    assert again.status_code == 422
    assert "This is closed." in again.text
    assert "Kept, with thanks" in again.text
    assert Move.objects.of(promise).filter(act=Act.THANK).count() == 1


def test_a_tap_may_bring_a_word_and_how_useful_it_was(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_reports_it_done(cast)
    sign_in(cast.sam).post(
        f"{promise.get_absolute_url()}thank/", {"words": "Just right.", "usefulness": "5"}
    )
    last = Move.objects.of(promise).get(act=Act.THANK)
    assert (last.words, last.usefulness) == ("Just right.", 5)


def test_a_yes_may_bring_a_word_too(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    sign_in(cast.mira).post(f"{promise.get_absolute_url()}promise/", {"words": "Gladly."})
    assert Move.objects.of(promise).get(act=Act.PROMISE).words == "Gladly."
