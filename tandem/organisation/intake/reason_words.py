"""Words for leaving, in the languages of the files: a table of fragments for each class of reason.

See `reasons` for how it is read.
"""

from __future__ import annotations

from tandem.organisation.models import Reason

TRANSFERS = ("transfer out", "transferred out", "external transfer", "group transfer")
# Said of leavers, these mean it too; but a "Versetzung in den Ruhestand" is a retirement first.
MOVED = (
    *("transfer", "versetzung", "konzernwechsel", "mutation", "transfert", "overplaatsing"),
    *("traslado", "transferencia", "trasferimento", "przeniesienie", "forflyttning", "omplacering"),
    *("prevod", "prevedeni"),
    *("transferred", "interner wechsel", "interner ubertritt", "abteilungswechsel"),
    *("intern flytning", "intern rokade", "intern jobskifte", "flyttet internt", "intern flytt"),
    *(
        "andere abteilung",
        "anderen bereich",
        "internal move",
        "moved department",
        "anden afdeling",
        "annen avdeling",
        "overflyttet",
    ),
    *("cambio de area", "cambio de departamento", "cambio de puesto", "changement de service"),
    *("interne versetzung", "interne overplaatsing", "cambio reparto"),
)

OTHER_WORDS = (
    *("other", "sonstige", "andere grunde", "autre", "autres", "overig", "andere reden"),
    *("otro", "otros", "altro", "altri motivi", "outro", "outros", "annet", "andet", "annat"),
    *("diverse", "diverses", "anderes", "varios", "varie", "inne", "jine", "muu"),
)

ELSEWHERE = frozenset(
    {
        *("see note", "see notes", "see remark", "see remarks", "see comment", "see comments"),
        *("see file", "siehe bemerkung", "s bemerkung", "siehe bemerkungen", "siehe notiz"),
        *("voir commentaire", "voir commentaires", "voir remarque", "zie opmerking"),
        *("zie opmerkingen", "ver observaciones", "ver observacion", "vedi note", "vedi nota"),
        *("ver observacoes", "ver obs", "patrz uwagi", "se anm", "se anmarkning", "se merknad"),
        *("se kommentar", "se bemærkning", "se bemærkninger", "se note", "viz poznamka"),
        *("katso huomautus", "tbc", "tbd", "unknown", "not known", "unbekannt", "inconnu"),
        *("onbekend", "desconocido", "sconosciuto", "desconhecido", "nieznany", "okand"),
        *(
            "ukendt",
            "ukjent",
            "k a",
            "keine angabe",
            "not stated",
            "not specified",
            "nicht bekannt",
        ),
    }
)
"""Words that say where the reason stands, or that nobody knows it: they mean nothing themselves."""

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
            *("end of appointment", "end of assignment", "end of temporary", "fixed term", "death"),
            *("deceased", "died", "mutual", "visa", "other separation", "befristung", "befristet"),
            *("fristablauf", "zeitablauf", "vertragsende", "vertragsablauf", "ende des vertrags"),
            *("ende der ausbildung", "aufhebung", "einvernehmlich", "verstorben", "todesfall"),
            *("tod", "betriebsubergang", "fin cdd", "fin alternance", "fin stage", "rupture conv"),
            *("fin de contrat", "deces", "rupture conventionnelle", "fin de cdd", "fin de mission"),
            *("fin de stage", "terme du contrat", "commun accord", "einde contract"),
            *("contract afgelopen", "afloop contract", "einde tijdelijk", "overleden"),
            *("overlijden", "wederzijds", "onderling overleg", "vaststellingsovereenkomst"),
            *("van rechtswege", "fin de contrato", "fin contrato", "termino de contrato"),
            *("fin de obra", "vencimiento", "fallecimiento", "defuncion", "mutuo acuerdo"),
            *("scadenza contratto", "scadenza del contratto", "fine contratto"),
            *("termine contratto", "fine rapporto a termine", "decesso", "deceduto"),
            *("risoluzione consensuale", "fim de contrato", "termo do contrato", "falecimento"),
            *("acordo mutuo", "mutuo acordo", "koniec umowy", "koniec zlecenia", "visstid upphor"),
            *("tidsbegransad", "overenskommelse", "upływ czasu", "upływem czasu"),
            *("wygasniecie umowy", "wygasła umowa", "zgon", "avliden", "dodsfall", "dødsfald"),
            *("dødsfall", "udløb af kontrakt", "uplynuti doby", "umrti", "kuolema", "kuollut"),
            *("fratrædelsesaftale", "tidsbegrænset ans", "sluttpakke", "sluttavtale", "end of ftc"),
            *("ftc ended", "ftc end", "end of season", "season end", "seasonal", "tupe"),
            *("settlement agreement", "end of internship", "internship ended", "internship end"),
            *("end of placement", "placement end", "apprenticeship end", "end of apprenticeship"),
            *(
                "end of traineeship",
                "maternity cover",
                "divestiture",
                "auslauf befr",
                "befristeter vertrag",
            ),
            *("lehrende", "lehrabschluss", "ende lehr", "ende praktikum", "praktikum beendet"),
            *("praktikumsende", "gegenseitig", "tidsbegrænset", "vikariat", "kontraktudløb"),
            *("kontrakt udløbet", "udlært", "endt uddannelse", "elevtid", "død"),
            *("afgaet ved døden", "gensidig aftale", "aftalt fratrædelse"),
            *("virksomhedsoverdragelse", "fortidspension", "førtidspension", "midl stilling"),
            *("midlertidig stilling", "kontrakt utløpt", "virksomhetsoverdragelse", "ufør"),
            *("fin de campana", "incapacidad permanente", "contrat d apprentissage"),
            *("contrat apprentissage", "fin d apprentissage", "einde stage", "einde bbl"),
            *("sezonow", "fine stagione", "fine stage", "fin de temporada"),
        ),
    ),
    (
        Reason.INVOLUNTARY,
        (
            *("involuntary", "not voluntary", "by the employer", "employer initiated", "dismiss"),
            *("removal", "removed", "redundan", "reduction in force", "rif", "layoff", "lay off"),
            *("laid off", "discharge", "fired", "restructuring", "performance", "misconduct"),
            *("gross misconduct", "for cause", "position eliminated", "failed probation"),
            *("probation not passed", "abandonment", "probation failed", "unsuccessful probation"),
            *("not passed probation", "did not pass probation", "position elimination"),
            *("job elimination", "policy viol"),
            *("some other substantial reason", "kundigung durch firma", "kundigung firma"),
            *("kundigung durch betrieb", "durch die firma", "restrukturierung"),
            *("wirtschaftliche grunde", "opsigelse fra arbejdsgiver", "opsigelse fra virksomhed"),
            *(
                "arbejdsgivers opsigelse",
                "fyret",
                "fyring",
                "arbejdsmangel",
                "bortvis",
                "nedskæring",
                "avskjed",
            ),
            *("uppsagning arbetsgivar", "durch arbeitgeber", "durch den arbeitgeber"),
            *("kundigung arbeitgeber", "kundigung ag", "durch ag", "ag kundigung"),
            *("arbeitgeberseitig", "arbeitgeberkundigung", "betriebsbedingt", "verhaltensbedingt"),
            *("personenbedingt", "krankheitsbedingt", "fristlos", "entlassung", "entlassen"),
            *("probezeit nicht bestanden", "stellenabbau", "licenci"),
            *("a l initiative de l employeur", "initiative employeur", "essai employeur"),
            *("fpe employeur", "lic faute", "lic inapt", "lic eco", "suppression de poste"),
            *("faute grave", "faute lourde", "abandon de poste", "ontslag door werkgever"),
            *("ontslag door de werkgever", "ontslagen", "ontslag werkgever", "opzegging werkgever"),
            *("opzegging door werkgever", "initiatief werkgever", "initiatief van werkgever"),
            *("op staande voet", "boventallig", "reorganisatie", "disfunctioneren"),
            *("proeftijd niet", "despido", "despedido", "baja no voluntaria", "involuntari"),
            *("no supera", "no superacion", "causas objetivas", "involontari", "involontaire"),
            *("non volontaire", "no voluntari", "unfreiwillig", "nicht freiwillig", "licenzia"),
            *("esubero", "mancato superamento", "wypowiedzenie przez pracodawce"),
            *("wypowiedzeniem przez pracodawce", "wypowiedzenie pracodawca"),
            *("z inicjatywy pracodawcy", "z inicjatywy firmy"),
            *("rozwiazanie umowy przez pracodawce", "dyscyplinarn", "likwidacja stanowiska"),
            *("zwolnienie grupowe", "arbetsbrist", "uppsagd av arbetsgivare", "avskedad"),
            *("uppsagning fran arbetsgivare", "uppsagd fran arbetsgivare"),
            *("opsagt af arbejdsgiver", "afskediget", "afskedigelse", "bortvist", "nedbemanning"),
            *("opps fra ag", "oppsagt av ag", "oppsigelse fra ag", "vypoved firma"),
            *("vypoved firmy", "podnet firmy", "podnet zamestnavatele", "vypoved zamestnavatel"),
            *("opsagt af virksomhed", "opsagt af firma", "ops af virksomhed", "ops af firma"),
            *("oppsagt av bedrift", "oppsagt av arbeidsgiver", "vypoved zamestnavatele"),
            *("ze strany zamestnavatele", "nadbytecnost", "okamzite zruseni", "irtisanottu"),
            *("tyonantajan irtisanom", "tuotannolliset syyt", "despedimento", "demitido"),
            *("demissao sem justa causa", "dispensa"),
        ),
    ),
    (
        Reason.RETIREMENT,
        (
            *("retire", "retiring", "pension", "pensionier", "early out", "rente", "altersrente"),
            *("fruhrente", "renteneintritt", "rentenbeginn", "verrentung", "berentung"),
            *("erwerbsminderung", "altersgrenze", "altersteilzeit", "ruhestand", "retraite"),
            *("pensioen", "jubilacion", "jubilado", "pensionamento", "pensione", "quiescenza"),
            *("aposenta", "reforma", "emerytur", "alderspension", "pensjon", "efterløn", "duchod"),
            *("elakkeelle", "seniorpension", "folkepension", "pensioneret", "elake", "afp", "aow"),
            "vanhuuselake",
        ),
    ),
    (
        Reason.VOLUNTARY,
        (
            *("voluntary", "resign", "quit", "own choice", "own request", "own will"),
            *("better offer", "new job", "other job", "another job", "better pay", "higher salary"),
            *("career progression", "relocating", "competitor", "return to education"),
            *("full time education", "going travelling", "self employ", "own business"),
            *("new role elsewhere", "other employment", "new employment", "another employer"),
            *("new employer", "career change", "career opportunity", "relocation"),
            *("return to school", "by the employee", "employee initiated", "family reasons"),
            *("eigenkundigung", "eigene kundigung", "durch arbeitnehmer", "durch den arbeitnehmer"),
            *("kundigung arbeitnehmer", "kundigung an", "an kundigung", "durch an"),
            *("arbeitnehmerseitig", "arbeitnehmerkundigung", "durch mitarbeiter"),
            *("selbst gekundigt", "auf eigenen wunsch", "eigener wunsch", "kundigung ma"),
            *("kundigung mitarbeit", "durch ma", "neue stelle", "opsigelse fra medarbejder"),
            *("opsagt af medarbejder", "medarbejderens opsigelse", "medarbejder opsigelse"),
            *("selv sagt op", "eget opsigelse", "nyt job", "nyt arbejde", "andet job", "ny tjanst"),
            *("annat arbete", "ny jobb", "annen jobb", "arbeitgeberwechsel", "stellenwechsel"),
            *("umzug", "demission", "a l initiative du salarie", "initiative salarie"),
            *("depart volontaire", "convenance personnelle", "eigen verzoek", "ontslag genomen"),
            *("op eigen initiatief", "initiatief werknemer", "ontslag door werknemer"),
            *("opzegging werknemer", "andere baan", "vrijwillig", "ontslag werknemer"),
            *("ontslag medewerker", "opzegging door werknemer", "renuncia", "baja voluntaria"),
            *("dimision", "salida voluntaria", "desistimiento del trabajador"),
            *("desistimiento trab", "freiwillig", "volontaire", "peticion propia", "dimission"),
            *("volontari", "wypowiedzenie przez pracownika", "wypowiedzeniem przez pracownika"),
            *("wypowiedzenie pracownik", "z inicjatywy pracownika", "rezygnacja"),
            *("rozwiazanie umowy przez pracownika", "na wniosek pracownika"),
            *("na prosbe pracownika", "egen uppsagning", "egen begaran", "pa egen begaran"),
            *("egen opps", "sagt opp selv", "sa opp selv", "egen opsigelse", "egen ops"),
            *("egen oppsigelse", "essai salarie", "fpe salarie", "essai par le salarie"),
            *("eget ønske", "sagt op selv", "vypoved zamestnance", "vypoved zamestnanec"),
            *("vyp zamestnanec", "podnet zamestnance", "ze strany zamestnance"),
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
        *("kundigung an", "kundigung ag", "an kundigung", "ag kundigung", "kundigung ma"),
        *("durch ma", "transfer", "mutation", "transfert", "tupe", "afp", "aow", "død", "ufør"),
        *("fyret", "elake", "annet", "andet", "annat", "diverse", "diverses", "anderes", "varios"),
        *("varie", "inne", "jine", "muu"),
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
        *("befristung", "vertragsende", "seasonal", "tupe"),
    }
)
"""Fragments that say how it ended only where nothing before them says who ended it."""
