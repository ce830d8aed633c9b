"""The map, a row, and every form, with and without script, for the two and for everybody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions, calendars, duties, standing_in
from tandem.organisation.models import Assignment, Duty
from tandem.partnership.registers import obligations
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, WholeCast, leave
from tandem.rooms.ownership.actions import agree_to_the_rest
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.rules import State
from tandem.rooms.ownership.tests.stories import (
    DOMAIN,
    OURS,
    agreed,
    edited,
    seen_differently,
    signed,
    text_of,
)

HTMX = {"HX-Request": "true"}
VIEW = "Leads cannot run week 2 and the line."


def url(cast: Cast, domain: str = "", act: str = "") -> str:
    parts = [part for part in (str(cast.areas.operations.pk), domain, act) if part]
    return f"/app/ownership/{'/'.join(parts)}/"


def form(cast: Cast, **more: str) -> dict[str, str]:
    said = {"leader": OURS.leader, "hr": OURS.hr, "outcome": OURS.outcome}
    return said | {"seen": text_of(cast.pair).mark} | more


def state(cast: Cast, domain: str = DOMAIN) -> str:
    row = MapRow.objects.of(cast.pair).filter(domain=domain).first()
    return row.state if row else "none"


@pytest.mark.parametrize(
    ("who", "area", "acts"),
    [
        ("sam", "Operations", True),
        ("mira", "Customer Service", True),  # the first of her pairs by name
        ("kim", "Night shift", False),
        ("vera", "Supply", False),
        ("helen", "Varnholm Foods", False),
    ],
)
def test_one_finds_the_map_of_where_one_works(
    cast: Cast, sign_in: SignIn, who: str, area: str, acts: bool
) -> None:
    text = sign_in(getattr(cast, who)).get("/app/ownership/").text
    assert f"{area}: 14 areas of work" in text
    assert text.count('role="row"') == 15
    assert text.count("A common starting point") >= 14
    assert ("Agree to all 14" in text) is acts
    assert (">Agree<" in text) is acts


def test_a_partner_finds_the_maps_of_the_other_pairs(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.mira).get("/app/ownership/").text
    assert f'<a href="{url(cast)}">Operations</a>' in text


def test_who_works_nowhere_here_reads_the_starting_point(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    text = sign_in(whole_cast.iris).get("/app/ownership/").text
    assert "Tandem does not know where you work here" in text
    assert "An honest picture of the work" not in text.split("<table")[0]
    assert text.count('role="rowheader"') == 14


# ---- what is agreed


def test_one_tap_agrees_and_the_other_signs(cast: Cast, sign_in: SignIn) -> None:
    seen = {"seen": text_of(cast.pair).mark}
    answer = sign_in(cast.sam).post(url(cast, DOMAIN, "agree"), seen, follow=True)
    assert "It is signed once Mira agrees, too." in answer.text
    row = sign_in(cast.mira).post(url(cast, DOMAIN, "agree"), seen, headers=HTMX).text.strip()
    assert row.startswith(f'<tr id="row-{DOMAIN}"')
    assert "Signed" in row
    assert "v1, 24 Nov 2026" in row
    assert 'id="live"' in row
    assert "<html" not in row
    assert '<p id="map-summary" hx-swap-oob="true">1 signed</p>' in row
    assert state(cast) == State.SIGNED


def test_one_tap_agrees_to_all(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post(url(cast, "rest"), follow=True)
    assert "Agreed to 14 rows." in answer.text
    assert "Agree to all" not in answer.text
    text = sign_in(cast.mira).get(url(cast)).text
    assert "14 rows wait for you" in text
    assert "Agree to all 14" in text
    assert text.count("Agreed by Sam") == 14


def test_a_change_is_shown_to_the_two_and_to_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    signed(cast.pair)
    answer = sign_in(cast.sam).post(url(cast, DOMAIN, "edit"), form(cast), follow=True)
    assert "Changed. Your partner is asked to agree." in answer.text
    assert state(cast) == State.BY_LEADER
    for page in (url(cast), url(cast, DOMAIN)):
        assert OURS.leader in sign_in(cast.mira).get(page).text
        for who in (cast.kim, cast.vera, cast.helen, cast.farid):
            text = sign_in(who).get(page).text
            assert OURS.leader not in text
            assert "Signed" in text  # what holds, and no word of what is under way
            assert "Agreed by" not in text


def test_a_change_may_wait_for_ones_own_yes(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.sam).post(url(cast, DOMAIN, "edit"), form(cast, later="1"))
    assert state(cast) == State.EDITED
    assert "Neither has agreed yet." in sign_in(cast.sam).get(url(cast)).text
    assert "Sam changed it on Tue 24 Nov" in sign_in(cast.mira).get(url(cast)).text


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("act", "sent", "why"),
    [
        ("edit", {"leader": ""}, "Say what the leader owns here, too."),
        ("edit", {"hr": " "}, "Say what HR owns here, too."),
        ("edit", {"leader": "x" * 401}, "at most 400"),
        ("differ", {"view": ""}, "Say in a sentence how you see it."),
        ("differ", {"view": "x" * 601}, "at most 600"),
    ],
)
def test_a_form_comes_back_with_its_reason_and_what_was_typed(
    cast: Cast, sign_in: SignIn, script: bool, act: str, sent: dict[str, str], why: str
) -> None:
    data = form(cast, hr="What I typed") | sent if act == "edit" else sent
    headers = HTMX if script else {}
    answer = sign_in(cast.sam).post(url(cast, DOMAIN, act), data, headers=headers)
    assert answer.status_code == 422
    assert why in answer.text
    assert ("<html" in answer.text) is not script
    if act == "edit" and "hr" not in sent:
        assert "What I typed" in answer.text
    assert state(cast) == "none"


def test_who_changes_after_somebody_else_keeps_what_they_typed(cast: Cast, sign_in: SignIn) -> None:
    typed = form(cast, leader="As Mira sees it")
    edited(cast.pair, cast.sam)
    answer = sign_in(cast.mira).post(url(cast, DOMAIN, "edit"), typed)
    assert answer.status_code == 422
    assert "Your partner has just changed this row." in answer.text
    assert "As Mira sees it" in answer.text


@pytest.mark.parametrize("script", [True, False])
def test_who_agrees_to_a_text_of_before_is_shown_the_one_of_now(
    cast: Cast, sign_in: SignIn, script: bool
) -> None:
    seen = {"seen": text_of(cast.pair).mark}
    edited(cast.pair, cast.sam)
    headers = HTMX if script else {}
    answer = sign_in(cast.mira).post(url(cast, DOMAIN, "agree"), seen, headers=headers)
    assert answer.status_code == 422
    assert "Your partner has just changed this row." in answer.text
    assert OURS.leader in answer.text
    assert state(cast) == State.EDITED


def test_a_yes_to_nothing_is_no_yes(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.sam).post(url(cast, DOMAIN, "agree")).status_code == 400
    assert state(cast) == "none"


@pytest.mark.parametrize("act", ["agree", "review", "sign", "x" * 60])
def test_what_has_no_form_is_no_page(cast: Cast, sign_in: SignIn, act: str) -> None:
    assert sign_in(cast.sam).get(url(cast, DOMAIN, act)).status_code == 404


def test_with_script_the_form_opens_in_the_row_and_closes_again(
    cast: Cast, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    opened = sam.get(url(cast, DOMAIN, "edit"), headers=HTMX).text
    assert opened.strip().startswith("<tr")
    assert opened.count("<textarea") == 3
    assert opened.count("autofocus") == 1
    closed = sam.get(url(cast, DOMAIN), headers=HTMX).text
    assert "map-summary" not in opened + closed
    assert closed.strip().startswith("<tr")
    assert "<textarea" not in closed
    assert "<html" in sam.get(url(cast, DOMAIN, "edit")).text


# ---- seen differently


def test_both_views_stand_there_for_the_two_alone(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.sam).post(url(cast, DOMAIN, "differ"), {"view": VIEW})
    mira = sign_in(cast.mira)
    text = mira.get(url(cast)).text
    for said in (VIEW, "We see it differently", "Say how you see it", "by Thu 24 Dec"):
        assert said in text
    assert "Quotes: only you and Sam" in text
    mira.post(url(cast, DOMAIN, "differ"), {"view": "They stay because of it."})
    for who in (cast.sam, cast.mira):
        for page in (url(cast), url(cast, DOMAIN)):
            text = sign_in(who).get(page).text
            assert VIEW in text
            assert "They stay because of it." in text
        assert f"/app/sticking-points/{cast.pair.pk}/" in text  # the way one level up, together
    for who in (cast.kim, cast.ilse, cast.vera, cast.helen, cast.farid, cast.pia):
        for page in (url(cast), url(cast, DOMAIN)):
            text = sign_in(who).get(page).text
            assert VIEW not in text
            assert "differently" not in text


def asked(cast: Cast, who: str, day: int = 0) -> list[str]:
    today = MONDAY.date() + timedelta(days=day)
    person = type(cast.sam).objects.get(pk=getattr(cast, who).pk)
    return [each.sentence for each in obligations(person, today)]


def test_after_thirty_days_both_are_asked_to_settle_it(cast: Cast) -> None:
    seen_differently(cast.pair, cast.sam)
    seen_differently(cast.pair, cast.mira)
    assert asked(cast, "sam", 29) == []
    said = "You and Mira see “Onboard” differently. Settle it, or one level up, together."
    assert asked(cast, "sam", 30) == [said]
    assert asked(cast, "mira", 30) == [said.replace("Mira", "Sam")]
    assert asked(cast, "vera", 30) == asked(cast, "helen", 30) == []
    signed(cast.pair, at=FRIDAY)
    assert asked(cast, "sam", 60) == []


def test_the_day_to_settle_it_by_is_one_on_which_they_work(cast: Cast, sign_in: SignIn) -> None:
    seen_differently(cast.pair, cast.sam, at=TUESDAY)
    by, eve = cast.farid, date(2026, 12, 24)
    calendars.add_day(site="", day=eve, works=False, name="The day before", by=by, at=MONDAY)
    assert "by Fri 25 Dec" in sign_in(cast.sam).get(url(cast)).text
    calendars.add_day(
        site="", day=eve + timedelta(days=1), works=False, name="Christmas", by=by, at=MONDAY
    )
    assert "by Mon 28 Dec" in sign_in(cast.sam).get(url(cast)).text
    assert [asked(cast, "sam", day) for day in (31, 34)] == [[], []]
    assert len(asked(cast, "sam", 35)) == 1


def test_what_the_partner_said_waits_on_today(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    agreed(cast.pair, cast.sam)
    edited(cast.pair, cast.sam, domain="attract", agreeing=True)
    assert asked(cast, "sam", 1) == []
    assert asked(cast, "mira", 1) == ["2 rows of who owns what in Operations wait for you."]
    text = sign_in(cast.mira).get("/app/").text
    assert "2 rows of who owns what in Operations wait for you." in text
    assert "Look at them" in text
    assert OURS.leader not in text
    signed(cast.pair)
    signed(cast.pair, "attract")
    assert asked(cast, "mira", 1) == []


def test_of_many_rows_that_wait_three_are_named(cast: Cast, sign_in: SignIn) -> None:
    agree_to_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY)
    text = sign_in(cast.mira).get("/app/").text
    assert "14 rows of who owns what in Operations wait for you." in text
    assert "Attract, Recruit, Onboard<" in text


def test_today_asks_nothing_of_whom_no_row_is_about(cast: Cast, sign_in: SignIn) -> None:
    agreed(cast.pair, cast.sam)
    for who in (cast.kim, cast.vera, cast.leo, cast.helen):
        assert "who owns what" not in sign_in(who).get("/app/").text


# ---- who is named


def test_both_owners_are_named_from_the_nearest_area(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.kim).get("/app/ownership/").text
    assert "Ilse Brandt" in text  # leads the night shift
    assert "Mira Okafor" in text  # is HR partner of Operations above it
    assert "Needs an owner" not in text


def ended(cast: Cast, duty: Duty) -> None:
    held = Assignment.objects.at(cast.areas.operations).held().get(duty=duty)
    duties.end_duty(assignment=held, end_on=TUESDAY.date(), by=OPERATOR, at=TUESDAY)


def test_a_side_somebody_left_needs_an_owner(cast: Cast, sign_in: SignIn) -> None:
    ended(cast, Duty.HR_PARTNER)
    text = sign_in(cast.kim).get("/app/ownership/").text
    assert "Needs an owner" in text
    assert "Mira Okafor" not in text


def test_a_caretaker_is_named_as_one(cast: Cast, sign_in: SignIn) -> None:
    ended(cast, Duty.LEADS)
    standing_in.appoint_caretaker(
        area=cast.areas.operations, duty=Duty.LEADS, person=cast.vera, reason="Sam has left",
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    text = sign_in(cast.mira).get(url(cast)).text
    assert "Vera Lund" in text
    assert "Caretaker until somebody is named" in text


def test_who_is_acting_is_named_with_whom_for(whole_cast: WholeCast, sign_in: SignIn) -> None:
    text = sign_in(whole_cast.mira).get(url(whole_cast)).text
    assert "Omar Said" in text
    assert "Acting for Sam" in text


# ---- people by name


def test_who_sees_nobody_is_told_why_no_person_is_found(cast: Cast, sign_in: SignIn) -> None:
    why = "People are found by name where you see their area, and you see none"
    assert why in sign_in(cast.farid).get("/app/ownership/?q=Kim+Bakker").text
    actions.set_hr_partner(area=cast.areas.supply, person=cast.farid, by=OPERATOR, at=TUESDAY)
    assert why not in sign_in(cast.farid).get("/app/ownership/?q=Nobody+Here").text


# ---- a row of its own


def test_a_row_says_who_does_what_and_who_decides(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.kim).get(url(cast, "recruit")).text
    for said in (
        "Decision whom to hire", "first-line manager", "3 working days after the last interview",
        "HR partner, on a fair process", "Time to fill", "Looked at: monthly while roles are open",
        "Nothing yet.", "A common starting point",
    ):  # fmt: skip
        assert said in text
    assert "in the cycle, otherwise 10 working days" in sign_in(cast.kim).get(
        url(cast, "develop")
    ).text  # fmt: skip
    assert "as its plan says" in sign_in(cast.kim).get(url(cast, "change")).text
    assert "K13" not in text


def test_the_page_of_a_row_says_who_reads_it(cast: Cast, sign_in: SignIn) -> None:
    mira = sign_in(cast.mira)
    assert "Until it is signed" not in mira.get(url(cast, DOMAIN)).text  # nobody has begun
    agreed(cast.pair, cast.sam)
    assert "Until it is signed, only you and Sam" in mira.get(url(cast, DOMAIN)).text
    assert "Until it is signed" not in sign_in(cast.kim).get(url(cast, DOMAIN)).text
    agreed(cast.pair, cast.mira)
    assert "Until it is signed" not in mira.get(url(cast, DOMAIN)).text


def test_a_row_keeps_every_version_for_all_and_every_word_for_the_two(
    cast: Cast, sign_in: SignIn
) -> None:
    signed(cast.pair)
    edited(cast.pair, cast.sam, agreeing=True, at=TUESDAY)
    agreed(cast.pair, cast.mira, at=TUESDAY)
    for who in (cast.kim, cast.sam):
        text = sign_in(who).get(url(cast, DOMAIN)).text
        assert "v2, 24 Nov 2026" in text
        assert "v1, 23 Nov 2026" in text
        assert text.count("Signed by Sam Lindqvist and Mira Okafor.") == 2
    assert "Sam changed the text." in sign_in(cast.mira).get(url(cast, DOMAIN)).text
    assert "changed the text" not in sign_in(cast.kim).get(url(cast, DOMAIN)).text


def test_what_lies_below_follows_what_is_signed_above(cast: Cast, sign_in: SignIn) -> None:
    edited(cast.pair, cast.sam, agreeing=True)
    agreed(cast.pair, cast.mira)
    text = sign_in(cast.kim).get("/app/ownership/").text
    assert OURS.leader in text
    assert "As in Operations" in text


def test_there_is_no_map_of_an_area_that_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    sam: Client = sign_in(cast.sam)
    gone = "/app/ownership/00000000-0000-0000-0000-000000000000/"
    assert [sam.get(f"{gone}{rest}").status_code for rest in ("", "onboard/")] == [404, 404]
    assert sam.post(f"{gone}rest/").status_code == 404


def test_a_pair_finds_the_map_from_its_own_page(cast: Cast, sign_in: SignIn) -> None:
    assert url(cast) in sign_in(cast.sam).get(cast.pair.get_absolute_url()).text


def test_what_people_write_is_shown_as_text(cast: Cast, sign_in: SignIn) -> None:
    seen_differently(cast.pair, cast.sam, "<script>alert(1)</script>")
    for page in (url(cast), url(cast, DOMAIN)):
        assert "<script>alert" not in sign_in(cast.mira).get(page).text


def test_once_one_has_left_no_row_is_agreed_on_and_nobody_is_asked_to(
    cast: Cast, sign_in: SignIn
) -> None:
    agreed(cast.pair, cast.mira)
    seen_differently(cast.pair, cast.mira, VIEW, "recruit")
    browser, seen = sign_in(cast.sam), text_of(cast.pair).mark
    leave(cast.mira)
    for each in (url(cast), url(cast, DOMAIN), url(cast, "recruit")):
        page = browser.get(each).text
        assert "Mira works here no more" in page
        for act in ("agree", "edit", "differ", "review", "rest"):
            assert f"/{act}/" not in page
    tries = {url(cast, DOMAIN, "agree"): {"seen": seen}, url(cast, DOMAIN, "edit"): form(cast)}
    for each, said in tries.items():
        answer = browser.post(each, said)
        assert (answer.status_code, "Mira works here no more." in answer.text) == (422, True)
    text = browser.post(f"{url(cast)}rest/", follow=True).text
    assert "Mira works here no more." in text
    assert MapRow.objects.get(domain=DOMAIN).state == State.BY_HR
    assert not [each for each in obligations(cast.sam, FRIDAY.date()) if "ownership" in each.url]
