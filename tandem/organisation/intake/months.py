"""The names of the months in the languages of exports, whole or shortened to three letters.

A short form that is no beginning of its name ("Mrz") stands beside the names.
"""

from __future__ import annotations

from functools import lru_cache

from tandem.organisation.intake.spelling import plain

SHORTEST = 3
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NAMES = (
    # English, German, French, Dutch, Spanish, Italian, Portuguese, Polish, Nordic, Czech
    "january januar janner janvier januari enero gennaio janeiro styczen stycznia leden ledna",
    "february februar feber fevrier februari febrero febbraio fevereiro luty lutego unor unora",
    "march marz maerz mrz mars maart mrt marzo marco marzec marca brezen brezna",
    "april avril abril aprile kwiecien kwietnia duben dubna",
    "may mai mei mayo maggio maio maj maja kveten kvetna",
    "june juni juin junio giugno junho czerwiec czerwca cerven cervna",
    "july juli juillet julio luglio julho lipiec lipca cervenec cervence",
    "august aout augustus agosto augusti sierpien sierpnia srpen srpna",
    "september septembre septiembre setiembre settembre setembro wrzesien wrzesnia zari",
    "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika rijen rijna",
    "november novembre noviembre novembro listopad listopada listopadu",
    "december dezember decembre diciembre dicembre dezembro grudzien grudnia desember prosinec"
    " prosince",
)


@lru_cache(maxsize=1 << 10)
def month_named(name: str) -> int | None:
    """The month that a name or its beginning means; None where it may mean two, or none.

    >>> month_named("Dez"), month_named("août"), month_named("jui"), month_named("IV")
    (12, 8, None, 4)
    >>> month_named("červen"), month_named("červenec"), month_named("červ")
    (6, 7, None)
    """
    if name in ROMAN:
        return ROMAN.index(name) + 1
    begun = plain(name)
    if len(begun) < SHORTEST:
        return None
    found = {number for number, names in enumerate(NAMES, 1) if begun in names.split()}
    found = found or {number for number, names in enumerate(NAMES, 1) if _among(begun, names)}
    return found.pop() if len(found) == 1 else None


def _among(begun: str, names: str) -> bool:
    return any(name.startswith(begun) for name in names.split())
