"""What two pairs promised each other in the last 90 days, and what became of it.

With the overtime rule of `story`, Sam kept 9 of 11 and Mira 12 of 14; five were moved in time.
Ten were important and heard first, eight of them right at once: enough for a share.
Of what Jonas promised Mira, two of nine passed their day without a word: enough to be noticed.
"""

from __future__ import annotations

from tandem.demo.promises import Promise, promised
from tandem.partnership.commitments.standing import Act, Reason


def of_sam(key: str, what: str, *, day: int, due: int) -> Promise:
    return promised(key, by="sam", to="mira", what=what, day=day, due=due)


def of_mira(key: str, what: str, *, day: int, due: int, to: str = "sam") -> Promise:
    return promised(key, by="mira", to=to, what=what, day=day, due=due)


def of_jonas(key: str, what: str, *, day: int, due: int) -> Promise:
    return promised(key, by="jonas", to="mira", what=what, day=day, due=due)


SAM: tuple[Promise, ...] = (
    of_sam("lead_names", "Names of three people who could lead a shift", day=-97, due=-84).done(
        -85, -83, "Two of them I would not have thought of. Thank you."
    ),
    of_sam("guide_cuts", "Read the stay talk guide, mark what to cut", day=-88, due=-77).done(
        -78, -77, "Half the length now. Thanks."
    ),
    of_sam("volumes", "Tell both shift leads about the October volumes", day=-81, due=-70).done(
        -71, -70, "They had heard nothing before. Good that it came from you."
    ),
    of_sam("training_day", "Free Ilse for the lead training day", day=-80, due=-66)
    .moved(
        -69,
        -68,
        due=-62,
        words="The rota for that day is out. The week after works.",
        reason=Reason.PRIORITIES_CHANGED,
    )
    .done(-63, -62, "She said it was the first day off the floor this year."),
    of_sam("rota_ahead", "November rota for nights, two weeks ahead", day=-73, due=-54).then(
        Act.TAKE_BACK,
        "sam",
        -60,
        words="Planning cannot hold volumes that long yet. January is honest.",
        reason=Reason.WAITING_FOR_SOMEONE,
    ),
    of_sam("breakfast", "Come to the new joiners’ breakfast", day=-62, due=-49).done(
        -49, -48, "They noticed. Thank you."
    ),
    of_sam("overtime_hours", "Overtime hours by shift, last two months", day=-55, due=-42).done(
        -43, -41, "One table, as you promised."
    ),
    of_sam("night_breaks", "Answer to the works council on night breaks", day=-53, due=-38)
    .moved(
        -41,
        -40,
        due=-34,
        words="Birgit reads it first.",
        reason=Reason.WAITING_FOR_DECISION,
    )
    .done(-35, -34, "Clear and short. Thanks."),
    of_sam("reeve_thanks", "Thank the Reeve crew in person", day=-43, due=-29).done(
        -25, -24, "Late, but they were glad."
    ),
    of_sam("walk_with_petra", "Walk through a night with Petra", day=-36, due=-21).done(
        -22, -20, "The yard light was worth the walk."
    ),
    of_sam("two_dates", "Two dates for talks with the shift leads", day=-25, due=-12).done(
        -13, -12, "Both are in the calendar."
    ),
)

MIRA: tuple[Promise, ...] = (
    of_mira("stay_talk_guide", "Stay talk guide, two pages", day=-99, due=-86).done(
        -87, -86, "Usable. Thank you."
    ),
    of_mira("leavers_table", "Night shift leavers since spring, one table", day=-92, due=-80).done(
        -81, -80, "One number, no slides. Thanks."
    ),
    of_mira("offer_letters", "Offer letters for the autumn joiners", day=-89, due=-77)
    .moved(
        -78,
        -77,
        due=-73,
        words="Two salaries wait for Finance.",
        reason=Reason.WAITING_FOR_SOMEONE,
    )
    .done(-74, -73, "All signed."),
    of_mira("night_bonus", "Ask payroll about the missing night bonus", day=-78, due=-69).done(
        -70, -69, "Paid on Friday. That mattered."
    ),
    of_mira("lead_training", "Lead training: programme and date", day=-77, due=-64).done(
        -65, -63, "Ilse is in."
    ),
    of_mira("coordinators", "Shortlist for two coordinators in picking", day=-72, due=-57)
    .then(
        Act.AT_RISK,
        "mira",
        -60,
        due=-52,
        words="Only one good application so far.",
    )
    .done(-51, -50, "Worth the wait."),
    of_mira("health_checks", "What the rule says on health checks at night", day=-64, due=-52).done(
        -53, -52, "Good to know before deciding anything."
    ),
    of_mira("council_note", "Note for the works council on breaks", day=-62, due=-48)
    .moved(
        -50,
        -49,
        due=-45,
        words="I would like to ask the two leads first.",
        reason=Reason.INFORMATION_MISSING,
    )
    .done(-46, -45, "They quoted it. Thanks."),
    of_mira("welcome_plan", "Welcome plan for the October joiners", day=-51, due=-38).done(
        -39, -38, "Week one went well."
    ),
    of_mira(
        "quarter_numbers", "Numbers for the quarterly look, a day ahead", day=-45, due=-33
    ).done(-34, -33, "I had read them in time, for once."),
    of_mira("shift_changes", "Talk with the two who want to change shifts", day=-39, due=-27).done(
        -22, -21, "Both stay. Thank you."
    ),
    of_mira("exit_talks", "Exit talks with those who left in October", day=-35, due=-22)
    .moved(
        -24,
        -23,
        due=-18,
        words="Two can only be reached in the evening.",
        reason=Reason.WAITING_FOR_SOMEONE,
    )
    .done(-19, -18, "Hard to hear. Thank you for asking them."),
    of_mira("depot_pay", "Pay compared with the depot across the road", day=-27, due=-13).done(
        -14, -13, "So it is not the pay."
    ),
)

PLANNING: tuple[Promise, ...] = (
    of_jonas("october_volumes", "October volumes by team, one table", day=-91, due=-82).done(
        -83, -82, "Now the hiring plan adds up. Thank you."
    ),
    of_jonas("forecast_names", "Who goes to the forecast training", day=-84, due=-75).done(
        -76, -75, "Three names, all glad to go."
    ),
    of_mira(
        "forecast_dates", "Two dates for the forecast training", day=-82, due=-72, to="jonas"
    ).done(-73, -72, "Both fit between the peaks."),
    of_jonas("stand_in", "Say who stands in for the planner on leave", day=-78, due=-68).done(
        -59, -58, "Good, then the rota holds."
    ),
    of_jonas("new_planners", "First talks with the two new planners", day=-71, due=-57).done(
        -58, -57, "Both say they know what is wanted of them."
    ),
    of_mira("lead_pay", "Pay range for a lead planner", day=-63, due=-50, to="jonas").done(
        -51, -50, "Clear. I can say it out loud."
    ),
    of_jonas("planner_hours", "Hours of the planners since summer", day=-64, due=-52).done(
        -43, -42, "So it is two people’s work. Thank you."
    ),
    of_jonas("advert_read", "Read the advert for the lead planner", day=-50, due=-40).done(
        -41, -40, "Shorter, and truer."
    ),
    of_jonas("handover_dates", "Dates for the handover with Operations", day=-43, due=-33)
    .moved(-35, -34, due=-29, words="Sam’s week first.", reason=Reason.WAITING_FOR_SOMEONE)
    .done(-30, -29, "Sam has them too."),
    of_jonas("stocktaking", "Who works at stocktaking, by name", day=-36, due=-24).done(
        -25, -24, "Early enough to ask everybody. Thank you."
    ),
    of_jonas("planner_desk", "Say what the lead planner starts with", day=-27, due=-16).done(
        -17, -16, "A good first month."
    ),
)

DONE_MEANS = {  # the others were asked without it, as people do
    "lead_names": "Three names, each with one sentence why",
    "overtime_hours": "One table, hours by shift and week",
    "night_breaks": "An answer they can vote on",
    "two_dates": "Both in the calendar of all three",
    "leavers_table": "One table, by month and reason",
    "offer_letters": "Signed by both sides",
    "quarter_numbers": "With Sam by noon the day before",
    "lead_training": "A date Ilse can plan with",
}
HEARD = {  # important ones, said back before the answer; the rest was plain enough
    "training_day": ("You want her to learn it before peak, not after.",),
    "rota_ahead": ("Nobody can plan a month on three days’ notice.",),
    "night_breaks": (
        "They want longer breaks.",
        "Not quite: the same hour every night, so that somebody covers the gate.",
        "So it is about when, and who covers. Not about how long.",
    ),
    "walk_with_petra": ("I should see the yard at two at night, not read about it.",),
    "night_bonus": ("Somebody worked and was not paid, and it must not wait a month.",),
    "coordinators": ("Two people others follow, rather than two more hands.",),
    "health_checks": ("You will not decide on nights before you know the rule.",),
    "council_note": (
        "You want it on paper that breaks are kept.",
        "Not quite: what stops the leads from keeping them.",
        "What stops them, in their words. Then the rule.",
    ),
    "shift_changes": ("They would rather change than leave, and you want to know why.",),
    "exit_talks": ("You want to hear what they would have stayed for.",),
}
LAST_QUARTER: tuple[Promise, ...] = tuple(
    each.heard_first(*HEARD[each.key]) if each.key in HEARD else each
    for each in (one.meaning(DONE_MEANS.get(one.key, "")) for one in (*SAM, *MIRA, *PLANNING))
)
