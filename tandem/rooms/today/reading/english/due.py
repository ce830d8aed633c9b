"""How English says by when: the words around the day of a promise."""

import re

from tandem.rooms.today.reading.english.days import CLOCK, DAY_NAME
from tandem.rooms.today.reading.english.words import ADVERBS, FUNCTION, MIXED, PURE
from tandem.rooms.today.reading.language import DueWords
from tandem.rooms.today.reading.text import NAMED, WHOSE, any_of

TIME = rf"(?:{CLOCK}|(?:early |late |first thing )?(?:morning|afternoon|evening)|first thing|night)"
# "The team lunch Thursday" is a meal, "by lunch Thursday" a time.
NO_MEAL = "(?:(?<=by )|(?<=before )|(?<=at )|(?<=around )|(?!lunch[ ,]))"
DUE = "by|(?P<eve>before)|until|till|til|due|due on|due by|latest|latest by|at the latest by"
DUE += "|deadline|within|deadline is|no later than|not later than|on or before"
BEFORE_IT = re.compile(
    r"(?:(?<!\w)(?:he|she|they)(?: said|'s saying| says| promised),? )?"
    rf"(?:(?<!\w)(?:(?P<due>{DUE})|(?P<lead>on|at|over|(?P<for>for))):? )?"
    rf"(?P<time>(?<!\w)(?:at |by |around )?{NO_MEAL}{TIME}(?: on| of|,)? )?$"
)
AFTER_IT = re.compile(
    rf"(?P<time>,? (?:at |by |around )?{TIME}(?!\w))?"
    r"(?P<latest>,? (?:(?:at )?(?:the )?latest|or (?:sooner|earlier|before))(?!\w))?"
    rf"(?: instead of {DAY_NAME}(?!\w))?"
)
NOT_ITS_DAY = re.compile(
    r"(?<!\w)(?:from|since|after|to|of|about|regarding|re|dated|than|following|concerning|between"
    r"|through|starting|except|as of|against|during|around|a|an|my|our|your|his|her|their) $"
)
# "Page 3/12" is a page, "the page by Friday" one that is due.
NUMBERED = re.compile(
    r"(?<!\w)(?:slide|page|part|phase|round|version|option|item|step|section|room|shift|floor"
    r"|number) $"
)
# "Done for Friday", "to Ana for Friday" are due then; "the rota for Friday" is not.
FOR_ITS_DAY = re.compile(
    rf"(?:^|(?<!\w)to {NAMED}+|(?<!\w)(?:done|ready|finished|sorted|back|over|it|this)) *$"
)
# "Don't send it before Friday": what is not done is not done by then.
DENIED = re.compile(
    r"(?<!\w)(?:don'?t|do not|won'?t|will not|can'?t|cannot|never)(?! (?:forget|wait)(?!\w))(?!\w)"
    r"[^,;.:]*$"
)
# A day stands free when what follows could not be the thing it describes.
GOES_ON = f"{any_of(FUNCTION, PURE, ADVERBS)}"
STANDS_FREE = re.compile(
    rf"\s*(?:$|[-–—,;:.!?()|/&+]|{NAMED}|{WHOSE}|(?!off\b|of\b|done\b)(?:{GOES_ON})(?!\w)"
    rf"|(?:{any_of(MIXED)}) (?:{NAMED}|{WHOSE}|(?:the|a|an|my|our|with|up|back|all)\b))"
)
SET_APART = re.compile(r"\s*(?:$|[-–—,;:.!?()|])")
LINK = re.compile(r" ?(?:/|-|–|,|&|or|and|to)? ?(?:the )?")
BESIDE = re.compile(r",? ?\(?(?:the )?")
DUE_WORDS = DueWords(
    before_it=BEFORE_IT,
    after_it=AFTER_IT,
    not_its_day=NOT_ITS_DAY,
    for_its_day=FOR_ITS_DAY,
    denied=DENIED,
    numbered=NUMBERED,
    stands_free=STANDS_FREE,
    set_apart=SET_APART,
    link=LINK,
    beside=BESIDE,
    the="the ",
)
