"""Sixty things people type, written by somebody who had seen neither the file nor the code.

phrase | the domain meant | typo, where a finger slipped | another domain that is right as well

None of them stands in the file as a name or an alias; a test looks. When they were first tried, the
right row came first for 45; the rest told which everyday words and which rules were missing.
"""

from __future__ import annotations

from dataclasses import dataclass

TYPED = """
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


PHRASES = [phrase(line) for line in TYPED.strip().splitlines()]
NOT_FOUND: set[str] = set()
