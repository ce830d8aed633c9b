"""How German says by when: the words around the day of a promise."""

import re

from tandem.rooms.today.reading.german.days import CLOCK, DAYTIME
from tandem.rooms.today.reading.language import DueWords
from tandem.rooms.today.reading.text import NAMED, spelt

TIME = rf"(?:{CLOCK}|{DAYTIME})"
DUE = "bis spätestens|spätestens bis|spätestens|bis|fällig|deadline|frist|stichtag"
ON = "am|zum|dem|den|der"


def pattern(said: str) -> re.Pattern[str]:
    return re.compile(spelt(said))


CLAUSE = pattern(r"(?<!\w)(?:ob|dass|sobald|wenn|falls|weil|wann) [^,;.]*$")
DUE_WORDS = DueWords(
    before_it=pattern(
        r"(?:(?<!\w)(?:kommt|ist fällig|fällig) )?"
        rf"(?:(?<!\w)(?:(?P<due>(?:{DUE}|(?P<eve>vor))(?: (?:{ON}|zu))*)"
        r"|(?P<lead>am|den|in der|im|an|(?P<for>für|auf)(?: den| das| die)?)):? )?"
        rf"(?P<time>(?<!\w)(?:um )?{TIME}(?: am|,)? )?$"
    ),
    after_it=pattern(
        rf"(?P<time>,? (?:bis |um |gegen )?{TIME}(?!\w))?"
        r"(?P<latest>,? (?:spätestens|oder früher)(?!\w))?"
    ),
    not_its_day=pattern(
        r"(?<!\w)(?:vom|von|ab|seit|nach|über|wegen|zum thema|zwischen|gegen|um|des|der|dieses"
        r"|ein|eine|einen|seite|teil|phase|runde"
        r"|version|punkt|schritt|raum|schicht|stock|nummer|nr) $"
    ),
    for_its_day=pattern(rf"(?:^|(?<!\w)an {NAMED}+|(?<!\w)(?:fertig|bereit|erledigt)) *$"),
    # A weekday is part of a thing only within one word: the Freitagsrunde.
    stands_free=re.compile(""),
    set_apart=re.compile(r"\s*(?:$|[-–—,;:.!?()|])"),
    link=pattern(r" ?(?:/|-|–|,|&|oder|bzw\.?|und)? ?(?:den |am |bis )?"),
    beside=pattern(r",? ?\(?(?:den |dem |der )?"),
    clause=CLAUSE,
    denied=pattern(r"(?<!\w)nicht $"),
)
