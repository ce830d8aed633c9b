"""English words by what they do in a line about promises. Another language: another such file."""

import re


def any_of(*lists: str) -> str:
    """A pattern for one of the words, the longest first."""
    words = {word for each in lists for word in each.split()}
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# Verbs that hand something to the person named after them: "send Priya the chart".
DELIVER = """send give show email mail forward pass hand bring lend tell offer write text ping
 slack message call ring phone update brief answer fetch get buy post drop read"""
# Verbs done with or for the person, who stays in what is promised: "thank Eva for the cover".
ATTEND = "thank help meet visit see support congratulate back join cover"
REACH = "email mail call ring phone text ping message slack contact"
# Verbs that cannot be read as nouns, so that "Eva approve the overtime" asks something of Eva.
PURE = """send give bring tell approve sign write prepare finish complete fill confirm let make take
 put keep find fix decide agree arrange organise organize explain share speak get sort submit
 collect forward hand choose pick join introduce"""
MIXED = """call ring phone email mail text ping message review check draft plan report update brief
 answer offer help visit meet meeting look book order move change list note talk chat discuss reply
 respond pull push follow run go work set sum circulate read cover test close open start end add
 build clear compare count cancel create design deliver do draw edit enter extend file gather hire
 hold invite invoice join lead manage map measure name onboard own pay post present print produce
 propose publish raise record recruit remind request research resolve return revise schedule
 search see show stop store study suggest summarise summarize support sync tidy train turn type
 upload verify wrap have invite interview point pass redo rewrite proofread process"""
DOING = """sending giving bringing telling writing preparing finishing doing making getting
 forwarding sharing sorting handing passing emailing calling paying taking going showing"""
# What somebody does, when their name stands before it: "Sam sends the rota", "Eva approve it".
DO = """send give bring tell approve sign write prepare finish fill confirm decide arrange explain
 submit collect forward"""
DOES = """sends gives brings tells approves signs writes prepares finishes fills confirms decides
 arranges explains submits collects forwards"""
SAID = """needs wants requires expects gets owes hopes says has promises agreed promised asked
 offered said told requested knows still"""
VERBS = f"{PURE} {MIXED} {DELIVER} {ATTEND} {DOING} chase ask tell nudge wait"
FUNCTION = """to for about on with and or but if that which who whom when where what why how whether
 the a an my our your his her their its this these those some all any both each no not me him them
 us you i i'll i'm i've we he she they it is are was were has have had will would can could should
 must may might do does did from off by at in into over under before until as than so then because
 regarding re be being been just only nothing everything something since after during between
 around against without within via through across than once while unless like towards next last
 till til am i'd we'll we're he'd she'd they'd"""
ADVERBS = """asap again too also directly personally first instead please pls plz thanks now soon
 back maybe urgently quickly already today tomorrow still really kindly well together later ready
 done up out through"""
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof"])
OF_NAMES = "van von der den de la le di da del bin ibn al el af av zu y ter ten"
PARTICLES = frozenset(OF_NAMES.split())
# First and last names that are also everyday words; together with all the words above.
EVERYDAY = """will mark may april june jan august rose grace hope faith joy art bill sue pat rob
 chase drew dean frank max penny summer dawn eve gene guy jack jay jean john ken miles nick page
 price rich ray robin rusty sandy skip sunny ted victor wade ward wills woods young long short day
 king white green brown black gray grey bank banks cook baker mason carter fisher shepherd friday
 monday sunday lane hall field hill wood stone rivers best good love much more most little low high
 small major minor bishop case chance coach cash earl ford gage harper hunter judge lance ivy lily
 ruby olive pearl amber sky star storm winter chip chuck buddy bud cliff clay colt dale dusty flip
 forest glen heath herb iris jade jewel kit lee man sage teller wells work team hr"""


def keys_of(*lists: str) -> frozenset[str]:
    return frozenset(word.replace("'", "") for each in lists for word in each.split())


NAME_TROUBLE = PARTICLES | keys_of(VERBS, FUNCTION, ADVERBS, EVERYDAY)
ANY_FUNCTION = keys_of(FUNCTION) | {"of"}
# What may follow a day or a first name without belonging to it.
CARRIES_ON = keys_of(VERBS, FUNCTION, ADVERBS, DOES, SAID) | {f"{verb}s" for verb in VERBS.split()}
