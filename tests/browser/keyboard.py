"""Going through pages with the keyboard alone, and seeing all the way where one is."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST = 90  # taps of the Tab key to anything on a page
HAS_FOCUS = "each => each === document.activeElement"
IN_ITS_GROUP = "each => document.activeElement.name === each.name"
SEEN = """each => {
    const box = each.getBoundingClientRect();
    const at = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
    const above = document.elementFromPoint(...at);
    const label = each.closest("label");
    return {
        "is on the screen": box.top >= 0 && box.left >= 0 && at[1] < innerHeight,
        "is covered by nothing": each.contains(above) || (label !== null && label.contains(above)),
        "has a ring": getComputedStyle(each).outlineStyle !== "none",
    };
}"""


def reach(page: Page, target: Locator) -> None:
    """From where the focus is, as often as it takes; and it can be seen there."""
    tab_until(page, target, HAS_FOCUS)
    expect(target).to_be_focused()
    seen = target.evaluate(SEEN)
    assert all(seen.values()), (seen, target.evaluate("each => each.outerHTML"), page.url)


def tab_until(page: Page, target: Locator, there: str) -> None:
    element = target.element_handle()  # found once: a role is looked for on the whole page
    for _ in range(MOST):
        if element.evaluate(there):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST} taps do not lead to {target} on {page.url}")


def press(page: Page, target: Locator) -> None:
    """A link or a button that leads to another page, or to this one anew."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, field: Locator, words: str) -> None:
    reach(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose(page: Page, radio: Locator) -> None:
    """One of several: the Tab key leads to the group, an arrow to the next of it."""
    tab_until(page, radio, IN_ITS_GROUP)
    page.keyboard.press("Space")
    for _ in range(MOST):
        if radio.evaluate(HAS_FOCUS):
            break
        page.keyboard.press("ArrowDown")
    expect(radio).to_be_checked()


def go_to(page: Page, name: str) -> None:
    """By the navigation: on a phone it stands last, and the second tap of a page leads there."""
    skip = page.get_by_role("link", name="Skip to navigation")
    if skip.count():
        reach(page, skip)
        page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name=name, exact=True).first)
