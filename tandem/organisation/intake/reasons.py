"""From the words of an HR system to the class of a leave reason.

The table is read from the top; the first fragment that stands in the reason decides. So
"involuntary" is found before "voluntary", "retirement – voluntary" is a retirement, and an
appointment that ended is no dismissal. A word that says nothing, such as "termination" alone
(some systems write it for every leaving), has no class: whoever imports says what it means.

Moving to another employer of the same group ("transfer out") is a leaving for another reason:
only a move between two areas of this organisation is a transfer, and that is seen in the jobs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tandem.organisation.intake.spelling import plain
from tandem.organisation.models import Reason

TRANSFERS = ("transfer out", "transferred out", "external transfer", "group transfer")

CLASSES: tuple[tuple[Reason, tuple[str, ...]], ...] = (
    (Reason.OTHER, TRANSFERS),
    (
        Reason.OTHER,
        (
            *("expired", "expiry", "expiration", "end of contract", "contract end"),
            *("end of appointment", "end of assignment", "end of temporary", "fixed term"),
            *("death", "deceased", "died", "mutual", "visa", "other separation"),
            *("befristung", "vertragsende", "aufhebung", "verstorben", "todesfall"),
            *("fin de contrat", "deces", "rupture conventionnelle", "fin de cdd"),
            *("einde contract", "overleden", "overlijden", "wederzijds"),
            *("fin de contrato", "fallecimiento", "mutuo acuerdo"),
        ),
    ),
    (
        Reason.INVOLUNTARY,
        (
            *("involuntary", "not voluntary", "by the employer", "employer initiated"),
            *("dismiss", "removal", "removed", "redundan", "reduction in force", "rif"),
            *("layoff", "lay off", "laid off", "discharge", "fired", "restructuring"),
            *("performance", "misconduct", "gross misconduct", "for cause", "position eliminated"),
            *("failed probation", "probation not passed", "abandonment"),
            *("durch arbeitgeber", "arbeitgeberkundigung", "betriebsbedingt", "fristlos"),
            *("licenciement", "a l initiative de l employeur"),
            *("ontslag door werkgever", "op staande voet", "boventallig"),
            *("despido", "baja no voluntaria"),
        ),
    ),
    (
        Reason.RETIREMENT,
        (
            *("retire", "retiring", "pension", "pensionier", "early out"),
            *("rente", "ruhestand", "retraite", "pensioen", "jubilacion"),
        ),
    ),
    (
        Reason.VOLUNTARY,
        (
            *("voluntary", "resign", "quit", "own choice", "own request", "own will"),
            *("personal reason", "better offer", "new job", "other job", "another job"),
            *("career change", "career opportunity", "relocation", "return to school"),
            *("by the employee", "employee initiated", "family reasons"),
            *("eigenkundigung", "durch arbeitnehmer", "auf eigenen wunsch"),
            *("demission", "a l initiative du salarie"),
            *("eigen verzoek", "ontslag genomen", "op eigen initiatief"),
            *("renuncia", "baja voluntaria", "dimision"),
        ),
    ),
    (Reason.OTHER, ("other", "sonstige", "autre", "overig", "otro")),
)

WHOLE_WORDS = frozenset(
    {"rif", "rente", "pension", "other", "otro", "autre", "fired", "visa", "died"}
)
"""Fragments too short to be looked for inside other words."""


class Understood(NamedTuple):
    """What a reason means. `out`: it is a transfer to somewhere outside."""

    reason: Reason
    out: bool = False


@lru_cache(maxsize=1 << 12)
def understand(words: str) -> Understood | None:
    """The class of a leave reason in the words of a file, or None where they say nothing."""
    said = plain(words)
    for reason, fragments in CLASSES:
        for fragment in fragments:
            if _stands_in(fragment, said):
                return Understood(reason, out=fragment in TRANSFERS)
    return None


def _stands_in(fragment: str, said: str) -> bool:
    if fragment in WHOLE_WORDS:
        return fragment in said.split()
    return fragment in said
