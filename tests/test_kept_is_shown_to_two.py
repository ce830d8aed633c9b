"""Nobody but the two of a pair, and each alone on an own page, is ever shown how promises went.

A rate is planted between Sam and Mira. Then whoever else holds an office looks at every page of
the access matrix they get, downloads and searches among them, as it is after the planting.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from conftest import SignIn
from tandem.access.chain.exporting import exported
from tandem.access.chain.sealer import seal_events
from tandem.cli.metrics import Standing
from tandem.partnership.commitments.reliable import of_pair
from tandem.partnership.commitments.tests.quarters import MONDAY, at, kept, promised, week
from tandem.partnership.testing import TUESDAY, WholeCast
from tests.test_access_matrix import ROWS, everybodys

pytestmark = pytest.mark.alike

# Sam's leader, who stands in for him, and everybody of an office.
OFFICES = ("vera", "omar", "helen", "farid", "pia", "ruth", "dana", "iris", "bram")
PAGES = [row for row in ROWS if row.method == "GET"]


@pytest.fixture
def planted(whole_cast: WholeCast) -> list[str]:
    """What a page would say of it: Sam kept 7 of 9 in the last ninety days."""
    kept(whole_cast.sam, whole_cast.mira, 7)
    for number in range(2):
        promised(whole_cast.sam, whole_cast.mira, asked_on=week(number))
    rate = of_pair(whole_cast.pair, TUESDAY.date()).leader.honour_rate
    assert rate and round(100 * rate) == 78
    return ["7 of 9", "78%", "2 of 9 slipped"]


def seen(text: str, planted: list[str]) -> list[str]:
    return [each for each in planted if each in text]


def test_the_two_see_it_on_their_page_and_sam_on_his_own(
    whole_cast: WholeCast, planted: list[str], sign_in: SignIn
) -> None:
    """So the words looked for below are those that a page would show."""
    pair = reverse("pairs:so_far", args=[whole_cast.pair.pk])
    for partner in (whole_cast.sam, whole_cast.mira):
        assert seen(sign_in(partner).get(pair).text, planted) == planted
    own = reverse("commitments:kept")
    assert seen(sign_in(whole_cast.sam).get(own).text, planted) == planted
    assert seen(sign_in(whole_cast.mira).get(own).text, planted) == []


def test_nobody_else_is_shown_it_on_any_page(
    whole_cast: WholeCast, planted: list[str], sign_in: SignIn
) -> None:
    browsers = everybodys(whole_cast, sign_in)
    looked: Counter[str] = Counter()
    for row in PAGES:
        with transaction.atomic():
            url = reverse(row.address, kwargs=dict(row.where(whole_cast)))
            for who in (who for who in OFFICES if row.columns[who] == 200):
                answer = browsers[who].get(url, dict(row.data(whole_cast)))
                assert seen(words_of(answer), planted) == [], f"{row.address} for {who}"
                looked[who] += 1
            transaction.set_rollback(True)
    assert min(looked[who] for who in OFFICES) >= 5


COLUMNS_OF_IT = re.compile(
    r"kept|honou?r|reliab|promis|commitment|silent|slip|missed|renegotiat", re.IGNORECASE
)
# 7 of 9 however a file writes it: as a share, in percent, with a comma, as a fraction.
RATE = re.compile(r"0[.,]7[78]\d*|\b77[.,]\d+|\b78([.,]0+)?\s*%|\b7\s*(/|of|von)\s*9\b")


@pytest.mark.parametrize("written", ["0.78", "0,7778", "77.8", "78 %", "78%", "7/9", "7 of 9"])
def test_the_rate_would_be_found_however_it_is_written(written: str) -> None:
    assert RATE.search(f"V-1;{written};2026")


def test_no_download_has_a_column_or_a_number_of_it(
    whole_cast: WholeCast, planted: list[str], sign_in: SignIn
) -> None:
    """For anybody at all, the two included: a file is passed on more easily than a page."""
    browsers = everybodys(whole_cast, sign_in)
    files: Counter[str] = Counter()
    for row in PAGES:
        with transaction.atomic():
            url = reverse(row.address, kwargs=dict(row.where(whole_cast)))
            for who in (who for who, status in row.columns.items() if status == 200):
                answer = browsers[who].get(url, dict(row.data(whole_cast)))
                if "text/html" in answer.headers.get("Content-Type", ""):
                    break  # whatever is no file for one is none for anybody
                text = words_of(answer)
                assert not RATE.search(text), f"{row.address} for {who}"
                if "csv" in answer.headers.get("Content-Type", ""):
                    header = text.splitlines()[0]
                    assert not COLUMNS_OF_IT.search(header), f"{row.address}: {header}"
                files[row.address] += 1
            transaction.set_rollback(True)
    assert len(files) >= 2, "there are downloads, and they were looked at"


@pytest.mark.usefixtures("anchor")
def test_what_the_terminal_writes_for_others_has_no_rate(
    whole_cast: WholeCast, planted: list[str]
) -> None:
    """The record tells that a word was said and never what became of a promise."""
    seal_events(at=TUESDAY)
    record = [json.loads(line) for line in exported(first=None, after=None, at=TUESDAY)]
    told = [line["event"] for line in record if "event" in line]
    assert sum("commitment." in str(each) for each in told) >= 9
    for each in told:
        assert len(each) == 7, "its seven values, and no eighth"
        assert not RATE.search(str(each))
    names = [each.name for each in Standing(settings.SITE).from_database()]
    assert names
    assert not [each for each in names if COLUMNS_OF_IT.search(each)]


def words_of(answer: Any) -> str:  # noqa: ANN401 - the test client's own kind of answer
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode(errors="replace"))


def test_the_head_of_hr_sees_no_name_and_no_area_and_no_link_to_a_pair(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    kept(whole_cast.sam, whole_cast.mira, 2, MONDAY)
    text = sign_in(whole_cast.helen).get(reverse("pairs:all_pairs")).text
    main = text.split("<main", 1)[1].split("</main>", 1)[0]
    for named in ("Sam", "Mira", "Leo", "Operations", "Finance", str(whole_cast.pair.pk)):
        assert named not in main
    assert at(MONDAY).date().isoformat() not in main
    assert "Too few pairs to show without pointing at someone." in main
