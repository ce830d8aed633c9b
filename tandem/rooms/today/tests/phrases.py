"""Everyday lines and what they should be read as: pictures for the tests of the quick line.

Typed by Mira Okafor on Tuesday 24 November 2026. `STRANGERS_LINES` were written before the code,
by somebody who saw neither code nor data; they are never changed to suit it. `OUR_LINES` are
our own; `NOT_READ_YET` stays listed until it is read as hoped.

Columns: line | direction | what | who | when. "A, B" and "1 Dec, 12 Jan": ask which; "either":
ask the direction; "-": nothing read, ask.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tandem.rooms.today.quick_line import Direction, Known

TUESDAY = date(2026, 11, 24)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PEOPLE = (
    "Priya Raman",
    "Sam Lindqvist",
    "Sam Okonkwo",
    "Helen Achterberg",
    "Eva Storm",
    "Ana Duarte",
    "Jonas Weir",
    "Łucja Nowak",
    "Kim Bakker",
)
PARTNER = "Ana Duarte"


def person(name: str, *, partner: bool = False) -> Known:
    first, _, last = name.partition(" ")
    return Known(UUID(int=sum(map(ord, name))), first, last, partner)


KNOWN = tuple(person(name, partner=name == PARTNER) for name in PEOPLE)

STRANGERS_LINES = """
tomorrow - send priya the updated org chart | promise | send the updated org chart | Priya Raman | 25 Nov
can you Sam L. send over the shift swaps by thurs pls | ask | send over the shift swaps | Sam Lindqvist | 26 Nov
ask sam for the rota changes before the weekend | ask | the rota changes | Sam Lindqvist, Sam Okonkwo | 27 Nov
I'll get back to Helen about the grievance on 3 Dec | promise | get back about the grievance | Helen Achterberg | 3 Dec
remind eva to sign off the training budget by end of month | ask | sign off the training budget | Eva Storm | 30 Nov
Ana's contract to legal by 4 dec | promise | get Ana's contract to legal | - | 4 Dec
12/12 Jonas needs the bonus list from me | promise | the bonus list | Jonas Weir | 12 Dec
sending Priya the exit interview notes next fri | promise | send the exit interview notes | Priya Raman | 27 Nov, 4 Dec
lucja to let me know which of the two candidates she wants, by monday | ask | let me know which of the two candidates she wants | Łucja Nowak | 30 Nov
pull the holiday carryover numbers together for Jonas in two weeks | promise | pull the holiday carryover numbers together | Jonas Weir | 8 Dec
need the absence figures off Kim by 12/1 | ask | the absence figures | Kim Bakker | 1 Dec, 12 Jan
told ms achterberg she'd have the salary bands by lunchtime thursday | promise | the salary bands | Helen Achterberg | 26 Nov
chase Kim for right to work docs | ask | right to work docs | Kim Bakker | -
Helen parental leave policy thurs | either | the parental leave policy | Helen Achterberg | 26 Nov
next Monday: return to work plan over to Sam Okonkwo | promise | send over the return to work plan | Sam Okonkwo | 30 Nov
remind me to call Eva about the apprentice thing tmrw | promise | call about the apprentice thing | Eva Storm | 25 Nov
could Jonas look over the job ad by weds | ask | look over the job ad | Jonas Weir | 25 Nov
got to give Sam the signed offer letter back by friday | promise | give the signed offer letter back | Sam Lindqvist, Sam Okonkwo | 27 Nov
waiting on Priya's comments on the handbook, she said end of next week | ask | comments on the handbook | Priya Raman | 4 Dec
by the 15th get ana to fill in her self assessment | ask | fill in her self assessment | Ana Duarte | 15 Dec
I owe kim an answer on the flexi hours request, day after tomorrow latest | promise | an answer on the flexi hours request | Kim Bakker | 26 Nov
forward Jonas's probation review to Helen today | promise | forward Jonas's probation review | Helen Achterberg | 24 Nov
Eva pls approve Lucja's overtime by 27/11 | ask | approve Łucja's overtime | Eva Storm | 27 Nov
let nowak know if she got the bike scheme, in 3 days | promise | let her know if she got the bike scheme | Łucja Nowak | 27 Nov
week from today at the latest ana has to have her relocation quote, I'm sorting it | promise | the relocation quote | Ana Duarte | 1 Dec
"""  # noqa: E501

OUR_LINES = """
send shortlist to Ana by Friday | promise | send shortlist | Ana Duarte | 27 Nov
by Friday send shortlist to Ana | promise | send shortlist | Ana Duarte | 27 Nov
send shortlist by Friday to Ana | promise | send shortlist | Ana Duarte | 27 Nov
drop Priya a line about the exit data tomorrow | promise | drop a line about the exit data | Priya Raman | 25 Nov
I've promised Ana a decision on the second hire by 10 December | promise | a decision on the second hire | Ana Duarte | 10 Dec
I told Ana I'd decide on the second hire by 10 December | promise | decide on the second hire | Ana Duarte | 10 Dec
by noon tomorrow: headcount sheet to Ana | promise | headcount sheet | Ana Duarte | 25 Nov
Ana wants the headcount sheet tomorrow morning | promise | the headcount sheet | Ana Duarte | 25 Nov
Helen asked me to send the list by Friday | promise | send the list | Helen Achterberg | 27 Nov
Helen should have the list by Friday | promise | the list | Helen Achterberg | 27 Nov
Priya's waiting for the notes, Friday | promise | the notes | Priya Raman | 27 Nov
hand over the night shift rota to Sam Okonkwo in a fortnight | promise | hand over the night shift rota | Sam Okonkwo | 8 Dec
on Friday I'll send Helen the list | promise | send the list | Helen Achterberg | 27 Nov
ok so I need to remember to send Helen the bonus answer by Friday | promise | send the bonus answer | Helen Achterberg | 27 Nov
don't forget to email Jonas the offer by Mon | promise | email the offer | Jonas Weir | 30 Nov
note to self: send Helen the list by Friday | promise | send the list | Helen Achterberg | 27 Nov
can I send Helen the list by Friday | promise | send the list | Helen Achterberg | 27 Nov
tell Kim the start date by Monday | promise | tell Kim the start date | Kim Bakker | 30 Nov
get Kim a laptop by Monday | promise | get a laptop | Kim Bakker | 30 Nov
make sure Kim gets a laptop by Monday | promise | make sure Kim gets a laptop | Kim Bakker | 30 Nov
call Eva tomorrow | promise | call Eva | Eva Storm | 25 Nov
thank Eva for the cover today | promise | thank Eva for the cover | Eva Storm | 24 Nov
share the salary bands with Helen by Friday | promise | share the salary bands with Helen | Helen Achterberg | 27 Nov
feedback to Jonas on his draft by Friday 27th | promise | feedback on his draft | Jonas Weir | 27 Nov
need to get back to Ms Nowak re parental leave on Wednesday | promise | get back re parental leave | Łucja Nowak | 25 Nov
draft the job ad for Jonas, due 4 December | promise | draft the job ad | Jonas Weir | 4 Dec
send Ana the Friday report by Monday | promise | send the Friday report | Ana Duarte | 30 Nov
send Helen the minutes of 3 Dec on Friday | promise | send the minutes of 3 Dec | Helen Achterberg | 27 Nov
forward the note from Kim to Helen by Friday | promise | forward the note from Kim | Helen Achterberg | 27 Nov
discuss the pay bands with Helen on Friday | promise | discuss the pay bands with Helen | Helen Achterberg | 27 Nov
Sam Okonkwo tells both leads by Thursday | ask | tells both leads | Sam Okonkwo | 26 Nov
Eva owes us the apprentice list by Thurs | ask | the apprentice list | Eva Storm | 26 Nov
hear back from Helen on the grievance by Friday | ask | hear back on the grievance | Helen Achterberg | 27 Nov
Pls can Kim send the pension letters by Fri 27th | ask | send the pension letters | Kim Bakker | 27 Nov
Kim's bringing the pension letters on Thursday | ask | bringing the pension letters | Kim Bakker | 26 Nov
we need Ana to confirm the headcount by the 30th | ask | confirm the headcount | Ana Duarte | 30 Nov
Helen will get back to me on the policy by Dec 4th | ask | get back to me on the policy | Helen Achterberg | 4 Dec
chase up the payroll answer from Kim by Wed | ask | the payroll answer | Kim Bakker | 25 Nov
i asked Priya to redo the org chart by monday | ask | redo the org chart | Priya Raman | 30 Nov
Priya said she will redo the org chart by monday | ask | redo the org chart | Priya Raman | 30 Nov
Jonas'll send the offer by Mon | ask | send the offer | Jonas Weir | 30 Nov
can you send me the list by Friday, Helen? | ask | send me the list | Helen Achterberg | 27 Nov
hey Eva, can you sign the training budget by Friday? thanks | ask | sign the training budget | Eva Storm | 27 Nov
would Eva mind signing the training budget by Friday | ask | signing the training budget | Eva Storm | 27 Nov
Kim: rota to me by Friday | ask | rota to me | Kim Bakker | 27 Nov
@kim send the figures by friday | ask | send the figures | Kim Bakker | 27 Nov
KIM TO SEND THE FIGURES BY FRIDAY | ask | SEND THE FIGURES | Kim Bakker | 27 Nov
ping Jonas for the list by Mon 30/11 | ask | the list | Jonas Weir | 30 Nov
remind me that Sam L owes me the rota by Friday | ask | the rota | Sam Lindqvist | 27 Nov
shortlist comments from ana by friday pls | ask | shortlist comments | Ana Duarte | 27 Nov
have Kim send the forms by Monday | ask | send the forms | Kim Bakker | 30 Nov
give Helen until Friday to answer | ask | answer | Helen Achterberg | 27 Nov
nowak lucja to send the forms by 3.12. | ask | send the forms | Łucja Nowak | 3 Dec
I'll ask Kim for the docs by Friday | either | the docs | Kim Bakker | 27 Nov
please send Helen the notes by Friday | either | send the notes | Helen Achterberg | 27 Nov
budget sign-off - Eva - Friday | either | budget sign-off | Eva Storm | 27 Nov
follow up with Kim on the docs on Friday | either | follow up on the docs | Kim Bakker | 27 Nov
list for Helen to sign by Friday | either | list to sign | Helen Achterberg | 27 Nov
Eva and Kim to send the rota by Friday | ask | send the rota | Eva Storm, Kim Bakker | 27 Nov
Ana to review, Jonas to approve the plan by Friday | ask | Ana to review, Jonas to approve the plan | Ana Duarte, Jonas Weir | 27 Nov
send the review for Jonas to Helen by Friday | promise | send the review for Jonas to Helen | Helen Achterberg, Jonas Weir | 27 Nov
send Kim the notes by the first Monday in December | promise | send the notes | Kim Bakker | 7 Dec
send Kim the notes by Thursday or Friday | promise | send the notes | Kim Bakker | 26 Nov, 27 Nov
send Kim the notes by Fri 28 Nov | promise | send the notes | Kim Bakker | 27 Nov, 28 Nov
survey results -> Helen tomorrow | promise | survey results | Helen Achterberg | 25 Nov
going to send helen the survey results monday morning | promise | send the survey results | Helen Achterberg | 30 Nov
told jonas id answer on flexi by fri | promise | answer on flexi | Jonas Weir | 27 Nov
remind myself to thank eva on monday | promise | thank eva | Eva Storm | 30 Nov
kim to confirm pay run on 27/11 by tomorrow | ask | confirm pay run on 27/11 | Kim Bakker | 25 Nov
meet jonas + ana thurs to go over pay | promise | meet jonas + ana to go over pay | Ana Duarte, Jonas Weir | 26 Nov
send Ana the Friday report | promise | send the Friday report | Ana Duarte | -
send Sam O the rota for next week | promise | send the rota for next week | Sam Okonkwo | -
move the Monday meeting with Helen to Thursday | promise | move the Monday meeting with Helen to Thursday | Helen Achterberg | -
waiting for shortlist comments from ana since monday | ask | shortlist comments since monday | Ana Duarte | -
send me the rota by Friday | ask | send me the rota | - | 27 Nov
update the org chart by Friday | reminder | update the org chart | - | 27 Nov
book a room for the town hall by Friday | reminder | book a room for the town hall | - | 27 Nov
I need to renew my badge by Friday | reminder | renew my badge | - | 27 Nov
Thurs: clear the old candidates from the tracker | reminder | clear the old candidates from the tracker | - | 26 Nov
nudge the landlord about the heating tomorrow | reminder | nudge the landlord about the heating | - | 25 Nov
ask the union for their comments by Friday | ask | ask the union for their comments | - | 27 Nov
share the survey results by Friday | either | share the survey results | - | 27 Nov
review Jonas's draft by Friday, told him so | promise | review Jonas's draft | Jonas Weir | 27 Nov
I'll prepare Kim's warning letter by Friday | promise | prepare Kim's warning letter | - | 27 Nov
don't call Helen before Monday | reminder | don't call Helen before Monday | Helen Achterberg | -
remind me to chase Kim for the forms on Monday | reminder | chase Kim for the forms | Kim Bakker | 30 Nov
we need to draft the job ad by Friday | promise | draft the job ad | - | 27 Nov
let the team know by Friday | either | let the team know | - | 27 Nov
pay the invoice by Friday, thanks | either | pay the invoice | - | 27 Nov
hi, update the org chart by Friday | promise | update the org chart | - | 27 Nov
gather feedback from Jonas by Friday | ask | feedback | Jonas Weir | 27 Nov
check her contract by Friday | promise | check her contract | - | 27 Nov
Helen Friday | either | - | Helen Achterberg | 27 Nov
by Friday | either | - | - | 27 Nov
Ana? | either | - | Ana Duarte | -
"""  # noqa: E501

# What we hope for; today the reading asks for at least the part named last, and says nothing wrong.
NOT_READ_YET = """
reply to Helen's email by Friday | promise | reply to Helen's email | Helen Achterberg | 27 Nov | who
need Kim's absence figures by Friday | ask | Kim's absence figures | Kim Bakker | 27 Nov | who
get Priya's sign-off by Friday | ask | sign-off | Priya Raman | 27 Nov | who
Helen's to review the policy by Friday | ask | review the policy | Helen Achterberg | 27 Nov | who
would be good if Eva could sign the budget by Friday | ask | sign the budget | Eva Storm | 27 Nov | who
could you let Eva know about the freeze by tomorrow | promise | let Eva know about the freeze | Eva Storm | 25 Nov | who
book Jonas a place on the course by 2 Dec | promise | book a place on the course | Jonas Weir | 2 Dec | who
introduce Jonas to Helen by Friday | promise | introduce Jonas | Helen Achterberg | 27 Nov | who
Kim hasn't sent the payroll answer, need it by Friday | ask | the payroll answer | Kim Bakker | 27 Nov | direction
send them Kim's rota by Friday | promise | send Kim's rota | - | 27 Nov | who
12/12/2026 bonus list to Jonas | promise | bonus list | Jonas Weir | 12 Dec | when
send Jonas the offer in a month and a half | promise | send the offer | Jonas Weir | 8 Jan | when
send Jonas the offer in the first week of December | promise | send the offer | Jonas Weir | 4 Dec | when
set up a call with Jonas for Friday | promise | set up a call with Jonas | Jonas Weir | 27 Nov | when
"""  # noqa: E501


@dataclass(frozen=True, slots=True)
class Expected:
    """One row: what the line should be read as."""

    line: str
    directions: tuple[Direction, ...]
    what: str
    who: tuple[str, ...]
    when: tuple[date, ...]
    still_asks: str = ""


def rows(table: str) -> list[Expected]:
    return [row(*map(str.strip, line.split(" | "))) for line in table.strip().splitlines()]


def row(
    line: str, direction: str, what: str, who: str, when: str, still_asks: str = ""
) -> Expected:
    either = (Direction.PROMISE, Direction.ASK)
    directions = either if direction == "either" else (Direction(direction),)
    names = () if who == "-" else tuple(who.split(", "))
    days = () if when == "-" else tuple(map(day, when.split(", ")))
    return Expected(line, directions, "" if what == "-" else what, names, days, still_asks)


def day(words: str) -> date:
    """ "4 Dec" as the first such day from that Tuesday on."""
    number, month = words.split()
    this_year = date(TUESDAY.year, MONTHS.index(month) + 1, int(number))
    return this_year if this_year >= TUESDAY else this_year.replace(year=TUESDAY.year + 1)
