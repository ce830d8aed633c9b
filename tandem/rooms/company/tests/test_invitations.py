"""Links for many people: chosen, counted, shown once; listed, withdrawn and made anew."""

import base64
import csv
import io
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record_each
from tandem.access.models import Event
from tandem.organisation import actions
from tandem.organisation.inviting import MOST_AT_ONCE, links_for
from tandem.organisation.models import Invitation, Person
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast, lead, leave

MANY = reverse("company:invite_many")
LIST = reverse("company:invitations")
LINK = re.compile(r"http://testserver(/app/invitation/[\w-]+/)")
WORDS = "four small brown owls"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def newcomer(cast: Cast, first: str, email: str | None = None) -> Person:
    address = f"{first.lower()}.vos@varnholm.example" if email is None else email
    return actions.add_person(
        first_name=first, last_name="Vos", email=address,
        area=cast.areas.night_shift, by=OPERATOR, at=HIRED,
    )  # fmt: skip


@pytest.fixture
def three(cast: Cast) -> list[Person]:
    """Noor leads Supply's bakery; Bram and Cleo work beside her."""
    noor, bram, cleo = (newcomer(cast, name) for name in ("Noor", "Bram", "Cleo"))
    bakery = actions.add_area(name="Bakery", parent=cast.areas.supply, by=OPERATOR, at=MONDAY)
    lead(bakery, noor)
    return [noor, bram, cleo]


def file_of(text: str) -> list[list[str]]:
    found = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', text)
    assert found, "the page carries its file"
    return [*csv.reader(io.StringIO(base64.b64decode(found[1]).decode("utf-8-sig")))]


@pytest.mark.parametrize(
    ("wish", "number"),
    [
        ({"who": "everybody"}, "3 people get a link"),
        ({"who": "on_duty"}, "1 person gets a link"),
        ({"who": "leads"}, "1 person gets a link"),
        ({"who": "hr_partner"}, "0 people get a link"),
        ({"who": "everybody", "area": "night shift"}, "3 people get a link"),
        ({"who": "everybody", "area": "Supply / Operations"}, "3 people get a link"),
        ({"who": "everybody", "area": "Finance"}, "0 people get a link"),
        ({"who": "leads", "area": "Supply"}, "1 person gets a link"),
        ({"who": "leads", "area": "Operations"}, "0 people get a link"),
    ],
)
def test_first_it_says_how_many_and_makes_none(
    farid: Client, three: list[Person], wish: dict[str, str], number: str
) -> None:
    assert number in farid.get(MANY, wish).text
    assert not Invitation.objects.exists()


def test_the_links_are_shown_once_with_a_file_and_each_works(
    farid: Client, three: list[Person]
) -> None:
    answer = farid.post(MANY, {"who": "everybody"})
    assert "3 links were made." in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    links = LINK.findall(answer.text)
    assert len(set(links)) == 3
    heading, *rows = file_of(answer.text)
    assert heading == ["Name", "E-mail address", "Link"]
    assert {row[2].removeprefix("http://testserver") for row in rows} == set(links)
    bram = next(row[2] for row in rows if row[0] == "Bram Vos")
    guest = Client()
    guest.post(bram.removeprefix("http://testserver"), {"password": WORDS, "again": WORDS})
    assert "Bram Vos" in guest.get(reverse("me")).text
    assert not any(link in farid.get(LIST).text for link in links)


def test_of_the_secrets_only_hashes_are_kept(farid: Client, three: list[Person]) -> None:
    tokens = [
        link.split("/")[-2] for link in LINK.findall(farid.post(MANY, {"who": "everybody"}).text)
    ]
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            found[table] = str(cursor.fetchall())
    assert all(actions.token_hash(token) in found["organisation_invitation"] for token in tokens)
    assert not [name for name, rows in found.items() if any(token in rows for token in tokens)]
    files = [path for path in Path(settings.SITE.home).rglob("*") if path.is_file()]
    assert not [
        path for path in files if any(token.encode() in path.read_bytes() for token in tokens)
    ]


def test_one_event_for_each_link(farid: Client, cast: Cast, three: list[Person]) -> None:
    farid.post(MANY, {"who": "everybody"})
    for invitation in Invitation.objects.all():
        [event] = Event.objects.about(invitation.pk)
        assert (event.what, event.who) == ("invitation.made", cast.farid.pseudonym)


def test_who_holds_an_open_link_keeps_it_unless_asked_for(
    farid: Client, three: list[Person]
) -> None:
    farid.post(MANY, {"who": "leads"})
    first = Invitation.objects.get()
    assert "2 people get a link" in farid.get(MANY, {"who": "everybody"}).text
    farid.post(MANY, {"who": "everybody", "again": "on"})
    first.refresh_from_db()
    assert first.withdrawn_at == TUESDAY
    assert Invitation.objects.open_at(TUESDAY).count() == 3
    assert [each.what for each in Event.objects.about(first.pk)] == [
        "invitation.made", "invitation.withdrawn",
    ]  # fmt: skip


def test_who_cannot_get_one_is_named_with_the_reason(farid: Client, cast: Cast) -> None:
    newcomer(cast, "Ada", "")
    newcomer(cast, "Cid", "both@varnholm.example")
    newcomer(cast, "Dan", "both@varnholm.example")
    newcomer(cast, "Eli", cast.sam.email)
    newcomer(cast, "Fay")
    text = farid.post(MANY, {"who": "everybody"}).text
    assert "1 link was made." in text
    for said in (
        "Ada Vos has no e-mail address here",
        "Cid Vos shares the address with somebody else",
        "Dan Vos shares the address with somebody else",
        "Eli Vos has an address that somebody else signs in with",
    ):
        assert said in text
    assert Invitation.objects.get().person.first_name == "Fay"


def test_who_has_left_or_signs_in_already_gets_none(cast: Cast) -> None:
    gone = newcomer(cast, "Ada")
    leave(gone)
    links = links_for(people=[gone, cast.sam], by=cast.farid, at=TUESDAY)
    assert links.made == []
    assert {each.why for each in links.left_out} == {"no longer works here", "can sign in already"}


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"who": "everybody", "area": "Nowhere"}, "There is no area of this name."),
        ({"who": "managers"}, "Select a valid choice"),
        ({"who": ""}, "This field is required."),
    ],
)
def test_a_faulty_wish_comes_back_with_its_reason(
    farid: Client, three: list[Person], wish: dict[str, str], said: str
) -> None:
    for answer in (farid.get(MANY, wish), farid.post(MANY, wish)):
        assert answer.status_code == 422
        assert said in answer.text
    assert not Invitation.objects.exists()


def test_an_area_of_a_name_that_several_have_is_asked_about(farid: Client, cast: Cast) -> None:
    actions.add_area(name="Night shift", parent=cast.areas.finance, by=OPERATOR, at=MONDAY)
    text = farid.get(MANY, {"who": "everybody", "area": "Night shift"}).text
    assert "Varnholm Foods / Finance / Night shift" in text
    path = "Finance / Night shift"
    assert farid.get(MANY, {"who": "everybody", "area": path}).status_code == 200


def test_a_name_that_begins_like_a_formula_is_harmless_in_the_file(
    farid: Client, cast: Cast
) -> None:
    actions.add_person(
        first_name="=HYPERLINK(1)", last_name="", email="x@varnholm.example",
        area=cast.areas.supply, by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    [_, row] = file_of(farid.post(MANY, {"who": "everybody"}).text)
    assert row[0] == "'=HYPERLINK(1)"


def test_each_state_is_listed_apart(farid: Client, cast: Cast, three: list[Person]) -> None:
    noor, bram, cleo = three
    tokens = {}
    for person, at in ((noor, TUESDAY), (bram, TUESDAY), (cleo, TUESDAY - timedelta(days=15))):
        _, tokens[person] = actions.invite(person=person, email=person.email, by=cast.pia, at=at)
    actions.accept_invitation(token=tokens[bram], password=WORDS, at=TUESDAY)
    for state, names in (("open", ["Noor"]), ("used", ["Bram"]), ("expired", ["Cleo"])):
        text = farid.get(LIST, {"state": state}).text
        shown = {name for name in ("Noor", "Bram", "Cleo") if f"{name} Vos" in text}
        assert (state, shown) == (state, set(names))
        assert "Pia Novak" in text
    assert "Open (1)" in text
    assert "None." in farid.get(LIST, {"state": "withdrawn"}).text
    assert "Noor Vos" in farid.get(LIST, {"state": "nonsense"}).text


def test_a_withdrawn_link_works_no_more(farid: Client, cast: Cast, three: list[Person]) -> None:
    invitation, token = actions.invite(
        person=three[0], email=three[0].email, by=cast.pia, at=TUESDAY
    )
    url = reverse("company:withdraw_invitation", args=[invitation.pk])
    assert farid.post(url).headers["Location"] == LIST
    assert Client().get(reverse("invitation", args=[token])).status_code == 410
    assert "Noor Vos" in farid.get(LIST, {"state": "withdrawn"}).text
    assert farid.post(url).status_code == 404


def test_a_new_link_replaces_one_that_is_too_old(
    farid: Client, cast: Cast, three: list[Person]
) -> None:
    invitation, token = actions.invite(
        person=three[0], email="other@varnholm.example", by=cast.pia, at=TUESDAY
    )
    url = reverse("company:renew_invitation", args=[invitation.pk])
    text = farid.post(url).text
    [link] = set(LINK.findall(text))
    assert Client().get(reverse("invitation", args=[token])).status_code == 410
    assert "other@varnholm.example" in Client().get(link).text  # to the address it had


def test_who_came_in_meanwhile_gets_no_new_link(
    farid: Client, cast: Cast, three: list[Person]
) -> None:
    invitation, _ = actions.invite(person=three[0], email=three[0].email, by=cast.pia, at=TUESDAY)
    actions.open_account(person=three[0], email=three[0].email, by=OPERATOR, at=TUESDAY)
    assert farid.post(reverse("company:renew_invitation", args=[invitation.pk])).status_code == 404


def test_a_used_invitation_stays_used(cast: Cast, three: list[Person]) -> None:
    invitation, token = actions.invite(
        person=three[0], email=three[0].email, by=cast.pia, at=TUESDAY
    )
    actions.accept_invitation(token=token, password=WORDS, at=TUESDAY)
    again = actions.withdraw_invitation(invitation=invitation, by=cast.pia, at=TUESDAY)
    assert again.withdrawn_at is None


def crowd(cast: Cast, number: int) -> list[Person]:
    people = [
        Person(first_name=f"P{n}", last_name="Vos", email=f"p{n}@varnholm.example")
        for n in range(number)
    ]
    record_each("person.added", people, by=OPERATOR, at=MONDAY)
    return people


@pytest.mark.slow
def test_two_thousand_at_once_are_a_file_within_a_few_seconds(farid: Client, cast: Cast) -> None:
    crowd(cast, MOST_AT_ONCE + 3)
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        text = farid.post(MANY, {"who": "everybody"}).text
        seconds = time.perf_counter() - began
    assert "2,000 links were made." in text
    assert "3 more people are still without a link" in text
    assert len(file_of(text)) == MOST_AT_ONCE + 1
    assert "<output" not in text  # too many to list one by one
    assert len(queries) < 60
    assert seconds < 8
    assert "3 people get a link" in farid.get(MANY, {"who": "everybody"}).text


def test_more_than_that_is_refused_to_the_developer(cast: Cast) -> None:
    people = [Person() for _ in range(MOST_AT_ONCE + 1)]
    with pytest.raises(ValueError, match="2000 links at once"):
        links_for(people=people, by=cast.farid, at=TUESDAY)


def test_a_link_made_today_works_for_fourteen_days(farid: Client, three: list[Person]) -> None:
    [link, *_] = LINK.findall(farid.post(MANY, {"who": "leads"}).text)
    token = link.split("/")[-2]
    for days, works in ((13, True), (14, False)):
        at = TUESDAY + timedelta(days=days)
        assert (actions.invitation_of(token, at=at) is not None) is works


def test_one_person_is_found_by_name_and_gets_a_link(farid: Client, cast: Cast) -> None:
    noor = newcomer(cast, "Noor")
    link = reverse("company:invite", args=[noor.pk])
    assert link not in farid.get(LIST).text
    assert link in farid.get(LIST, {"q": "noor"}).text
    text = farid.get(LIST, {"q": "kim"}).text
    assert "Can sign in already." in text
    assert reverse("company:invite", args=[cast.kim.pk]) not in text
    assert "Nobody who works here is found by" in farid.get(LIST, {"q": "<b>x"}).text
