"""What a file of counts can say, and the headings it is said under."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tandem.organisation.intake.fields import RANKED, Field
from tandem.organisation.intake.headings import FOR_WANT_OF_BETTER
from tandem.organisation.intake.spelling import squeezed


class CountField(StrEnum):
    """A column of a file of counts. The value is its name in a mapping file."""

    AREA = "department"
    MONTH = "month"
    REASON = "leave reason"
    WORKER_TYPE = "worker type"
    COUNT = "count"
    HEADCOUNT = "headcount"
    JOINERS = "joiners"
    MOVED_IN = "moved in"
    MOVED_OUT = "moved out"


COUNT_LABELS = {
    CountField.AREA: _("Area"),
    CountField.MONTH: _("Month"),
    CountField.REASON: _("Leave reason"),
    CountField.WORKER_TYPE: _("Worker type"),
    CountField.COUNT: _("How many left"),
    CountField.HEADCOUNT: _("Headcount"),
    CountField.JOINERS: _("Joiners"),
    CountField.MOVED_IN: _("Moved in"),
    CountField.MOVED_OUT: _("Moved out"),
}
OF_LEAVERS = (
    *(CountField.AREA, CountField.MONTH, CountField.REASON, CountField.WORKER_TYPE),
    CountField.COUNT,
)
NEEDED_OF_LEAVERS = (CountField.AREA, CountField.MONTH)
OF_HEADS = (
    *(CountField.AREA, CountField.MONTH, CountField.HEADCOUNT),
    *(CountField.JOINERS, CountField.MOVED_IN, CountField.MOVED_OUT),
)
NEEDED_OF_HEADS = (CountField.AREA, CountField.MONTH, CountField.HEADCOUNT)

# Within a field the first heading found wins.
HEADINGS: dict[CountField, str] = {
    CountField.MONTH: """
        month | leave month | leaving month | month of leaving | month left | termination month
        | separation month | exit month | year month | period | monat | austrittsmonat
        | monat des austritts | abgangsmonat | berichtsmonat | mois | mois de depart
        | mois du depart | mois de sortie | mois sortie | periode | maand | vertrekmaand
        | maand van vertrek | maand uit dienst | mes | mes de baja | mes de salida | periodo
        | miesiac | miesiac odejscia
        | mese | mese di uscita | mese cessazione | manad | avgangsmanad | maned | mesic
        | mesic odchodu | kuukausi""",
    CountField.COUNT: """
        count | leavers | number of leavers | how many left | leaver count | separations
        | terminations | exits | anzahl | anzahl austritte | austritte | nombre de departs
        | departs | nombre de sorties | sorties | nombre | nb | aantal | aantal vertrekkers
        | aantal uit dienst | uitstroom | numero de bajas | bajas | salidas | cantidad
        | liczba odejsc | odejscia | numero uscite | uscite | cessazioni | antal | antal avgangar
        | antal fratradte | pocet odchodu | numero de saidas""",
    CountField.HEADCOUNT: """
        headcount | head count | heads | closing headcount | month end headcount
        | headcount at month end | headcount end of month | end of month headcount | closing
        | employees | number of employees | people | staff
        | active employees | active headcount | total headcount | staff count | hc | ee count
        | anzahl personen | anz personen | personen | anzahl ma | mitarbeitende | mitarbeiter
        | kopfe | anzahl kopfe | bestand | antal personer | antal medarbejdere | antal hoveder
        | medarbejdere | antall personer | antall hoder | ansatte | nombre de personnes
        | nb salaries | nb personnes | effectif inscrit | personas | numero de personas
        | aantal personen | aantal koppen | koppen | numero persone | liczba osob | pocet osob
        | mitarbeiterzahl | kopfzahl | personalbestand | personalstand | mitarbeiteranzahl
        | anzahl mitarbeiter | anzahl mitarbeitende | mitarbeiter am monatsende
        | personalstand am monatsende | personalbestand am monatsende | bestand am monatsende
        | effectif | effectifs | effectif fin de mois | effectif en fin de mois
        | effectif fin mois | effectif a la fin du mois | nombre de salaries
        | personeelsbestand | personeelsbestand einde maand | aantal medewerkers
        | medewerkers einde maand | plantilla | plantilla fin de mes | plantilla a fin de mes
        | numero de empleados | empleados | stan zatrudnienia | liczba pracownikow | zatrudnienie
        | organico | numero dipendenti | dipendenti | antal anstallda | antal ansatte
        | pocet zamestnancu | numero de colaboradores | efetivo""",
    CountField.JOINERS: """
        joiners | joined | hires | new hires | number of joiners | eintritte | entrees
        | instroom | altas""",
    CountField.MOVED_IN: "moved in | moves in | transfers in | transferred in | zugange",
    CountField.MOVED_OUT: "moved out | moves out | transfers out | transferred out | abgange",
}
# Short ones, which are said of other things where persons have names.
SHORT: dict[CountField, str] = {
    CountField.AREA: (
        "entite | etablissement | agence | pole | dienststelle | entidad | kostenstelle"
        " | kostenstelle bezeichnung | cost center | cost centre | centre de cout | affectation"
        " | kostenplaats | centro de coste"
    ),
    CountField.REASON: (
        "motif | raison | grund | austrittsart | reden | motivo | causa | cause | orsak | arsak"
        " | arsag | powod | przyczyna | duvod | syy"
    ),
    CountField.WORKER_TYPE: FOR_WANT_OF_BETTER[Field.WORKER_TYPE],
}
NEUTRAL = "count | anzahl | nombre | nb | aantal | cantidad"  # of leavers, or of who is there
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
AS_A_NUMBER = 100  # where no column says better which number it is
AS_A_DATE = 100  # a leave date says the month, where no column says it better


def _ranked() -> dict[str, tuple[CountField, int]]:
    same = {Field.DEPARTMENT: CountField.AREA, Field.REASON: CountField.REASON}
    same |= {Field.WORKER_TYPE: CountField.WORKER_TYPE}
    found = {key: (same[field], rank) for key, (field, rank) in RANKED.items() if field in same}
    found |= {
        key: (CountField.REASON, AS_A_NUMBER + rank)
        for key, (field, rank) in RANKED.items()
        if field is Field.LEAVING_KIND
    }
    found |= {
        key: (CountField.MONTH, AS_A_DATE + rank)
        for key, (field, rank) in RANKED.items()
        if field is Field.LEFT
    }
    for field, names in SHORT.items():
        for rank, name in enumerate(names.split("|"), start=AS_A_NUMBER):
            found[squeezed(name)] = (field, rank)
    for field, names in HEADINGS.items():
        for rank, name in enumerate(names.split("|")):
            found[squeezed(name)] = (field, rank)
    return found


RANKED_COUNTS = _ranked()
"""Heading, squeezed, to its field and how well it says it; 0 is best."""


def is_count_field(said: object) -> bool:
    """Whether a mapping means a column that only a file of counts has."""
    return squeezed(str(said)) in {squeezed(field) for field in HEADINGS}


Said = Mapping[str, CountField | None]
"""Heading, squeezed, to the field it was said to be; None: not to be read."""

NEUTRALS = frozenset(map(squeezed, NEUTRAL.split("|")))


def fields_of(*, heads: bool) -> tuple[CountField, ...]:
    """What a file of headcounts can hold, or a list of leavers."""
    return OF_HEADS if heads else OF_LEAVERS


def is_of_heads(header: Sequence[str], said: Said) -> bool:
    """Whether a file given as a list of leavers holds headcounts: neither reasons nor leavers."""
    among = (CountField.HEADCOUNT, CountField.COUNT, CountField.REASON)
    return [*positions(header, said, among)] == [CountField.HEADCOUNT]


def ranked(heading: str) -> tuple[CountField | None, int]:
    """By all of the heading, or by what stands before its brackets.

    >>> ranked("Personen (inkl. Lernende)")[0].value, ranked("FTE (Dec)")[0]
    ('headcount', None)
    """
    for each in (heading, BRACKETS.sub(" ", heading)):
        if found := RANKED_COUNTS.get(squeezed(each)):
            return found
    return None, 0


def positions(
    header: Sequence[str], said: Said, among: Sequence[CountField]
) -> dict[CountField, int]:
    """Where each field stands: said ones first, then the best heading for each other."""
    found: dict[CountField, tuple[int, int]] = {}
    for at, heading in enumerate(header):
        key = squeezed(heading)
        if key in said:
            field, rank = said[key], -1
        else:
            field, rank = ranked(heading)
        if field is CountField.COUNT and field not in among and (key in said or key in NEUTRALS):
            field, rank = CountField.HEADCOUNT, AS_A_NUMBER  # the number of its file
        if field in among and field is not None:
            found[field] = min((rank, at), found.get(field, (rank, at)))
    return {field: at for field, (_rank, at) in found.items()}
