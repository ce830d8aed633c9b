"""Remarks that take a leaving back: the notice was withdrawn, the person still works here.

They stand in a column of free text that nothing else is read from. What a remark says of other
things ("access revoked on leaving", "exit interview cancelled") takes no leaving back, so the two
words have to stand side by side, with little between them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tandem.organisation.intake.spelling import plain

LONGEST = 400  # letters of a remark that is looked at

# All as `plain` leaves them, and as words begin.
LEAVING = """
    resign | notice | terminat | leaving | exit | quit | departure | separation
    | kundigung | austritt | demission | depart | rupture | sortie | preavis | licenciement
    | ontslag | opzegging | vertrek | uitdiensttreding | renuncia | baja | dimision | salida
    | preaviso | despido | dimission | cessazion | recesso | uscita | licenziament | preavviso
    | demissao | rescisao | saida | aviso previo | desligament | wypowiedzen | rezygnacj | odejsc
    | odejscie | rozwiazan | uppsagning | avgang | opsigelse | fratræd | oppsigelse | fratred
    | irtisanomi | irtisanoutumi | eropyynto | lahto | vypoved | odchod | rezignac"""
WITHDRAWN = """
    withdr | rescind | revok | revoc | revog | cancel | annul | anul | retract | taken back
    | took back | zuruckgezogen | zuruckgenommen | zuruckziehung | rucknahme | ruckzug | widerruf
    | storniert | retirad | revoqu | ingetrokken | intrekking | herroepen
    | geannuleerd | teruggetrokken | sin efecto | ritirat | sem efeito | wycof | cofn | odwołan
    | atertag | aterkalla | tillbakadrag | tagit tillbaka | tagits tillbaka | dragit tillbaka
    | dragits tillbaka | trukket tilbag | tilbagetrukket | tilbagekald | trukket tilbak
    | tilbakekal | trukket | perutt | perunut | perui | peruut | peruttu | stazen | stahl
    | vzata zpet | vzato zpet | vzala zpet | vzal zpet | zrusen | odvolan"""
BETWEEN = """
    a | an | the | his | her | their | of | was | is | has | been | got | were | letter
    | die | der | des | das | den | ihre | seine | ihrer | seiner | eigene | wurde | ist | hat | von
    | sa | son | la | le | l | de | du | d | lettre | a ete | est | ete | et | zijn | haar | het
    | werd | door | van | su | fue | ha sido | sido | el | una | di | del | della | delle | le sue
    | sue | e stata | sono state | state | stato | stata | foi | o | do | da | seu | pedido
    | został | została | zostało | jest | przez | swoje | sin | sina | har | blev | ble | er | sit
    | sitt | hendes | hans | oli | byla | bylo | byl | je | svou | brev | list | pismo"""
STAYS = """
    still works here | still working here | still employed | still works for us | still with us
    | ee staying | ee stays | ee is staying | employee staying | employee stays | ee stayed
    | still with the company | still here | stays with us | stays with the company | stays on
    | staying on | is staying | continues to work | continues working | remains employed
    | remains with | remains in post | remains in role | did not leave | has not left
    | decided to stay | is not leaving | changed her mind | changed his mind | changed their mind
    | arbeitet weiter | arbeitet weiterhin | weiterhin beschaftigt | weiter beschaftigt
    | weiterbeschaftig | bleibt im unternehmen | bleibt beschaftigt | bleibt bei uns | bleibt doch
    | verbleibt im unternehmen | arbeitet noch hier | noch beschaftigt | nicht ausgetreten
    | reste en poste | reste dans l entreprise | reste finalement | reste salarie
    | toujours en poste | toujours present | toujours salarie | continue a travailler
    | maintenu en poste | maintenue en poste | n est pas parti | blijft in dienst | blijft werken
    | blijft bij ons | nog in dienst | werkt nog hier | blijft toch | niet vertrokken
    | sigue trabajando | sigue en la empresa | sigue en plantilla | sigue de alta
    | continua trabajando | continua en la empresa | continua en plantilla | permanece en la empresa
    | se queda | no causa baja | resta in azienda | resta in servizio | resta in forza
    | rimane in azienda | rimane in servizio | rimane in forza | continua a lavorare
    | lavora ancora | ancora in forza | ancora in servizio | ci ha ripensato
    | continua a trabalhar | continua na empresa | permanece na empresa | fica na empresa
    | segue na empresa | continua trabalhando | segue trabalhando | nao saiu
    | pracuje dalej | dalej pracuje | nadal pracuje | pracuje nadal | nadal zatrudnion
    | dalej zatrudnion | zostaje w firmie | zostaje w pracy | pozostaje w firmie
    | pozostaje w zatrudnieniu | nie odszedł | nie odeszła | nie odchodzi
    | jobbar kvar | arbetar kvar | stannar kvar | kvar i tjanst | kvar i anstallning
    | fortfarande anstalld | fortsatter sin anstallning | fortsatter arbeta | fortsatter jobba
    | slutar inte | bliver i stillingen | bliver i virksomheden | fortsætter i stillingen
    | fortsætter i virksomheden | fortsætter ansættelsen | stadig ansat | fortsat ansat
    | bliver alligevel | arbejder fortsat | arbejder stadig | fortsetter i stillingen
    | fortsetter i jobben | fortsatt ansatt | fremdeles ansatt | jobber fortsatt | jobber videre
    | blir i stillingen | blir likevel | blir værende | slutter ikke
    | jatkaa toissa | jatkaa tyossa | jatkaa tyosuhteessa | jaa taloon | jai taloon
    | edelleen toissa | tyosuhde jatkuu | pracuje dal | nadale pracuje | stale pracuje
    | stale zamestnan | zustava v praci | zustava ve firme | zustava zamestnan | neodesel
    | neodesla | neodchazi"""
# With nothing beside it.
ALONE = """
    stays | staying | bleibt | verbleibt | reste | blijft | sigue | continua | se queda | resta
    | rimane | fica | permanece | zostaje | pozostaje | stannar | bliver | fortsætter | fortsetter
    | blir | jatkaa | zustava"""
# A remark begins with it where the row is one too many: "void, see April".
VOID = """
    void | voided | deleted | to be deleted | duplicate | double entry | entfallt | entfallen
    | storno | doppelt | gegenstandslos | doublon | en double | vervalt | dubbel | duplicado
    | doppione | duplikat | zdublowan | skreslon | udgar | udgaar | slettes | slettet | dublet
    | utgar | stryks | dubblett | strykes | poistettu | zdvojen"""
# What a heading begins with under which "withdrawn" alone is said of the leaving.
OF_REMARKS = """
    remark | comment | note | status | uwagi | bemerkung | anmerkung | kommentar | hinweis | notiz
    | remarque | commentaire | observ | opmerking | toelichting | nota | comentari | annotazion
    | osservazion | anmarkning | notering | bemærkning | merknad | huom | lisatie
    | poznamk | stan"""
UNTIL = "until|till|til|bis|jusqu|tot|hasta|fino|ate|do|asti|saakka"
# As whole words, "retraite" and "ritiro" being retirements.
IN_FULL = "retire|retiree|retires|retirees|retrait|retira|ritira"
GIVEN = "demission|preavis|licenciement|renuncia|dimission"
AT = ("on ", "at ", "after ", "upon ", "bei ", "nach ", "zum ", "mit ", "bij ", "na ", "przy ",
      "po ", "vid ", "ved ", "efter ", "etter ", "al ", "con ", "por ", "per ", "en ")  # fmt: skip
NOT = ("not ", "nicht ", "no ", "non ", "nao ", "nie ", "niet ", "pas ", "inte ", "ikke ", "ei ")


def _any(words: str) -> str:
    return "|".join(sorted((each.strip() for each in words.split("|")), key=len, reverse=True))


_AT = "".join(rf"(?<!\b{each})" for each in AT)
_NOT = "".join(rf"(?<!\b{each})" for each in NOT)
_FILL = rf"(?: (?:{_any(BETWEEN)})\b){{0,3}}?"
TAKEN_BACK = re.compile(
    rf"\b{_AT}(?:{_any(LEAVING)})\w*{_FILL} (?:{_any(WITHDRAWN)})\w*"
    rf"|\b(?:{GIVEN})\w*{_FILL} (?:{IN_FULL})\b|\b{_NOT}(?:{IN_FULL}){_FILL} (?:{GIVEN})\w*"
    rf"|\b{_NOT}(?:{_any(WITHDRAWN)})\w*{_FILL} (?:{_any(LEAVING)})\w*"
    rf"|\b{_NOT}(?:{_any(STAYS)})\w*(?!(?: \w+){{0,2}} (?:{UNTIL})\b)"
    rf"|^(?:{_any(ALONE)})$"
)
TOO_MANY = re.compile(rf"^(?:{_any(VOID)})\w*\b(?! (?:pay|check|cheque)\b)")
BARE = re.compile(rf"(?:(?:{_any(BETWEEN)}) ){{0,3}}(?:{_any(WITHDRAWN)})\w*")
REMARKS = re.compile(rf"\b(?:{_any(OF_REMARKS)})")


def of_remarks(heading: str) -> bool:
    return REMARKS.search(plain(heading)) is not None


BEGINNINGS = frozenset(
    each.split()[0][:3]
    for words in (WITHDRAWN, IN_FULL, STAYS, ALONE, VOID)
    for each in words.split("|")
)
"""Of the words by which it is told: without one of them the rest need not be looked for."""
_ROUGHLY = f"{WITHDRAWN}|{IN_FULL}|{STAYS}|{VOID}"
ROUGHLY = f"{_any(_ROUGHLY)}|^({_any(ALONE)})$".replace(" ", "[^a-z0-9]+")
"""In lower case without accents, one of these stands in all that is so said, and in more."""


@lru_cache(maxsize=1 << 14)
def is_taken_back(heading: str, remark: str) -> bool:
    """Whether a remark under this heading says that a leaving was none.

    >>> is_taken_back("Uwagi", "wypowiedzenie wycofane, pracuje dalej")
    True
    >>> is_taken_back("Remarks", "Withdrawn"), is_taken_back("Exit interview", "Withdrawn")
    (True, False)
    >>> is_taken_back("Remarks", "Access revoked on leaving")
    False
    >>> is_taken_back("Comments", "RESCINDED 4/6 - EE staying, per S. B.")
    True
    >>> is_taken_back("Bemærkning", "UDGÅR - se april"), is_taken_back("Remarks", "Avoids phones")
    (True, False)
    """
    if len(remark) > LONGEST or not any(letter.isalpha() for letter in remark):
        return False
    said = plain(remark)
    if BEGINNINGS.isdisjoint(word[:3] for word in said.split()):
        return False
    if TAKEN_BACK.search(said):
        return True
    of_the_row = BARE.fullmatch(said) or TOO_MANY.search(said)
    return of_the_row is not None and of_remarks(heading)
