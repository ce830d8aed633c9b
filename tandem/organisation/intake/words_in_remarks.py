"""What a remark beside a leaving says of its reason, in the words people write there.

A list kept by hand often leaves the reason empty, or says "mutual agreement" for all, and the
remark beside it says why: "new job", "gået på pension". A remark speaks of other things too, so
only words that are hardly said of anything else are heard, and none where two of them disagree.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tandem.organisation.intake.reason_words import CLASSES, MOVED, OTHER_WORDS, TRANSFERS
from tandem.organisation.intake.reasons import stands_in
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.words_withdrawn import LONGEST, is_taken_back
from tandem.organisation.models import Reason

# All as `plain` leaves them.
OWN_CHOICE = """
    new job | new position | new role elsewhere | another job | other job | another company
    | found a job | found work | competitor | better offer | better paid | back to school
    | going to university | to study | studies | moved abroad | moving abroad | moved to another
    | handed his notice | handed her notice | handed their notice | gave his notice
    | gave her notice | put his notice in | put her notice in | put in his notice
    | put in her notice
    | resigned | handed in | gave notice | asked to leave | asked for it | self employed
    | own business | wanted to leave | at own request | left by choice | selbst gekundigt
    | wollte gehen | auf wunsch des mitarbeiters | wunsch der mitarbeiterin | neuer job
    | neuen job | neue stelle | neuer stelle | andere stelle | neuer arbeitgeber
    | neuen arbeitgeber | konkurrenz | mitbewerb | studium | selbststandig | wegzug
    | demande du salarie | a sa demande | souhaitait partir | nouvel emploi | nouveau poste
    | nouveau travail | autre emploi | autre employeur | autre entreprise | autre societe
    | concurren | reprise d etudes | reprend ses etudes | a son compte | creation d entreprise
    | meilleure offre | meilleur salaire | demenage | verzoek van medewerker | verzoek medewerker
    | zelf opgezegd | zelf vertrokken | begint eigen bedrijf | begint voor zichzelf | wilde weg
    | nieuwe baan | andere baan | andere werkgever | nieuwe werkgever | concurrent | studie
    | studeren | voor zichzelf | verhuizing | verhuist | otro trabajo | nuevo trabajo
    | otro empleo | nuevo empleo | otra empresa | competencia | lo pidio | pidio la baja
    | pidio irse | quiere irse | queria irse | se quiso ir | a peticion del trabajador
    | a peticion suya | vuelve a su | mejor oferta | mejor sueldo | estudios | por su cuenta
    | se muda | cambio de residencia | su sua richiesta | richiesta del dipendente | nuovo lavoro
    | altro lavoro | nuovo impiego | altra azienda | altra societa | concorren
    | offerta migliore | in proprio | riprende gli studi | novo emprego | outro emprego
    | novo trabalho | outra empresa | concorrente | proposta melhor | conta propria
    | voltou a estudar | mudou se | sam odszedł | sama odeszła | na własna prosbe | nowa praca
    | nowa prace | inna praca | inna prace | innej firmy | nowy pracodawca | do konkurencji
    | lepsza oferta | wyjazd za granice | własna firma | własna działalnosc | na studia
    | przeprowadzka | sade upp | ville sluta | nytt jobb | annat jobb | ny tjanst | ny anstallning
    | ny arbetsgivare | konkurrent | borjar studera | borjat studera | studier | eget foretag
    | sagt upp sig | sade upp sig | flyttar till | flyttat till | sagde op | ønskede at stoppe
    | nyt job | andet job | nyt arbejde | ny stilling | ny arbejdsgiver | læse videre
    | læser videre | under uddannelse | begyndt pa uddannelse | begynder pa uddannelse
    | selvstændig | sagt op selv | selv sagt op | sagde op selv | sagde selv op | flytter til
    | flyttet til | sa opp | leverte oppsigelse | leverte inn oppsigelse | ville hjem
    | ønsket a slutte | ny jobb | annen jobb | annet arbeid | ny arbeidsgiver | begynner a studere
    | begynte a studere | skal studere | eget firma | egen bedrift | sa opp selv | sagt opp selv
    | selv sagt opp | flytta til | nove zamestnani | jine zamestnani | nova prace | novou praci
    | jinou praci | lepsi nabidk | konkurenc | k jine firme | jiny zamestnavatel
    | novy zamestnavatel | odesel sam | odesla sama | chtel odejit | chtela odejit | stehovani
    | odstehoval | podnika | uusi tyo | uuden tyon | toinen tyo | toisen tyon | kilpailij
    | opiskel | yrittajaksi
"""
BY_EMPLOYER = """
    redundant | made redundant | did not pass | not confirmed | let go | nicht bestanden
    | reduction d effectif | essai non concluant | non renouvellement par l employeur
    | overcompleet | no supero | ajuste de plantilla | reduccion de plantilla | esuber
    | riduzione del personale | corte de pessoal | reducao de quadro | redukcja | restrukturyzacj
    | likwidacja | omorganisation | neddragning | nedskarning | ej godkand | nedskæring
    | sparerunde | omstrukturering | fritstillet | ikke bestaet | nedskjæring | omorganisering
    | ikke bestatt | overtallig | organizacni duvod | organizacnich duvod | organizacni zmen
    | zruseni mista | zruseno misto | neosvedcil | reorganizac | propusten | saneera
    | koeaikapurku
"""
RETIRED = """
    retired | pensjon | folkepension | pensionist | afp | penzij | starobni | prepension
    | prejubil | elakoity
"""
ENDED = """
    end of season | seasonal | season over | summer job | maternity cover | passed away
    | saisonende | saisonkraft | elternzeitvertretung | mutterschaftsvertretung | verstarb
    | fin de saison | saisonnier | seizoen | fin de temporada | temporero | fine stagione
    | stagionale | fim da safra | sezon | zmarł | vikariat | sasongs | gick bort | barselsvikar
    | sæsonarbejd | gik bort | afgaet ved døden | afdød | sesongarbeid | sommerjobb | gikk bort
    | døde | zemrel | sijaisuus | kausityo
"""
GENERIC = frozenset(
    {
        *("performance", "visa", "removal", "removed", "mutual", "rente", "rif"),
        *("tidsbegrænset", "befristeter vertrag", "durch ma"),
    }
)
"""Fragments of reasons that a remark may say of something else, or that stand there anyway."""
AGREED = (
    *("mutual", "by agreement", "settlement", "aufhebung", "einvernehmlich"),
    *("rupture conventionnelle", "commun accord", "wederzijds", "onderling overleg"),
    *("vaststellingsovereenkomst", "mutuo acuerdo", "risoluzione consensuale"),
    *("acordo mutuo", "mutuo acordo", "comum acordo", "porozumieni", "overenskommelse"),
    *("gegenseitig", "gensidig aftale", "aftalt fratrædelse"),
    *("efter aftale", "fratrædelsesaftale", "sluttavtale", "sluttpakke", "dohod", "sopimuksella"),
)
"""Both ended it: the remark may say who wanted it."""


def _fragments(words: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in words.split("|"))


def _of_reasons(reason: Reason) -> list[str]:
    """Of the table of reasons, what a remark says of nothing else."""
    unsaid = {*TRANSFERS, *MOVED, *OTHER_WORDS, *AGREED, *GENERIC}
    return [
        each
        for of, fragments in CLASSES
        if of is reason
        for each in fragments
        if each not in unsaid
    ]


TOLD: dict[Reason, tuple[str, ...]] = {
    Reason.OTHER: (*_of_reasons(Reason.OTHER), *_fragments(ENDED)),
    Reason.INVOLUNTARY: (*_of_reasons(Reason.INVOLUNTARY), *_fragments(BY_EMPLOYER)),
    Reason.RETIREMENT: (*_of_reasons(Reason.RETIREMENT), *_fragments(RETIRED)),
    Reason.VOLUNTARY: (*_of_reasons(Reason.VOLUNTARY), *_fragments(OWN_CHOICE)),
}
NOT = re.compile(
    r"\b(?:not|no|never|without|nicht|kein\w*|non|pas|sans|niet|geen|nao|sem|sin|nie|bez|inte|ej"
    r"|ikke|uden|uten|ne|ei)\b"
)


@lru_cache(maxsize=1 << 14)
def class_told(remark: str) -> Reason | None:
    """The class of a leaving by the remark beside it; None where it tells none, or more than one.

    >>> class_told("Fik nyt job hos konkurrent").name, class_told("gået på pension 1/3").name
    ('VOLUNTARY', 'RETIREMENT')
    >>> class_told("fritstillet, har fundet nyt job"), class_told("laptop returned")
    (None, None)
    """
    if len(remark) > LONGEST or is_taken_back("", remark):
        return None
    said = plain(remark)
    told = {
        reason
        for reason, fragments in TOLD.items()
        if any(stands_in(each, said) for each in fragments)
    }
    if len(told) != 1:
        return None
    [reason] = told
    negated = reason is not Reason.INVOLUNTARY and NOT.search(said)  # "did not pass" is one
    return None if negated else reason


def leaves_it_open(words: str) -> bool:
    """Whether a reason says nothing of who wanted it: both agreed on it, or it is "other".

    >>> leaves_it_open("Dohoda"), leaves_it_open("Andet"), leaves_it_open("Resignation")
    (True, True, False)
    """
    said = plain(words)
    return said in OTHER_WORDS or any(each in said for each in AGREED)
