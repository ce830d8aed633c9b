"""How German asks and promises: one table of sentence shapes, tried from top to bottom.

What is to be done stands at the end ("Priya die Liste schicken"), so many shapes look there. A
note without "ich" is to oneself: "Priya die Liste schicken" is mine to do, "Kim bitten, …" an ask.
"""

import re

from tandem.rooms.today.reading.german.due import CLAUSE
from tandem.rooms.today.reading.german.words import (
    ADVERBS,
    ATTEND,
    DELIVER,
    DOES,
    FETCH,
    FUNCTION,
    HAND,
    I_DO,
    I_HAND,
    OTHER,
    THINGS,
    VERBS,
)
from tandem.rooms.today.reading.language import Grammar
from tandem.rooms.today.reading.sentence import ASK, EITHER, PROMISE, Sentences
from tandem.rooms.today.reading.text import NAMED, WHOSE, any_of, keys_of, spelt

SENTENCES = Sentences(
    {
        "NAMED": NAMED,
        "PLEASE": "bitte|gern|gerne|vielleicht|mal",
        "CAN": "kannst|könntest|würdest|magst|willst|wirst|möchtest|können|könnten|würden|mögen"
        "|wollen|werden|könnt|könntet|würdet|wollt|werdet",
        "YOU": "du|ihr|sie",
        "MAYBE": "kann|könnte|würde|wird|mag|können|könnten|würden|werden",
        "GETS": "kann|könnte|darf|dürfte|soll|können|könnten|dürfen|sollen",
        "MUST": "soll|sollen|sollte|sollten|muss|müssen|müsste|kann|könnte|wird|darf|möge",
        "WANTS": "braucht|benötigt|will|möchte|erwartet|bekommt|kriegt|erhält|wartet auf"
        "|wartet noch auf",
        "SAID": "versprochen|zugesagt|angeboten|zugesichert",
        "HAVE": "habe|hab|haben|hatte",
        "MYSELF": "mich |uns |dir |mir ",
        "DELIVER": any_of(DELIVER),
        "ATTEND": any_of(ATTEND),
        "PRESS": any_of("bitten fragen erinnern auffordern anstupsen beauftragen"),
        "FETCH": any_of(FETCH, "besorgen beschaffen"),
        "DO": any_of(DELIVER, ATTEND, OTHER),
        "DOES": any_of(DOES),
        "IDO": any_of(I_DO),
        "VERBS": any_of(VERBS),
        "FUNCTION": any_of(FUNCTION),
        "ADVERBS": any_of(ADVERBS),
        "THINGS": any_of(THINGS),
        "ARTICLE": "der|die|das|den|ein|eine|einen",
        "END": r"(?= *(?:$|[,.;:!?()–—-]))",
    },
    joins="und|oder|sowie",
)
GROUP = SENTENCES.group
shape = SENTENCES.shape


def pattern(said: str) -> re.Pattern[str]:
    return re.compile(spelt(said))


# fmt: off
SHAPES = (
    # They wait for something of mine, or asked me for it.
    shape("<(?:wann|wo|wie) \\w+> WHO", EITHER),
    shape("WHO <will|möchte> … (?:VERBS)\\W*$", EITHER),
    shape("WHO <WANTS> <von mir|von uns>? <noch>?", PROMISE, alone=True),
    shape("WHO <hat|haben> <mich|uns>? <um|nach>? … <gebeten|gefragt>", PROMISE, alone=True),
    shape("WHO <fragt|fragte> <nach> … <ich>", PROMISE),
    shape("WHO <bittet|bat|fragt|fragte> <mich|uns>? <um|nach>", PROMISE, alone=True),
    # They said they would, or they should.
    shape("WHO <schuldet> <mir|uns>? <noch>?", ASK, alone=True),
    shape("WHO <hat|haben> … <SAID>", ASK),
    shape("WHO <(?:CAN) (?:YOU)> <mir|uns>? <PLEASE>?", ASK),
    shape("WHO <MUST>", ASK),
    shape("WHO <bitte> <um>?", ASK, alone=True),
    shape("WHO (?:DOES)(?!\\w)", ASK),
    # I ask, wait, fetch.
    shape("<HAVE> WHO <um>? … <gebeten|gefragt|beauftragt>", ASK),
    shape("<HAVE> WHO <SAID> <dass ich|dass wir>?", PROMISE),
    shape("<bitte|bitten|frag|frage|erinner|erinnere> WHO <um|nach|an|daran>?", ASK, alone=True),
    shape("WHO <um|nach|an|daran>? … <(?:PRESS)END>", ASK, alone=True),
    shape("<bei> WHO … <(?:nachhaken|nachfragen|nachfassen|anfragen)END>", ASK),
    shape("<von> WHO <(?:brauche|benötige|erwarte|hätte|möchte|will) (?:ich|wir)> <PLEASE>?", ASK),
    shape("<von> WHO … <(?:FETCH)END>", ASK, alone=True),
    shape("<(?:ich |wir )?(?:brauche|benötige|erwarte|warte auf|warten auf)> … <von> WHO", ASK),
    shape("<(?:warte|warten) (?:noch )?auf> WHO(?:'s)?", ASK),
    shape("<GETS> WHO … (?:haben|bekommen|kriegen)\\W*$", EITHER),
    shape("<(?:MAYBE) (?:mir |uns )?> WHO <mir|uns>? <PLEASE>?", ASK),
    shape("<(?:CAN) (?:YOU)> WHO <mir|uns>? <PLEASE>?", ASK),
    shape("<(?:CAN) (?:YOU)> <mir|uns>? <PLEASE>? … , WHO \\W*$", ASK),
    shape("<(?:CAN) (?:YOU)> <mir|uns>? <PLEASE>?", ASK),
    shape("(?:IDO) (?:mir|uns)(?!\\w) … , WHO \\W*$", ASK),
    # I owe, I offer, I see to it.
    shape("<schulde|schulden> <ich>? WHO <noch>?", PROMISE, alone=True),
    shape("<biete|biet> <ich>? WHO … <an> ,?", PROMISE),
    shape("<(?:sorge|sorg|sorgen) (?:ich )?dafür> dass WHO", PROMISE, keeps=True),
    # I hand them something, or do something with them.
    shape("(?:IDO) <ich|wir>? (?:MYSELF)?WHO", PROMISE, alone=True),
    shape("(?<=ich\\s)\\w+ (?:MYSELF)?WHO", PROMISE, alone=True),
    shape("… , \\w+ <ich|wir> (?:MYSELF)?WHO", PROMISE, alone=True),
    shape("WHO <PLEASE>? … (?:ATTEND)END", PROMISE, keeps=True, alone=True),
    shape("WHO <PLEASE>? … (?:DELIVER)END", PROMISE, alone=True),
)
# Somebody does something who is nobody known, so whoever else is named is not the one.
SOMEBODY_ELSE = (
    shape("(?!(?:ich|wir|wer|VERBS)(?!\\w))\\w+(?: \\w+)? (?:soll|muss|sollte|hat|wird)(?!\\w)",
          EITHER),
    shape("(?:IDO) (?!(?:FUNCTION|ADVERBS|THINGS|NAMED)(?!\\w))\\w+ (?:ARTICLE)(?!\\w)", PROMISE),
    shape("(?:IDO) (?:dem|der|den) \\w+ (?:ARTICLE)(?!\\w)", PROMISE),
)
# fmt: on

COURTESY = pattern(
    r"(?:hi|hey|hallo|ok|okay|also|so|und|dann|liebe|lieber|moin|servus"
    rf"|(?P<please>bitte(?! +{NAMED})|pls))(?!\w)"
)
REMIND = pattern(
    r"(?:erinner(?:e|st du)? +mich(?: +(?:bitte|daran|dran))*(?: *,)?(?: +(?:an|dass|zu))?"
    r"|denke?(?: +(?:bitte|mal|auch))* +d(?:a?)ran,?|(?:mir +)?(?:merken|merke|notieren|notiere)"
    r"|notiz(?: +an +mich)?|erinnerung(?: +an +mich)?|nicht +vergessen|todo|memo)(?!\w)[:,]?"
)
NOTE = pattern(
    r"(?:(?:ich|wir) +)?(?:muss|müssen|sollte|sollten|will|wollen|möchte|möchten)"
    r"(?: +noch| +unbedingt| +dringend)?(?!\w)"
)
TAKEN_ON = pattern(r"(?:ich|wir)(?: +(?:würden?|werden?|könnten?|kann|können|darf))?(?!\w)")
TAILS = pattern(
    r"(?<!\w)(?:(?P<please>bitte|danke|vielen dank|merci)|vg|lg"
    r"|(?P<told>(?:hab|habe) ich (?:ihr|ihm|ihnen) (?:schon )?(?:gesagt|versprochen|zugesagt))"
    r"|(?P<mine>(?:hab|habe) ich (?:schon )?(?:angeboten|versprochen|zugesagt)|mach ich"
    r"|mache ich|(?:ich )?kümmere mich(?: drum| darum)?|von mir))(?=[\s.!?]*$)"
)
ONLY_ME = pattern(r"(?<!\w)nur für mich(?: selbst)?(?!\w)|(?<!\w)nicht vergessen(?=[\s.!]*$)")
MINE = pattern(r"(?<!\w)von mir(?!\w)")
TO_ME = pattern(r"(?<!\w)(?:an|für|bei) (?:mich|mir|uns)(?!\w)")
RECEIVING = pattern(
    rf"(?<!\w)(?:(?P<how>an|für|bei|[-=]>|→)|(?P<beside>mit)) +{GROUP}(?P<does>(?!))?"
)
# Only where the line begins with it: "die Kündigung von Helen" is no wish to Helen.
GIVING = pattern(rf"^[\s,;:.-]*(?P<how>von) +{GROUP}(?!.*(?:{any_of(VERBS)})\W*$)")
ANOTHER_TURN = pattern(rf"(?:[,;&]|(?<!\w)und(?!\w)) *{GROUP} +(?:soll|muss|bitte|kann)(?!\w)")
# Somebody beside whom a shape has found: named without a word that says what about them, or
# whose thing it is right after the name, or for whose sake.
ALSO = pattern(
    rf"(?P<who>(?<!{NAMED})(?<!von )(?<!vom )(?<!uber )(?<!ueber )(?<!wegen )(?<!zu ){NAMED}+"
    rf"|(?<={NAMED} ){WHOSE}+|(?<=fur ){WHOSE}+|(?<=fuer ){WHOSE}+|(?<=bei ){WHOSE}+)"
)
OBJECT = pattern(r"(?!)(?P<who>)")
FIRST = pattern(GROUP)
LAST = pattern(rf"(?:^|[-–—,;:(|]|(?P<word>(?<!\w)\w+)) *{GROUP}\W*$")
BEGINS_TO_DO = pattern(rf"(?:{any_of(I_DO, VERBS)})(?!\w)|\w+ +(?:ich|wir)(?!\w)")
FOR_SOMEBODY = pattern(
    r"(?<!\w)(?:an|für) (?!mich|uns|die |das |den |der |dem |ein)\w+"
    rf"|(?<!\w)(?:{any_of(VERBS)})\W*$"
)
ARTICLE = "der|die|das|den|dem|eine?|einen|einem|meine?n?|unsere?n?"
DEED = pattern(rf"(?:{any_of(I_DO)}) +(?:{ARTICLE})(?!\w)|.*(?<!\w)(?:{any_of(VERBS)})\W*$")
HANDS = pattern(rf"(?:{any_of(I_HAND)})(?!\w)|.*(?<!\w)(?:{any_of(HAND)})\W*$")
SOMEBODY = pattern(
    r"(?<!\w)(?:du|dich|dir|deine?n?|ihr|ihm|ihnen|wir|uns|euch|mir"
    r"|hi|hey|hallo|liebe|lieber|moin|servus|(?:kann|soll|darf) ich)(?!\w)|\?"
)
# What somebody says they will not do is no promise.
REFUSED = pattern(r"(?:ich|wir) (?!vergess)[^,;.:]*(?<!\w)nicht(?!\w)(?! (?:nur|vergessen)(?!\w))")
NOT_ALONE = pattern(
    rf" *(?:und|oder|&|/|\+) +(?!(?:{any_of(VERBS, DOES, ADVERBS)}|ich|wir|er|sie|es|dann|auch"
    r"|wenn|bitte|ob|dass)(?!\w))\w"
)
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
    functions=keys_of(FUNCTION),
    also=ALSO,
    deed=DEED,
    hands=HANDS,
    somebody=SOMEBODY,
    refused=REFUSED,
    clause=CLAUSE,
    notes_name_people=True,
)
