"""What a check found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, groupby

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.organisation.intake.counts.fields import COUNT_LABELS, CountField
from tandem.organisation.intake.dates import Order, read_date
from tandem.organisation.intake.difference import EARLIER_STAY, HIRED_AGAIN
from tandem.organisation.intake.fields import DATES, LABELS, RESTRICTED, Field
from tandem.organisation.intake.naming import SAID, NameOrder
from tandem.organisation.intake.report import ColumnSeen, Example, Report
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import Import
from tandem.rooms.company.alike import Alike
from tandem.rooms.company.answers import Question
from tandem.rooms.company.counts_told import kicker, rows_of_leavers
from tandem.rooms.company.groups import Group, groups

FIELDS_NAMED = 3
FEW = 9  # said in words


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    read_as: str
    values: str


@dataclass(frozen=True, slots=True)
class NamesRead:
    """How whole names are told apart, by one of them. other: the order they could have instead."""

    said: str
    other: str


@dataclass(frozen=True, slots=True)
class Checked:
    """cards: one for each question. in_sight: how the file was read, to be turned round with a
    button. noted: what nothing waits for, folded.
    """

    title: str
    lede: str
    kicker: str
    changed: str
    of_leavers: str
    columns: list[Column]
    columns_title: str
    reasons_title: str
    cards: list[Group]
    in_sight: list[Group]
    names: list[NamesRead]
    days: str
    noted: list[Group]
    noted_title: str
    answers_used: str


def checked(
    import_: Import,
    report: Report,
    asked: Mapping[str, list[Question]],
    alike: Mapping[str, Alike] | None = None,
) -> Checked:
    """By kind of problem, asked: the first places, where they can be answered; alike: how all."""
    found = groups(report, asked, alike or {})
    noted = [each for each in found if not each.is_a_card and not each.is_in_sight]
    named = columns(report)
    return Checked(
        title=title(report),
        lede=lede(report),
        kicker=kicker(import_, report),
        changed=what_changes(report),
        of_leavers=rows_of_leavers(report),
        columns=named,
        columns_title=columns_title(named),
        reasons_title=reasons_title(sum(1 for each in report.reasons if each.reason_class)),
        cards=[each for each in found if each.is_a_card],
        in_sight=[each for each in found if each.is_in_sight],
        names=list(names_read(report)),
        days=days_read(report),
        noted=noted,
        noted_title=noted_title(len(noted)),
        answers_used=answers_used(report),
    )


def names_read(report: Report) -> Iterator[NamesRead]:
    """One for each way in which whole names are written in the files."""
    seen = {each.whole_name[3]: each.whole_name for each in report.files if each.whole_name}
    for name, first, last, order in seen.values():
        by = NameOrder(order)
        facts = {"name": name, "first": first or "–", "last": last or "–"}
        if by is NameOrder.CAPITALS:
            words = _("Family names are read by their capitals: “%(name)s” is %(first)s, %(last)s.")
        elif by.begins_with_the_family:
            words = _(
                "Names are read with the family name first: “%(name)s” is first name %(first)s, "
                "family name %(last)s."
            )
        else:
            words = _(
                "Names are read with the first name first: “%(name)s” is first name %(first)s, "
                "family name %(last)s."
            )
        other = SAID[0] if by.begins_with_the_family else SAID[1]
        yield NamesRead(words % facts, other.value)


def title(report: Report) -> str:
    ready = ngettext("%(count)s is ready.", "%(count)s are ready.", report.accepted)
    ready %= {"count": number_format(report.accepted)}
    if not report.rejected and report.shape is Shape.COUNTS:
        return _("Every row can be read.") if report.waits else _("Every row is ready.")
    if not report.rejected and report.waits:
        return ngettext("%(count)s row, and it can be read.", "All %(count)s rows can be read.",
                        report.rows) % {"count": number_format(report.rows)}  # fmt: skip
    if not report.rejected:
        return ngettext("%(count)s row, and it is ready.", "All %(count)s rows are ready.",
                        report.rows) % {"count": number_format(report.rows)}  # fmt: skip
    if not report.unanswered:
        said = ngettext("%(count)s row is left out, as you said.",
                        "%(count)s rows are left out, as you said.", report.rejected)  # fmt: skip
    else:
        said = ngettext("%(count)s row needs a word from you.",
                        "%(count)s rows need a word from you.", report.unanswered)  # fmt: skip
    return f"{said % {'count': in_words(report.unanswered or report.rejected)}} {ready}"


def left(questions: int, report: Report) -> str:
    """How many questions of the page are open, and what does not wait for them."""
    if not questions:
        return _("Nothing is left to answer.")
    if report.waits or not report.accepted:
        words = ngettext("%(count)s question left.", "%(count)s questions left.", questions)
    else:
        words = ngettext(
            "%(count)s question left, the rest is ready.",
            "%(count)s questions left, the rest is ready.",
            questions,
        )
    return words % {"count": number_format(questions)}


def brings_in(report: Report) -> str:
    """The deed of the button that applies a check."""
    if report.shape is Shape.PERSON:
        # Who came back stands in two rows and is one of them.
        told = report.new + report.changed + report.same + report.left
        people = min(report.accepted, told)
        words = ngettext("Bring in %(n)s person", "Bring in %(n)s people", people)
        return words % {"n": number_format(people)}
    if report.shape is Shape.COUNTS:
        return _("Bring in these counts")
    words = ngettext("Bring in %(n)s row", "Bring in %(n)s rows", report.accepted)
    return words % {"n": number_format(report.accepted)}


def what_happens(report: Report) -> str:
    """What applying would do, in a few words."""
    if report.changes_nothing:
        return _("Nothing would change.")
    counted = [
        (ngettext("%(count)s new person", "%(count)s new people", report.new), report.new),
        (
            ngettext(
                "%(count)s person with a change", "%(count)s people with a change", report.changed
            ),
            report.changed,
        ),
        (
            ngettext("%(count)s person who left", "%(count)s people who left", report.left),
            report.left,
        ),
        (
            ngettext(
                "%(count)s count is new or differs",
                "%(count)s counts are new or differ",
                report.differing,
            ),
            report.differing,
        ),
        (ngettext("%(count)s new area", "%(count)s new areas", report.areas), report.areas),
    ]
    said = [words % {"count": number_format(count)} for words, count in counted if count]
    return " · ".join(said)


def answers_used(report: Report) -> str:
    """In how many rows something else is read, and how many are left out."""
    read = ngettext("%(count)s row is read as you said", "%(count)s rows are read as you said",
                    report.amended) % {"count": number_format(report.amended)}  # fmt: skip
    out = ngettext("%(count)s row is left out", "%(count)s rows are left out",
                   report.left_out) % {"count": number_format(report.left_out)}  # fmt: skip
    if not report.amended and not report.left_out:  # of areas and of words
        return _("They are used. The file stays as it came")
    parts = [read] if report.amended else []
    parts += [out] if report.left_out else []
    return _("%(used)s. The file stays as it came") % {"used": ", ".join(parts)}


def columns_title(found: Sequence[Column]) -> str:
    read = sum(bool(each.read_as) for each in found)
    words = _("How the columns are read: %(read)s of %(all)s")
    return words % {"read": number_format(read), "all": number_format(len(found))}


def noted_title(kinds: int) -> str:
    words = ngettext("%(count)s thing to know", "%(count)s things to know", kinds)
    return words % {"count": in_words(kinds)}


def in_words(count: int) -> str:
    """At the beginning of a sentence: up to nine in words."""
    few = count <= FEW
    return capfirst(str(apnumber(count))) if few else number_format(count)


def lede(report: Report) -> str:
    if report.changes_nothing and report.accepted:
        return _("This was a dry run. Everything in this file is in Tandem already.")
    return _("This was a dry run. Nothing has changed yet.")


EITHER = (Order.DAY_FIRST, Order.MONTH_FIRST)


def days_read(report: Report) -> str:
    """Which of several columns of days counts, where some are not read; empty where all are."""
    columns = [each for file in report.files for each in file.columns]
    unread = [each.heading for each in columns if each.field is None and holds_days(each)]
    read = [each for each in columns if each.field in DATES]
    if not unread or not read:
        return ""
    said = [
        _("“%(heading)s” as “%(field)s”")
        % {"heading": each.heading, "field": field_name(each.field or "")}
        for each in read
    ]
    words = _("Columns with days: %(read)s. Not read: %(unread)s.")
    return words % {
        "read": ", ".join(said),
        "unread": ", ".join(f"“{each}”" for each in unread),
    }


def holds_days(seen: ColumnSeen) -> bool:
    said = [each for each in seen.values if each]
    return bool(said) and all(
        any(isinstance(read_date(each, order), date) for order in EITHER) for each in said
    )


def what_changes(report: Report) -> str:
    """The fields that change for most people, in words."""
    most = sorted(report.fields.items(), key=lambda item: -item[1])[:FIELDS_NAMED]
    parts = [
        _("%(field)s (%(count)s)") % {"count": number_format(count), "field": field_name(name)}
        for name, count in most
    ]
    return capfirst(", ".join(parts)) + "." if parts else ""


def field_name(name: str) -> str:
    labels = {field.value: label for field, label in (*COUNT_LABELS.items(), *LABELS.items())}
    return str(labels.get(name, name.replace("_", " ")))


def columns(report: Report) -> list[Column]:
    """Each in a line, but columns of months or of reasons in one line together."""
    lines = []
    for file in report.files:
        level = count(1)
        for seen, line in columns_of(file.columns):
            if file.levels and seen.field == Field.DEPARTMENT:
                number = seen.level or next(level)
                words = _("%(area)s, level %(n)s") % {"area": line.read_as, "n": number}
                line = replace(line, read_as=words)
            lines.append(line)
    return lines


def columns_of(columns: Sequence[ColumnSeen]) -> Iterator[tuple[ColumnSeen, Column]]:
    for kind, some in groupby(columns, key=kind_across):
        found = list(some)
        if kind and len(found) > 1:
            yield found[0], together(kind, found)
        else:
            yield from ((each, column(each)) for each in found)


ACROSS = {
    f"{CountField.COUNT}, ": gettext_lazy("how many left in each of %(count)s months"),
    f"{CountField.HEADCOUNT}, ": gettext_lazy("headcount at the end of each of %(count)s months"),
    f"{CountField.COUNT}: ": gettext_lazy("how many left for each of %(count)s reasons"),
}
"""How what is read of such columns begins."""


def kind_across(seen: ColumnSeen) -> str:
    return next((kind for kind in ACROSS if (seen.field or "").startswith(kind)), "")


def together(kind: str, columns: Sequence[ColumnSeen]) -> Column:
    return Column(
        heading=f"{columns[0].heading} … {columns[-1].heading}",
        read_as=str(ACROSS[kind]) % {"count": len(columns)},
        values=values_of(columns[0]),
    )


def column(seen: ColumnSeen) -> Column:
    read_as = field_name(seen.field) if seen.field else ""
    return Column(seen.heading, read_as, values_of(seen))


def values_of(seen: ColumnSeen) -> str:
    values = [value for value in seen.values[:2] if value]
    # Names such as "Hall, Theo" have a comma of their own.
    return (" · " if any("," in each for each in values) else ", ").join(values)


def reasons_title(count: int) -> str:
    words = ngettext(
        "How the leave reasons are read: %(count)s word",
        "How the leave reasons are read: %(count)s words",
        count,
    )
    return words % {"count": count}


@dataclass(frozen=True, slots=True)
class Differing:
    """One person of a check. fields: what changes, before and after."""

    name: str
    number: str
    area: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Differences:
    title: str
    lede: str
    people: list[Differing]
    with_fields: bool


def differences(report: Report, which: str) -> Differences:
    """The first people who are new, changed or gone, as the check found them."""
    shown = [differing(each) for each in report.examples[which]]
    count = {"new": report.new, "changed": report.changed, "left": report.left}[which]
    titles = {
        "new": ngettext("%(count)s new person", "%(count)s new people", count),
        "changed": ngettext(
            "%(count)s person with a change", "%(count)s people with a change", count
        ),
        "left": ngettext("%(count)s person who left", "%(count)s people who left", count),
    }
    some = _("The first %(shown)s of %(count)s, in the order of the check.")
    numbers = {"shown": number_format(len(shown)), "count": number_format(count)}
    return Differences(
        title=titles[which] % {"count": in_words(count)},
        lede=some % numbers if len(shown) < count else "",
        people=shown,
        with_fields=any(each.fields for each in shown),
    )


def differing(example: Example) -> Differing:
    """What is closed to everybody is closed here too."""
    fields = [
        (capfirst(field_name(name)), day_in_words(name, before), day_in_words(name, after))
        for name, (before, after) in example.fields.items()
        if name not in RESTRICTED
    ]
    return Differing(example.name, example.number, example.area, fields)


def day_in_words(name: str, value: str) -> str:
    is_day = name in (*DATES, HIRED_AGAIN, EARLIER_STAY)
    return date_format(date.fromisoformat(value), "j M Y") if is_day and value else value
