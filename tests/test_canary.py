"""Sealed words must be in none of the places a stranger could look: the whole home is searched.

Each search first shows that it finds a plain word planted in that very place.
"""

import base64
import json
import logging
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.audit import append
from tandem.access.chain.exporting import exported
from tandem.access.chain.sealer import seal_events
from tandem.access.models import Event
from tandem.bridge.pictures import draw
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.mail.posting import call_for_letters
from tandem.rooms.mail.tests.post import Post, links, text
from tandem.website.logs import FORMS

CANARY = "zwartwitgevlekt"
PLANTED = "openlijk-geplant"
SAID = actions.Said(
    what=f"{CANARY} what", due_on=date(2026, 11, 27), why=f"{CANARY} why", done_means=f"{CANARY} d"
)


@pytest.fixture
def spoken(cast: Cast) -> Commitment:
    """A promise with the canary in every sealed field of it and of its moves."""
    promise = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    draft = actions.Said(what=f"{CANARY} draft")
    actions.save_draft(customer=cast.sam, performer=cast.mira, said=draft, by=cast.sam, at=MONDAY)
    for act, by, said in (
        (Act.PROMISE, cast.mira, actions.Said()),
        (
            Act.RENEGOTIATE,
            cast.mira,
            actions.Said(
                what=f"{CANARY} instead", due_on=date(2026, 12, 3), words=f"{CANARY} words",
                reason=Reason.TOO_MUCH_AT_ONCE,
            ),
        ),
    ):  # fmt: skip
        promise = actions.take(commitment=promise, act=act, said=said, by=by, at=TUESDAY)
    return promise


def forms(word: str) -> list[bytes]:
    """The word as it stands, and as the usual encodings would hide it."""
    plain = word.encode()
    shifted = [base64.b64encode(b" " * shift + plain)[4:-4] for shift in range(3)]
    return [plain, plain.hex().encode(), plain[::-1], plain.upper(), *shifted]


def holds(content: bytes, word: str) -> bool:
    return any(form in content for form in forms(word))


def test_the_search_knows_the_usual_disguises() -> None:
    for disguise in (
        CANARY.encode(), CANARY.encode().hex().encode(), base64.b64encode(CANARY.encode() * 3)
    ):  # fmt: skip
        assert holds(b"<" + disguise + b">", CANARY)
    assert not holds(b"nothing here", CANARY)


def every_row() -> bytes:
    """Every column of every table, as the database stores it."""
    seen: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - table names of our own
            for row in cursor.fetchall():
                seen += [bytes(v) if isinstance(v, memoryview) else str(v).encode() for v in row]
                seen += [v for v in row if isinstance(v, bytes)]
    return b"\n".join(seen)


@pytest.mark.usefixtures("spoken")
def test_no_table_holds_them() -> None:
    Event.objects.create(
        what=PLANTED, actor="system", about=Commitment.objects.all()[0].pk, at=MONDAY
    )
    dump = every_row()
    assert holds(dump, PLANTED)
    assert not holds(dump, CANARY)


def home_files() -> bytes:
    home = Path(settings.SITE.home)
    return b"\n".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_home_holds_them(request: pytest.FixtureRequest) -> None:
    cast = Cast.gather()
    actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    planted = Path(settings.SITE.home) / "uploads/planted.txt"
    planted.write_text(PLANTED)
    if connection.vendor == "sqlite":
        Event.objects.create(what=f"{PLANTED}-db", actor="system", about=cast.pair.pk, at=MONDAY)
    found = home_files()
    planted.unlink()
    assert holds(found, PLANTED)
    assert connection.vendor != "sqlite" or holds(found, f"{PLANTED}-db")
    assert not holds(found, CANARY)


@pytest.mark.usefixtures("spoken")
def test_a_dump_made_by_the_framework_holds_none(capsys: pytest.CaptureFixture[str]) -> None:
    Event.objects.create(
        what=PLANTED, actor="system", about=Commitment.objects.all()[0].pk, at=MONDAY
    )
    call_command("dumpdata", "access", "organisation", "partnership", "sessions")
    dump = capsys.readouterr().out.encode()
    assert holds(dump, PLANTED)
    assert not holds(dump, CANARY)


def test_no_log_and_no_error_page_says_them(
    spoken: Commitment, cast: Cast, sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    client = sign_in(cast.sam)
    client.raise_request_exception = False
    url = reverse("commitments:page", args=[spoken.pk])
    assert CANARY in client.get(url).text  # the page itself shows the words to him

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("tandem.rooms.commitments.views.history", broken)
    monkeypatch.setattr("tandem.partnership.commitments.actions.begin", broken)
    new = {"direction": "performer", "who": str(cast.mira.pk), "due_on": "2026-11-27"}
    with caplog.at_level(logging.DEBUG):
        answers = [client.get(url), client.post(reverse("commitments:new"), new | {"what": CANARY})]
        logging.getLogger("tandem").error(PLANTED)
    for answer in answers:
        assert answer.status_code == 500
        assert CANARY not in answer.content.decode(errors="replace")
    logged = "\n".join(formatted(record) for record in caplog.records)
    assert PLANTED in logged
    assert "route=commitments:page" in logged
    assert CANARY not in logged


def formatted(record: logging.LogRecord) -> str:
    """As the product writes it, for people and for programs."""
    return "\n".join(form().format(record) for form in FORMS.values())


def test_no_session_and_no_task_holds_them(
    spoken: Commitment, cast: Cast, sign_in: SignIn, settings: Settings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # kept, not done
    client = sign_in(cast.mira)
    client.post(reverse("today:quick"), {"line": f"send {CANARY} list to Sam by Friday"})
    session = client.session
    session["planted"] = PLANTED
    session.save()
    kept = json.dumps(dict(client.session))
    assert PLANTED in kept
    assert CANARY not in kept
    draw.enqueue(PLANTED)
    asked = json.dumps(list(DBTaskResult.objects.values()), default=str).encode()
    assert holds(asked, PLANTED)
    assert not holds(asked, CANARY)


@pytest.mark.usefixtures("spoken")
def test_no_mail_holds_them(mailoutbox: list[EmailMessage]) -> None:
    EmailMessage(subject=PLANTED, to=["somebody@varnholm.example"]).send()
    sent = b"".join(each.message().as_bytes() for each in mailoutbox)
    assert holds(sent, PLANTED)
    assert not holds(sent, CANARY)


def test_no_letter_with_what_waits_and_no_task_log_or_row_of_it_holds_them(
    post: Post, spoken: Commitment, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    """From the worker's round to the mail server, and back by a link to the page and its act."""
    post.manners.recipients[cast.kim.email] = f"550 {PLANTED}"
    actions.ask(of=cast.kim, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    with caplog.at_level(logging.DEBUG):
        call_for_letters(at=TUESDAY)
        asked = json.dumps(list(DBTaskResult.objects.values()), default=str).encode()
        post.work()
        [letter] = post.to("Sam")
        pages = [Client().get(each).content for each in links(letter).values()]
        pages += [Client().post(links(letter)["Agree to 3 Dec"]).content]
        logging.getLogger("tandem").error(PLANTED)
    told = (post.manners.taken[0] + text(letter) + text(letter, "html")).encode()
    logged = "\n".join(formatted(record) for record in caplog.records)
    assert holds(told, "What waits for you in Tandem")
    assert holds(asked, "tandem.rooms.mail.posting.post_letters")
    assert PLANTED in logged
    for each in (told, asked, logged.encode(), every_row(), *pages):
        assert not holds(each, CANARY)
    assert not holds(every_row(), PLANTED), "nor what a mail server says of somebody"


def test_neither_the_anchor_nor_what_an_auditor_gets_holds_them(
    spoken: Commitment, anchor: Path
) -> None:
    append(PLANTED, about=spoken.pk, actor="system", who=None, at=MONDAY)
    seal_events(at=TUESDAY)
    told = "".join(exported(first=None, after=None, at=TUESDAY)).encode()
    assert holds(told, PLANTED)
    assert not holds(told + anchor.read_bytes(), CANARY)


def test_no_event_and_no_message_of_a_row_says_them(spoken: Commitment) -> None:
    told = [str(spoken), repr(spoken), *(str(event) for event in Event.objects.all())]
    assert not any(CANARY in each for each in told)
