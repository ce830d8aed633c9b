"""How English names a day, from "today" to "a week on Friday".

Everyday forms are ours: weekdays and their short forms, today and tomorrow, "in two weeks", ends
of weeks and months, "the 15th", "3 Dec", "the third of December", 27/11, ISO. dateparser is asked
for the rest of the durations.

A slashed date without an order of its own (12/1) is read both ways; with dots (27.11.) the day
comes first, as wherever dots are written. What is not the day of a promise ("last Friday",
"every Monday") is named too, so that the Friday in it is left alone.
"""

from tandem.rooms.today.reading import counts
from tandem.rooms.today.reading.counts import NUMBERS, ORDINALS
from tandem.rooms.today.reading.day_forms import Kind, forms

N = rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})"
AND_MORE = r"(?! and (?:a |\w+ )?(?:half|days?|weeks?|months?)\b)"  # dateparser knows those
DAY_NAME = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?"
    r"|fri(?:day)?|sat(?:urday|(?! (?:with|on|in|down|at|through)\b))|sun(?:day)?)"
)
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WORDED = "|".join(reversed(ORDINALS)).replace("-", r"[\s-]")
NTH = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<ordinal>{WORDED}))"
YEAR = r"(?:,?\s+'?(?P<year>(?:20)\d\d|(?<=')\d\d))?"
UNIT = r"(?P<unit>day|week|fortnight|month|year)"
CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m|\d{1,2}:\d\d|noon|midday|lunch(?:time)?|eod|cob"
    r"|close of (?:business|play)|(?:the )?end of (?:the |my )?(?:working |business )?day)"
)
WHICH = r"(?:(?P<which>this|next|nxt|(?:the )?following|(?:the |this )?coming|the) )?"
SPAN = rf"(?:{WHICH}(?P<unit>week|month|quarter|year)|(?:the )?{MONTH}|q(?P<quarter>[1-4]))"
EDGE = r"(?:the )?(?P<edge>end|close|start|beginning|middle|mid)(?: of| in|-)? ?"
NTH_OF = "first|second|third|last|1st|2nd|3rd"
NOT_OURS = rf"{NTH_OF}|fourth|4th|past|previous|every|each|other|black|good|ash|shrove|holiday"

# fmt: off
FORMS = forms((
    (Kind.ADVERB, r"today|tonight|this (?:morning|afternoon|evening)", counts.plus(0)),
    (Kind.ADVERB, r"tomm?orr?ow|tmrw|tmr|tmw|2moro|2morrow", counts.plus(1)),
    (Kind.ADVERB, r"(?:the )?day after (?:tomm?orr?ow|tmrw)", counts.plus(2)),
    (Kind.CLOCK, rf"(?:by|before) {CLOCK}|eod|cob|end of (?:the |my )?day", counts.plus(0)),
    (Kind.ADVERB, rf"(?:{N} )?{UNIT}s? (?:from|after) (?P<base>today|now|tomorrow)",
     counts.from_a_day),
    (Kind.ADVERB, r"(?:a )?(?P<unit>week) (?P<base>today|tomorrow)", counts.from_a_day),
    (Kind.ADVERB, r"today (?P<unit>week)", counts.from_a_day),
    (Kind.ADVERB, rf"(?:{N} )?(?P<unit>week)s? (?:from|after|on) {DAY_NAME}", counts.from_a_day),
    (Kind.ADVERB, rf"(?:with)?in (?:the next |about |around )?{N} (?:{UNIT}|(?P<hours>hour|hr)"
     r"|(?P<working>(?:working|business) day|work ?day))(?:s'?|'s)?(?: time)?"
     + AND_MORE, counts.after_days),
    (Kind.NAMED, rf"{WHICH}{DAY_NAME}(?: (?P<later>week|after next))?", counts.on_a_weekday),
    (Kind.NAMED, rf"{DAY_NAME},? (?:of |in )?(?P<which>this|next|nxt|the following) week",
     counts.of_a_week),
    (Kind.NAMED, rf"(?:the )?(?P<nth>{NTH_OF}) {DAY_NAME} (?:of|in) (?:(?:(?:the|this)"
     rf"|(?P<which>next)) (?P<unit>month)|{MONTH})", counts.nth_of_a_month),
    (Kind.NAMED, rf"(?P<which>this|next|nxt|the following) week(?: on)? {DAY_NAME}",
     counts.of_a_week),
    (Kind.NAMED, rf"(?:the )?{NTH}(?: day)?(?: of)?[ .-]*{MONTH}{YEAR}", counts.on_a_date),
    (Kind.NAMED, rf"{MONTH}[ -]*(?:the )?{NTH}{YEAR}", counts.on_a_date),
    (Kind.WEAK, r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)", counts.on_the_nth),
    (Kind.NAMED, r"(?P<y>20\d\d)(?P<between>[-/.])(?P<m>\d\d?)(?P=between)(?P<d>\d\d?)",
     counts.iso),
    (Kind.NAMED, r"(?P<one>\d\d?)(?P<between>[-/.])(?P<other>\d\d?)(?P=between)"
     r"(?P<year>(?:20)?\d\d)", counts.in_figures),
    (Kind.WEAK, r"(?:(?<=by )|(?<=on )|(?!24/7))(?P<one>\d\d?)(?P<between>[-/])(?P<other>\d\d?)",
     counts.in_figures),
    (Kind.WEAK, r"(?P<one>\d\d?)(?P<between>\.) ?(?P<other>\d\d?)\.", counts.in_figures),
    (Kind.NAMED, EDGE + SPAN, counts.edge_of),
    (Kind.NAMED, r"eo(?P<unit>[wmqy])", counts.edge_of),
    (Kind.NAMED, r"within (?:the|this) (?P<unit>week|month|quarter|year)", counts.edge_of),
    (Kind.NAMED, r"(?P<unit>month|quarter|year)[ -]end", counts.edge_of),
    (Kind.NAMED, r"(?:some ?time |later )?(?P<which>this|next|nxt|the following|the coming) "
     r"(?P<unit>week|month|quarter|year)", counts.stretch),
    (Kind.NAMED, r"(?:the )?week after next", counts.week_after_next),
    (Kind.NAMED, rf"{WHICH}weekend", counts.weekend),
    (Kind.BARE, rf"{MONTH}|q(?P<quarter>[1-4])", counts.stretch),
    (Kind.NAMED, "christmas eve", counts.fixed(24, 12)),
    (Kind.NAMED, "christmas(?: day)?|xmas", counts.fixed(25, 12)),
    (Kind.NAMED, "new year'?s eve", counts.fixed(31, 12)),
    (Kind.NO_DAY, r"over (?:christmas|xmas|new year|easter)", counts.plus(-1)),
    (Kind.NO_DAY, rf"yesterday|(?:{NOT_OURS}) (?:{DAY_NAME}|week|month|quarter|year|weekend)",
     counts.plus(-1)),
))
# fmt: on
