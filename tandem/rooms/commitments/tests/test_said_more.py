"""What a promise may say of itself besides: kept, shown to the two, and refused in words."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import SignIn
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import Cast
from tandem.rooms.commitments.tests import stories

NEW = "/app/promises/new/"
ASKED = {
    "direction": "customer", "who": "mira.okafor@varnholm.example",
    "what": "The rota of January", "due_on": "2026-12-04",
}  # fmt: skip
MORE = {
    "helpers": "Kim and the night shift", "size": "m", "confidence": "low", "important": "on",
}  # fmt: skip
REPORT = "report_done/"


@pytest.fixture
def sam(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.sam)


def test_helpers_size_sureness_and_weight_are_kept_and_shown_to_both(
    cast: Cast, sam: Client, sign_in: SignIn
) -> None:
    sizes = [value for value, _ in Commitment._meta.get_field("size").choices or ()]
    sent = sam.post(NEW, {**ASKED, **MORE, "size": sizes[1]})
    assert sent.status_code == 302, sent.text
    promise = Commitment.objects.get()
    kept = (promise.helpers, promise.size, promise.important)
    assert kept == ("Kim and the night shift", sizes[1], True)
    assert promise.confidence == ""  # how sure the day is, says who does it
    for client in (sam, sign_in(cast.mira)):
        page = client.get(promise.get_absolute_url()).text
        for words in ("Kim and the night shift", "Medium: some days"):
            assert words in page
    assert sign_in(cast.kim).get(promise.get_absolute_url()).status_code == 404  # named only


def test_who_offers_says_how_sure_the_day_is(cast: Cast, sam: Client, sign_in: SignIn) -> None:
    offer = {**ASKED, **MORE, "size": "", "direction": "performer"}
    refused = sam.post(NEW, offer)
    assert refused.status_code == 422
    assert "Only what you ask of somebody can be marked as important." in refused.text
    assert "Kim and the night shift" in refused.text
    del offer["important"]
    assert sam.post(NEW, offer).status_code == 302
    promise = Commitment.objects.get()
    assert promise.confidence == "low"
    assert "Low: tell each other" in sign_in(cast.mira).get(promise.get_absolute_url()).text


def test_a_size_that_is_none_is_told_and_nothing_typed_is_lost(sam: Client) -> None:
    answer = sam.post(NEW, {**ASKED, **MORE, "size": "enormous"})
    assert answer.status_code == 422
    assert "Select a valid choice" in answer.text
    assert ASKED["what"] in answer.text
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "share/report", "ftp://share.example/r"])
def test_a_report_takes_links_of_the_web_alone(link: str, cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    mira = sign_in(cast.mira)
    answer = mira.post(f"{promise.get_absolute_url()}{REPORT}", {"evidence": link})
    kept = Move.objects.of(promise).filter(act=Act.REPORT_DONE).first()
    assert answer.status_code == 422 or (kept and kept.evidence.startswith("https://")), link
    assert "javascript:" not in mira.get(promise.get_absolute_url()).text


def test_the_link_of_a_report_stands_in_its_history(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    link = "https://share.example/exit-themes"
    sign_in(cast.mira).post(f"{promise.get_absolute_url()}{REPORT}", {"evidence": link})
    shown = sign_in(cast.sam).get(promise.get_absolute_url()).text
    assert f'href="{link}" rel="noreferrer noopener"' in shown


def test_what_a_promise_waits_for_is_said_with_the_flag_and_shown(
    cast: Cast, sign_in: SignIn
) -> None:
    other, promise = stories.mira_promised_sam(cast), stories.mira_promised_sam(cast)
    form = {"words": "The other comes first.", "due_on": "2026-12-04"}
    sign_in(cast.mira).post(
        f"{promise.get_absolute_url()}at_risk/", {**form, "blocked_by": str(other.pk)}
    )
    promise.refresh_from_db()
    assert promise.blocked_by_promise == other
    assert other.get_absolute_url() in sign_in(cast.sam).get(promise.get_absolute_url()).text
    foreign = stories.asks(cast.ana, cast.kim)
    refused = sign_in(cast.mira).post(
        f"{promise.get_absolute_url()}at_risk/", {**form, "blocked_by": str(foreign.pk)}
    )
    assert refused.status_code == 422
