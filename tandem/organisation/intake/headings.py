"""The headings under which HR systems say each field, by the field's name in a mapping."""

from __future__ import annotations

# Within a field the first heading found wins: a path says more than a department's name.
HEADINGS: dict[str, str] = {
    "employee id": """
        employee id | employee number | employee no | employee nr | employee code | emp id
        | emp no | emp number | staff id | staff number | staff no | worker id | person id
        | person number | personnel number | personnel id | personnel no | payroll number
        | payroll id | associate id | colleague id | hr id | user id
        | wid | worker wid
        | personalnummer | personalnr | personal nr | pers nr | mitarbeiternummer | mitarbeiter id
        | mitarbeiter nr | matricule | numero de matricule | identifiant | id salarie
        | personeels id | personeelsnummer | personeelsnr | medewerkernummer | medewerker id
        | numero de empleado | id empleado | numero empleado | id de empleado | number | no | id
        | nr kadrowy | numer kadrowy | nr pracownika | numer pracownika | nr ewidencyjny
        | numer ewidencyjny | nr akt | id pracownika | nr osobowy | anstallningsnummer
        | anstallningsnr | anst nr | anstnr | medarbetarnummer | medarbejdernummer | medarbejdernr
        | medarbejder nr | lønnummer | lønnr | ansattnummer | ansattnr | ansatt nr | ansatt id
        | medarbejder id | medarbetar id | osobni cislo | os cislo | cislo zamestnance
        | id zamestnance | henkilonumero | tyontekijanumero | tyontekija id | henkilo id
        | no de empleado | n de empleado | num de empleado | codigo de empleado | codigo empleado
        | numero de trabajador | chapa
        | matricola | numero matricola | n matricola | id dipendente | codice dipendente
        | numero dipendente | codice personale | matricula | numero de matricula | id funcionario
        | numero de funcionario | numero mecanografico""",
    "first name": """
        first name | legal first name
        | given name | forename | preferred name | firstname | vorname | prenom
        | voornaam | nombre
        | imie | fornamn | fornavn | jmeno | krestni jmeno | etunimi | tilltalsnamn
        | nome | primeiro nome""",
    "last name": """
        last name | legal last name | legal surname
        | surname | family name | nachname | familienname | nom de famille | nom
        | achternaam | apellidos | apellido
        | nazwisko | efternamn | efternavn | etternavn | prijmeni | sukunimi
        | cognome | apelido | sobrenome""",
    "name": """
        full name | name | employee name | employee | display name | worker name | person name
        | legal name | worker | last name first name | last first name | surname first name
        | name vorname | nachname vorname | familienname vorname | vor und nachname
        | vor und zuname | nom prenom | nom et prenom | prenom nom | naam voornaam
        | apellidos y nombre | apellidos nombre
        | vollstandiger name | mitarbeiter | mitarbeitername | beschaftigter | salarie
        | nom du salarie | nom salarie | collaborateur | nom complet | volledige naam | naam
        | nombre completo
        | nazwisko i imie | imie i nazwisko | nazwisko imie | imie nazwisko | pracownik | namn
        | efternamn fornamn | fornamn efternamn | for och efternamn | medarbetare | anstalld
        | navn | fulde navn | fullt navn | medarbejder | ansatt | efternavn fornavn
        | etternavn fornavn | jmeno a prijmeni | prijmeni a jmeno | prijmeni jmeno
        | jmeno prijmeni | zamestnanec | nimi | sukunimi etunimi | etunimi sukunimi | koko nimi
        | tyontekija
        | cognome e nome | cognome nome | nome e cognome | nome cognome | nominativo | dipendente
        | nome completo | funcionario | colaborador""",
    "email": """
        email | e mail | work email | email address | e mail address | business email
        | company email | mail | email work | e mail adresse | adresse e mail | courriel
        | e mailadres | correo electronico | correo
        | adres e mail | e post | epost | e postadress | sahkoposti | e mailova adresa
        | posta elettronica | indirizzo e mail | indirizzo email | correio eletronico""",
    "department": """
        department path | omrade afdeling | bereich abteilung | pole service
        | org path | organisation path | organization path | area path
        | unit path | hierarchy | department | departement | dept | department name | area
        | home department description | home department | department description
        | business unit description | org unit | organisation unit | organization unit
        | organisational unit
        | organizational unit | supervisory organization
        | supervisory organisation | sup org | sup org hierarchy
        | supervisory organization hierarchy
        | org einheit | orgeinheit | orgeh text | org einheit text | orgeinheit text
        | bezeichnung organisationseinheit | organisation | organization | unit
        | business unit | division
        | team | abteilung | organisationseinheit | bereich | service | direction | afdeling
        | organisatie eenheid | organisatorische eenheid | organisatieonderdeel
        | departamento | area de trabajo | unidad | sub department | sub area
        | sub unit | sub division | unterabteilung | sous service | subafdeling
        | subdepartamento | equipe
        | komorka organizacyjna | komorka org | jednostka organizacyjna | dział | wydział
        | departament | avdelning | enhet | organisationsenhet | avdeling | organisasjonsenhet
        | enhed | oddeleni | organizacni jednotka | utvar | stredisko | osasto | yksikko
        | organisaatioyksikko
        | secao | descricao secao | nome da secao | departamento descricao | lotacao
        | reparto | ufficio | settore | dipartimento | unita organizzativa | divisione | direzione
        | sotto reparto | setor | unidade | unidade organizacional | direcao""",
    "manager id": """
        manager id | manager employee id | manager number | manager no | manager employee number
        | managers id | manager wid | supervisor id | supervisor number
        | line manager id | reports to id
        | boss id | line manager | reports to | supervisor | manager | vorgesetzten nr
        | vorgesetztennummer | vorgesetzter | personalnummer vorgesetzter | vorges pers nr
        | pers nr vorg | pers nr vorgesetzter | vorgesetzter pers nr | vorgesetzter personalnummer
        | personalnr vorgesetzter
        | id manager
        | matricule manager | matricule responsable | responsable | manager nummer
        | leidinggevende | id leidinggevende | personeelsnummer leidinggevende | id supervisor
        | id del jefe | jefe
        | nr przełozonego | id przełozonego | przełozony | chef anstallningsnummer
        | chefens anstallningsnummer | chef | narmaste chef | nærmeste leder | narmeste leder
        | leder | leders medarbejdernummer | nadrizeny | cislo nadrizeneho
        | esihenkilo | esimies
        | responsabile | responsabile diretto | matricola responsabile | id responsabile
        | superiore | superiore diretto | capo | gestor | gestor direto | superior hierarquico
        | chefia""",
    "title": """
        job title | position title | title | position | job | job name | job profile
        | business title | role
        | stelle | position titel | funktion | stellenbezeichnung | berufsbezeichnung | poste
        | intitule du poste | emploi | fonction | functie | functietitel | puesto | cargo
        | stanowisko | nazwa stanowiska | befattning | tjanst | yrkestitel | stilling
        | stillingsbetegnelse | pracovni pozice | pozice | funkce | pracovni misto | tehtavanimike
        | nimike | ammattinimike
        | posizione | mansione | ruolo | qualifica | funcao | posto de trabalho
        | descricao funcao | descricao cargo""",
    "level": """
        level | grade | job level | job grade | pay grade | management level | band
        | career level | stufe | entgeltgruppe | niveau | echelon | niveau de poste | schaal
        | functieniveau | nivel | grado
        | livello | inquadramento | livello contrattuale""",
    "location": """
        location | work location | office | site | location name | workplace | city
        | standort | arbeitsort | ort | lieu de travail | lieu | site de travail | locatie
        | vestiging | standplaats | ubicacion | centro de trabajo
        | lokalizacja | miejsce pracy | arbetsplats | arbejdssted | arbeidssted
        | misto vykonu prace | toimipaikka
        | sede | sede di lavoro | luogo di lavoro | stabilimento | local de trabalho""",
    "fte": """
        fte | full time equivalent | fte percent | employment percentage | working time percentage
        | beschaftigungsgrad | beschaftigungsgrad % | besch grad | besch grad % | bg
        | teilzeitfaktor | arbeitszeitanteil | taux d activite
        | taux d emploi | vzae | vza | etp | quotite | deeltijdfactor | jornada
        | wymiar etatu | wymiar czasu pracy | sysselsattningsgrad | tjanstgoringsgrad
        | beskæftigelsesgrad | stillingsprosent | stillingsprocent | uvazek | vyse uvazku
        | tyoaikaprosentti | osa aikaprosentti
        | percentuale part time | part time % | % part time | percentuale di part time""",
    "hire date": """
        hire date | ansat | ansat den | ansatt dato
        | original hire date | date of hire | hired on | hired | date hired
        | start date | date of joining | joining date | join date | joined | entry date
        | employment start date | employment start | first day | date started | started on
        | service start date | eintrittsdatum | anstelldatum | eintritt | eintr dat | eintritt am
        | eintrittsdat | einstellungsdatum | beginn
        | date d embauche | date embauche | date d entree | date entree
        | datum in dienst | indiensttreding | in dienst | datum indiensttreding
        | fecha de contratacion | fecha de alta | fecha de ingreso | fecha alta
        | data zatrudnienia | data przyjecia | data rozpoczecia pracy | zatrudniony od
        | zatrudniona od | poczatek zatrudnienia | anstallningsdatum | anstalld fran
        | anstalld sedan | anstallningens start | startdatum anstallning | ansættelsesdato
        | ansettelsesdato | tiltrædelsesdato | tiltredelsesdato | ansat dato | ansatt dato
        | datum nastupu | nastup | den nastupu | vznik pracovniho pomeru | tyosuhteen alkamispaiva
        | tyosuhteen alku | aloituspaiva | tyosuhde alkoi
        | data di assunzione | data assunzione | assunto il | data inizio rapporto
        | inizio rapporto | data di inizio rapporto | data de admissao | data admissao
        | admissao | data da admissao""",
    "leave date": """
        leave date | leaving date | date of leaving | termination date | date of termination
        | term date | separation date | exit date | last day | last day of work
        | last working day | left on | date left | end date | employment end date
        | employment end | austrittsdatum | ende des arbeitsverhaltnisses | austritt | austr dat
        | austritt am | austrittsdat
        | date de depart | date de sortie
        | date sortie | datum uit dienst | uit dienst | einddatum dienstverband
        | einddatum contract | laatste werkdag | uitdiensttreding | fecha de baja
        | fecha baja | fecha de salida
        | ostatni dzien pracy | data zwolnienia | data rozwiazania umowy
        | data ustania zatrudnienia | data odejscia | data zakonczenia pracy | data rozwiazania
        | sista anstallningsdag | sista arbetsdag | slutdatum anstallning | avgangsdatum
        | fratrådt pr | fratrådt den | fratradt pr | fratradt den | sluttet den | slutter
        | anstallningens slut | fratrædelsesdato | fratredelsesdato | fratrådt | sidste arbejdsdag
        | siste arbeidsdag | siste arb dag | sluttdato | fratradt | sluttet | datum odchodu
        | datum ukonceni
        | datum ukonceni pracovniho pomeru | datum vystupu | konec pracovniho pomeru | vystup
        | tyosuhteen paattymispaiva | tyosuhteen paattyminen | viimeinen tyopaiva | lahtopaiva
        | data di cessazione | data cessazione | cessato il | data fine rapporto | fine rapporto
        | data di fine rapporto | data di uscita | data uscita | data de saida | data saida
        | data de desligamento | data de cessacao | data desligamento | data demissao
        | data de demissao | data da demissao | data rescisao | data da rescisao
        | data de rescisao""",
    "worker type": """
        worker type | type medewerker | soort medewerker | person type | employee class
        | worker category | worker category description | type contract | contracttype
        | soort contract | employee type | employment type
        | employee category | employment category | employee group | ee type | emp type
        | worker sub type | worker subtype | staff type | type of worker | contingent worker type
        | mitarbeitergruppe | mitarbgruppe | ma gruppe | mitarbeiterart | mitarbeitertyp
        | beschaftigungsart | beschaftigungsverhaltnis | art der beschaftigung | personalart
        | mitarbeiterkreis | mitarbkreis | type de contrat | type contrat | nature du contrat
        | type de salarie | type de collaborateur | soort dienstverband | type dienstverband
        | contractvorm | contract type | type of contract | tipo de contrato | tipo de empleado
        | tipo de trabajador | tipo contratto | tipo di contratto | anstallningsform
        | ansættelsesform | ansettelsesform | rodzaj umowy | forma zatrudnienia
        | druh pracovniho pomeru | typ uvazku | tyosuhteen tyyppi
        | tipologia contratto | tipologia contrattuale | tipo rapporto | tipo di rapporto
        | rapporto di lavoro | descricao tipo | descricao tipo funcionario | tipo de funcionario
        | tipo funcionario | tipo func | categoria funcional | tipo de vinculo | vinculo
        | tipo de colaborador | tipo colaborador""",
    "leave reason": """
        leave reason | leaving reason | reason for leaving | termination reason
        | termination reason description | termination reason desc
        | separation reason | exit reason | reason of leaving | reason left
        | reason | austrittsgrund | grund austritt | grund des austritts
        | kundigungsgrund | motif de depart | motif de sortie
        | trennungsgrund | abgangsgrund | motif du depart | motif de la sortie | motif de rupture
        | motif de fin de contrat | cause de depart | cause du depart
        | reden uit dienst | reden vertrek | vertrekreden | reden uitstroom | uitstroomreden
        | reden van vertrek | reden van uitstroom | reden ontslag | ontslagreden
        | reden einde dienstverband | motivo de baja | motivo de la baja | causa de baja
        | causa de la baja
        | motivo de salida
        | przyczyna rozwiazania umowy | przyczyna rozwiazania | przyczyna odejscia
        | powod odejscia | powod rozwiazania umowy | tryb rozwiazania umowy
        | sposob rozwiazania umowy | przyczyna zwolnienia | avgangsorsak | slutorsak
        | orsak till avgang | avslutsorsak | anledning till avslut | fratrædelsesarsag
        | fratredelsesarsak | arsag til fratrædelse | sluttarsak | opsigelsesarsag | zpusob ukonceni
        | duvod ukonceni | duvod odchodu | duvod ukonceni pracovniho pomeru | duvod vystupu
        | lahdon syy | paattymisen syy | tyosuhteen paattymisen syy
        | motivo di cessazione | motivo cessazione | causale cessazione | causale di cessazione
        | motivo di uscita | motivo uscita
        | motivo de saida | motivo da saida | motivo de desligamento | motivo de cessacao
        | descricao demissao | motivo demissao | motivo da demissao | motivo de demissao
        | descricao rescisao | motivo rescisao | motivo da rescisao | motivo desligamento
        | causa demissao | causa da rescisao | causa do desligamento""",
    "kind of leaving": """
        kind of leaving | termination type | termination category | separation type
        | leaving type | leaver type
        | exit type | type of leaving | type of separation | turnover type
        | voluntary involuntary | voluntary or involuntary
        | voluntary involuntary termination flag | voluntary involuntary flag
        | austrittsart | art des austritts
        | kundigungsart | type de depart | type de sortie | nature du depart
        | soort uitstroom | soort vertrek | type uitstroom | tipo de baja | tipo de salida
        | tipo di cessazione | tipo cessazione | tipo de desligamento | tipo de cessacao
        | tipo demissao | tipo de demissao | tipo da demissao | tipo rescisao | tipo de rescisao
        | rodzaj odejscia | avgangstyp | avslutstyp | fratrædelsestype""",
    "department code": """
        department code | department id | department no | department number | dept code | dept id
        | dept no | org unit code | org unit id | org code | org id | unit code | unit id
        | home department code | area code | cost center code
        | abteilungscode | abteilungsnummer | abteilungs id
        | organisationseinheit nr | oe nummer | orgeh | orgeh nr | org einheit nr | orgeinheit nr
        | code departement | code service | id service
        | afdelingscode | afdelingsnummer | oe code | code oe
        | codigo de departamento | codigo departamento
        | id departamento | codigo secao | codigo da secao | codigo setor | codigo do setor
        | codigo lotacao | codigo centro de custo""",
    "move date": """
        move date | date of move | moved on | date moved | transfer date | date of transfer
        | transferred on | date transferred | last transfer date | last move date
        | department change date | date of department change | org change date
        | versetzt am | versetzung am | versetzungsdatum | datum versetzung
        | datum der versetzung | versetzt zum | abteilungswechsel am | abteilungswechsel
        | datum abteilungswechsel | wechsel am | wechseldatum | umgesetzt am
        | date de mutation | date mutation | mute le | mutation le | date de transfert
        | transfere le | date de changement de service | date changement de service
        | overgeplaatst op | datum overplaatsing | overplaatsingsdatum
        | fecha de traslado | fecha traslado | trasladado el | fecha de cambio de departamento""",
    "previous department": """
        previous department | department before | department before transfer
        | department before move | prior department | former department | old department
        | last department | from department | moved from | transferred from
        | previous org unit | prior org unit | previous unit | previous area | previous team
        | previous division | abteilung vor versetzung | abteilung vorher | vorherige abteilung
        | vorige abteilung | fruhere abteilung | bisherige abteilung | alte abteilung
        | abteilung alt | versetzt von | versetzt aus | vorheriger bereich | fruherer bereich
        | vorherige organisationseinheit | vorherige org einheit
        | service precedent | service anterieur | ancien service | service avant mutation
        | service d origine | departement precedent | ancien departement
        | vorige afdeling | afdeling voor overplaatsing | oude afdeling
        | departamento anterior | area anterior | unidad anterior""",
    "from date": """
        from date | valid from | effective date | effective from | effective start date
        | event date | date of event | event effective date | action date | change date
        | effective start | position start date | position start | job start date | job start
        | assignment start date | assignment start | spell start | row effective date | from
        | gultig ab | gultig von | beginndatum | stelle ab | wirksam ab | datum der massnahme
        | ereignisdatum | date d effet | valable du | date de l evenement
        | date effective | debut de poste | ingangsdatum | geldig vanaf | fecha efectiva
        | datum wijziging | wijzigingsdatum | fecha del evento
        | vigente desde | fecha de efecto | desde
        | galler fran | giltig fran | giltigt fran | galler fr o m | handelsedatum | gjelder fra
        | gyldig fra | gælder fra | obowiazuje od | wazne od | data zmiany | platnost od
        | platne od | voimassa alkaen | valido dal | valida dal | data decorrenza | decorrenza
        | data evento | data de efeito | data mudanca | data da mudanca | data alteracao
        | data da alteracao | data movimentacao | data da movimentacao | data ocorrencia
        | data da ocorrencia | data do evento | inicio vigencia | inicio da vigencia""",
    "to date": """
        to date | valid to | valid until | effective to | effective end date | effective end
        | position end date | position end | job end date | job end | assignment end date
        | assignment end | spell end | thru date | through date | to | until
        | gultig bis | enddatum | stelle bis | fin d effet | valable au | fin de poste
        | geldig tot | geldig t m | vigente hasta | fecha fin | hasta
        | galler till | giltig till | giltigt till | galler t o m | gjelder til | gyldig til
        | gælder til | obowiazuje do | wazne do | platnost do | platne do | voimassa asti
        | valido al | valido fino al""",
    "event": """
        event | event type | event name | change type | type of change
        | event reason | job event | personnel action
        | personnel action type | action | action type | action reason | change reason
        | job change reason | reason for change | transaction type | massnahme | massnahmenart
        | ereignis | evenement | type d evenement | motif de changement | gebeurtenis
        | reden wijziging | evento | tipo de evento | motivo del cambio
        | atgard | handelse | handelsetyp | hendelse | hændelse | zdarzenie | rodzaj zmiany
        | akcja | udalost | typ zmeny | tapahtuma | tipo evento | tipo di evento
        | motivo da mudanca | motivo mudanca | motivo da alteracao | motivo alteracao
        | descricao motivo | tipo de movimentacao | movimentacao | ocorrencia""",
    "job number": """
        job number | employment record number | employment record | employee record number
        | employee record | record number | employment rcd | empl rcd | employee rcd
        | empl rcd number | empl rcd no | assignment number | assignment no | concurrent job number
        """,
    "employment status": """
        employment status | employee status | worker status | employment status description
        | status | assignment status | beschaftigungsstatus | mitarbeiterstatus | personalstatus
        | statut | statut d emploi | statut du salarie | medewerkerstatus | status dienstverband
        | estado | estado laboral | estado empleado | situacion | situacion laboral
        | stato | stato dipendente | stato rapporto | situacao | descricao situacao
        | situacao funcional | situacao do funcionario | status do funcionario
        | status pracownika | status zatrudnienia | anstallningsstatus | ansættelsesstatus
        | ansettelsesstatus""",
    "order of the day": """
        order of the day | effective sequence | eff sequence | eff seq | effseq | effdt sequence
        | sequence | sequence number | sequence no | action sequence | sekvens | sekvensnummer
        | lopnummer | secuencia | sequencia | sequenza | volgnummer | numero seq | num seq | no seq
        | n seq | numero sequencia | numero de sequencia | sequencial | seq""",
    "pay band": """
        pay band | salary band | compensation band | pay range | salary range | compa band
        | gehaltsband | gehaltsbereich | lohnband | bande salariale | tranche salariale
        | fourchette salariale | salarisschaal | salarisband | banda salarial
        | banda retributiva""",
    "rating": """
        rating | performance rating | last rating | last performance rating | review rating
        | overall rating | appraisal rating | leistungsbeurteilung | leistungsbewertung
        | beurteilung | evaluation | note d evaluation | evaluation annuelle | beoordeling
        | beoordelingsscore | evaluacion | calificacion | evaluacion del desempeno""",
    "high potential": """
        high potential | hi po | hipo | high potential flag | is high potential | potential flag
        | key talent | potenzialtrager | potentialtrager | high potential kennzeichen
        | haut potentiel | salarie a haut potentiel | hoog potentieel | alto potencial""",
    "regretted": """
        regretted | regretted loss | regretted leaver | regretted attrition | regrettable
        | regrettable loss | regret loss | regretted exit | ungewollter abgang
        | bedauerter abgang | depart regrette | perte regrettable | betreurd vertrek
        | ongewenst vertrek | baja lamentada | salida lamentada""",
}

# Headings that stand for the area where nothing says it better: who pays is mostly who works there.
FOR_WANT_OF_BETTER: dict[str, str] = {
    "department": """
        cost center | cost centre | cost center name | cost centre name | kostenstelle
        | kostenstelle bezeichnung | kostenstellenbezeichnung | kst | kst bezeichnung
        | centre de cout | centre de couts | affectation | kostenplaats | centro de coste
        | centro de costo | centro de custo | descricao centro de custo""",
    "location": "filial | nome filial | estabelecimento",
    "hire date": "startdatum | begindatum",
    "worker type": "contratto | contrat | contrato | umowa | vertragsart | contract",
    "leave reason": "grund | motif | reden | motivo | orsak | arsak | arsag | powod | przyczyna",
}

# How words of headings are shortened in exports whose headings have little room.
SHORTENED: dict[str, tuple[str, ...]] = {
    "date": ("dt",),
    "number": ("nbr", "num"),
    "numero": ("nro",),
    "employee": ("emp", "empl"),
    "personnel": ("pers",),
    "supervisor": ("supv", "supvr"),
    "manager": ("mgr",),
    "department": ("dept",),
    "reason": ("rsn",),
    "location": ("loc",),
    "termination": ("term",),
    "separation": ("sep",),
    "effective": ("eff",),
    "position": ("pos", "posn"),
    "assignment": ("asgmt",),
    "data": ("dt",),
    "codigo": ("cod", "cd"),
    "descricao": ("desc", "descr"),
    "funcionario": ("func",),
}

# Headings that mean the job where every row is one, if nothing says it better.
IN_A_HISTORY: dict[str, str] = {
    "from date": """
        start date | start | begin date | begin | date from | beginn | date de debut | debut
        | startdatum | begindatum | fecha de inicio | inicio""",
    "to date": """
        end date | end | date to | ende | date de fin | fin | einddatum | fecha de fin
        | fecha final""",
}
