"""From the words of an HR system to the class of a leave reason.

The table is read from the top; the first fragment that stands in the reason decides. Where the
reason begins with who ended it ("resigned", "voluntary"), fragments that may as well be why are not
looked for: who resigned over a performance review was not dismissed. So
"involuntary" is found before "voluntary", "retirement – voluntary" is a retirement, and an
appointment that ended is no dismissal. A word that says nothing, such as "termination" alone
(some systems write it for every leaving), has no class: whoever imports says what it means. Nor has
one that means this in one house and that in another (`unsure`).

Moving to another employer of the same group ("transfer out") is a leaving for another reason:
only a move between two areas of this organisation is a transfer, and that is seen in the jobs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.unsure import (
    has_a_just_cause,
    is_for_the_employers_fault,
    is_personal,
)
from tandem.organisation.intake.words_withdrawn import is_taken_back
from tandem.organisation.models import Meaning, Reason

NO_LEAVING = Meaning.NOT_A_LEAVING.value
TRANSFERS = ("transfer out", "transferred out", "external transfer", "group transfer")
# Said of leavers, these mean it too; but a "Versetzung in den Ruhestand" is a retirement first.
MOVED = (
    *("transfer", "versetzung", "konzernwechsel", "mutation", "transfert", "overplaatsing"),
    *("traslado", "transferencia", "trasferimento", "przeniesienie", "forflyttning", "omplacering"),
    *("prevod", "prevedeni"),
)

OTHER_WORDS = (
    *("other", "sonstige", "andere grunde", "autre", "autres", "overig", "andere reden"),
    *("otro", "otros", "altro", "altri motivi", "outro", "outros"),
)

CLASSES: tuple[tuple[Reason, tuple[str, ...]], ...] = (
    (Reason.OTHER, TRANSFERS),
    (
        Reason.VOLUNTARY,  # whatever else is said: "probation not passed (the employee left)"
        (
            *("deja el trabajador", "deja la trabajadora", "a instancia del trabajador"),
            *("a instancias del trabajador", "the employee left", "employee left"),
            *("op verzoek van medewerker", "op verzoek medewerker", "auf wunsch des mitarbeiters"),
            *("a la demande du salarie", "su richiesta del dipendente"),
        ),
    ),
    (
        Reason.OTHER,
        (
            *("expired", "expiry", "expiration", "end of contract", "contract end"),
            *("end of appointment", "end of assignment", "end of temporary", "fixed term"),
            *("death", "deceased", "died", "mutual", "visa", "other separation"),
            *("befristung", "befristet", "fristablauf", "zeitablauf", "vertragsende"),
            *("vertragsablauf", "ende des vertrags", "ende der ausbildung", "aufhebung"),
            *("einvernehmlich", "verstorben", "todesfall", "tod", "betriebsubergang"),
            *("fin cdd", "fin alternance", "fin stage", "rupture conv", "fin de contrat", "deces"),
            *("rupture conventionnelle", "fin de cdd"),
            *("fin de mission", "fin de stage", "terme du contrat", "commun accord"),
            *("einde contract", "contract afgelopen", "afloop contract", "einde tijdelijk"),
            *("overleden", "overlijden", "wederzijds", "onderling overleg"),
            *("vaststellingsovereenkomst", "van rechtswege"),
            *("fin de contrato", "fin contrato", "termino de contrato", "fin de obra"),
            *("vencimiento", "fallecimiento", "defuncion", "mutuo acuerdo"),
            *("scadenza contratto", "scadenza del contratto", "fine contratto"),
            *("termine contratto", "fine rapporto a termine", "decesso", "deceduto"),
            *("risoluzione consensuale", "fim de contrato", "termo do contrato"),
            *("falecimento", "acordo mutuo", "mutuo acordo"),
            *(
                "koniec umowy",
                "koniec zlecenia",
                "visstid upphor",
                "tidsbegransad",
                "overenskommelse",
            ),
            *("upływ czasu", "upływem czasu", "wygasniecie umowy", "wygasła umowa", "zgon"),
            *("avliden", "dodsfall", "dødsfald", "dødsfall", "udløb af kontrakt", "uplynuti doby"),
            *("umrti", "kuolema", "kuollut", "fratrædelsesaftale", "tidsbegrænset ans"),
            *("sluttpakke", "sluttavtale"),
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
            *(
                "durch arbeitgeber",
                "durch den arbeitgeber",
                "kundigung arbeitgeber",
                "kundigung ag",
            ),
            *(
                "durch ag",
                "ag kundigung",
                "arbeitgeberseitig",
                "arbeitgeberkundigung",
                "betriebsbedingt",
            ),
            *("verhaltensbedingt", "personenbedingt", "krankheitsbedingt", "fristlos"),
            *("entlassung", "entlassen", "probezeit nicht bestanden", "stellenabbau"),
            *("licenci", "a l initiative de l employeur", "initiative employeur"),
            *(
                "essai employeur",
                "fpe employeur",
                "lic faute",
                "lic inapt",
                "lic eco",
                "suppression de poste",
                "faute grave",
                "faute lourde",
                "abandon de poste",
            ),
            *("ontslag door werkgever", "ontslag door de werkgever", "ontslagen"),
            *("ontslag werkgever", "opzegging werkgever", "opzegging door werkgever"),
            *("initiatief werkgever", "initiatief van werkgever", "op staande voet"),
            *("boventallig", "reorganisatie", "disfunctioneren", "proeftijd niet"),
            *("despido", "despedido", "baja no voluntaria", "involuntari"),
            *("no supera", "no superacion", "causas objetivas"),
            *("involontari", "involontaire", "non volontaire", "no voluntari"),
            *("unfreiwillig", "nicht freiwillig"),
            *("licenzia", "esubero", "mancato superamento"),
            *("wypowiedzenie przez pracodawce", "wypowiedzeniem przez pracodawce"),
            *("wypowiedzenie pracodawca", "z inicjatywy pracodawcy", "z inicjatywy firmy"),
            *("rozwiazanie umowy przez pracodawce", "dyscyplinarn", "likwidacja stanowiska"),
            *("zwolnienie grupowe", "arbetsbrist", "uppsagd av arbetsgivare", "avskedad"),
            *("uppsagning fran arbetsgivare", "uppsagd fran arbetsgivare"),
            *("opsagt af arbejdsgiver", "afskediget", "afskedigelse", "bortvist", "nedbemanning"),
            *("opps fra ag", "oppsagt av ag", "oppsigelse fra ag"),
            *("vypoved firma", "vypoved firmy", "podnet firmy", "podnet zamestnavatele"),
            *(
                "vypoved zamestnavatel",
                "opsagt af virksomhed",
                "opsagt af firma",
                "ops af virksomhed",
                "ops af firma",
            ),
            *(
                "oppsagt av bedrift",
                "oppsagt av arbeidsgiver",
                "vypoved zamestnavatele",
                "ze strany zamestnavatele",
            ),
            *("nadbytecnost", "okamzite zruseni", "irtisanottu", "tyonantajan irtisanom"),
            *(
                "tuotannolliset syyt",
                "despedimento",
                "demitido",
                "demissao sem justa causa",
                "dispensa",
            ),
        ),
    ),
    (
        Reason.RETIREMENT,
        (
            *("retire", "retiring", "pension", "pensionier", "early out"),
            *("rente", "altersrente", "fruhrente", "renteneintritt", "rentenbeginn", "verrentung"),
            *("berentung", "erwerbsminderung", "altersgrenze", "altersteilzeit", "ruhestand"),
            *("retraite", "pensioen", "jubilacion", "jubilado", "pensionamento", "pensione"),
            *("quiescenza", "aposenta", "reforma"),
            *("emerytur", "alderspension", "pensjon", "efterløn", "duchod", "elakkeelle"),
            *("vanhuuselake",),
        ),
    ),
    (
        Reason.VOLUNTARY,
        (
            *("voluntary", "resign", "quit", "own choice", "own request", "own will"),
            *("better offer", "new job", "other job", "another job"),
            *("other employment", "new employment", "another employer", "new employer"),
            *("career change", "career opportunity", "relocation", "return to school"),
            *("by the employee", "employee initiated", "family reasons"),
            *("eigenkundigung", "eigene kundigung", "durch arbeitnehmer", "durch den arbeitnehmer"),
            *(
                "kundigung arbeitnehmer",
                "kundigung an",
                "an kundigung",
                "durch an",
                "arbeitnehmerseitig",
            ),
            *("arbeitnehmerkundigung", "durch mitarbeiter", "selbst gekundigt"),
            *("auf eigenen wunsch", "eigener wunsch"),
            *("arbeitgeberwechsel", "stellenwechsel", "umzug"),
            *("demission", "a l initiative du salarie", "initiative salarie", "depart volontaire"),
            *("convenance personnelle",),
            *("eigen verzoek", "ontslag genomen", "op eigen initiatief", "initiatief werknemer"),
            *("ontslag door werknemer", "opzegging werknemer", "andere baan", "vrijwillig"),
            *("ontslag werknemer", "ontslag medewerker", "opzegging door werknemer"),
            *("renuncia", "baja voluntaria", "dimision", "salida voluntaria"),
            *("desistimiento del trabajador", "desistimiento trab", "freiwillig", "volontaire"),
            *("peticion propia", "dimission", "volontari"),
            *("wypowiedzenie przez pracownika", "wypowiedzeniem przez pracownika"),
            *(
                "wypowiedzenie pracownik",
                "z inicjatywy pracownika",
                "rezygnacja",
            ),
            *(
                "rozwiazanie umowy przez pracownika",
                "na wniosek pracownika",
                "na prosbe pracownika",
            ),
            *(
                "egen uppsagning",
                "egen begaran",
                "pa egen begaran",
                "egen opps",
                "sagt opp selv",
                "sa opp selv",
                "egen opsigelse",
                "egen ops",
                "egen oppsigelse",
            ),
            *(
                "essai salarie",
                "fpe salarie",
                "essai par le salarie",
                "eget ønske",
                "sagt op selv",
                "vypoved zamestnance",
                "vypoved zamestnanec",
                "vyp zamestnanec",
                "podnet zamestnance",
                "ze strany zamestnance",
            ),
            *("na vlastni zadost", "oma irtisanoutuminen", "irtisanoutu", "oma pyynto"),
            *("pedido de demissao", "saida voluntaria", "rescisao pelo trabalhador"),
        ),
    ),
    (Reason.OTHER, MOVED),
    (Reason.OTHER, OTHER_WORDS),
)

WHOLE_WORDS = frozenset(
    {
        *("rif", "rente", "pension", "other", "otro", "otros", "autre", "autres", "fired", "visa"),
        *("died", "tod", "altro", "outro", "outros", "reforma", "durch an", "durch ag", "umzug"),
        *(
            "kundigung an",
            "kundigung ag",
            "an kundigung",
            "ag kundigung",
            "transfer",
            "mutation",
            "transfert",
        ),
    }
)
"""Fragments too short, or said of too much else, to be looked for inside other words."""


LEADS = (
    *("voluntary", "resign", "quit", "eigenkundigung", "eigene kundigung", "freiwillig"),
    *("demission", "vrijwillig", "renuncia", "baja voluntaria", "dimission"),
)
"""Words a reason begins with where they left by their own will."""
ABANDONED = frozenset({"abandonment", "abandon de poste"})
"""Whose choice that was, houses see in different ways: asked, where the kind says "voluntary"."""
MAY_BE_WHY = frozenset(
    {
        *("performance", "pension", "visa", "mutual", "restructuring", "reorganisatie", "pensioen"),
        *("removal", "removed", "death", "died", "deceased", "fixed term", "expired", "expiry"),
        *("expiration", "contract end", "end of contract", "tod", "todesfall", "befristet"),
        *("befristung", "vertragsende"),
    }
)
"""Fragments that say how it ended only where nothing before them says who ended it."""


class Understood(NamedTuple):
    """What a reason means. `out`: it is a transfer to somewhere outside. `leaves`: not where
    somebody said that the word is about no leaving; then `reason` says nothing."""

    reason: Reason
    out: bool = False
    leaves: bool = True

    @classmethod
    def as_said(cls, meaning: Meaning) -> Understood:
        if meaning is Meaning.NOT_A_LEAVING:
            return cls(Reason.OTHER, leaves=False)
        return cls(Reason(meaning.value))

    @property
    def told(self) -> str:
        """As rows carry it through a check."""
        return self.reason.value if self.leaves else NO_LEAVING


@lru_cache(maxsize=1 << 12)
def understand(words: str) -> Understood | None:
    """The class of a leave reason in the words of a file, or None where they say nothing."""
    if is_taken_back("", words):
        return None  # "resignation withdrawn" is no leaving, and only somebody knows
    said = plain(words)
    if is_for_the_employers_fault(said):
        return None
    passed_over = MAY_BE_WHY if said.startswith(LEADS) else frozenset()
    for reason, fragments in CLASSES:
        if fragments is OTHER_WORDS and is_personal(said):
            return None  # nothing before says whose choice it was
        for fragment in fragments:
            if fragment not in passed_over and stands_in(fragment, said):
                unsure = reason is Reason.VOLUNTARY and has_a_just_cause(said)
                # "Voluntary – Job Abandonment": the one who did not come back, or the company?
                unsure |= fragment in ABANDONED and said.startswith(LEADS)
                return None if unsure else Understood(reason, out=fragment in (*TRANSFERS, *MOVED))
    return None


def is_of_leaving(words: str) -> bool:
    """Whether words are a leave reason, be it one that houses count in different ways."""
    said = plain(words)
    told = is_for_the_employers_fault(said) or is_personal(said) or has_a_just_cause(said)
    return told or understand(words) is not None


def stands_in(fragment: str, said: str) -> bool:
    if fragment in WHOLE_WORDS:
        return f" {fragment} " in f" {said} "
    return fragment in said


def why_left(kind: str, reason: str) -> str:
    """A reason behind the kind of leaving, where that stands in a column of its own: neither alone
    says whether somebody left by own choice.

    >>> why_left("Voluntary", "Relocation"), why_left("Death", "Death"), why_left("Voluntary", "")
    ('Voluntary – Relocation', 'Death', 'Voluntary')
    """
    if not kind or plain(kind) in plain(reason):
        return reason
    return f"{kind} – {reason}" if reason and plain(reason) not in plain(kind) else kind
