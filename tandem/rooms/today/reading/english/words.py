"""English words by what they do in a line about promises."""

from tandem.rooms.today.reading.names import PARTICLES
from tandem.rooms.today.reading.text import keys_of

# Verbs that hand something to the person named after them: "send Priya the chart".
DELIVER = """send give show email mail forward pass hand bring lend tell offer write text ping
 slack message call ring phone update brief answer fetch get buy post drop read"""
# Verbs done with or for the person, who stays in what is promised: "thank Eva for the cover".
ATTEND = "thank help meet visit see support congratulate back join cover"
REACH = "email mail call ring phone text ping message slack contact"
# Verbs that cannot be read as nouns, so that "Eva approve the overtime" asks something of Eva.
PURE = """send give bring tell approve sign write prepare finish complete fill confirm let make take
 put keep find fix decide agree arrange organise organize explain share speak get sort submit
 collect forward hand choose pick join introduce look go add cancel create deliver discuss edit
 enter extend gather manage produce propose publish proofread rewrite remind resolve revise renew
 suggest summarise summarize verify attend register remove replace reserve clarify consider
 compile"""
MIXED = """call ring phone email mail text ping message review check draft plan report update brief
 answer offer help visit meet meeting book order move change list note talk chat reply
 respond pull push follow run work set sum circulate read cover test close open start end
 build clear compare count design do draw file hire hold invite invoice lead map measure name
 onboard own pay post present print raise record recruit request research return schedule
 search see show stop store study support sync tidy train turn type upload wrap have interview
 point pass redo process"""
# Verbs that take somebody who gets it: a line with one that names nobody lacks a part.
HAND = "send let give forward hand pass bring show lend email mail share tell deliver"
PRESS = "ask remind chase nudge prod push press poke hassle prompt"
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
# By these, with the verbs and the small words, a line is known to be English.
DAYS = """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur
 thurs fri sat sun day days week weeks month months year years end eod eow eom cob noon morning
 afternoon evening tonight tmrw working weekend fortnight deadline due latest january february
 march may june july october december"""
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof"])
# First and last names that are also everyday words; together with all the words above.
EVERYDAY = """will mark may april june jan august rose grace hope faith joy art bill sue pat rob
 chase drew dean frank max penny summer dawn eve gene guy jack jay jean john ken miles nick page
 price rich ray robin rusty sandy skip sunny ted victor wade ward wills woods young long short day
 king white green brown black gray grey bank banks cook baker mason carter fisher shepherd friday
 monday sunday lane hall field hill wood stone rivers best good love much more most little low high
 small major minor bishop case chance coach cash earl ford gage harper hunter judge lance ivy lily
 ruby olive pearl amber sky star storm winter chip chuck buddy bud cliff clay colt dale dusty flip
 forest glen heath herb iris jade jewel kit lee man sage teller wells work team hr"""

NAME_TROUBLE = PARTICLES | keys_of(VERBS, FUNCTION, ADVERBS, EVERYDAY)
ANY_FUNCTION = keys_of(FUNCTION) | {"of"}
# What may follow a day or a first name without belonging to it.
CARRIES_ON = keys_of(VERBS, FUNCTION, ADVERBS, DOES, SAID) | {f"{verb}s" for verb in VERBS.split()}
