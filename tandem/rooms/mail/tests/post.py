"""A mail server on this machine for every test here, and the worker's rounds done by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.urls import reverse
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from tandem.access.passing import pause_after
from tandem.organisation.mail import MailServer, Tls
from tandem.organisation.tests.mail_server import Manners, serving
from tandem.partnership.testing import MONDAY, Cast
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.posting import call_for_letters, give_mailboxes
from tandem.rooms.mail.urgent import call_for_urgent_letters

SITE = "https://tandem.varnholm.example"


@dataclass(frozen=True)
class Try:
    """All that a task looks at of its context."""

    attempt: int = 1


@dataclass
class Post:
    """The mail server, and a worker that makes its rounds when told to."""

    manners: Manners
    settings: Settings
    tries: dict[str, int] = field(default_factory=dict)
    stopped: list[Exception] = field(default_factory=list)

    def at(self, moment: datetime) -> list[EmailMessage]:
        """One round at this moment. What was delivered by it."""
        before = len(self.manners.taken)
        call_for_letters(at=moment)
        call_for_urgent_letters(at=moment)
        self.work()
        return self.letters[before:]

    def work(self) -> None:
        """Every task that waits, once; what broke off waits for the next call, as in `cli.queue`.

        What is of no use to try again is kept in `stopped`.
        """
        for row in DBTaskResult.objects.ready().order_by("enqueued_at"):
            result, key = row.task_result, str(row.pk)
            self.tries[key] = self.tries.get(key, 0) + 1
            context: TaskContext = Try(self.tries[key])  # type: ignore[assignment]  # as much of it as is asked for
            try:
                row.task.func(context, *result.args, **result.kwargs)
            except Exception as error:  # noqa: BLE001 - as the queue does
                if pause_after(error, self.tries[key]):
                    continue
                self.stopped.append(error)
            row.delete()

    @property
    def letters(self) -> list[EmailMessage]:
        taken = [each.encode() for each in self.manners.taken]
        return [message_from_bytes(each, policy=policy.default) for each in taken]

    def to(self, name: str) -> list[EmailMessage]:
        return [each for each in self.letters if name in each["To"]]

    def goes_away(self) -> None:
        """Nobody listens at the port any more."""
        mail = replace(self.settings.SITE.mail, port=1)
        self.settings.SITE = replace(self.settings.SITE, mail=mail)

    def comes_back(self) -> None:
        mail = replace(self.settings.SITE.mail, port=self.manners.port)
        self.settings.SITE = replace(self.settings.SITE, mail=mail)


@pytest.fixture
def post(settings: Settings, cast: Cast) -> Iterator[Post]:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with serving(Manners()) as manners:
        server = MailServer(
            host="127.0.0.1", port=manners.port, tls=Tls.NONE,
            sender="Tandem <tandem@varnholm.example>",
        )  # fmt: skip
        reverse("today:page")  # read now, the addresses have those of the demonstration too
        settings.SITE = replace(settings.SITE, mail=server, url=SITE, demo=False)
        give_mailboxes(at=MONDAY)
        few = (cast.mira, cast.sam, cast.kim, cast.vera)  # Vera leads Sam
        Mailbox.objects.exclude(person__in=few).delete()  # of the others no test speaks
        yield Post(manners, settings)


def text(letter: EmailMessage, kind: str = "plain") -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def links(letter: EmailMessage) -> dict[str, str]:
    """By what each of its buttons says, where it leads on this machine."""
    found = re.findall(rf"^  (.+): {SITE}(/letters/act/\S+)$", text(letter), re.MULTILINE)
    return dict(found)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
