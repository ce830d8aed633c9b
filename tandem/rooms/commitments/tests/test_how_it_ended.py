"""A promise whose place something else took, or nothing, wears what happened to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act
from tandem.partnership.leaving import let_go
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.partnership.tests.test_leaving import leaves
from tandem.rooms.commitments.tests import stories
from tandem.rooms.commitments.tests.stories import Story, says


def replaced(cast: Cast) -> Commitment:
    return says(stories.mira_would_replace_it(cast), Act.AGREE, cast.sam)


def handed_over(cast: Cast) -> Commitment:
    old = says(stories.sam_would_hand_it_to_leo(cast), Act.AGREE, cast.mira)
    says(Commitment.objects.get(instead_of=old), Act.PROMISE, cast.leo)
    return old


def let_it_go(cast: Cast) -> Commitment:
    promise = stories.mira_promised_sam(cast)
    leaves(cast.mira, MONDAY.date())
    return let_go(commitment=promise, by=cast.sam, at=TUESDAY)


@pytest.mark.parametrize(
    ("story", "chip", "told"),
    [
        (replaced, "Replaced", "You agreed."),
        (handed_over, "Handed over", "Somebody else has promised it in its place."),
        (let_it_go, "Let go", "You let it go, since the other one has left."),
    ],
)
def test_its_chip_says_what_happened_wherever_it_stands(
    cast: Cast, sign_in: SignIn, story: Story, chip: str, told: str
) -> None:
    promise, sam = story(cast), sign_in(cast.sam)
    others = {"Replaced", "Handed over", "Let go"} - {chip}
    pages = {
        "its own": promise.get_absolute_url(), "list": "/app/promises/done/",
        "pair": cast.pair.get_absolute_url(),
        "so far": reverse("pairs:so_far", args=[cast.pair.pk]),
    }  # fmt: skip
    for name, where in pages.items():
        shown = sam.get(where).text
        row = shown[shown.index("<main") :]
        assert name == "so far" or chip in row, name
        assert not [one for one in others if one in row], name
        assert name in ("list", "pair") or told in row, name


def test_opened_again_it_wears_what_it_is_now(cast: Cast, sign_in: SignIn) -> None:
    promise = replaced(cast)
    said = Said(due_on=stories.IN_DECEMBER, words="After all")
    says(promise, Act.REOPEN, cast.sam, said, at=TUESDAY + timedelta(days=1))
    shown = sign_in(cast.sam).get(promise.get_absolute_url()).text
    assert "Replaced" not in shown
    assert "Asked" in shown
