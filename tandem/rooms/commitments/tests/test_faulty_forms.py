"""A form that cannot be taken comes back with its reasons, and with all that was typed."""

from __future__ import annotations

import pytest
from django.forms import CharField, URLField

from conftest import SignIn
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.rows import rows
from tandem.partnership.commitments.rules import TABLE
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.commitments.forms import ActForm
from tandem.rooms.commitments.tests import stories

HTMX = {"HX-Request": "true"}
NASTY = "<script>alert('x')</script>"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


def act(promise: Commitment, name: str) -> str:
    return f"{promise.get_absolute_url()}{name}/"


def test_a_new_date_without_a_reason_keeps_the_date(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    page = sign_in(cast.mira).post(
        act(promise, "renegotiate"), {"due_on": "2026-12-03", "words": "Two files are missing."}
    )
    assert page.status_code == 422
    assert "Pick a reason." in page.text
    assert 'value="2026-12-03"' in page.text
    assert "Two files are missing." in page.text
    assert "<details open>" in page.text  # what was typed there stays in sight
    assert Move.objects.of(promise).count() == 2


def test_with_htmx_the_row_comes_back_with_the_form_in_it(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    row = sign_in(cast.mira).post(
        act(promise, "renegotiate"), {"due_on": "2026-12-03"}, headers=HTMX
    )
    assert row.status_code == 422
    assert row.text.strip().startswith(f'<li id="promise-{promise.pk}"')
    assert "Pick a reason." in row.text
    assert 'value="2026-12-03"' in row.text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-11-23", "Pick a day after today."),  # yesterday
        ("2026-12-03", "This is what was said last."),  # the day Mira proposed
        ("2206-12-03", "That is more than ten years away. Check the year."),
        ("", "Pick a day."),
        ("the 31st", "Enter a valid date."),
    ],
)
def test_what_the_rules_refuse_stands_beside_its_field(
    day: str, sentence: str, cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.mira_proposes_december(cast)
    page = sign_in(cast.sam).post(act(promise, "another_date"), {"due_on": day})
    assert page.status_code == 422
    start = page.text.index(f'id="another_date-{promise.pk.hex[:8]}-due_on_error"')
    assert sentence in page.text[start : start + 400]


def test_a_change_is_the_day_or_the_content(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    client = sign_in(cast.mira)
    nothing = client.post(act(promise, "counter"), {"words": "Hm."})
    assert nothing.status_code == 422
    assert client.post(act(promise, "counter"), {"what": "Half a page"}).status_code == 302


def test_words_are_shown_as_words(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.asks(cast.sam, cast.mira, what=NASTY)
    client = sign_in(cast.mira)
    client.post(act(promise, "counter"), {"what": NASTY, "words": NASTY})
    theirs = sign_in(cast.sam)
    pages = [
        client.get(promise.get_absolute_url()),
        theirs.get(promise.get_absolute_url()),
        theirs.get("/app/promises/"),
        theirs.get("/app/"),
        theirs.get(cast.pair.get_absolute_url()),
        theirs.get(act(promise, "counter_back")),
        theirs.get(act(promise, "counter_back"), headers=HTMX),
    ]
    for page in pages:
        assert page.status_code == 200
        assert NASTY not in page.text
        assert ESCAPED in page.text


def a_draft(cast: Cast) -> Commitment:
    return stories.drafts(cast.mira, cast.sam)


ESSAY = ("much " * 10_000).strip()
SENDING = {"what": stories.THEMES, "due_on": "2026-12-03"}


@pytest.mark.parametrize(
    ("story", "by", "name", "field", "most"),
    [
        (stories.mira_reports_it_done, "sam", "thank", "words", 1000),
        (stories.sam_asks_mira, "mira", "counter", "what", 280),
        (stories.mira_promised_sam, "mira", "report_done", "evidence", 500),
        (stories.mira_promised_sam, "mira", "hand_over", "who", 254),
        (a_draft, "mira", "send_draft", "done_means", 1000),
        (a_draft, "mira", "send_draft", "why", 1000),
        (a_draft, "mira", "send_draft", "helpers", 280),
    ],
)
def test_ten_thousand_words_said_to_a_promise_are_refused_and_kept(
    story: stories.Story, by: str, name: str, field: str, most: int, cast: Cast, sign_in: SignIn
) -> None:
    promise = story(cast)
    said = Move.objects.of(promise).count()
    typed = (SENDING if name == "send_draft" else {}) | {field: ESSAY}
    page = sign_in(getattr(cast, by)).post(act(promise, name), typed)
    assert page.status_code == 422
    assert f"at most {most} characters" in page.text
    assert ESSAY in page.text
    assert Move.objects.of(promise).count() == said


@pytest.mark.parametrize(
    ("field", "most"),
    [("what", 280), ("done_means", 1000), ("why", 1000), ("helpers", 280), ("who", 254)],
)
def test_ten_thousand_words_in_a_new_promise_are_refused_and_kept(
    field: str, most: int, cast: Cast, sign_in: SignIn
) -> None:
    terms = {"direction": "customer", "who": "Sam Lindqvist", **SENDING}
    page = sign_in(cast.mira).post("/app/promises/new/", terms | {field: ESSAY})
    assert page.status_code == 422
    assert f"at most {most} characters" in page.text
    assert ESSAY in page.text
    assert not Commitment.objects.exists()


def test_no_field_of_any_act_takes_text_without_a_bound(cast: Cast) -> None:
    """The others of the table are made of these: one maker for each kind of text."""
    [row] = rows([stories.mira_promised_sam(cast)], cast.mira, TUESDAY.date())
    for step in TABLE:
        for name, field in ActForm(row=row, step=step).fields.items():
            if type(field) in (CharField, URLField):
                assert isinstance(field, CharField) and 0 < (field.max_length or 0) <= 1000, name


def test_a_made_up_reason_is_refused(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    page = sign_in(cast.mira).post(act(promise, "decline"), {"reason": "laziness"})
    assert page.status_code == 422
    promise.refresh_from_db()
    assert promise.state == "requested"


def test_a_suggested_day_is_filled_in_and_nonsense_is_not(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.it_slipped(cast)
    client = sign_in(cast.mira)
    url = act(promise, "renegotiate")
    assert 'value="2026-11-30"' in client.get(f"{url}?due_on=2026-11-30").text
    assert 'value="soon"' not in client.get(f"{url}?due_on=soon").text
