"""German words by what they do in a line about promises."""

import re

from tandem.rooms.today.reading.names import PARTICLES
from tandem.rooms.today.reading.text import keys_of, spelt

# What one does for somebody named in the dative: "Priya die Liste schicken".
DELIVER = """schicken senden zusenden zuschicken geben weitergeben mitgeben zurückgeben liefern
 nachliefern bringen zeigen schreiben mailen sagen mitteilen erklären besorgen beschaffen freigeben
 vorschlagen vorstellen weiterleiten übergeben überlassen aushändigen nennen melden antworten
 vorlegen bereitstellen erstellen anbieten leihen zukommen schenken erläutern berichten zusagen
 absagen bestätigen beantworten übermitteln zustellen weiterreichen"""
# What one does with somebody, who stays in what is promised: "Kim anrufen".
ATTEND = """anrufen zurückrufen treffen besuchen informieren einladen ansprechen danken helfen
 gratulieren unterstützen begleiten vertreten einarbeiten kontaktieren anschreiben anmailen briefen
 loben begrüßen beraten einweisen"""
# Of these, and the same in the first person: what takes somebody who gets it.
HAND = """schicken senden zusenden zuschicken geben weitergeben liefern bringen zeigen mailen sagen
 mitteilen weiterleiten übergeben"""
I_HAND = "schick schicke send sende gib gebe bring bringe zeig zeige mail maile sag sage leit leite"
PRESS = """bitten fragen erinnern auffordern anstupsen beauftragen anhauen"""
FETCH = """einholen holen bekommen kriegen erfragen anfordern einsammeln abholen erbitten
 einfordern"""
# Everything else one may do by a day.
OTHER = """machen erledigen prüfen klären ansehen anschauen durchsehen lesen durchlesen vorbereiten
 überarbeiten fertigmachen abschließen unterschreiben ausfüllen buchen bestellen planen
 organisieren abstimmen besprechen durchgehen reden sprechen telefonieren absprechen ausmachen
 vereinbaren verschieben entscheiden eintragen hochladen aktualisieren zusammenstellen sammeln
 rechnen kalkulieren einreichen nachreichen ausschreiben einrichten kümmern sorgen führen finden
 suchen kaufen aufräumen verlängern kündigen anmelden abmelden einstellen ändern korrigieren
 drucken ablegen nachhaken nachfragen nachfassen einspringen übernehmen lernen üben"""
# The first person, and what is said to oneself: "schick Ana", "ich gebe Ana".
I_DO = """schick schicke send sende gib gebe liefer liefere bring bringe zeig zeige schreib schreibe
 mail maile sag sage teil teile erklär erkläre besorg besorge schlag schlage stell stelle leit leite
 nenn nenne meld melde antworte leg lege leih leihe ruf rufe triff treffe besuch besuche informier
 informiere lad lade sprich spreche dank danke hilf helfe unterstütz unterstütze vertritt vertrete
 kontaktier kontaktiere brief briefe reich reiche übergib übergebe überlass überlasse bestätig
 bestätige erstell erstelle bereite mach mache erledig erledige prüf prüfe klär kläre schau schaue
 sieh sehe lies lese hol hole buch buche bestell bestelle plan plane organisier organisiere rede
 besprich bespreche kümmer kümmere sorg sorge führ führe find finde such suche setz setze kauf
 kaufe biet biete ping pinge check checke update forward"""
# What somebody does whose name stands before it: "Kim schickt die Liste".
DOES = """schickt sendet gibt liefert bringt zeigt schreibt mailt sagt teilt erklärt besorgt stellt
 leitet nennt meldet antwortet legt ruft prüft klärt macht erledigt übernimmt kümmert überarbeitet
 unterschreibt bestätigt entscheidet liest reicht bereitet holt bucht bestellt plant organisiert
 kommt kontaktiert informiert lädt aktualisiert füllt trägt spricht"""
FUNCTION = """und oder aber der die das den dem des ein eine einen einem einer eines mein meine
 meinen meinem meiner dein deine deinen ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner
 unser unsere unseren unserem unserer euer eure kein keine keinen diese dieser dieses diesen diesem
 ich du er sie es wir man mich dich sich uns euch mir dir ihm ihn ihnen wer was wie wo wann warum
 welche welcher ob dass daß weil wenn falls sobald damit als bis an am auf aus bei beim durch für
 gegen hinter im in ins mit nach ohne seit über um unter vom von vor wegen wg zu zum zur zwischen
 ab ist sind war wird werden hat habe hab haben hatte kann kannst könnte könntest muss müssen soll
 sollte sollen will wollen möchte darf würde würdest magst nicht nichts nur noch schon alle alles
 etwas mehr dazu daran dran davon dafür bezüglich betreffend bitte danke gern gerne"""
ADVERBS = """heute morgen übermorgen gestern bald gleich sofort dringend schnell nochmal wieder
 zurück weiter vorher nachher danach spätestens vielleicht eventuell unbedingt persönlich direkt
 selbst zusammen gemeinsam hier da dort dann jetzt zuerst vorbei rüber erst fertig"""
# By these, with the verbs and the small words, a line is known to be German.
DAYS = """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
 januar jänner februar märz april mai juni juli august september oktober november dezember dez mrz
 okt tag tage tagen woche wochen monat monate monaten monats jahr jahres ende anfang mitte kw
 nächste nächsten nächster nächstes kommende kommenden kommender wochenende monatsende jahresende
 quartalsende feierabend früh mittag abend vormittag nachmittag fällig arbeitstage arbeitstagen
 werktage werktagen erinnere erinner erinnerung merken merk notieren notiz vergessen denk
 versprochen zugesagt gebeten frag frage schulde schuldet brauche braucht frau herr"""
TITLES = frozenset(["frau", "herr", "herrn", "hr", "dr", "prof"])
# First and last names that are also everyday words; together with all the words above.
EVERYDAY = """will mark mai april juni juli august rose grace ernst frank klein gross lang kurz jung
 neu koch richter jäger bauer kaiser könig winter sommer herbst frühling wolf fuchs vogel berg bach
 wald stein feld baum blum stern engel sonntag freitag montag team hr personal chef leiter gut
 besser schön reich arm weiss schwarz braun roth grün page price long best young"""
# A capital begins a noun in German. These, and words that end like them, are nobody's name.
THINGS = """feedback rückmeldung bescheid antwort info infos information informationen termin liste
 plan bericht report protokoll vertrag angebot entwurf zeugnis zahlen unterlagen folien zugang
 budget gehalt bonus urlaub stunden statistik kalender einladung vorlage freigabe zusage absage
 anfrage antrag gespräch meeting workshop training schulung konzept idee tipp hinweis link datei
 mail brief notiz notizen dokument dokumente laptop schlüssel ausweis kosten rechnung bestellung
 raum büro projekt ziel ziele stelle ausschreibung bewerbung bewerber kandidaten profil analyse
 auswertung übersicht tabelle präsentation agenda ergebnis ergebnisse daten fakten stand status
 update danke dank kaffee mittagessen geschenk karte blumen"""
THING_ENDS = """ung ungen heit keit schaft tion tionen tät ment nis nisse liste listen plan pläne
 bericht vertrag entwurf gespräch termin zahlen notizen unterlagen antrag zeit zeiten tag brief
 kosten stelle konzept regelung tabelle termine daten woche ziele bogen schein beschreibung"""


def ending_in(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


VERBS = f"{DELIVER} {ATTEND} {PRESS} {FETCH} {OTHER} {I_DO}"
NAME_TROUBLE = PARTICLES | keys_of(VERBS, DOES, FUNCTION, ADVERBS, EVERYDAY)
CARRIES_ON = keys_of(VERBS, DOES, FUNCTION, ADVERBS, THINGS)
THING = re.compile(spelt(rf"(?:{ending_in(THINGS)}|\w{{2,}}(?:{ending_in(THING_ENDS)}))"))
