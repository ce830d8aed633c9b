"""One person's odd name or address is their own matter: the others get their letters."""

from __future__ import annotations

import logging
from datetime import datetime

import pytest

from tandem.access.audit import OPERATOR, record
from tandem.organisation.models import Person
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.mail import letters
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.tests.post import Post, text
from tandem.rooms.mail.tests.stories import asks_for_something
from tandem.rooms.mail.tests.test_digest import WEDNESDAY


def called(person: Person, **fields: str) -> None:
    for name, value in fields.items():
        setattr(person, name, value)
    record("person.changed", person, by=OPERATOR, at=MONDAY)


@pytest.fixture
def both_asked(cast: Cast) -> None:
    """Sam asks Mira and Kim, whose letters are of one task."""
    for of in (cast.mira, cast.kim):
        asks_for_something(cast, of)


ODD = {
    "a domain with an umlaut": (
        {"email": "mira@okafor-müller.example"},
        "Mira Okafor <mira@xn--okafor-mller-klb.example>",
    ),
    "a name in two lines": (
        {"first_name": "Mira\nAnna"}, "Mira Anna Okafor <mira.okafor@varnholm.example>",
    ),
    "a name that would be a header": (
        {"last_name": "Okafor\r\nBcc: all@varnholm.example"},
        '"Mira Okafor Bcc: all@varnholm.example" <mira.okafor@varnholm.example>',
    ),
    "a name with letters of another script": (
        {"last_name": "Øgård-Ñandú 李"}, "Mira Øgård-Ñandú 李 <mira.okafor@varnholm.example>",
    ),
}  # fmt: skip


@pytest.mark.usefixtures("both_asked")
@pytest.mark.parametrize(("fields", "header"), ODD.values(), ids=ODD)
def test_an_odd_name_or_address_is_written_as_a_header_takes_it(
    post: Post, cast: Cast, fields: dict[str, str], header: str
) -> None:
    called(cast.mira, **fields)
    delivered = {str(each["To"]).split()[0].strip('"'): each for each in post.at(TUESDAY)}
    assert delivered.keys() == {"Mira", "Kim"}
    assert delivered["Mira"]["To"] == header
    assert delivered["Mira"]["Bcc"] is None
    assert post.stopped == []


@pytest.mark.usefixtures("both_asked")
@pytest.mark.parametrize("email", ["\u212aim@varnholm.example", "\u017fam@varnholm.example"])
def test_an_address_no_header_can_hold_stops_nobody_elses_letter(
    post: Post, cast: Cast, email: str, caplog: pytest.LogCaptureFixture
) -> None:
    called(cast.mira, email=email)
    [letter] = post.at(TUESDAY)
    assert letter["To"].startswith("Kim")
    assert post.stopped == []
    assert [
        each.levelno for each in caplog.records if each.name == "tandem.rooms.mail.posting"
    ] == [logging.ERROR]
    assert email not in caplog.text
    assert not Mailbox.objects.exclude(claim=None).exists(), "nobody is held"
    called(cast.mira, email="mira@varnholm.example")
    [later] = post.at(WEDNESDAY)
    assert "Sam asked you for something." in text(later), "what waited is told the next day"


@pytest.mark.usefixtures("both_asked")
def test_what_breaks_while_one_letter_is_written_is_told_and_stops_no_other(
    post: Post, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write = letters.digest

    def breaks(person: Person, at: datetime, *, told_at: datetime | None = None) -> object:
        if person == cast.mira:
            raise LookupError("a source of what waits is broken")
        return write(person, at, told_at=told_at)

    monkeypatch.setattr(letters, "digest", breaks)
    [letter] = post.at(TUESDAY)
    assert letter["To"].startswith("Kim")
    assert "A letter could not be written; the others go on." in caplog.text
    monkeypatch.setattr(letters, "digest", write)
    assert [each["To"].split()[0] for each in post.at(WEDNESDAY)] == ["Mira"]
