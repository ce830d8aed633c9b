"""Words as a search reads them: without those that say nothing, and only their beginnings.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from functools import cache

from tandem.organisation.folding import folded_words

SHORTEST_SPELT = 5  # letters from which a word is spelt on either side of the ocean
# Words that say nothing, not even beside another one.
UNSAID = frozenset(
    folded_words("""
    a about actually already also always an and any anybody anyone are as ask asked asking at be
    because been being both but by can cannot cant could couldnt currently did didnt do does
    doesnt doing done dont either else even ever everybody everyone everyones from had
    has hasnt have havent having he her herself him himself
    his id if ill im into is isnt it its itself ive just kind lot lots may maybe me might mine
    must my myself need needed needs of often oh ok okay ones or our ours ourselves own owner
    owns please probably question quite rather really reply said same says shall she should
    shouldnt since so some somebody somebodys someone someones something sometimes soon still
    such sure than that thats the their theirs them themselves then there theres these they
    theyre thing things this those though three through today tomorrow us usually very
    wanted wants was wasnt we were weve what whats when where wheres which while whom whos
    whose will with wont would wouldnt yes yesterday yet you your yours yourself
    """)
)
# Words that say something only beside another one: "let go", "stand in", "too much work".
LITTLE = frozenset(
    folded_words("""
    after again all am another around away back before between bring brought come comes coming
    down during each everything first for gave get gets getting give given gives giving go goes
    going gone got here how i in keeps know knowing known knows last less let lets like look
    looking looks made make makes making many more most much never next no nobody not nothing
    now off on once one only other others out over own put puts say set show shows stand
    standing stands take taken takes taking to too took top turn under until up use used using
    tell tells think thinks two few well happen happened happening happens want went who why without
    """)
)
# Words that are said of everything in a company.
FAINT = """
    bad best big boss colleague company day employee good great job keep long manager meeting member
    month new office old person people place quick small staff start team time week work year
"""
ENDINGS = (
    "ations", "ating", "ation", "ators", "ated", "ates", "ator", "ate", "ments", "ment", "ness",
    "ings", "ing", "ies", "ied", "ions", "ion", "ers", "er", "ed", "es", "al", "ly", "s", "e", "y",
)  # fmt: skip
LEFT = {"ate": 4, "ated": 4, "ates": 4, "ating": 4, "al": 5, "er": 4, "ers": 4, "s": 2}
SPELT = (("iz", "is"), ("yz", "ys"), ("our", "or"), ("programme", "program"))
# Forms no ending tells: each line begins with the word they are forms of.
IRREGULAR = {
    form: line.split()[0]
    for line in """
    bad worse worst
    become became
    begin began begun
    bring brought
    break broke broken
    build built
    burn burnt
    business businesses
    buy bought
    child children kid kids
    choose chose chosen
    die died dying death
    fall fell fallen
    feel felt
    fight fought
    good better
    grow grew grown
    hear heard
    get got gotten
    give gave given
    go goes went gone
    hide hid hidden
    hold held
    keep kept
    know knew known
    leave leaving left
    lead led
    learn learnt
    lie lying
    lose lost loses losing
    make made
    man men
    meet met
    nine 9
    pay paid
    quit quitting
    run ran
    say said
    see saw seen
    sell sold
    send sent
    shake shaken shook
    sleep slept
    speak spoke spoken
    spend spent
    steal stole stolen
    swear swore sworn
    take took taken
    teach taught
    tell told
    think thought
    throw threw thrown
    understand understood
    wake woke
    wear wore worn
    woman women
    write wrote
    """.strip().splitlines()
    for form in line.split()
}


@cache
def stem(word: str) -> str:
    """The beginning that forms of a word share, in the spelling of either side of the ocean.

    >>> [stem(word) for word in ("promotion", "promoted", "promote", "studies", "study", "pay")]
    ['promot', 'promot', 'promot', 'stud', 'stud', 'pay']
    """
    begun = IRREGULAR.get(word, word)
    for here, there in SPELT if len(begun) >= SHORTEST_SPELT else ():
        begun = begun.replace(here, there)
    if begun == "business":  # nothing of being busy
        return begun
    for ending in ENDINGS:
        rest = begun.removesuffix(ending)
        kept = (begun.endswith("ss") and ending == "s") or (ending[:2] == "er" and rest[-1:] == "e")
        if rest != begun and len(rest) >= LEFT.get(ending, 3) and not kept:
            begun = rest
            break
    if len(begun) > 3 and begun[-1] in "eiy":
        begun = begun[:-1]
    twice = len(begun) > 2 and begun[-1] == begun[-2] and begun.isalpha()
    return begun[:-1] if twice else begun


LITTLE_STEMS = frozenset(stem(word) for word in LITTLE)
FAINT_STEMS = frozenset(stem(word) for word in FAINT.split())


def kept_words(text: str) -> list[str]:
    return [word for word in folded_words(text.replace("-", " ")) if word not in UNSAID]


def said_words(text: str) -> list[str]:
    return [word for word in kept_words(text) if word not in LITTLE]


def said_stems(text: str) -> list[str]:
    return [each for word in said_words(text) if (each := stem(word)) not in LITTLE_STEMS]


def folded(word: str) -> str:
    return "".join(folded_words(word))
