"""How German names a day, from "heute" to "Freitag in einer Woche".

Written with dots the day comes first. A calendar week ends on its Friday, and Christmas begins on
the 24th.
"""

from collections.abc import Iterable

from tandem.rooms.today.reading import counts
from tandem.rooms.today.reading.day_forms import Kind, forms
from tandem.rooms.today.reading.text import fold, spelt_out

# Each word a form may find, and what the counts call it.
WEEKDAYS = {
    "montag": "mon", "monday": "mon", "mo": "mon", "dienstag": "tue", "tuesday": "tue",
    "di": "tue", "mittwoch": "wed", "wednesday": "wed", "mi": "wed", "donnerstag": "thu",
    "thursday": "thu", "do": "thu", "freitag": "fri", "friday": "fri", "fr": "fri",
    "samstag": "sat", "sonnabend": "sat", "saturday": "sat", "sa": "sat", "sonntag": "sun",
    "sunday": "sun", "so": "sun",
}  # fmt: skip
MONTHS = {
    "januar": "jan", "jänner": "jan", "jan": "jan", "februar": "feb", "feber": "feb", "feb": "feb",
    "märz": "mar", "mrz": "mar", "mär": "mar", "april": "apr", "apr": "apr", "mai": "may",
    "juni": "jun", "jun": "jun", "juli": "jul", "jul": "jul", "august": "aug", "aug": "aug",
    "september": "sep", "sept": "sep", "sep": "sep", "oktober": "oct", "okt": "oct",
    "november": "nov", "nov": "nov", "dezember": "dec", "dez": "dec",
}  # fmt: skip
NUMBERS = {
    "einem": "1", "einer": "1", "ein": "1", "eine": "1", "einen": "1",
    "zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7", "acht": "8",
    "neun": "9", "zehn": "10", "elf": "11", "zwölf": "12", "vierzehn": "14", "fünfzehn": "15",
    "zwanzig": "20", "dreißig": "30", "vierzig": "40", "sechzig": "60", "neunzig": "90",
}  # fmt: skip
UNITS = {
    "tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week",
    "monat": "month", "monats": "month", "monate": "month", "monaten": "month",
    "quartal": "quarter", "quartals": "quarter", "jahr": "year", "jahres": "year",
    "jahre": "year", "jahren": "year",
}  # fmt: skip
NEXT = {"nächste": "next", "nächsten": "next", "nächster": "next", "nächstes": "next"}
THIS = {"diese": "this", "diesen": "this", "dieser": "this", "dieses": "this", "diesem": "this"}
COMING = dict.fromkeys(("kommende", "kommenden", "kommender", "kommendes"), "following")
EDGES = {"ende": "end", "anfang": "start", "beginn": "start", "mitte": "mid"}
NTH = {
    "ersten": "1st", "erster": "1st", "erste": "1st", "zweiten": "2nd", "zweiter": "2nd",
    "dritten": "3rd", "dritter": "3rd", "letzten": "last", "letzter": "last", "letzte": "last",
}  # fmt: skip
BASES = {"heute": "today", "morgen": "tomorrow", "jetzt": "now"}


def as_folded(table: dict[str, str]) -> dict[str, str]:
    """Found in a folded line, where ü is u or ue."""
    return {form: to for word, to in table.items() for form in (fold(word), fold(spelt_out(word)))}


PARTS = {
    "weekday": as_folded(WEEKDAYS),
    "month": as_folded(MONTHS),
    "n": as_folded(NUMBERS),
    "unit": as_folded(UNITS),
    "which": as_folded({**NEXT, **THIS, **COMING}),
    "edge": EDGES,
    "nth": NTH,
    "base": BASES,
}


def one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


N = rf"(?P<n>\d{{1,3}}|{one_of(NUMBERS)})"
SHORT = "|".join(word for word in WEEKDAYS if len(word) == 2 and word != "so")
LONG = one_of(word for word in WEEKDAYS if len(word) > 2)
# "So" is a small word too: a Sunday only with its dot or after "bis" and "am".
DAY_NAME = rf"(?P<weekday>{LONG}|(?:{SHORT})|(?<=bis )so|(?<=am )so|so(?=\.))\.?"
MONTH = rf"(?P<month>{one_of(MONTHS)})\.?"
YEAR = r"(?:,? (?P<year>20\d\d))?"
UNIT = r"(?P<unit>tage?n?|wochen?|monate?n?|jahre?n?)"
WHOLE_UNIT = r"(?P<unit>woche|monats?|quartals?|jahr|jahres)"
WHICH = rf"(?:(?P<which>{one_of([*NEXT, *THIS, *COMING])}) )?"
THAT = rf"(?P<which>{one_of([*NEXT, *THIS, *COMING])})"
CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:uhr|h)|\d{1,2}:\d\d|mittags?|feierabend|dienstschluss|eod"
    r"|ende des (?:arbeits)?tages)"
)
DAYTIME = r"(?:ganz )?(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)"
EDGE = rf"(?P<edge>{'|'.join(EDGES)})(?: (?:der|des|vom|von))? "
AFTER_BY = r"(?:(?<=bis )|(?<=am )|(?<=zum )|(?<=den )|(?<=dem )|(?<=spatestens ))"
EVERY = "jeden|jede|jedes|letzten|letzte|letztes|letzter|vorigen|vorige|vergangenen|vergangene"

# fmt: off
FORMS = forms((
    (Kind.ADVERB, rf"heute(?: {DAYTIME})?(?: noch)?|noch heute", counts.plus(0)),
    (Kind.ADVERB, rf"morgen(?: {DAYTIME})?(?: noch)?", counts.plus(1)),
    (Kind.ADVERB, rf"übermorgen(?: {DAYTIME})?", counts.plus(2)),
    (Kind.CLOCK, rf"(?:bis|vor|um) {CLOCK}|eod|feierabend", counts.plus(0)),
    (Kind.ADVERB, rf"(?P<base>{'|'.join(BASES)}) in {N} {UNIT}", counts.from_a_day),
    (Kind.ADVERB, rf"{DAY_NAME} in {N} {UNIT}", counts.from_a_day),
    (Kind.ADVERB, rf"(?:in|innerhalb von|innerhalb|binnen|nach) (?:den nächsten )?{N}"
     rf" (?:{UNIT}|(?P<hours>stunden?)|(?P<working>(?:arbeits|werk)tag(?:en|e)?))",
     counts.after_days),
    (Kind.ADVERB, r"in (?:anderthalb|eineinhalb) wochen", counts.plus(10)),
    (Kind.NAMED, rf"{WHICH}{DAY_NAME}(?: (?P<later>in einer woche))?", counts.on_a_weekday),
    (Kind.NAMED, rf"{WHICH}{DAY_NAME} oder (?:den )?nächsten", counts.this_or_next),
    (Kind.NAMED, rf"(?P<later>übernächsten) {DAY_NAME}", counts.on_a_weekday),
    (Kind.NAMED, rf"(?:in der )?{THAT} woche(?: am)? {DAY_NAME}", counts.of_a_week),
    (Kind.NAMED, rf"{DAY_NAME} (?:in der )?{THAT} woche", counts.of_a_week),
    (Kind.NAMED, rf"(?P<nth>{'|'.join(NTH)}) {DAY_NAME} (?:(?:des|im) )?(?:"
     rf"{WHICH}(?P<unit>monats?)|{MONTH})",
     counts.nth_of_a_month),
    (Kind.NAMED, rf"(?P<day>\d\d?)\. ?{MONTH}{YEAR}", counts.on_a_date),
    (Kind.WEAK, rf"{AFTER_BY}(?P<day>\d\d?)\.", counts.on_the_nth),
    (Kind.NAMED, r"(?P<y>20\d\d)(?P<between>[-/.])(?P<m>\d\d?)(?P=between)(?P<d>\d\d?)",
     counts.iso),
    (Kind.NAMED, r"(?P<one>\d\d?)(?P<between>[-/.]) ?(?P<other>\d\d?)(?P=between) ?"
     r"(?P<year>(?:20)?\d\d)", counts.in_figures),
    (Kind.WEAK, r"(?P<one>\d\d?)(?P<between>\.) ?(?P<other>\d\d?)\.", counts.in_figures),
    (Kind.WEAK, rf"{AFTER_BY}(?P<one>\d\d?)"
     r"(?P<between>[./])(?P<other>\d\d?)", counts.in_figures),
    (Kind.NAMED, rf"{EDGE}(?:{WHICH}{WHOLE_UNIT}|{MONTH})", counts.edge_of),
    (Kind.NAMED, r"(?P<unit>monats|quartals|jahres)ende", counts.edge_of),
    (Kind.NAMED, rf"(?:innerhalb|im laufe) {WHICH}(?:der )?(?P<unit>woche)", counts.edge_of),
    (Kind.NAMED, rf"(?:{EDGE})?(?:der )?kw ?(?P<week>\d\d?)", counts.calendar_week),
    (Kind.NAMED, rf"(?:noch )?{THAT} {WHOLE_UNIT}(?: noch)?", counts.stretch),
    (Kind.NAMED, r"übernächste[rn]? woche", counts.week_after_next),
    (Kind.NAMED, rf"(?:dem |am |das )?{WHICH}wochenende", counts.weekend),
    (Kind.BARE, rf"{MONTH}|q(?P<quarter>[1-4])", counts.stretch),
    (Kind.NAMED, r"(?P<edge>ende) q(?P<quarter>[1-4])", counts.edge_of),
    (Kind.NAMED, "nikolaus", counts.fixed(6, 12)),
    (Kind.NAMED, "weihnachten|heilig(?:abend|em abend)|den feiertagen", counts.fixed(24, 12)),
    (Kind.NAMED, "silvester", counts.fixed(31, 12)),
    (Kind.NAMED, "neujahr", counts.fixed(1, 1)),
    (Kind.NAMED, "karfreitag", counts.from_easter(-2)),
    (Kind.NAMED, "ostern", counts.from_easter(0)),
    (Kind.NAMED, "pfingsten", counts.from_easter(49)),
    (Kind.ADVERB, r"(?:vor)?gestern", counts.plus(-1)),
    (Kind.NO_DAY, rf"(?:{EVERY}) (?:{DAY_NAME}|woche|monat|quartal|jahr)",
     counts.plus(-1)),
))
# fmt: on
