"""The quick line on the page: read while it is typed, shown before it is sent, asked when open."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from tandem.partnership.commitments.actions import Said, take
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import TUESDAY, Cast, hire

HTMX = {"HX-Request": "true"}
QUICK, READING = "/app/quick/", "/app/quick/reading/"
SHORTLIST = "send shortlist to Ana by Friday"
NASTY = "<script>alert(1)</script>"


def read(client: Client, line: str) -> str:
    answer = client.post(READING, {"line": line}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "<c-" not in answer.text
    return answer.text


def seen(reading: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', reading)
    return found.group(1) if found else ""


def plain(reading: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", reading).split())


def test_what_was_read_is_shown(cast: Cast, sign_in: SignIn) -> None:
    reading = read(sign_in(cast.mira), SHORTLIST)
    assert plain(reading) == (
        "You promise send shortlist to Ana Duarte by Fri 27 Nov "
        "It counts once Ana says thanks. Only you and Ana can read this"
    )
    assert seen(reading)


def test_an_ask_is_read_as_one(cast: Cast, sign_in: SignIn) -> None:
    reading = read(sign_in(cast.mira), "can you Sam send over the shift swaps by thurs pls")
    assert plain(reading).startswith("You ask Sam Lindqvist : send over the shift swaps by Thu")


def test_once_it_was_shown_one_tap_sends_it(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    shown = seen(read(client, SHORTLIST))
    answer = client.post(QUICK, {"line": SHORTLIST, "seen": shown})
    assert (answer.status_code, answer.url) == (302, "/app/")  # type: ignore[attr-defined]  # a redirect
    sent = Commitment.objects.get()
    assert (sent.performer, sent.customer, sent.what) == (cast.mira, cast.ana, "send shortlist")
    assert (str(sent.due_on), sent.source, sent.offered) == ("2026-11-27", "line", True)
    page = client.get("/app/").text
    assert "Offered, due Fri 27 Nov. With Ana’s thanks it is a promise." in page


@pytest.mark.parametrize("shown", ["", "performer|somebody|send shortlist|2026-11-27", "made up"])
def test_what_was_not_shown_is_asked_first(shown: str, cast: Cast, sign_in: SignIn) -> None:
    """Without script, or sent before the reading came, or the line changed after it."""
    page = sign_in(cast.mira).post(QUICK, {"line": SHORTLIST, "seen": shown})
    assert page.status_code == 200
    assert "Is this what you mean?" in page.text
    assert "You wrote: “send shortlist to Ana by Friday”" in page.text
    assert 'value="send shortlist"' in page.text
    assert 'value="2026-11-27"' in page.text
    assert f'value="{cast.ana.pk}"' in page.text
    assert "Ana Duarte" in page.text
    assert "ana.duarte@" not in page.text
    assert not Commitment.objects.exists()


def test_a_line_changed_after_it_was_shown_is_asked_again(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    shown = seen(read(client, SHORTLIST))
    page = client.post(QUICK, {"line": "send shortlist to Sam by Friday", "seen": shown})
    assert page.status_code == 200
    assert not Commitment.objects.exists()


def confirmed(cast: Cast, **changed: str) -> dict[str, str]:
    return {
        "line": SHORTLIST,
        "confirmed": "1",
        "direction": "performer",
        "who": str(cast.ana.pk),
        "what": "send shortlist",
        "due_on": "2026-11-27",
        **changed,
    }


def test_the_confirmed_page_sends_what_it_says_now(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    answer = client.post(
        QUICK, confirmed(cast, what="send the final shortlist", due_on="2026-11-30")
    )
    assert answer.status_code == 302
    sent = Commitment.objects.get()
    assert (sent.what, str(sent.due_on)) == ("send the final shortlist", "2026-11-30")


def test_a_line_can_become_a_draft(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    assert client.post(QUICK, confirmed(cast, due_on="", draft="1")).status_code == 302
    draft = Commitment.objects.get()
    assert (draft.state, draft.source) == ("draft", "line")
    assert "Kept as a draft. Only you can read it." in client.get("/app/").text


def test_two_of_one_first_name_are_asked_about(cast: Cast, sign_in: SignIn) -> None:
    other = hire("Sam", "Okonkwo", cast.areas.operations)
    client = sign_in(cast.mira)
    line = "ask sam for the rota changes by Friday"
    reading = read(client, line)
    assert plain(reading) == (
        "You ask the rota changes Which one? Sam Lindqvist or Sam Okonkwo Fri 27 Nov"
    )
    assert not seen(reading)
    page = client.post(QUICK, {"line": line}).text
    for person in (cast.sam, other):
        assert f'type="radio" name="who" value="{person.pk}"' in page
    assert "checked" not in page[page.index('name="who"') : page.index('name="what"')]
    data = confirmed(cast, line=line, direction="customer", who=str(other.pk))
    assert client.post(QUICK, data).status_code == 302
    assert Commitment.objects.get().performer == other


def test_two_days_are_asked_about(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    line = "need the absence figures off Sam by 12/1"
    assert "Which day? Tue 1 Dec or Tue 12 Jan" in plain(read(client, line))
    page = client.post(QUICK, {"line": line}).text
    for day in ("2026-12-01", "2027-01-12"):
        assert f'type="radio" name="due_on" value="{day}"' in page


def test_who_does_it_is_asked_where_the_line_does_not_say(cast: Cast, sign_in: SignIn) -> None:
    line = "Helen parental leave policy thurs"
    client = sign_in(cast.mira)
    assert "Do you promise it, or ask for it?" in plain(read(client, line))
    page = client.post(QUICK, {"line": line}).text
    directions = page[page.index('name="direction"') : page.index('name="who"')]
    assert "checked" not in directions


def test_a_choice_that_was_not_made_stays_a_choice(cast: Cast, sign_in: SignIn) -> None:
    hire("Sam", "Okonkwo", cast.areas.operations)
    data = confirmed(cast, line="ask sam for the rota next fri", direction="customer")
    del data["who"], data["due_on"]
    page = sign_in(cast.mira).post(QUICK, data)
    assert page.status_code == 422
    assert "Say with whom." in page.text
    assert len(re.findall(r'type="radio" name="who"', page.text)) == 3
    assert len(re.findall(r'type="radio" name="due_on"', page.text)) == 3
    assert "You wrote: “ask sam for the rota next fri”" in page.text


def test_another_day_and_somebody_else_can_be_named(cast: Cast, sign_in: SignIn) -> None:
    hire("Sam", "Okonkwo", cast.areas.operations)
    line = "ask sam for the rota next fri"
    data = confirmed(cast, line=line, direction="customer", who="another", due_on="another")
    page = sign_in(cast.mira).post(QUICK, data)
    assert page.status_code == 422
    assert 'type="text" name="who"' in page.text
    assert 'type="date" name="due_on"' in page.text


def test_a_faulty_confirmation_loses_nothing(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.mira).post(
        QUICK, confirmed(cast, what="", why="Peak opens Monday", due_on="2026-11-20")
    )
    assert page.status_code == 422
    assert "Say what it is about." in page.text
    for typed in (SHORTLIST, "Peak opens Monday", "2026-11-20", "Ana Duarte"):
        assert typed in page.text
    assert not Commitment.objects.exists()


def test_a_day_that_is_over_is_refused_beside_its_field(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.mira).post(QUICK, confirmed(cast, due_on="2026-11-20"))
    assert page.status_code == 422
    assert "Pick today or a later day." in page.text
    assert SHORTLIST in page.text


@pytest.mark.parametrize("line", ["", "   ", "hello", "….", "x" * 3000])
def test_a_line_that_says_nothing_is_asked_everything(
    line: str, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.kim)
    assert not seen(read(client, line))
    page = client.post(QUICK, {"line": line})
    assert page.status_code == 200
    assert 'name="who"' in page.text
    assert not Commitment.objects.exists()


def test_what_is_typed_is_shown_as_text(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    line = f"send {NASTY} to Ana by Friday"
    assert NASTY not in read(client, line)
    page = client.post(QUICK, {"line": line}).text
    assert NASTY not in page
    assert "&lt;script&gt;" in page


def test_a_stranger_is_found_by_the_whole_name_only(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.kim)
    assert "With whom?" in plain(read(client, "ask Leo for the rota by Friday"))
    assert "Leo Hartmann" in plain(read(client, "ask Leo Hartmann for the rota by Friday"))


def test_nobody_can_be_read_who_has_left(cast: Cast, sign_in: SignIn) -> None:
    reading = read(sign_in(cast.sam), "ask Otto Kranz for coffee by Friday")
    assert "With whom?" in plain(reading)
    assert not seen(reading)


def test_something_for_today_can_be_promised(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    line = "send shortlist to Ana today"
    client.post(QUICK, {"line": line, "seen": seen(read(client, line))})
    assert str(Commitment.objects.get().due_on) == "2026-11-24"


def test_reading_costs_few_queries(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    with CaptureQueriesContext(connection) as asked:
        read(client, SHORTLIST)
    assert len(asked) <= 15


def test_what_is_typed_is_in_no_address(cast: Cast, sign_in: SignIn) -> None:
    """A proxy's log keeps addresses: the line is posted, and never comes back in one."""
    client = sign_in(cast.mira)
    page = client.get("/app/").text
    assert f'hx-post="{READING}"' in page
    assert client.get(READING, {"line": SHORTLIST}).status_code == 405
    assert SHORTLIST not in client.get(QUICK, {"line": SHORTLIST}).text


# ---- from every page, and back to it
def test_every_signed_in_page_has_a_way_to_the_line(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    for address in ("/app/", "/app/promises/", "/app/me/", "/app/partners/"):
        page = client.get(address)
        way = f'href="{QUICK}?back={quote(address)}" data-quick aria-keyshortcuts="n"'
        assert way in page.text, address


def test_without_script_the_way_leads_to_the_line_and_back(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    page = client.get(QUICK, {"back": "/app/promises/"}).text
    assert 'name="line"' in page
    assert '<input type="hidden" name="back" value="/app/promises/">' in page
    asked = client.post(QUICK, {"line": SHORTLIST, "back": "/app/promises/"}).text
    assert '<input type="hidden" name="back" value="/app/promises/">' in asked
    answer = client.post(QUICK, confirmed(cast, back="/app/promises/"))
    assert (answer.status_code, answer.url) == (302, "/app/promises/")  # type: ignore[attr-defined]  # a redirect
    assert "Offered, due Fri 27 Nov." in client.get("/app/promises/").text


def test_with_script_only_the_line_comes_for_the_page_it_opens_over(
    cast: Cast, sign_in: SignIn
) -> None:
    part = sign_in(cast.mira).get(QUICK, {"back": "/app/me/"}, headers=HTMX).text
    assert 'name="line"' in part
    assert "<html" not in part
    assert '<form method="dialog">' in part


@pytest.mark.parametrize(
    "elsewhere", ["https://varnholm.test/app/", "//varnholm.test", "javascript:alert(1)", "/"]
)
def test_the_way_back_leads_to_no_other_place(elsewhere: str, cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.mira).post(QUICK, confirmed(cast, back=elsewhere))
    assert answer.url == "/app/"  # type: ignore[attr-defined]  # a redirect


# ---- what was typed is not lost, and not taken twice
def test_two_taps_take_a_line_once(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    for _ in range(2):
        assert client.post(QUICK, confirmed(cast)).status_code == 302
        assert "With Ana’s thanks it is a promise." in client.get("/app/").text
    assert Commitment.objects.count() == 1
    client.post(QUICK, confirmed(cast, what="another list"))
    assert Commitment.objects.count() == 2


def test_what_was_answered_meanwhile_can_be_asked_for_again(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    client.post(QUICK, confirmed(cast, direction="customer"))
    [first] = Commitment.objects.all()
    take(commitment=first, act=Act.PROMISE, said=Said(), by=cast.ana, at=TUESDAY)
    client.post(QUICK, confirmed(cast, direction="customer"))
    assert Commitment.objects.count() == 2


def test_signed_out_meanwhile_the_line_is_shown_again_and_kept_nowhere(
    cast: Cast, client: Client
) -> None:
    page = client.post(QUICK, confirmed(cast))
    assert page.status_code == 401
    assert f"readonly>{SHORTLIST}</textarea>" in page.text
    assert "Nothing was sent." in page.text
    assert "/app/sign-in/" in page.text
    assert not Commitment.objects.exists()
    assert not page.cookies
    reading = client.post(READING, {"line": SHORTLIST}, headers=HTMX)
    assert "You have been signed out." in reading.text
    assert "<html" not in reading.text


def test_ten_thousand_letters_are_asked_about_and_come_back_whole(
    cast: Cast, sign_in: SignIn
) -> None:
    line = "send the list to Ana by Friday, " * 320
    client = sign_in(cast.mira)
    assert len(line) > 10_000
    reading = read(client, line)
    assert not seen(reading)
    assert "longer than a promise can be" in reading
    page = client.post(QUICK, {"line": line})
    assert page.status_code == 200
    assert line.strip() in page.text
    told = client.post(QUICK, confirmed(cast, line=line, what=line))
    assert told.status_code == 422
    assert line.strip() in told.text
    assert not Commitment.objects.exists()


# ---- German, and what cannot be
def test_a_line_in_german_is_shown_like_any_other(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    reading = read(client, "Sam bitten, bis Freitag den Dienstplan zu schicken")
    assert plain(reading).startswith(
        "You ask Sam Lindqvist : den Dienstplan zu schicken by Fri 27 Nov"
    )


@pytest.mark.parametrize(
    "line",
    [
        "send Ana the list by 31/11",
        "Ana die Liste bis 31.11. schicken",
        "remind me on 30 Feb to check the list",
        "Denk am 31.11. dran, die Liste zu prüfen",
    ],
)
def test_a_day_that_cannot_be_is_named_and_asked(line: str, cast: Cast, sign_in: SignIn) -> None:
    reading = read(sign_in(cast.mira), line)
    assert "is over, or no day. By when?" in plain(reading)
    assert not seen(reading)


def test_whose_name_is_typed_almost_is_asked_about(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    line = "ask Lindqivst for the rota by Friday"
    reading = read(client, line)
    assert "Do you mean Sam Lindqvist" in plain(reading)
    assert not seen(reading)
    page = client.post(QUICK, {"line": line}).text
    assert f'type="radio" name="who" value="{cast.sam.pk}"' in page


@pytest.mark.parametrize("typed", ["lind", "lindq", "Lin"])
def test_whose_name_is_typed_in_part_is_asked_about(
    typed: str, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    assert "Do you mean Sam Lindqvist" in plain(read(client, f"ask {typed} for the rota by Friday"))


def test_a_small_word_that_begins_a_name_leaves_a_note_a_note(cast: Cast, sign_in: SignIn) -> None:
    assert "Only for you:" in plain(read(sign_in(cast.mira), "update the lind by Friday"))


def test_a_line_that_names_somebody_almost_is_no_note_to_oneself(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    assert "Only for you:" in plain(read(client, "introduce the trainee by Friday"))
    reading = read(client, "introduce Lindqivst by Friday")
    assert "Do you mean Sam Lindqvist" in plain(reading)
    assert not seen(reading)
