"""What people answered: counted answers to the questions of a survey.

A count speaks of the people directly in its area, so the answers of an area are its own and those
of all areas below it, added up. Nobody's answers stand here: only how many gave which.

People behind a number are the fewest who answered one of its items in one wave. Who gave which
answer is not known, so three people in three waves of three items may be the same three.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ibis
from ibis import _

from tandem.analytics.measures.card import (
    Aggregates,
    Benchmark,
    Chance,
    Direction,
    Iso,
    Measure,
    Reads,
)

MOST_AGREED = 5  # of a scale from 1, strongly disagree
FAVOURABLE = 4  # from here on
MOST_LIKELY = 10  # of the theme "recommend", from 0
LIKELY, UNLIKELY = 9, 6  # to recommend, of 0 to 10: from, up to
FEWEST_ANSWERS = 5  # people


STATED, LIVED = "values_stated", "values_lived"


def answers(survey_cells: ibis.Table, closure: ibis.Table) -> ibis.Table:
    """The cells of every area at every level, and what is known of the wave they belong to.

    Returns area, theme, item, first, after, answer, answers; people, who answered the item in the
    wave; given, answers to the theme in the wave; stated and lived, the fewest people who answered
    an item of these two themes in the wave. People are null, not 0, where nobody answered.
    """
    lifted = survey_cells.join(closure, "area").drop("area")
    keys = ("theme", "item", "first", "after", "answer")
    cells = lifted.group_by(*keys, area=_.ancestor).agg(answers=_.answers.sum())
    cells = cells.mutate(counted=_on_scale(cells).ifelse(cells.answers, 0))
    cells = cells.group_by("area", *WAVE, "theme", "item").mutate(people=_.counted.sum().nullif(0))
    cells = cells.group_by("area", *WAVE, "theme").mutate(given=_.counted.sum())
    cells = cells.group_by("area", *WAVE).mutate(
        **{name: _fewest(cells, cells.theme == theme) for name, theme in PAIRED.items()}
    )
    return cells.drop("counted")


WAVE = ("first", "after")
PAIRED = {"stated": STATED, "lived": LIVED}


def _on_scale(rows: ibis.Table) -> ibis.Value:
    of_ten = rows.theme == "recommend"
    return of_ten.ifelse(rows.answer.between(0, MOST_LIKELY), rows.answer.between(1, MOST_AGREED))


def _of(rows: ibis.Table, theme: str) -> ibis.Value:
    return (rows.theme == theme) & _on_scale(rows)


def _sum(of: ibis.Value, answers: ibis.Value) -> ibis.Value:
    return of.ifelse(answers, 0).sum()


def _fewest(rows: ibis.Table, of: ibis.Value) -> ibis.Value:
    """People who answered the item and wave with the fewest."""
    return of.ifelse(rows.people, ibis.null("int64")).min()


def favourable(rows: ibis.Table, theme: str) -> Aggregates:
    """Favourable answers of all answers to the items of a theme."""
    of = _of(rows, theme)
    return {
        "n": _sum(of & (rows.answer >= FAVOURABLE), rows.answers),
        "denominator": _sum(of, rows.answers),
        "people": _fewest(rows, of),
    }


def scored(
    rows: ibis.Table, theme: str, score: Callable[[ibis.Value], ibis.Value], ends: tuple[int, int]
) -> Aggregates:
    """The mean score of the answers to a theme, and its standard error over people.

    ends: the lowest and highest answer. The error is that with one more answer at each end, so
    that five people who all say the same are not taken for certainty.
    """
    of = _of(rows, theme)
    points = score(rows.answer)
    given, people = _sum(of, rows.answers), _fewest(rows, of)
    total, squares = _sum(of, points * rows.answers), _sum(of, points * points * rows.answers)
    low, high = (score(ibis.literal(end)) for end in ends)
    mean = (total + low + high) / (given + 2)
    variance = (squares + low * low + high * high) / (given + 2) - mean * mean
    return {"n": total, "denominator": given, "people": people, "error": (variance / people).sqrt()}


def _recommend(answer: ibis.Value) -> ibis.Value:
    return (answer >= LIKELY).ifelse(1, 0) - (answer <= UNLIKELY).ifelse(1, 0)


def _zero_to_hundred(answer: ibis.Value) -> ibis.Value:
    return (answer - 1) * 25  # strongly disagree 0, disagree 25, … strongly agree 100


def gap(rows: ibis.Table) -> Aggregates:
    """Share favourable of what is stated less that of what is lived, per person who answered.

    Of the waves that asked both: December's lived less March's stated would tell of the months
    between. Waves weigh by the people who answered, of the theme that fewer answered. The standard
    error is that with one more answer each way to both.
    Source: Agresti and Caffo (2000), Simple and effective confidence intervals for proportions
    and differences of proportions, The American Statistician 54.
    """
    both = rows.stated.notnull() & rows.lived.notnull()
    in_wave = both.ifelse(ibis.least(rows.stated, rows.lived), ibis.null("int64"))
    weight = in_wave * rows.answers / rows.given.nullif(0)
    said, seen = (both & _of(rows, theme) for theme in PAIRED.values())
    people, fewest = _sum(said, weight), in_wave.min()
    ours, theirs = (_sum(of & (rows.answer >= FAVOURABLE), weight) for of in (said, seen))
    variances = (_variance(share / people.nullif(0), fewest) for share in (ours, theirs))
    return {
        "n": ours - theirs,
        "denominator": people,
        "people": fewest,
        "error": sum(variances).sqrt(),
    }


def _variance(share: ibis.Value, people: ibis.Value) -> ibis.Value:
    drawn_in = (share * people + 1) / (people + 2)
    return drawn_in * (1 - drawn_in) / (people + 2)


CULTURE = Iso("organisational culture", "leadership, culture and engagement")
LEADERSHIP = Iso("leadership", "leadership, culture and engagement")
HEALTH = Iso("health, safety and well-being", "health, safety and well-being")
RECRUITMENT = Iso("recruitment, mobility and turnover", "recruitment")
CSPS = "UK Civil Service People Survey, median of its organisations"


def _favourable(
    key: str,
    name: str,
    question: str,
    theme: str,
    iso: Iso,
    *,
    about: str,
    caveat: str = "Compare with your own earlier answers to the same questions.",
) -> Measure:
    return Measure(
        key=key,
        name=name,
        question=question,
        counts=f"Answers of 4 or 5 of 5 to the questions of the theme “{theme}”.",
        divided_by=f"Answers from 1 to 5 to the questions of the theme “{theme}”.",
        formula="answers of 4 or 5 ÷ answers",
        unit="share of answers that are favourable",
        direction=Direction.HIGHER,
        period="The waves of a survey that lie wholly in the window.",
        data=f"Counted answers to {about}.",
        population="Everyone in the area who answered; nobody can be told from another.",
        caveat=caveat,
        source="Tandem's own: docs/methods/measures.",
        reads=Reads.ANSWERS,
        aggregates=partial(favourable, theme=theme),
        chance=Chance.SHARE,
        minimum=FEWEST_ANSWERS,
        iso=iso,
        series=(theme,),
        version=2,
    )


ENGAGEMENT = _favourable(
    "K07", "Engagement", "How many answers to the questions of engagement are favourable?",
    "engagement", CULTURE, about="the questions of engagement",
    caveat="Not comparable with the number of another questionnaire.",
)  # fmt: skip
ENGAGEMENT_INDEX = Measure(
    key="engagement_index",
    name="Engagement index, 0 to 100",
    question="How engaged are people, on the scale of the UK civil service?",
    counts="Answers to the theme “engagement”, scored 0, 25, 50, 75 or 100, added up.",
    divided_by="Answers from 1 to 5 to the questions of the theme “engagement”.",
    formula="scores of 0 to 100, added up ÷ answers",
    unit="points, 0 to 100",
    direction=Direction.HIGHER,
    period="The waves of a survey that lie wholly in the window.",
    data="Counted answers to five questions: proud, recommend, attached, inspired, motivated.",
    population="Everyone in the area who answered; nobody can be told from another.",
    caveat="A mean of scores, not a share of people. Comparable only with the same five questions.",
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.ANSWERS,
    aggregates=partial(scored, theme="engagement", score=_zero_to_hundred, ends=(1, MOST_AGREED)),
    chance=Chance.SPREAD,
    minimum=FEWEST_ANSWERS,
    bounds=(0, 100),
    benchmark=Benchmark("66", CSPS, 2020),
    iso=CULTURE,
    series=("engagement",),
    version=2,
)
RECOMMEND = Measure(
    key="K08",
    name="Recommend score",
    question="How many more would recommend us than would not?",
    counts="Answers of 9 or 10 less answers of 0 to 6, of 0 to 10.",
    divided_by="Answers from 0 to 10 to the theme “recommend”.",
    formula="(answers of 9 or 10 − answers of 0 to 6) ÷ answers",
    unit="points, −100 to 100",
    direction=Direction.HIGHER,
    period="The waves of a survey that lie wholly in the window.",
    data="Counted answers to one question of 0 to 10.",
    population="Everyone in the area who answered; nobody can be told from another.",
    caveat="Two very different sets of answers can have one score: look at both shares.",
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.ANSWERS,
    aggregates=partial(scored, theme="recommend", score=_recommend, ends=(0, MOST_LIKELY)),
    chance=Chance.SPREAD,
    minimum=FEWEST_ANSWERS,
    iso=CULTURE,
    per=100,
    bounds=(-100, 100),
    series=("recommend",),
    version=2,
)
SAFETY = _favourable(
    "K09", "Psychological safety", "How many answers say that one can speak up here?",
    "safety", CULTURE, about="the questions of psychological safety",
)  # fmt: skip
NEW_HIRES = _favourable(
    "K17", "New-hire experience", "How well did people who came find themselves received?",
    "new_hires", RECRUITMENT, about="the questions put to new people after 30 and 90 days",
)  # fmt: skip
CLARITY = _favourable(
    "K22", "Clear expectations", "How many know what is expected of them?",
    "clarity", LEADERSHIP, about="“I know what is expected of me”",
)  # fmt: skip
VALUES_GAP = Measure(
    key="K28",
    name="Values lived: the gap",
    question="By how much is what we say matters ahead of what people see done?",
    counts="Share favourable of “values_stated” less share favourable of “values_lived”.",
    divided_by="People who answered, of the theme that fewer answered, of all waves added up.",
    formula="share stated as important − share seen as lived",
    unit="points, −100 to 100",
    direction=Direction.LOWER,
    period="The waves of a survey that lie wholly in the window and asked both.",
    data="Counted answers to each value twice: how important it is, and how far it is lived.",
    population="Everyone in the area who answered; nobody can be told from another.",
    caveat="The likely range takes the two questions as answered by different people.",
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.ANSWERS,
    aggregates=gap,
    chance=Chance.SPREAD,
    minimum=FEWEST_ANSWERS,
    iso=CULTURE,
    per=100,
    bounds=(-100, 100),
    series=(STATED, LIVED),
    version=2,
)
MANAGERS = _favourable(
    "K30", "Led well", "How do people find they are led?",
    "managers", LEADERSHIP, about="the questions about one's own manager",
    caveat="About how an area is led. Managers are never set against each other by it.",
)  # fmt: skip
RECOGNITION = _favourable(
    "K31", "Recognition", "How many find that good work is seen?",
    "recognition", CULTURE, about="the questions of recognition",
)  # fmt: skip
WELLBEING = _favourable(
    "K32", "Wellbeing and workload", "How many can do their work and stay well?",
    "wellbeing", HEALTH, about="the questions of wellbeing and workload",
)  # fmt: skip
CHANGE = _favourable(
    "K36", "Clear change", "How many know why the change happens and what it means for them?",
    "change", CULTURE, about="three questions about a change under way",
)  # fmt: skip
TRUST = _favourable(
    "K50", "Trust in leaders", "How many trust those who lead the organisation?",
    "trust", LEADERSHIP, about="three questions of trust in leaders",
)  # fmt: skip

OF_ANSWERS = (
    *(ENGAGEMENT, ENGAGEMENT_INDEX, RECOMMEND, SAFETY, NEW_HIRES, CLARITY, VALUES_GAP),
    *(MANAGERS, RECOGNITION, WELLBEING, CHANGE, TRUST),
)
