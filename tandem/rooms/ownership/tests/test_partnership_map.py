"""The partnership map: shown only with a yes of each; one tagged page, and a picture of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation.models import Person
from tandem.partnership.actions import make_pair
from tandem.partnership.models import NotInThisPair
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.ownership import sheets
from tandem.rooms.ownership.models import MapYes
from tandem.rooms.ownership.publishing import audience_of, show_map, take_map_back
from tandem.rooms.ownership.rules import Audience, shown_to
from tandem.rooms.ownership.sheets import Kind, drawing, sheet_of
from tandem.rooms.ownership.tests.stories import edited, seen_differently, signed

TODAY = TUESDAY.date()
AREA, OPEN = Audience.AREA, Audience.OPEN


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    return tmp_path


def url(cast: Cast, rest: str = "") -> str:
    return f"/app/ownership/pair/{cast.pair.pk}/map/{rest}"


def shown(cast: Cast, leader: Audience = OPEN, hr: Audience = OPEN) -> None:
    show_map(pair=cast.pair, to=leader, by=cast.sam, at=MONDAY)
    show_map(pair=cast.pair, to=hr, by=cast.mira, at=MONDAY)


@pytest.mark.parametrize(
    ("yeses", "audience"),
    [
        ([], None),
        ([OPEN], None),
        ([AREA], None),
        ([OPEN, OPEN], OPEN),
        ([OPEN, AREA], AREA),
        ([AREA, AREA], AREA),
    ],
)
def test_the_narrower_of_two_counts_and_one_alone_shows_nothing(
    yeses: list[Audience], audience: Audience | None
) -> None:
    assert shown_to(yeses) == audience
    assert shown_to(reversed(yeses)) == audience


def readers(cast: Cast, sign_in: SignIn) -> set[str]:
    everybody = ("sam", "mira", "vera", "eva", "helen", "kim", "leo", "ana")
    answers = {name: sign_in(getattr(cast, name)).get(url(cast)) for name in everybody}
    return {name for name, answer in answers.items() if answer.status_code == 200}


def test_it_is_the_pairs_until_both_say_yes(cast: Cast, sign_in: SignIn) -> None:
    assert readers(cast, sign_in) == {"sam", "mira"}
    show_map(pair=cast.pair, to=OPEN, by=cast.sam, at=MONDAY)
    assert readers(cast, sign_in) == {"sam", "mira"}
    show_map(pair=cast.pair, to=OPEN, by=cast.mira, at=MONDAY)
    assert readers(cast, sign_in) == {"sam", "mira", "vera", "eva", "helen", "kim", "leo", "ana"}


def test_whom_it_is_shown_to_finds_it_on_the_map_of_the_area(cast: Cast, sign_in: SignIn) -> None:
    def leads_there(who: str) -> bool:
        area = reverse("ownership:area", args=[cast.pair.area_id])
        return f'href="{url(cast)}"' in sign_in(getattr(cast, who)).get(area).text

    assert (leads_there("sam"), leads_there("vera"), leads_there("kim")) == (True, False, False)
    shown(cast, OPEN, AREA)
    assert (leads_there("sam"), leads_there("vera"), leads_there("kim")) == (True, True, False)


def test_shown_in_its_area_those_who_see_the_area_see_it(cast: Cast, sign_in: SignIn) -> None:
    shown(cast, OPEN, AREA)
    there = readers(cast, sign_in)
    assert {"sam", "mira", "vera"} <= there
    assert not there & {"kim", "leo"}


def test_either_takes_it_back_alone(cast: Cast, sign_in: SignIn) -> None:
    shown(cast)
    take_map_back(pair=cast.pair, by=cast.mira, at=TUESDAY)
    assert readers(cast, sign_in) == {"sam", "mira"}
    take_map_back(pair=cast.pair, by=cast.mira, at=TUESDAY)
    told = Event.objects.filter(what__startswith="ownership.map_").values_list("what", flat=True)
    assert sorted(told) == [
        "ownership.map_shown", "ownership.map_shown", "ownership.map_taken_back",
    ]  # fmt: skip


def test_a_change_of_partner_ends_it(cast: Cast) -> None:
    shown(cast)
    new = make_pair(
        area=cast.pair.area, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    assert audience_of(new, TODAY) is None
    cast.pair.refresh_from_db()
    assert audience_of(cast.pair, TODAY) is None
    with pytest.raises(NotPossible):
        show_map(pair=cast.pair, to=OPEN, by=cast.mira, at=TUESDAY)


def test_a_yes_twice_is_one_and_another_audience_ends_the_former(cast: Cast) -> None:
    shown(cast)
    shown(cast)
    assert MapYes.objects.count() == 2
    show_map(pair=cast.pair, to=AREA, by=cast.sam, at=TUESDAY)
    assert audience_of(cast.pair, TODAY) is AREA
    assert MapYes.objects.of(cast.pair).still().count() == 2


@pytest.mark.parametrize("who", ["vera", "helen", "kim"])
def test_nobody_says_yes_for_the_two(cast: Cast, who: str) -> None:
    person: Person = getattr(cast, who)
    with pytest.raises(NotInThisPair):
        show_map(pair=cast.pair, to=OPEN, by=person, at=MONDAY)
    with pytest.raises(NotInThisPair):
        take_map_back(pair=cast.pair, by=person, at=MONDAY)


def test_each_is_told_what_the_other_said(cast: Cast, sign_in: SignIn) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    assert "Only the two of you, until both say yes." in sam.get(url(cast)).text
    sam.post(url(cast, "show/"), {"to": "open"})
    assert "It is shown once Mira agrees." in sam.get(url(cast)).text
    assert "Sam would show it to everybody here." in mira.get(url(cast)).text
    said = mira.post(url(cast, "show/"), {"to": "area"}, follow=True).text
    assert "You both said yes: it is shown now." in said
    assert "whoever leads around Operations" in said
    assert "Only the two of you see it." in sam.post(url(cast, "back/"), follow=True).text
    assert audience_of(cast.pair, TODAY) is None


@pytest.mark.parametrize("to", ["", "everywhere", "restricted"])
def test_an_audience_that_is_none_is_refused(cast: Cast, sign_in: SignIn, to: str) -> None:
    assert sign_in(cast.sam).post(url(cast, "show/"), {"to": to}).status_code == 400
    assert not MapYes.objects.exists()


def test_only_what_holds_is_on_it(cast: Cast, sign_in: SignIn) -> None:
    """Not even for the two: the page is made to be shown."""
    signed(cast.pair, "attract")
    edited(cast.pair, cast.sam)
    seen_differently(cast.pair, cast.mira, "sealedwords", "recruit")
    said = sheet_of(cast.pair, TODAY).said
    for words in (said, sign_in(cast.sam).get(url(cast)).text):
        assert "sealedwords" not in words
        assert "First-day welcome, buddy" not in words
        assert "Signed, v1, 23 Nov 2026" in words
    assert "Last signed on 23 Nov 2026" in said
    assert "Hire: leader decides, 3 working days after the last interview" in said


def test_the_first_one_waits_a_moment_and_the_next_gets_the_file(
    cast: Cast, sign_in: SignIn, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(sheets.draw), "enqueue", lambda _, pair: asked.append(pair))
    sam = sign_in(cast.sam)
    waiting = sam.get(url(cast, "file/pdf/"))
    assert waiting.status_code == 202
    assert "The page is being made" in waiting.text
    sam.get(url(cast, "file/pdf/"))
    assert asked == [str(cast.pair.pk)]  # once a minute
    file = sheets.file_of(cast.pair, sheet_of(cast.pair, TODAY), Kind.PDF)
    sheets.keep(file, b"%PDF-made")
    answer = sam.get(url(cast, "file/pdf/"))
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="operations.pdf"' in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content) == b"%PDF-made"  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_the_file_is_for_who_may_see_the_page(cast: Cast, sign_in: SignIn, kind: str) -> None:
    for who in (cast.kim, cast.vera, cast.helen):
        assert sign_in(who).get(url(cast, f"file/{kind}/")).status_code == 404
    assert sign_in(cast.sam).get(url(cast, "file/svg/")).status_code == 404


@pytest.mark.slow
def test_it_is_one_tagged_page_and_a_picture(cast: Cast, home: Path) -> None:
    signed(cast.pair)
    assert sheets.draw.call(str(cast.pair.pk)) == 2
    [pdf] = home.rglob("*.pdf")
    [png] = home.rglob("*.png")
    made = pdf.read_bytes()
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert b"/Marked true" in made
    assert b"/Type/Pages/Count 1/" in made
    [box] = re.findall(rb"/MediaBox ?\[([\d. ]+)\]", made)
    assert [round(float(each)) for each in box.split()] == [0, 0, 842, 595]  # A4, on its side
    assert png.read_bytes().startswith(b"\x89PNG")
    edited(cast.pair, cast.sam, agreeing=True)
    signed(cast.pair, "recruit")
    sheets.draw.call(str(cast.pair.pk))
    assert pdf not in [*home.rglob("*.pdf")]
    assert len([*home.rglob("*.pdf")]) == len([*home.rglob("*.png")]) == 1


@pytest.mark.slow
def test_the_longest_rows_still_stay_on_one_page(cast: Cast) -> None:
    sheet = sheet_of(cast.pair, TODAY)
    rows = [
        replace(row, leader="Word and " * 44, hr="Wort, oder " * 36, outcome="Ausgang " * 25)
        for row in sheet.rows
    ]
    made = drawing(replace(sheet, rows=tuple(rows)), Kind.PDF)
    assert b"/Type/Pages/Count 1/" in made


@pytest.mark.slow
def test_what_people_write_is_shown_as_text(cast: Cast) -> None:
    """Neither a sign of the typesetter nor of a page is read as one."""
    sheet = sheet_of(cast.pair, TODAY)
    odd = '#panic("x") $1+ *a* _b_ @c <d> \\ `e` // "f" [g'
    rows = tuple(replace(row, leader=odd, hr=odd, name=odd) for row in sheet.rows)
    assert drawing(replace(sheet, title=odd, rows=rows), Kind.PDF).startswith(b"%PDF-")
