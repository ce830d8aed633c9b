"""What a letter says: the day as Today has it, without a word that is sealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.dateformat import format as formatted
from django.utils.encoding import punycode
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from tandem.organisation.mail import MailServer
from tandem.organisation.models import Person
from tandem.partnership.commitments.rows import PromiseRow, label
from tandem.partnership.registers import Matter, Obligation, obligations, reminders
from tandem.partnership.words import day_words, in_words
from tandem.rooms.mail.actions import address_of, speaks
from tandem.rooms.mail.links import is_askable, spoken_in, stop_token, token_for
from tandem.rooms.mail.news import LastDays, answers_by, promises_in, said_today

SHOWN = 12  # what comes after them stands on Today


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


HEADINGS: Mapping[Matter, str] = {
    Matter.ANSWER: _("Waiting for you"),
    Matter.NEW_DATE: _("Needs a new date"),
    Matter.NEAR: _("How does it go?"),
}
ACTING = _("For those you act for")
SUBJECT = _("What waits for you in Tandem")
URGENT_SUBJECT = _("By tomorrow: somebody waits for your answer in Tandem")


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. `days`: its day, and that for the answer; `url` leads to its words."""

    sentence: str
    days: str
    url: str
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: list[Item]


def digest(
    person: Person, at: datetime, *, told_at: datetime | None = None
) -> EmailMultiAlternatives | None:
    """What is new for the person since the last one, their own first, and what else waits as a
    number; None where nothing is new.

    With `person.stands_for`, also what waits for those they act for.
    """
    today = localdate(at)
    person.known_held = (today, person.held(today))  # each source of obligations asks
    asked = sorted([*obligations(person, today), *reminders(person, today)], key=is_for_another)
    last_days = answers_by(asked, today)
    said = said_today(asked, told_at, today, last_days)
    if not said:
        return None
    count = sum(1 + each.more for each in asked)
    lede = ngettext("%(n)s thing waits for you.", "%(n)s things wait for you.", count)
    context = {"lede": lede % {"n": in_words(count)}, "more": count - len(said[:SHOWN])}
    shown = sections(said[:SHOWN], person, today, last_days)
    return message(person, at, gettext(SUBJECT), "digest", context | {"sections": shown})


def urgent(person: Person, at: datetime, about: Iterable[UUID]) -> EmailMultiAlternatives | None:
    """Those of the named promises that still wait for the person; None where none does."""
    today, wanted = localdate(at), set(about)
    asked = [
        each for each in obligations(person, today)
        if isinstance(each.about, PromiseRow) and each.about.commitment.pk in wanted
    ]  # fmt: skip
    if not asked:
        return None
    context = {
        "lede": gettext("Somebody asks you for something, and its day is today or tomorrow."),
        "sections": sections(asked[:SHOWN], person, today, answers_by(asked, today)),
        "more": max(len(asked) - SHOWN, 0),
    }
    return message(person, at, gettext(URGENT_SUBJECT), "urgent", context)


def sections(
    asked: Iterable[Obligation], person: Person, today: date, last_days: LastDays
) -> list[Section]:
    """One's own by what is asked for, in the order of `Matter`; within, as Today has it."""
    shown = list(asked)
    spoken = spoken_in(row.commitment for row in promises_in(shown))
    own = [each for each in shown if not is_for_another(each)]
    parts = [
        (HEADINGS.get(matter, _("Also today")), [each for each in own if each.matter is matter])
        for matter in Matter
    ]
    parts.append((ACTING, [each for each in shown if is_for_another(each)]))
    return [
        Section(gettext(title), [item(each, person, today, last_days, spoken) for each in those])
        for title, those in parts if those
    ]  # fmt: skip


def is_for_another(asked: Obligation) -> bool:
    """Whether the reader is asked as somebody's deputy."""
    return isinstance(asked.about, PromiseRow) and asked.about.acted_for is not None


def item(
    asked: Obligation, person: Person, today: date, last_days: LastDays, spoken: Counter[UUID]
) -> Item:
    url = f"{settings.SITE.url}{asked.url}"
    if not isinstance(asked.about, PromiseRow):
        return Item(asked.sentence, "", url, [])
    promise = asked.about.commitment
    said = []
    if promise.due_on:
        said.append(gettext("Due %(day)s") % {"day": day_words(promise.due_on, today)})
    if promise.pk in last_days:
        last, _reminded = last_days[promise.pk]
        said.append(gettext("Answer by %(day)s") % {"day": day_words(last, today)})
    days = " · ".join(said)
    return Item(asked.sentence, days, url, [*buttons(asked.about, person, today, spoken)])


def buttons(
    row: PromiseRow, person: Person, today: date, spoken: Counter[UUID]
) -> Iterator[Button]:
    """What the row offers at once on Today, as far as no words are needed for it."""
    if not speaks(person):
        return
    promise = row.commitment
    standing = promise.standing
    for step in row.first_steps:
        if not is_askable(step, standing):
            continue
        token = token_for(person, promise, step.act, spoken=spoken[promise.pk], today=today)
        url = reverse("letters:act", args=[token])
        yield Button(label(step, standing, today), f"{settings.SITE.url}{url}")


def message(
    person: Person, at: datetime, subject: str, kind: str, context: Mapping[str, object]
) -> EmailMultiAlternatives:
    today, site = localdate(at), settings.SITE
    stop = f"{site.url}{reverse('letters:stop', args=[stop_token(person)])}"
    shown = {
        **context,
        "subject": subject,
        "person": person,
        "speaks": speaks(person),
        "day": formatted(today, "l, j F"),
        "site": site.url,
        "today_url": f"{site.url}{reverse('today:page')}",
        "wishes_url": f"{site.url}{reverse('mail:wishes')}",
        "stop_url": stop,
    }
    letter = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("mail/letter.txt", shown),
        from_email=server().sender,
        to=[to(person)],
        reply_to=[formataddr((gettext("Replies are not read"), f"no-reply@{domain()}"))],
        headers=headers(person, today, kind, stop),
    )
    letter.attach_alternative(render_to_string("mail/letter.html", shown), "text/html")
    return letter


def to(person: Person) -> str:
    """Name and address as a header takes them: in one line, and the domain in ASCII.

    Raises UnicodeError for an address that no header can hold.
    """
    local, at, domain = address_of(person).rpartition("@")
    return formataddr((" ".join(person.name.split()), f"{local}{at}{punycode(domain)}"))


def headers(person: Person, today: date, kind: str, stop: str) -> dict[str, str]:
    """One thread for each person, one id for each day: what comes twice is seen as one."""
    whose = salted_hmac("tandem.mail.thread", person.pk.hex).hexdigest()[:24]
    root = f"<{whose}@{domain()}>"
    return {
        "Message-ID": f"<{kind}.{today.isoformat()}.{whose}@{domain()}>",
        "In-Reply-To": root,
        "References": root,
        "List-Id": f"Tandem <letters.{urlsplit(settings.SITE.url).hostname}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",  # so that no note of an absence comes back
    }


def domain() -> str:
    return parseaddr(server().sender)[1].rpartition("@")[2]


def server() -> MailServer:
    """Where letters go; asked only where `posting.is_open`."""
    found: MailServer | None = settings.SITE.mail
    if found is None:
        raise LookupError("No mail server is set, so there is no letter.")
    return found
