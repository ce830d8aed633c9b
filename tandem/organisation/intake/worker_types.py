"""Who is employed, by a column of worker types: the measures count employees and nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.spelling import plain, says_nothing
from tandem.organisation.intake.ways import Counted

if TYPE_CHECKING:
    from tandem.organisation.intake.values import Layout

MOST = 12  # different types: with more of them the column holds something else
NAMED = 5
LONGEST = 40  # letters of a word for a type


OUTSIDE_WORDS = frozenset(
    {
        *("contingent", "contractor", "contractors", "freelance", "freelancer", "freelancers"),
        *("agency", "consultant", "consultants", "vendor", "supplier", "outsourced", "external"),
        *("externals", "outsourcing", "nonemployee", "volunteer", "volunteers"),
        *("extern", "externe", "externer", "externes", "externen", "fremdpersonal", "fremdfirma"),
        *("fremdkraft", "fremdkrafte", "leiharbeit", "leiharbeiter", "leiharbeitnehmer"),
        *("leiharbeitskraft", "zeitarbeit", "zeitarbeiter", "zeitarbeitnehmer", "leihkraft"),
        *("arbeitnehmeruberlassung", "anu", "werkvertrag", "honorarkraft", "freiberufler"),
        *("ehrenamt", "ehrenamtlich", "prestataire", "prestataires", "interimaire", "interim"),
        *("interimaires", "independant", "benevole", "benevoles", "inhuur", "ingehuurd"),
        *("uitzendkracht", "uitzendkrachten", "zzp", "zzper", "vrijwilliger", "autonomo"),
        *("subcontratado", "ett", "externo", "externa", "externos", "contratista", "voluntario"),
        *("consulente", "somministrato", "esterno", "esterna", "terceirizado", "prestador"),
        *("konsult", "inhyrd", "indlejet", "innleid", "zewnetrzny", "b2b", "zleceniobiorca"),
        *("externista", "stage", "stages", "stagiaire", "stagiaires", "stagiair", "becario"),
        *("estagiario", "estagiaria", "estagiarios", "estagio", "terceiro", "terceiros"),
        *("terceirizada", "pj", "autonoma", "cooperado", "cooperada"),
        *("tirocinio", "stagista", "somministrati", "interinale", "zlecenie", "zleceniobiorcy"),
    }
)
"""One of them among the words of a type says that it is no employment, without accents."""
OUTSIDE_PHRASES = (
    *("non employee", "freie mitarbeit", "freier mitarbeiter", "sous traitan", "third party"),
    *("self employed", "service provider", "p iva", "partita iva", "o dzieło"),
    "pessoa juridica",
)


NEVER_STARTED = (
    *("did not start", "didn t start", "never started", "did not join", "never joined"),
    *("declined before start", "withdrew before start", "nicht angetreten", "nichtantritt"),
    *("stelle nicht angetreten", "ne s est pas presente", "jamais commence", "non demarre"),
    *("niet gestart", "niet begonnen", "nooit begonnen", "no se presento", "no se incorporo"),
    *("nunca empezo", "mai iniziato", "non si e presentato", "non ha preso servizio"),
    *("nunca iniciou", "nao compareceu", "nie podjał pracy", "nie podjela pracy", "nie rozpocz"),
    *("tilltradde aldrig", "tilltradde inte", "ej tilltratt", "tiltradte ikke", "startede aldrig"),
    *("begyndte ikke", "møtte ikke", "startet aldri", "nenastoupil", "ei aloittanut"),
)


def never_started(reason: str) -> bool:
    """Whether a leave reason says that somebody was never there. "No call, no show" does not.

    >>> never_started("Did Not Start - accepted another offer"), never_started("No call no show")
    (True, False)
    """
    words = f" {plain(reason)}"
    return any(f" {each}" in words for each in NEVER_STARTED)


def says_outside(kind: str) -> bool:
    """Whether a type says that people of it are not employed here.

    >>> says_outside("Contingent Worker"), says_outside("Intérimaire"), says_outside("Azubi")
    (True, True, False)
    """
    words = plain(kind)
    of_words = not OUTSIDE_WORDS.isdisjoint(words.split())
    return of_words or any(each in words for each in OUTSIDE_PHRASES) or never_started(kind)


def outside_in(column: Sequence[str]) -> list[str]:
    """Words of a column, of a few that stand there, for people who are not employed; none where
    all are that.

    >>> outside_in(["Permanent", "Agency", "Permanent", ""]), outside_in(["External", ""])
    (['Agency'], [])
    """
    words = sorted({each for each in column if each})
    if not 1 < len(words) <= MOST or max(map(len, words)) > LONGEST:
        return []
    found = [each for each in words if says_outside(each)]
    return found if len(found) < len(words) else []


def is_outside(kind: str, said: AnyMapping[str, Counted]) -> bool:
    """said: of types, by plain words; it goes before what the words say."""
    if says_nothing(kind):
        return False
    told = said.get(plain(kind))
    return told is Counted.LEFT_OUT if told else says_outside(kind)


@dataclass(slots=True)
class TypesSeen:
    """The worker types of one file: those left out with how many rows, and the others."""

    outside: dict[str, int] = field(default_factory=dict)
    employed: dict[str, None] = field(default_factory=dict)

    def is_outside(self, kind: str, said: AnyMapping[str, Counted]) -> bool:
        """And it is remembered."""
        if not is_outside(kind, said):
            if len(self.employed) <= MOST and not says_nothing(kind):
                self.employed.setdefault(kind)
            return False
        self.outside[kind] = self.outside.get(kind, 0) + 1
        return True

    def with_(self, other: TypesSeen) -> TypesSeen:
        """Of two files of one list."""
        outside = Counter(self.outside) + Counter(other.outside)
        return TypesSeen(dict(outside), self.employed | other.employed)

    def notes(self, layout: Layout, rows: int, later: int | None = None) -> list[Problem]:
        """rows: of the file. later: people left out who are employed later, where jobs tell it."""
        place = Place(layout.file, None, layout.columns.heading(Field.WORKER_TYPE))
        found: list[Problem] = []
        if self.outside:
            facts = {"count": sum(self.outside.values()), "all": number_format(rows)}
            facts |= {"offers": sorted(self.outside), "later": counts_later(later or 0)}
            found.append(place.found(Kind.NOT_EMPLOYED, in_words(self.outside), **facts))
        if 1 < len(self.employed) <= MOST:  # of one alone there is nothing to choose
            words = in_words(dict.fromkeys(self.employed, 0))
            then = _(" If you leave one out, who has another later counts from then.")
            facts = {
                "offers": sorted(self.employed),
                "later": "" if self.outside or later is None else then,
            }
            found.append(place.found(Kind.EMPLOYED, words, **facts))
        return found


def counts_later(people: int) -> str:
    """What becomes of those who are employed later; nothing where nobody is."""
    if not people:
        return ""
    words = ngettext(
        " Who is employed later counts from then, whatever the hire date: %(count)s person.",
        " Who is employed later counts from then, whatever the hire date: %(count)s people.",
        people,
    )
    return words % {"count": number_format(people)}


def in_words(types: AnyMapping[str, int]) -> str:
    """Each in quotes, with how many rows where it is known, the most frequent first."""
    most = sorted(types, key=lambda each: (-types[each], each))
    named = [
        _("“%(type)s” (%(rows)s)") % {"type": each, "rows": number_format(types[each])}
        if types[each]
        else f"“{each}”"
        for each in most[:NAMED]
    ]
    return ", ".join([*named, *(["…"] if len(most) > NAMED else [])])
