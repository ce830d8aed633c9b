"""Lines that sum up others: of a whole table, and of each department below its people."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tandem.organisation.intake.headings import HEADINGS
from tandem.organisation.intake.spelling import plain, squeezed

# Of these somebody may be called as well, or an area: "Suma Rao", "Total Rewards".
MAYBE = frozenset(
    {
        *("total", "totals", "sum", "sums", "suma", "summa", "somma", "soma", "somme", "totale"),
        *("totalt", "gesamt", "totaal", "totalsum", "totalsumma", "i alt"),
    }
)
SURELY = frozenset(
    {
        *("grand total", "sub total", "sub totals", "subtotal", "subtotals", "total general"),
        *("summe", "insgesamt", "gesamtsumme", "gesamtergebnis", "endsumme", "teilsumme"),
        *("teilergebnis", "zwischensumme", "sous total", "ss total", "totaal generaal"),
        "eindtotaal",
        *("subtotaal", "totale generale", "totale complessivo", "total geral", "suma koncowa"),
        *("subtotale", "suma czesciowa", "razem", "ogołem", "łacznie", "hovedtotal"),
        *("sum i alt", "delsumma", "delsum", "slutsumma", "celkem", "soucet", "mezisoucet"),
        *("celkovy soucet", "spolu", "yhteensa", "valisumma", "kaikki yhteensa", "osszesen"),
        *(
            "gesamttotal",
            "totalsumme",
            "total rows",
            "total records",
            "totale record",
            "totale righe",
            "totale dipendenti",
        ),
        *("total de registros", "liczba rekordow", "razem pozycji", "antal rader", "antal poster"),
        *("anzahl datensatze", "nombre de lignes", "aantal records", "aantal rijen"),
    }
)
TOTALS = MAYBE | SURELY
BEGINNINGS = "|".join(
    (
        *("tot", "som", "sum", "sub", "sous", "razem", "gesamt", "insges", "endsum", "teil"),
        *("zwisch", "eindt", "og[oó]", "[lł][aą]cz", "hoved", "i alt", "delsum", "slut"),
        *("s/t", "ss[ -]", "celk", "sou[cč]", "mezi", "spolu", "yht", "v[aä]lis", "kaikki"),
        *("[oö]sszes", "grand"),
    )
)
"""A pattern, in any case: a cell with a word for sums has one of these in it."""
NUMBER = re.compile(r"[\d.,’'\s%]+")
TOTALS_SHARE = 2  # a row of totals fills at most one in two of its cells
COUNTED = re.compile(r"[1-9]\d{0,2}(?:[ .,’'\u00a0\u202f]?\d{3})*(\s*[^\W\d_]{1,15}\.?)?")
"""How many, perhaps with what is counted: "104", "18 poz.". Employee ids may look like the one."""
BESIDE_PEOPLE = re.compile(
    r"[€$£]|\b(?:eur|chf|usd|gbp)\b|^(?:masse salariale|lohnsumme|personalkosten|personalaufwand"
    r"|payroll costs?|salary costs?|labou?r costs?|personnel costs?|loonsom|loonkosten"
    r"|personeelskosten|masa salarial|costes? (?:de personal|salarial(?:es)?)|costo del personale"
    r"|costo del lavoro|monte salari)\b|^(?:total )?(?:ftes?|etp|vzä|vzae|årsværk|årsverk)"
    r"(?: total| gesamt| i alt)?\W*$"
    # hired in, and employed elsewhere
    r"|^(?:agency (?:workers|staff|temps)|temps|contractors|leiharbeit(?:er|nehmer)?|zeitarbeit"
    r"|intérim|intérimaires|uitzendkrachten|inhuur|ett|innleie|innleide?|inhyrd(?:a|personal)?"
    r"|vikarbureau|vikarer(?: fra bureau)?|somministrati|interinali|agencyjni|agenturní"
    r"|vuokratyö(?:voima|ntekijät)?)\W*(?:\(.*\))?\W*$"
    # told beside the table
    r"|\b(?:pour (?:info|information|mémoire)|for info(?:rmation)?|zur info(?:rmation)?"
    r"|nachrichtlich|ter info(?:rmatie)?|para información|per informazione|til (?:info|orientering)"
    r"|för kännedom)\b"
)
"""Of a line as it begins, in lower case."""
CHANGED = re.compile(
    r"(?:var(?:\.|iación|iazione|iation|iação)? ?(?:mes|mensile|mensual|mensuelle|mês)?|diff\.?"
    r"|differenz|delta|veränderung|endring|ændring|forandring|förändring|zmiana|změna|muutos"
    r"|mutatie|évolution|net change|change)\W*"
)
"""What changed since the month before, in lower case. A team may be called Delta: that it tells a
change is seen where some number is below nought."""
SUBTOTAL = re.compile(r"^\s*s/t\b", re.IGNORECASE)  # "S&T" is no sum
BELOW_NOUGHT = ("-", "−", "–")
POSTS = re.compile(
    r"(?:ftes?|etp|etc|vzä|vzae|vk|fte's|full[- ]time equivalents?|vollzeitäquivalente?"
    r"|équivalents? temps plein|jornadas (?:completas )?equivalentes|etaty|årsverk)\W*"
)
"""Of the measure a row is of, in lower case."""
MOST_WORDS = 3  # of a word for sums
FEWEST_CELLS = 5  # of a row of people; a row of counts may be as narrow as a line of totals
ID_HEADINGS = frozenset(map(squeezed, HEADINGS["employee id"].split("|")))


def says_total(text: str) -> bool:
    """Whether it says that something is summed up, and no more than that.

    >>> says_total("Gesamt 2026"), says_total("Total Rewards"), says_total("S/T")
    (True, False, True)
    """
    said = SUBTOTAL.sub("sous total", text[:60])
    words = " ".join(word for word in plain(said).split() if not word.isdigit())
    return words in TOTALS


def sums_up(filled: Sequence[str], width: int) -> bool:
    """A word for that, and then mostly nothing, or numbers. filled: cells that say something."""
    if not says_total(filled[0]):
        return False
    few = len(filled) * TOTALS_SHARE <= width
    return few or all(NUMBER.fullmatch(cell) for cell in filled[1:])


def is_of_no_people(filled: Sequence[str]) -> bool:
    """Whether a line below counts of people tells something else beside them: money, posts, who
    was hired in, or what changed.

    >>> is_of_no_people(["Masse salariale (k€)", "1 204", "1 198"])
    True
    >>> is_of_no_people(["ETT (puestas a disposición)", "13"]), is_of_no_people(["Var. mes", "-5"])
    (True, True)
    >>> is_of_no_people(["Stagiaires - pour info", "2", "1"])
    True
    >>> is_of_no_people(["Delta", "5", "4"])  # a team
    False
    >>> is_of_no_people(["Payroll", "12", "11"])  # a team
    False
    """
    name, *cells = filled[0].casefold(), *filled[1:]
    told = BESIDE_PEOPLE.search(name) is not None
    changed = CHANGED.fullmatch(name.strip()) and any(each[0] in BELOW_NOUGHT for each in cells)
    numbers = (each.lstrip("+-−–") for each in cells)
    return bool((told or changed) and cells) and all(map(NUMBER.fullmatch, numbers))


def is_of_posts(cells: Sequence[str], read: Collection[int]) -> bool:
    """Whether a row of counts says beside what is read of it that it counts posts, not people.

    >>> is_of_posts(["Sales", "FTE", "28.2"], {0, 2}), is_of_posts(["FTE", "28"], {0, 1})
    (True, False)
    """
    return any(
        at not in read and POSTS.fullmatch(cell.strip().casefold()) is not None
        for at, cell in enumerate(cells)
    )


def sums_up_a_part(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a line says of what it is the sum, and nothing else but how many.

    A row of a person says more: with an id, a day or an area it is none of these.

    >>> sums_up_a_part(["Razem 410 Magazyn", "", "", "", "104 poz."], [""] * 5)
    True
    >>> sums_up_a_part(["Suma Rao", "", "", "", ""], [""] * 5)
    False
    """
    filled = [(at, cell.strip()) for at, cell in enumerate(cells) if cell and not cell.isspace()]
    if len(cells) < FEWEST_CELLS or not 1 <= len(filled) <= 2:
        return False
    (_at, text), *others = filled
    part = part_summed(text)
    if part is None or _is_of_ids(others, header):
        return False
    counted = [COUNTED.fullmatch(cell) for _at, cell in others]
    if not all(counted):
        return False
    with_words = any(found and found[1] for found in counted)
    return part[0] or part[1][:1].isdigit() or with_words


def sums_up_a_list(filled: Sequence[str]) -> bool:
    """Whether a line without an area and a day says how many a list holds: no other cell is a word.

    >>> sums_up_a_list(["TOTAL LISTADO", "100"]), sums_up_a_list(["Total", "Resigned"])
    (True, False)
    """
    if not filled or not (says_total(filled[0]) or part_summed(filled[0])):
        return False
    return all(COUNTED.fullmatch(cell) or NUMBER.fullmatch(cell) for cell in filled[1:])


def part_summed(text: str) -> tuple[bool, str] | None:
    """Whether its first words are surely of sums, and what follows them; None without the two."""
    words = plain(SUBTOTAL.sub("sous total", text[:200])).split()
    for many in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        said = " ".join(words[:many])
        if said in TOTALS:
            return said in SURELY, " ".join(words[many:])
    return None


def _is_of_ids(others: Sequence[tuple[int, str]], header: Sequence[str]) -> bool:
    return any(at < len(header) and squeezed(header[at]) in ID_HEADINGS for at, _cell in others)
