"""Two answer about each other, each alone by keyboard, and read it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tandem.partnership.models import RoleReview
from tandem.partnership.role_review.tests.stories import NOW_OPENED, set_to_now
from tests.browser.conftest import DESKTOP, PHONE, Opens
from tests.browser.keyboard import choose, press, type_into
from tests.browser.pages import pair

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HELP = "Knowing on Monday what the week is about."


def be(page: Page, site: str, who: str) -> Page:
    page.goto(site + reverse("demo:be", args=[who]))
    return page


def answers(page: Page, mark: str) -> list[Locator]:
    """One radio of each of the seven groups, by what it says."""
    return page.get_by_role("radio", name=mark, exact=True).all()


def answer(page: Page, mark: str) -> None:
    press(page, page.get_by_role("link", name="Answer", exact=True))
    seven = answers(page, mark)
    assert len(seven) == 7
    for radio in seven:
        choose(page, radio)


@pytest.mark.parametrize(("script", "size"), [(True, DESKTOP), (False, PHONE)])
def test_both_answer_by_keyboard_and_read_it_at_the_same_moment(
    varnholm: str, opens: Opens, script: bool, size: dict[str, int]
) -> None:
    options = {"java_script_enabled": script, "viewport": size}
    two = pair("Priya Raman")
    before = RoleReview.objects.of(two).opened().count() // 2  # what another run answered stays
    set_to_now(two, NOW_OPENED + timedelta(days=before))
    url = varnholm + reverse("role_reviews:page", args=[two.pk])
    priya, mira = (be(opens(**options), varnholm, who) for who in ("priya", "mira"))
    priya.goto(url)
    answer(priya, "Mostly")
    type_into(priya, priya.get_by_label("What would help? One sentence"), HELP)
    press(priya, priya.get_by_role("button", name="Keep it for later"))
    expect(priya.get_by_text("Go on whenever you like.").first).to_be_visible()
    press(priya, priya.get_by_role("link", name="Go on"))
    for radio in answers(priya, "Mostly"):
        expect(radio).to_be_checked()
    press(priya, priya.get_by_role("button", name="Send", exact=True))
    expect(priya.get_by_text("It opens to both once Mira has answered.").first).to_be_visible()
    mira.goto(url)
    expect(mira.get_by_text("Priya has answered.").first).to_be_visible()
    expect(mira.locator('[aria-labelledby="now"]')).not_to_contain_text(HELP)
    answer(mira, "Hardly")
    press(mira, mira.get_by_role("button", name="Send", exact=True))
    priya.reload()
    for page in (priya, mira):
        newest = page.locator('[aria-labelledby="newest"]')
        expect(newest.get_by_text(HELP)).to_be_visible()
        expect(newest.get_by_text("Hardly, 2 of 5")).to_have_count(7)
        expect(page.get_by_role("heading", name="What could help")).to_be_visible()
    press(mira, mira.get_by_role("button", name="I have read it"))
    press(mira, mira.get_by_role("button", name="Yes, for my part"))
    expect(mira.get_by_text("You have said yes.").first).to_be_visible()
    helen = be(opens(**options), varnholm, "helen")
    told = varnholm + reverse("role_reviews:told")
    helen.goto(told)
    expect(helen.get_by_text("Priya Raman and Mira Okafor")).to_have_count(0)
    priya.reload()
    press(priya, priya.get_by_role("button", name="Yes, for my part"))
    helen.goto(told)
    expect(helen.get_by_text("we could use help").first).to_be_visible()
    expect(helen.get_by_text("Hardly")).to_have_count(0)
    press(helen, helen.get_by_role("button", name="I have spoken with both"))
    priya.reload()
    expect(priya.get_by_text("It was read on").first).to_be_visible()
