"""Letters on their way: who is to be looked at, and handing over to the mail server, once.

A worker takes some people up (`call_for_letters`) and queues one task for them; nobody else takes
these up meanwhile. The task notes each letter as sent before it hands it over, and takes that
back if the server does not take it. So a worker that falls in between sends nothing twice, and
what it lost stands in the letter of the next day: it still waits.
"""

from __future__ import annotations

import logging
import smtplib
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django_tasks import TaskContext, task

from tandem.access.passing import is_passing, pause_after
from tandem.organisation.absences import calendars_of_people
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.deputies import all_stand_for
from tandem.organisation.http import waits
from tandem.organisation.mail import connection
from tandem.organisation.models import Person
from tandem.organisation.models.people import working_here
from tandem.rooms.mail import letters
from tandem.rooms.mail.actions import address_of, came_back, works
from tandem.rooms.mail.models import HELD, Mailbox
from tandem.rooms.mail.rules import Rhythm, is_a_day_for_mail, not_ahead

AT_ONCE = 250  # people of one task
LATE = 120  # minutes
NEW_AT_ONCE = 2000  # people who get a mailbox
logger = logging.getLogger(__name__)


def is_open() -> bool:
    """Whether letters go out: a server to hand them to, an address for their links, real people."""
    return bool(settings.SITE.mail and settings.SITE.url and not settings.SITE.demo)


def call_for_letters(*, at: datetime) -> int:
    """Take up whose hour has come. Returns how many that are. Doing it again changes nothing."""
    if not is_open():
        return 0
    let_go(at)
    with transaction.atomic():
        claim = uuid.uuid4()
        wanted = [*Mailbox.objects.due(at).values_list("pk", flat=True)[:AT_ONCE]]
        those = Mailbox.objects.free().filter(pk__in=wanted)
        taken = those.update(claim=claim, claimed_at=at)
        if taken:
            post_letters.enqueue(str(claim), at.isoformat())
    return taken


def give_mailboxes(*, at: datetime) -> None:
    """One to each who can sign in and has none yet."""
    has_one = Exists(Mailbox.objects.filter(person=OuterRef("pk")))
    without = Person.objects.filter(~has_one, account__isnull=False).order_by("pk")
    while is_open() and (new := [Mailbox(person=each) for each in without[:NEW_AT_ONCE]]):
        Mailbox.objects.bulk_create(new, ignore_conflicts=True)


def late(*, at: datetime) -> int:
    """How many should have been looked at two hours ago, and were not."""
    return Mailbox.objects.awaiting(at, late=LATE).count() if is_open() else 0


def let_go(at: datetime) -> None:
    """A task that has waited for so long writes to nobody: it may be night by now, or tomorrow.

    Nor does one from a time that has not come yet.
    """
    held_no_more = Q(claimed_at__lt=at - HELD) | Q(claimed_at__gt=at + HELD)
    Mailbox.objects.filter(held_no_more).update(claim=None, claimed_at=None)


@task(takes_context=True)
def post_letters(context: TaskContext, claim: str, taken_at: str) -> int:
    """Hand today's letters of some people to the mail server. Returns how many it took."""
    at = datetime.fromisoformat(taken_at)
    today = localdate(at)
    boxes = [*Mailbox.objects.filter(claim=claim).select_related("person__account").order_by("pk")]
    people = {box.person_id for box in boxes}
    # What may wait is asked of all at once, as with who is signed in: most wait for little of it.
    asked = Person.objects.annotate(**waits(today)).select_related("account").order_by()
    here = {each.pk: each for each in asked.filter(working_here(today), pk__in=people)}
    calendars = calendars_of_people(people, today)
    acting_for = all_stand_for(people, today)
    posted = 0
    with Line() as line:
        for box in boxes:
            letter = None
            person = here.get(box.person_id)
            if person and wants(box, today, calendars[box.person_id]):
                person.stands_for = acting_for.get(box.person_id, frozenset())
                letter = written(person, at, box)
            if hand_over(line, box, letter, noting_the_day(box, claim, at), at):
                Mailbox.objects.filter(pk=box.pk).update(told_at=at)
                posted += 1
    return line.settle(context, posted)


def written(person: Person, at: datetime, box: Mailbox) -> EmailMultiAlternatives | None:
    """None where there is nothing to say, and where it cannot be written: the others of the task
    get theirs all the same, and what waits for this one stands in the letter of the next day.
    """
    try:
        return letters.digest(person, at, told_at=not_ahead(box.told_at, at))
    except Exception:
        logger.exception("A letter could not be written; the others go on.")
        return None


def wants(box: Mailbox, day: date, calendar: WorkingDays) -> bool:
    account = box.person.account
    signs_in = account is not None and account.is_active
    return signs_in and works(box) and is_a_day_for_mail(Rhythm(box.rhythm), day, calendar)


Note = Callable[[bool], bool]
"""Note that the letter is sent (true) or was not taken (false). Whether it was ours to note."""


def noting_the_day(box: Mailbox, claim: str, at: datetime) -> Note:
    """Today is settled, letter or not; or it is not, and the claim stands again."""
    return noting(box, claim, settled={"settled_on": localdate(at)},
                  before={"settled_on": box.settled_on})  # fmt: skip


def noting(
    box: Mailbox, claim: str, *, settled: dict[str, object], before: dict[str, object]
) -> Note:
    mine = Mailbox.objects.filter(pk=box.pk)

    def note(sent: bool) -> bool:
        if sent:
            return bool(mine.filter(claim=claim).update(claim=None, claimed_at=None, **settled))
        back = mine.filter(claim=None)
        return bool(back.update(claim=claim, claimed_at=box.claimed_at, **before))

    return note


@dataclass(slots=True)
class Line:
    """One conversation with the mail server for many letters, begun with the first.

    What stops one recipient's letter is kept until the others have theirs.
    """

    backend: EmailBackend = field(default_factory=lambda: connection(letters.server()))
    stopped_by: Exception | None = None

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self.backend.close()

    @property
    def is_down(self) -> bool:
        """The server is not there, or speaks to nobody: asking it again now is of no use."""
        return self.stopped_by is not None and not is_about_one(self.stopped_by)

    def send(self, letter: EmailMultiAlternatives) -> None:
        self.backend.open()  # by hand, so that it stays open for the next one
        self.backend.send_messages([letter])

    def settle(self, context: TaskContext, posted: int) -> int:
        """Raise what stopped a letter, for the queue to try again; enough tried, leave it.

        Then the people are free again after an hour, as long as it is the same day.
        """
        error = self.stopped_by
        if error is None:
            return posted
        if is_passing(error) and pause_after(error, context.attempt) is None:
            logger.warning("The mail server takes no letters; they wait.", exc_info=error)
            return posted
        raise error


def hand_over(
    line: Line, box: Mailbox, letter: EmailMultiAlternatives | None, note: Note, at: datetime
) -> bool:
    """Whether the server has taken it."""
    if line.is_down or not note(True) or letter is None:
        return False
    try:
        line.send(letter)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        if is_for_good(error):
            came_back(person=box.person, address=address_of(box.person), at=at)
        # A header that none can be made of; a certificate nobody trusts is of both kinds.
        elif isinstance(error, ValueError) and not isinstance(error, OSError):
            logger.warning("A letter could not be written.", exc_info=error)
        elif is_refused(error):
            logger.warning("The mail server refused a letter.", exc_info=error)
        else:
            note(False)
            line.stopped_by = error
        return False
    Mailbox.objects.filter(pk=box.pk).update(mailed_at=at)
    return True


def is_about_one(error: Exception) -> bool:
    return isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)


def is_refused(error: Exception) -> bool:
    """Whether the server wants this letter not at all; tomorrow's is another one."""
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def is_for_good(error: Exception) -> bool:
    """Whether the server takes nothing for this address, today or later: its answers from 500."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _ in error.recipients.values())
