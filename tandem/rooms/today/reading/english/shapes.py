"""How English asks and promises: one table of sentence shapes, tried from top to bottom."""

import re

from tandem.rooms.today.reading.english.words import (
    ADVERBS,
    ANY_FUNCTION,
    ATTEND,
    DELIVER,
    DO,
    DOES,
    DOING,
    FUNCTION,
    HAND,
    MIXED,
    PRESS,
    PURE,
    REACH,
    VERBS,
)
from tandem.rooms.today.reading.language import Grammar
from tandem.rooms.today.reading.sentence import ASK, EITHER, PROMISE, Sentences
from tandem.rooms.today.reading.text import NAMED, WHOSE, any_of

# Words that speak to somebody, or of somebody whose name stands elsewhere.
SPOKEN_OF = (
    r"(?<!\w)(?:(?<!thank\s)you|your|we|us|me|he|him|his|she|her|they|them|their"
    r"|hi|hey|hello|dear|(?:can|could|shall) i)(?!\w)|\?"
)
SENTENCES = Sentences(
    {
        "NAMED": NAMED,
        "ARTICLE": "the|a|an|my|our",
        "ANYBODY": f"{NAMED}|{WHOSE}|{SPOKEN_OF}",
        "IT": r"(?:(?:i|we) |(?:i|we)'(?:m|re|ve) )?(?:am |are |have )?(?:still |really |just )?",
        "THEY": r"(?:that )?(?:he|she|they)(?:'d|'ll| would| will| could| can| was going to)",
        "MUST": "has to|have to|must|needs to|should|ought to|is to|is going to|will|'ll"
        "|has got to",
        "PLEASE": "please|pls|plz|kindly|possibly|maybe",
        "PRESS": "ask|asking|asked|remind|reminding|reminded|chase up|chasing up|chase|chasing"
        "|chased|nudge|nudging|nudged|prod|push|press|poke|hassle|prompt|beg|task|request",
        "WAIT": "waiting on|waiting for|wait for|await|awaiting|expect|expecting|missing",
        "WANT": "need|want|require|waiting on|waiting for|await|awaiting|expect|expecting|missing",
        "FETCH": "need|want|require|waiting on|waiting for|await|awaiting|expect|expecting|missing"
        "|get|getting|collect|collecting|gather|gathering|fetch|pick up|obtain|request|requesting"
        "|chase up|chase|chasing",
        "DELIVER": any_of(DELIVER),
        "REACH": any_of(REACH),
        "ATTEND": any_of(ATTEND),
        "PURE": any_of(PURE),
        "VERBS": any_of(VERBS),
        "DOING": any_of(DOING),
        "FUNCTION": any_of(FUNCTION),
        "ADVERBS": any_of(ADVERBS),
        "DOES": any_of(DOES),
        "DO": any_of(DO),
    },
    joins="and|or",
)
GROUP = SENTENCES.group
shape = SENTENCES.shape

# fmt: off
SHAPES = (
    # They wait for something of mine.
    shape("WHO <(?:MUST) (?:have|receive)>", PROMISE, alone=True),
    shape("<can|could|may|should> WHO <have|receive>", PROMISE, alone=True),
    shape("WHO <(?:needs|wants|requires|expects|gets)(?! to)>", PROMISE, alone=True),
    shape("WHO <is (?:waiting (?:for|on)|expecting|after|asking for|owed|due|getting)>", PROMISE,
          alone=True),
    shape("WHO <(?:has )?(?:asked for|asked me for|requested)|would like(?! to)>", PROMISE,
          alone=True),
    shape("WHO <(?:has asked|asked|wants|needs|would like|expects) me to>", PROMISE),
    shape("WHOSE <waiting (?:for|on)|expecting|asking for>", PROMISE),
    # They said they would, or they should.
    shape("WHO <[:–—-]? *(?:can|could|would|will) you> <PLEASE>? <mind>?", ASK),
    shape("WHO <(?:still )?owes> <me|us>?", ASK, alone=True),
    shape("WHO <(?:has )?(?:promised|agreed|offered)> <me|us>? <to|THEY>?", ASK),
    shape("WHO <says|said|told me|told us> <THEY>", ASK),
    shape("WHO <MUST> (?:know|hear)(?!\\w)", PROMISE),
    shape("WHO <to> get(?! (?:back|me|us)(?!\\w))", EITHER),
    shape("WHO <MUST> get(?! (?:back|me|us)(?!\\w))", EITHER),
    shape("WHO <MUST|can(?!'t)|could|may|might>", ASK),
    shape("WHO <(?:wants|would like|hopes) to>", EITHER),
    shape("WHO <to(?! (?:the|a|an|my|our|me|us|NAMED)(?!\\w))>", ASK),
    shape("WHO <PLEASE>", ASK),
    shape("WHO (?:is |are )?(?:DOING)(?!\\w)", ASK),
    shape("WHO (?:DOES)(?!\\w)", ASK),
    shape("WHO (?:DO)(?!\\w)", ASK),
    shape("WHOSE <(?:going|supposed|meant|due) to>", ASK),
    shape("WHOSE (?:DOING)(?!\\w)", ASK),
    # I ask, remind, wait.
    shape("<IT(?:PRESS)> WHO <(?:if|whether) (?:he|she|they) (?:can|could|would|will)>", ASK),
    shape("<(?:someone|somebody) MUST> … , <(?:maybe )?ask> WHO \\W*$", ASK),
    shape("<IT(?:PRESS)> WHO <up>? <for|to>?", ASK),
    shape("<IT(?:chase|chasing|chase up|chasing up|WAIT)> WHOSE", ASK),
    shape("<IT(?:WAIT)> WHO <for|to>?", ASK),
    shape("IT(?:follow|following) up <with> WHO", EITHER),
    shape("<IT(?:get|getting|have|having|want|need|tell|told|allow)|(?:i'd|would) like> WHO <to>",
          ASK),
    shape("<give> WHO <to>", ASK),  # "give Helen until Friday to answer"
    shape("<have|make> WHO (?:VERBS)(?!\\w)", ASK),
    shape("(?:make sure|ensure|see to it|see) (?:that )?WHO (?:gets|has|receives|knows|sees)",
          PROMISE, keeps=True),
    shape("<make sure|ensure|see to it> <that>? WHO", ASK),
    shape("<can|could|would|will> <you>? WHO get(?! (?:back|me|us)(?!\\w))", EITHER),
    shape("<can|could|would|will> <you>? WHO <PLEASE>? <mind|be able to>?", ASK),
    shape("<(?:can|could|would|will) you> <PLEASE>? … , WHO \\W*$", ASK),
    shape("<(?:can|could|would|will) you(?! remind me)> <PLEASE>?", ASK),
    shape("(?:can|could|would|will) (?!(?:i|we|VERBS)(?!\\w))\\w+", ASK),
    shape("<IT(?:FETCH)(?! to(?!\\w))> … <from|off|off of> WHO", ASK, alone=True),
    shape("IT(?:hear|hear back|find out) <from> WHO", ASK),
    # I owe, I told them they would have it.
    shape("<IT(?:owe|owing)> WHO", PROMISE, alone=True),
    shape("<IT(?:told|assured|promised)> WHO <THEY (?:have|get|receive|see)>", PROMISE),
    shape("<IT(?:told|assured|promised)> WHO <(?:that )?(?:i|we)(?:'?d|'ll| would| will)>",
          PROMISE),
    shape("<IT(?:promised|promise)> WHO <to>?", PROMISE),
    shape("WHO <[:–—-] *IT(?:promised|offered|owe) (?:her|him|them)> <to>?", PROMISE),
    shape("<did (?:i|we) (?:promise|offer|owe)> WHO <to>?", EITHER),
    shape("<IT(?:offer|offering|offered)> WHO <to(?! (?:the|a|an|my|our|NAMED)(?!\\w))>", PROMISE),
    shape("<IT(?:offered)> WHO", PROMISE, alone=True),
    shape("<offer> WHO (?:help|support|advice|feedback)(?!\\w)", PROMISE, alone=True),
    # I hand them something, or do something with them.
    shape("introduce WHO to (?:the|a|an|my|our|his|her|their)(?!\\w)", PROMISE, alone=True),
    shape("find WHO (?:the|a|an|some)(?!\\w)", PROMISE, alone=True),
    shape("let WHO know", PROMISE, keeps=True),
    shape("(?:tell|telling) WHO", PROMISE, keeps=True, alone=True),
    shape("<REACH> WHO <for(?! an? )>", ASK),
    shape("(?:DELIVER|DOING|pay)(?: (?:back|over|up|out|in))? WHO", PROMISE, alone=True),
    shape("(?:ATTEND)(?:ing)?(?: up)? WHO", PROMISE, keeps=True, alone=True),
    # They hand me something.
    shape("(?:DELIVER|let) (?:me|us)(?!\\w) … , WHO \\W*$", ASK),
    shape("(?:DELIVER|let) (?:me|us)(?!\\w)(?! (?:PURE)(?!\\w))", ASK),
    # I want something of somebody who is not named, or for somebody.
    shape("<IT(?:WANT)(?! to(?!\\w))> … <for|to> WHO", EITHER, alone=True),
    shape("<IT(?:WANT)(?! to(?!\\w))>", ASK),
    # "Chase the payroll provider": an outsider, whom nobody here is asked for.
    shape("IT(?:PRESS)(?!\\w)(?! (?:me|myself)(?!\\w))"
          "(?! (?:up )?(?:ARTICLE)(?!\\w)(?!.*(?:ANYBODY)))", ASK),
    shape("(?:get|have|tell|told) (?!back|ready|it)\\w+ to (?:VERBS)(?!\\w)", ASK),
)
# Somebody does something who is nobody known, so whoever else is named is not the one.
SOMEBODY_ELSE = (
    shape("(?!(?:VERBS)(?!\\w))\\w+(?: \\w+)? to (?:PURE)(?!\\w)", EITHER),
    shape("(?!(?:VERBS)(?!\\w))\\w+(?: \\w+)? (?:MUST|can|could) (?:VERBS|be|have)(?!\\w)", EITHER),
    shape("(?!(?:VERBS)(?!\\w))\\w+ (?:DOES|promised|agreed|owes)(?!\\w)", EITHER),
    shape("(?:DELIVER|ATTEND|DOING) (?!(?:FUNCTION|ADVERBS)(?!\\w))\\w+"
          " (?:the|a|an|my|our|his|her)(?!\\w)", PROMISE),
    shape("… (?<!\\w)to (?!(?:VERBS|FUNCTION|ADVERBS)(?!\\w))\\w+ … (?<!\\w)(?:for|with) NAMED",
          PROMISE),
)
# fmt: on

COURTESY = re.compile(
    r"(?:hi|hey|hello|ok|okay|so|also|and|then|fyi|dear|(?P<please>please|pls|plz|kindly))(?!\w)"
)
# Notes to oneself, and words by which the typist takes it on.
REMIND = re.compile(
    r"(?:(?:can|could) you )?(?:remind me|remind myself|forgot|(?:don'?t|do not) forget"
    r"|(?:must )?remember|note to self|reminder|to ?do)(?!\w)(?: +to| +about| +that)?(?!\w)"
)
NOTE = re.compile(
    r"(?:(?:i|we)(?: |'ve |'m |'re | am | are | have )?)?(?:still )?(?:need|have|got|ought|want"
    r"|try|trying|aim|aiming|plan|planning|hope|hoping|mean|supposed|meant|due) to(?!\w)"
    r"|gotta(?!\w)|(?:(?:i|we) )?(?:must|should)(?!\w)|(?:can|could|shall) (?:i|we)(?!\w)"
)
NOT = "won't|wont|can't|cant|cannot|couldn't|will not|can not|am not"
TAKEN_ON = re.compile(
    r"(?:i|we)(?:'ll|'d| will| shall| would| can)(?!\w|'t)(?! not(?!\w))(?: be(?!\w))?"
    rf"|ill (?=(?:be|have|{any_of(VERBS)})(?!\w))"
    r"|(?:i|we)(?:'m| am|'re| are)(?: going to| gonna| happy to| glad to)?(?!\w)"
    r"|(?:i|we)(?:'ve| have)? (?:promised?|agreed|offered) to(?!\w)"
    r"|(?:i|we)(?:'ve)? said (?:that )?(?:i|we)(?:'d|'ll| would| will)(?!\w)"
    r"|(?:happy|going|about) to(?!\w)|let me(?! know)(?!\w)|will(?! not)(?!\w)"
    rf"|(?:i|we)(?!['\w])(?! (?:{NOT})(?!\w))"
)
TAILS = re.compile(
    r"(?<!\w)(?:(?P<please>please|pls|plz|thanks|thank you|thx|cheers)|asap"
    r"|if (?:at all )?possible|if you can|(?P<told>(?:i )?told (?:her|him|them) so)"
    r"|(?P<mine>(?:and |but )?(?:i'm|i am|i'll be) (?:sorting|doing|on|handling|getting|writing"
    r"|dealing with|taking care of) (?:it|this|that)"
    r"|(?:and )?i'll (?:do|sort|handle) (?:it|this|that)|i (?:said i would|promised)"
    r"|(?:from|off) me))(?=[\s.!?]*$)"
)
MINE = re.compile(r"(?<!\w)(?:from|off) me(?!\w)")
TO_ME = re.compile(r"(?<!\w)(?:to|for) (?:me|us)(?!\w)")
RECEIVING = re.compile(
    rf"(?<!\w)(?<!according )(?<!thanks )(?<!up )(?<!next )(?:(?P<how>(?:over )?to|for|[-=]>|→)"
    rf"|(?P<beside>with)) +{GROUP}(?P<does> to (?:{any_of(VERBS)})(?!\w))?"
)
GIVING = re.compile(rf"(?<!\w)(?P<how>from|off|off of) +{GROUP}")
ANOTHER_TURN = re.compile(
    rf"(?:[,;&]|(?<!\w)and(?!\w)) *{GROUP} +"
    rf"(?:to|{SENTENCES.lists['MUST']}|{SENTENCES.lists['PLEASE']}|can|could)(?!\w)"
)
OBJECT = re.compile(rf"(?:{any_of(VERBS)}) +{GROUP}")
FIRST = re.compile(GROUP)
LAST = re.compile(rf"(?:^|[-–—,;:(|]|(?P<word>(?<!\w)\w+)) *{GROUP}\W*$")
# "Get Priya's sign-off" may be Priya's to do.
BEGINS_TO_DO = re.compile(
    rf"(?!get {WHOSE})(?:(?:{any_of(PURE, DOING)}|show|lend|fetch|buy)(?!\w)|(?:{any_of(VERBS)})"
    rf" (?:the|a|an|my|our|his|her|their|this|these|all|both|up|out|back|{WHOSE}|{NAMED}))"
)
FOR_SOMEBODY = re.compile(rf"(?<!\w)(?:to|for) (?!(?:{any_of(VERBS)})(?!\w))\w+")
# "Helen and Bob", "Helen and the team": not Helen alone.
NOT_ALONE = re.compile(
    rf" *(?:and|or|&|/|\+) +(?!(?:{any_of(VERBS)}|i|we|he|she|they|it|then|also|if|to|for|please"
    r"|pls|i'll|i'm)(?!\w))\w"
)
BASE = any_of(PURE, MIXED, DELIVER, ATTEND, PRESS)
DEED = re.compile(
    rf"(?:{any_of(PURE)})(?!\w)"
    rf"|(?:{BASE}) (?:the|a|an|my|our|this|these|all|both|up|out|back)(?!\w)"
)
HANDS = re.compile(rf"(?:{any_of(HAND)})(?!\w)")
SOMEBODY = re.compile(SPOKEN_OF)
TO_ASK = re.compile(rf"(?:to +)?(?:{any_of(PRESS)})(?!\w)")
DONT = re.compile(r"(?:don'?t|do not|never)(?! (?:forget|worry|mind)(?!\w))(?!\w)")
ONLY_ME = re.compile(r"(?<!\w)(?:just|only) for (?:me|myself)(?!\w)")
GRAMMAR = Grammar(
    shapes=SHAPES,
    somebody_else=SOMEBODY_ELSE,
    courtesy=COURTESY,
    remind=REMIND,
    note=NOTE,
    taken_on=TAKEN_ON,
    tails=TAILS,
    only_me=ONLY_ME,
    mine=MINE,
    to_me=TO_ME,
    receiving=RECEIVING,
    giving=GIVING,
    another_turn=ANOTHER_TURN,
    object=OBJECT,
    first=FIRST,
    last=LAST,
    begins_to_do=BEGINS_TO_DO,
    for_somebody=FOR_SOMEBODY,
    not_alone=NOT_ALONE,
    functions=ANY_FUNCTION,
    deed=DEED,
    hands=HANDS,
    somebody=SOMEBODY,
    to_ask=TO_ASK,
    dont=DONT,
)
