"""What the words for leaving mean, asked on the page of a check with everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation import actions
from tandem.organisation.http import SignedInRequest
from tandem.organisation.intake.reason_words import ELSEWHERE
from tandem.organisation.intake.reasons_likely import likely
from tandem.organisation.intake.report import ReasonSeen, Report
from tandem.organisation.intake.spelling import plain
from tandem.organisation.models import CountedReason, Meaning
from tandem.rooms.company.wishes import Wish

AS_READ = ""
NAMED = 10  # words of one class that the line names
LABELS = dict((*Meaning.choices, *CountedReason.choices))


@dataclass(frozen=True, slots=True)
class WordAsked:
    """A word for leaving. can_be_said: whether no mapping has said it already. chosen: what it
    likely means, where nobody knows it."""

    seen: ReasonSeen
    can_be_said: bool
    chosen: str = AS_READ

    @property
    def word(self) -> str:
        return self.seen.word

    @property
    def code(self) -> str:
        return self.seen.code

    @property
    def name(self) -> str:
        """Of its input."""
        return name_of(self.seen)

    @property
    def rows(self) -> str:
        words = ngettext("%(count)s row", "%(count)s rows", self.seen.rows)
        return words % {"count": number_format(self.seen.rows)}

    @property
    def read_as(self) -> str:
        return str(LABELS.get(self.seen.reason_class, "")) or _("nobody knows what it means")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Not said, or a class; the one that it counts in already is not offered again."""
        now = self.seen.reason_class
        as_read = _("as read: %(class)s") % {"class": self.read_as} if now else _("Not now")
        classes = [(each.value, str(each.label)) for each in Meaning if each.value != now]
        return [(AS_READ, as_read), *classes]


@dataclass(frozen=True, slots=True)
class WordsAsked:
    """unknown: nobody knows what they mean. known: said or guessed, and can be said otherwise."""

    unknown: list[WordAsked] = field(default_factory=list)
    known: list[WordAsked] = field(default_factory=list)
    unexplained: int = 0  # rows of leavers without a word

    @property
    def title(self) -> str:
        words = ngettext(
            "What does this leave reason mean?",
            "What do these %(count)s leave reasons mean?",
            len(self.unknown),
        )
        return words % {"count": number_format(len(self.unknown))}

    @property
    def lines(self) -> list[str]:
        """How the known ones are read, class by class, to be seen without opening the list."""
        by_class: dict[str, list[WordAsked]] = {each: [] for each in LABELS}
        for word in self.known:
            by_class.setdefault(word.seen.reason_class, []).append(word)
        found = [in_a_line(words) for words in by_class.values() if words]
        if self.unexplained and found:
            words = ngettext(
                "without a reason: %(count)s row", "without a reason: %(count)s rows",
                self.unexplained,
            )  # fmt: skip
            found.append(words % {"count": number_format(self.unexplained)})
        return found


def in_a_line(words: Sequence[WordAsked]) -> str:
    """Of one class: the first of them, each with its rows. What differs by accents and capitals
    alone is one word."""
    rows: Counter[str] = Counter()
    spelled: dict[str, tuple[str, str]] = {}
    for each in words:
        rows[plain(each.word)] += each.seen.rows
        spelled.setdefault(plain(each.word), (each.word, each.code and f"{each.code}: "))
    named = ", ".join(
        f"{spelled[key][0]} ({spelled[key][1]}{number_format(n)})"
        for key, n in [*rows.items()][:NAMED]
    )
    more = len(rows) - NAMED
    if more > 0:
        also = ngettext("and %(count)s more", "and %(count)s more", more)
        named = f"{named} {also % {'count': number_format(more)}}"
    return f"{words[0].read_as}: {named}"


def name_of(seen: ReasonSeen) -> str:
    return f"means-{seen.word}"


def words_asked(report: Report, wish: Wish | None) -> WordsAsked:
    """Without a wish, once all is settled, they are told and nothing is asked."""
    said = [each for each in report.reasons if says_why(each.word)]
    found = [WordAsked(each, wish is not None and not is_mapped(each, wish)) for each in said]
    unknown = [each for each in found if each.can_be_said and not each.seen.reason_class]
    meant = {each.word: Meaning(each.reason_class) for each in said
             if each.reason_class in Meaning.values}  # fmt: skip
    return WordsAsked(
        unknown=[
            replace(each, chosen=likely(each.word, meant) or AS_READ) for each in once(unknown)
        ],
        known=[each for each in found if not each.can_be_said or each.seen.reason_class],
        unexplained=report.unexplained
        + sum(each.rows for each in report.reasons if not says_why(each.word)),
    )


def says_why(word: str) -> bool:
    """
    >>> says_why("?"), says_why("Siehe Bemerkung"), says_why("Resigned")
    (False, False, True)
    """
    return plain(word) not in ELSEWHERE | {""}


def once(words: Sequence[WordAsked]) -> list[WordAsked]:
    """What differs by accents and capitals alone is asked about once, with all its rows."""
    found: dict[str, WordAsked] = {}
    for each in words:
        key = plain(each.word)
        rows = found[key].seen.rows if key in found else 0
        seen = replace(found[key].seen if key in found else each.seen, rows=rows + each.seen.rows)
        found[key] = WordAsked(seen, each.can_be_said)
    return [*found.values()]


def is_mapped(seen: ReasonSeen, wish: Wish) -> bool:
    """A mapping goes before what is said here."""
    return plain(seen.word) in {plain(word) for word in wish.mapping.get("reasons", {})}


def hear(posted: Mapping[str, str], report: Report, wish: Wish) -> dict[str, Meaning]:
    """Each word that means something else now."""
    asked = words_asked(report, wish)
    said = [
        (each, posted.get(each.name, AS_READ))
        for each in (*asked.unknown, *asked.known)
        if each.can_be_said
    ]
    return {each.word: Meaning(to) for each, to in said if to and to in dict(each.choices)}


def say(meanings: Mapping[str, Meaning], request: SignedInRequest) -> None:
    for word, reason in meanings.items():
        actions.set_reason_class(word=word, reason_class=reason, by=request.person, at=request.at)
