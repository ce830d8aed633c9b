"""Four times sixty things people type, each list written before it was tried.

phrase | the domain meant | typo, where a finger slipped | another domain that is right as well

FIRST and SECOND were written by people who had seen neither the file nor the code. When they were
tried, the right row came first for 45 and 46; the rest told which everyday words and which rules
were missing, so that they prove nothing any more.

THIRD and FOURTH were written after those mends, by somebody who knew the file, nearer to speech.
THIRD found 37 when it was tried once, FOURTH 38. Turns of speech were then written with both in
sight, so that what they find now proves nothing either: decision 82 has what was tried unseen.
What is not found stays listed.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST = """
glassdoor rating terrible | attract
uni job fair stand | attract
linkdein posts about us | attract | typo
nobody applies for our jobs | attract |  | recruit
candidate no show | recruit
how do i post a vacancy | recruit
headhunter invoice | recruit
bakcground check results | recruit | typo
salary too low for the candidate can i go higher | recruit |  | reward
starter monday still no laptop | onboard
probaton ends next week | onboard | typo | perform
buddy | onboard
newbie login doesnt work | onboard
welcome pacl joiners | onboard | typo
excel course | develop
tuition fees masters degree | develop
english lesssons | develop | typo
can i get a mentor | develop
stuck here how do i move up | develop |  | leaders
PIP | perform
mid year chat form deadline | perform
apraisal unfair | perform | typo | fairness
targets 2026 when | perform
one of mine isnt pulling his weight | perform
raise | reward
overtime missing on my slary | reward | typo
bike leasing | reward
pension | reward
10 yr anniversery gift | reward | typo
home office 3x week ok? | engage
going prat time | engage | typo
pulse results out yet | engage
half my crew quitting | engage |  | leaving
she got another job can we keep her | engage |  | reward
9 box | leaders
boss retires who takes over | leaders |  | leaving
hipo lisst | leaders | typo
deputy if i get hit by bus | leaders
resigned what now | leaving
notice preiod | leaving | typo | fairness
refrence letter | leaving | typo
last day give back phone | leaving
prayer room | culture
pronouns in signature | culture
sexist jokes lunch | culture |  | fairness
womwn quota | culture | typo | leaders
org chart outdated | change
merging 2 units annoucement | change | typo
restucture rumours | change | typo
got a different boss since monday nobody told us | change
burnuot | wellbeing | typo
where do i send dr note | wellbeing
slipped on stairs | wellbeing
standing desk bad bakc | wellbeing | typo
bulying | fairness | typo
written warnign template | fairness | typo
side gig allowed? | fairness
FTE plan next year | planning |  | recruit
hirring freeze | planning | typo | recruit
do we have enough nurses 2030 | planning
"""
SECOND = """
the wording of our job ads | attract
why would anyone want to work here | attract
our company page on linkedin | attract
money for suggesting a friend for a vacansy | attract | typo
standing at the stall of the university careres fair | attract | typo
can I take on one more person | recruit
questions for the intervew | recruit | typo
who picks between the two final applicants | recruit
nobody replied to my applicaton | recruit | typo
writing a job description | recruit
offer letter still not sent | recruit
what happens on my first day | onboard
no laptop for the new starter | onboard
extending someone's probaton | onboard | typo
someone to show the newcomer around | onboard
I want to go on a course | develop
can somebody be my mentor | develop
paying for my certificate | develop
what do I need to learn to get to the next levle | develop | typo
where is my career going | develop
yearly apprasial | perform | typo
a guy on my team isn't pulling his weight | perform
my targets keep changing | perform
some bosses give everybody top raitngs | perform | typo
I never hear how I am doing | perform
asking for a raise | reward
salery bands | reward | typo
women earn less than men here | reward
saying thank you for good work | reward
my bonus looks wrong | reward
pension and dental | reward
staff surevy | engage | typo
we asked everyone's opinion and then nothing happend | engage | typo
my best engineer has an offer from elsewhere | engage
working from home on Fridays | engage
why do so many people quit | engage
who takes over if our boss goes | leaders
spotting the managers of tomorow | leaders | typo
no stand-in for the finance director | leaders
nine box meeting | leaders
handing in my notice | leaving
giving back my badge and labtop | leaving | typo
she retires in May and only she knows how it works | leaving
the talk with people on their last day | leaving
what we stand for as a compnay | culture | typo
more women in top jobs | culture
nobody dares to disagre in meetings | culture | typo
starting a group for LGBT staff | culture
merging two departmnets | change | typo
new org chart | change
telling my team about the reorganisation | change
burnt out and exhuasted | wellbeing | typo
calling in sick | wellbeing
too much overtme this month | wellbeing | typo
a desk for my bad back | wellbeing
someone slipped on the staris | wellbeing | typo
my manager is a bulley | fairness | typo
where can I complain about a colleague | fairness
how many people do we need next year | planning
too many layers of bosses | planning
"""
THIRD = """
nobody under thirty sends us a CV | attract
the photo on our jobs page is ten years old | attract
talking to pupils about our trade | attract
bad coments about us on the internet | attract | typo
shall we take Ana or Piotr | recruit
an applicant wants to know when he will hear from us | recruit
may I replace Tom who left | recruit
a trial shift before we emplyo her | recruit | typo
who greets the new ones on Monday | onboard
my email isnt set up yet | onboard
a plan for her first three monhts | onboard | typo
does he stay after the six months are over | onboard
I would like to learn Spanish | develop
time off for my final exmas | develop | typo
how do I become a senior | develop
money for a semniar | develop | typo
try a few weeks in another departement | develop | typo
boss never tells me if I do well | perform
he is always late with his reports | perform
form for the anual talk | perform | typo
what am I supposed to achieve this year | perform
my pay is short by 200 | reward
the new guy makes more than me | reward
who signs off a bouns | reward | typo
a car for visiting customers | reward
nobody says thanks around here | reward
how many days of holidya do I have left | engage | typo
the mood in our shift is awful | engage
results of the questionaire | engage | typo
can I do four days a week | engage
our cook got a better offer across the street | engage
who could run the branch after Maria | leaders
which of our young people could run a shop one day | leaders
names for the next head of sales | leaders
a list of our most talented poeple | leaders | typo
how long is my notcie | leaving | typo
a letter of recomendation from my employer | leaving | typo
he was fired what about his keys | leaving
write down how the machine works before Karl retires | leaving
he makes jokes about my accent | culture
can the door be opened from a wheelchiar | culture | typo
only men on the board | culture
our poster says respect but nobody lives it | culture
are they closing our site | change
we get a new computer sytem in June | change | typo
who will be my boss after the meregr | change | typo
what do I tell my people about the move | change
I cant sleep because of work | wellbeing
the doctor says no lifting for six weeks | wellbeing
cut my finger at the machien | wellbeing | typo
I have the flu | wellbeing
two of my people dont speak to each other | fairness
a colleage stole from the till | fairness | typo
he put his hand on my knee | fairness
can I tell someone without giving my name | fairness
I got a warning and it is worng | fairness | typo
enough drivers for Christmas | planning
ten people will be pensioners in three years | planning
what would one more shift cost us | planning
how large shuold a team be | planning | typo
"""
FOURTH = """
what do people in town think of us as a firm | attract
nice film about working at our hotel | attract
our stand at the job market in Lyon | attract
bring a mate to work here and get cash | attract
the adverticement for the receptionist | attract | typo
nobody told the candiate whether she got it | recruit | typo
may I give the job to my neighbour's son | recruit
can we get a third cleaner | recruit
what may I ask in a job interveiw | recruit | typo
how long does it take to fill a post | recruit
no desk and no chiar for the girl who starts tomorrow | onboard | typo
what should he be able to do after a month | onboard
somebody who explians everything to the newcomer | onboard | typo
the trial months end in March | onboard
can I take a class in bookeeping | develop | typo
somebody experienced who helps me get better | develop
nothing left to learn in this job | develop
who pays for my welding licence | develop
I want to try what the sales people do | develop
she makes too many mistakes at the cash desk | perform
how do I tell him that his work is poor | perform
nobody set me any aims for the year | perform
my gradding is lower than last year | perform | typo
raise after five years | reward
does the hotel next door pay better | reward
my extra hours are not on the pay slip | reward
flowers for twenty years with the firm | reward
same job but he gets more mony | reward | typo
the dentist insurance | reward
what came out of the big staff questionnarie | engage | typo
starting at ten so I can bring the kids to school | engage
everybody is grumpy since summer | engage
our best waitre wants to go to the competitor | engage | typo
can I have Monday off | engage
who will run the kitchen when the chef retires | leaders
which of the young ones could be a boss later | leaders
nobody could step in for the head of IT | leaders
meeting about who is redy for a bigger job | leaders | typo
I am leaving in Ocotber whom do I tell | leaving | typo
papers for somebody who was let go | leaving
his accont is still open though he left in May | leaving | typo
asking leavers why they go | leaving
do we live what is written in the lobby | culture
they laugh when she speaks with her accent | culture
a room for praying at lunch | culture
too few women among the foremen | culture
two branches become one | change
why do we have to work with the new programm | change | typo
nobody knows anything about the move to the new buidling | change | typo
what happens to my job when they buy us | change
my back hurts from liftign suitcases | wellbeing | typo
he looks worn out and cries at lunch | wellbeing
the ladder in the stock room is broekn | wellbeing | typo
home with fever since Tuesday | wellbeing
the cook grabs the waitreses | fairness | typo
my boss punishes me because I complianed | fairness | typo
is it legal to film us at work | fairness
money is missing and I suspect a colleague | fairness
how many waiters for the sumemr season | planning | typo
half of the drivers will be over sixty soon | planning
"""


@dataclass(frozen=True, slots=True)
class Phrase:
    words: str
    domain: str
    typo: bool
    other: str

    @property
    def right(self) -> set[str]:
        return {self.domain, self.other} - {""}


def phrase(line: str) -> Phrase:
    words, domain, typo, other = (part.strip() for part in f"{line} | |".split("|")[:4])
    return Phrase(words, domain, bool(typo), other)


LISTS = [
    [phrase(line) for line in typed.strip().splitlines()]
    for typed in (FIRST, SECOND, THIRD, FOURTH)
]
AT_LEAST = [60, 60, 54, 53]  # of sixty, in this order
PHRASES = [each for listed in LISTS for each in listed]
IN_THE_FILE = {"calling in sick", "the new guy makes more than me"}  # by chance, two of its words
NOT_FOUND = set(
    """
nobody under thirty sends us a CV
may I replace Tom who left
time off for my final exmas
try a few weeks in another departement
the new guy makes more than me
who signs off a bouns
what do people in town think of us as a firm
nice film about working at our hotel
bring a mate to work here and get cash
what may I ask in a job interveiw
no desk and no chiar for the girl who starts tomorrow
which of the young ones could be a boss later
nobody could step in for the head of IT
""".strip().splitlines()
)
