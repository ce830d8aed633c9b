"""Sealed words must be in none of the places a stranger could look: the whole home is searched.

Each search first shows that it finds a plain word planted in that very place.
"""

import base64
import json
import logging
import re
import subprocess
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
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
from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.test_crash_served import PROMISE, Browser
from tandem.cli.tests.test_serve import free_port
from tandem.cli.tests.waiting import wait_until, wait_until_healthy
from tandem.organisation.models import Absence
from tandem.organisation.models.absences import AbsenceKind
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.signals.models import Signal
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.mail.posting import call_for_letters
from tandem.rooms.mail.tests.post import Post, links, text
from tandem.website.logs import FORMS
from tandem.website.tests.proofs import with_a_phone
from tests.everything_said import (
    BY_ITSELF,
    CANARY,
    SAID,
    said_in,
    say_everything,
    sealed_fields,
)

PLANTED = "openlijk-geplant"
TOMORROW = actions.Said(
    what=f"{CANARY} what", due_on=date(2026, 11, 25), why=f"{CANARY} why", done_means=f"{CANARY} d",
    helpers=f"{CANARY} helpers",
)  # fmt: skip


@pytest.fixture
def spoken(cast: Cast) -> Commitment:
    """The canary in every sealed field there is; the promise whose change of terms is open."""
    return say_everything(cast)


@pytest.mark.usefixtures("spoken")
def test_every_sealed_field_there_is_holds_a_word_to_be_searched_for() -> None:
    """By the registry of models: a field that comes later is empty here until a test fills it."""
    fields = [*sealed_fields()]
    assert len(fields) >= 11
    for field in fields:
        word = BY_ITSELF.get(field, CANARY)
        assert any(word in said for said in said_in(field)), field


@pytest.mark.usefixtures("spoken")
def test_a_page_shows_them_to_whom_they_are_for(cast: Cast, sign_in: SignIn) -> None:
    """Else a search that finds none of them would say nothing."""
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    promises = [*Commitment.objects.filter(sent=True)]
    shown = "".join(mira.get(each.get_absolute_url()).text for each in promises)
    for words in ("what", "why", "d", "helpers", "instead", "words", "done"):
        assert f"{CANARY} {words}" in shown, words
    assert f"https://{CANARY}.example/x" in shown
    assert f"{CANARY} draft" in sam.get(reverse("commitments:list")).text
    assert f"{CANARY} reminder" in mira.get(reverse("today:page")).text
    signal = Signal.objects.get()
    assert f"{CANARY} not so" in sam.get(reverse("signals:page", args=[signal.pk])).text
    assert "Sickness" in mira.get(reverse("absences:page")).text


def test_what_an_absence_is_stands_in_no_row_and_no_event(cast: Cast) -> None:
    """Of the few words that it can be, so the rows are compared with those of another kind."""
    say_everything(cast)
    [there] = Absence._base_manager.values_list("kind", flat=True)
    assert AbsenceKind.SICKNESS.value not in str(there)
    told = every_row()
    assert holds(told, CANARY) is False
    assert not holds(told, AbsenceKind.SICKNESS.value)


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


AREA = re.compile(r"/app/areas/[0-9a-f-]{36}/")
SPEAK = """
from tandem.website.home import open_home
open_home()
from tandem.partnership.testing import Cast
from tests.everything_said import say_everything
say_everything(Cast.gather())
"""
PEOPLE = "Employee ID,First name,Last name,Department,Hire date,Leave date\n" + "".join(
    f"V{n},Ana {n},Nunez {n},Sales > Team {n % 3},2020-01-01,{left}\n"
    for n, left in enumerate(["2026-03-31", *[""] * 6] * 8)
)


@pytest.mark.slow
def test_no_file_of_a_home_that_is_served_holds_them(tmp_path: Path) -> None:
    """With numbers, charts, reports and rejected rows, the record's anchor, metrics, the log, and
    a person at a page that shows them."""
    home, log = Home(tmp_path / "home"), tmp_path / "log"
    home.made()
    backups.run(home, SPEAK)
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE + "X,,,,31.02.2026,\n", encoding="utf-8")
    assert home.tandem("import", "people", str(file), "--expect-many").returncode == 1
    port = free_port()
    with log.open("wb") as told:
        server = subprocess.Popen(
            [*TANDEM, "serve", "--port", str(port)], env=home.environment(),
            stdout=told, stderr=told,
        )  # fmt: skip
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            sam = Browser("sam.lindqvist")
            sam.port = port
            sam.sign_in()
            listed, areas = (sam.ask("GET", f"/app/{each}/")[1] for each in ("promises", "areas"))
            shown = [sam.ask("GET", each.group())[1] for each in PROMISE.finditer(listed)]
            for each in {*AREA.findall(areas)}:
                sam.ask("GET", each)  # whose picture the worker draws then
            # The worker seals beside the anchor and draws charts.
            wait_until(
                lambda: [*home.path.rglob("*.verified")] and [*home.path.glob("charts/**/*.html")]
            )
            whole = files_of(home.path)
        finally:
            server.terminate()
            server.wait(30)
    assert CANARY in "".join(shown), "the page itself shows the words to him"
    kinds = {path.relative_to(home.path).parts[0] for path in home.path.rglob("*")}
    assert kinds >= {"uploads", "charts", "snapshots", "keys", "tandem.sqlite3"}
    for found in (whole, files_of(home.path), log.read_bytes()):
        assert not holds(found, CANARY)
    assert holds(whole, "pia@varnholm.example"), "what is not sealed is found there"
    assert holds(whole, "commitment.renegotiate")


def files_of(home: Path) -> bytes:
    """Of one that is served: what goes while one looks was no place to keep anything."""
    found = []
    for file in sorted(home.rglob("*")):
        with suppress(FileNotFoundError):
            found += [file.read_bytes()] if file.is_file() else []
    return b"\n".join(found)


@pytest.mark.usefixtures("spoken")
def test_a_dump_made_by_the_framework_holds_none(capsys: pytest.CaptureFixture[str]) -> None:
    Event.objects.create(
        what=PLANTED, actor="system", about=Commitment.objects.all()[0].pk, at=MONDAY
    )
    call_command("dumpdata")
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


def test_no_mail_holds_them(post: Post, spoken: Commitment, cast: Cast, sign_in: SignIn) -> None:
    """The letter of the day, one about what cannot wait, and the test message: all there are."""
    post.at(TUESDAY)
    actions.ask(of=cast.kim, said=TOMORROW, by=cast.sam, at=TUESDAY, source=Source.FORM)
    post.at(TUESDAY + timedelta(hours=2))
    with_a_phone(cast.pia)
    assert "has taken the message" in sign_in(cast.pia).post(reverse("company:mail")).text
    subjects = [str(each["Subject"]) for each in post.letters]
    assert len({*subjects}) >= 3, subjects
    parts = [
        text(each, kind)
        for each in post.letters
        for kind in ("plain", "html")
        if each.get_body((kind,))
    ]
    sent = "".join([*post.manners.taken, *parts]).encode()
    for said in ("What waits for you in Tandem", "its day is today or tomorrow", "can send mail"):
        assert holds(sent, said), said
    assert not holds(sent, CANARY)


def test_no_letter_with_what_waits_and_no_task_log_or_row_of_it_holds_them(
    post: Post, spoken: Commitment, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    """From the worker's round to the mail server, and back by a link to the page and its act."""
    post.manners.recipients[cast.kim.email] = f"550 {PLANTED}"
    actions.ask(of=cast.kim, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    # Of the changed words of the other one no letter asks; of another day it does.
    promise = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    later = actions.Said(due_on=date(2026, 12, 4), reason=Reason.TOO_MUCH_AT_ONCE)
    for act, words in ((Act.PROMISE, actions.Said()), (Act.RENEGOTIATE, later)):
        actions.take(commitment=promise, act=act, said=words, by=cast.mira, at=MONDAY)
    with caplog.at_level(logging.DEBUG):
        call_for_letters(at=TUESDAY)
        asked = json.dumps(list(DBTaskResult.objects.values()), default=str).encode()
        post.work()
        [letter] = post.to("Sam")
        pages = [Client().get(each).content for each in links(letter).values()]
        pages += [Client().post(links(letter)["Agree to 4 Dec"]).content]
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
