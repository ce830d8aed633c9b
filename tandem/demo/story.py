"""What the cast has promised each other, as of today. Acted out by the loader, act by act.

Mira and Sam share Operations, and with it a night shift that people leave. Priya is new: her
page is still empty.
"""

from __future__ import annotations

from tandem.demo.last_quarter import LAST_QUARTER
from tandem.demo.promises import Promise, asked, offered, promised
from tandem.partnership.commitments.standing import Act, Reason

SAM_AND_MIRA: tuple[Promise, ...] = (
    promised(
        "exit_themes",
        by="mira",
        to="sam",
        what="Exit themes for the night shift, one page",
        day=-13,
        due=1,
        why="Six people chose to leave in one month; one to three is usual.",
        area="Operations",
    ),
    promised(
        "talk_with_ilse",
        by="sam",
        to="mira",
        what="Talk with Ilse about the shift lead role",
        day=-14,
        due=-1,
    )
    .then(
        Act.RENEGOTIATE,
        "sam",
        -1,
        due=9,
        words="Ilse covers two nights this week. I want her rested for this.",
        reason=Reason.TOO_MUCH_AT_ONCE,
    )
    .about("hard_talk"),
    promised(
        "two_night_shifts",
        by="sam",
        to="mira",
        what="Join two night shifts before peak",
        day=-11,
        due=3,
        area="Night shift",
    ),
    promised(
        "pathway_budget",
        by="sam",
        to="mira",
        what="Answer on the lead pathway budget",
        day=-15,
        due=-5,
    ).then(Act.REPORT_DONE, "sam", -4, words="Yes for January, at the smaller size."),
    promised(
        "shift_patterns",
        by="mira",
        to="sam",
        what="Three shift patterns with cost and rest hours",
        day=-18,
        due=3,
        area="Night shift",
    ).moved(
        -6,
        -5,
        due=10,
        words="Finance needs a week more for the cost. Better late than guessed.",
        reason=Reason.WAITING_FOR_SOMEONE,
    ),
    offered(
        "overtime_rule",
        by="mira",
        to="sam",
        what="Overtime rule in plain words for leads",
        day=-22,
        due=-7,
    ).done(-8, -7, "Ilse hung it up in the break room. Thank you."),
)

MIRA_AND_OTHERS: tuple[Promise, ...] = (
    asked(
        "complaint_call",
        of="mira",
        by="ana",
        what="Sit in on the complaint call with the Reeve depot",
        day=-1,
        due=2,
    ),
    promised(
        "role_profile",
        by="jonas",
        to="mira",
        what="Role profile for the lead planner",
        day=-12,
        due=2,
    ),
    promised(
        "pay_band_check",
        by="mira",
        to="ana",
        what="Pay band check for team coordinators",
        day=-18,
        due=-4,
    ),
    asked(
        "planner_advert",
        of="mira",
        by="jonas",
        what="Half a day on the advert for the lead planner",
        why="One person plans two lines since August, and she has a holiday in March.",
        day=-4,
        due=6,
    )
    .about("hire")
    .then(Act.COUNTER, "mira", -1, due=10, words="Yes, if the profile is here by Thursday.")
    .heard_first("One planner carries two lines, and you fear for March."),
    promised(
        "night_work_checks",
        by="mira",
        to="hanneke",
        what="How we do health checks for night work, half a page",
        day=-8,
        due=13,
    ),
    promised(
        "accounts",
        by="pia",
        to="mira",
        what="Accounts for the three new coordinators",
        day=-6,
        due=2,
    ),
    promised(
        "probation_talk",
        by="mira",
        to="noor",
        what="Tell me who holds the probation talk, and how it goes",
        day=-9,
        due=-5,
    ).done(-7, -6, "Now I know what to say on Monday. Thank you."),
    asked(
        "award_panel",
        of="mira",
        by="ana",
        what="A seat on the panel for the service award",
        day=-33,
        due=-12,
    ).then(
        Act.DECLINE,
        "mira",
        -32,
        words="Better an early no: November belongs to the night shift.",
        reason=Reason.TOO_MUCH_AT_ONCE,
    ),
)

ELSEWHERE: tuple[Promise, ...] = (
    asked(
        "stand_up",
        of="sam",
        by="noor",
        what="Come to our stand-up and tell them about peak season",
        day=-1,
        due=2,
    ),
    asked(
        "one_lead_at_night",
        of="sam",
        by="birgit",
        what="Try one shift lead instead of two on Sunday nights",
        why="Sunday volumes are half of a weekday’s, and both leads are tired.",
        day=-1,
        due=9,
    )
    .about("restructure")
    .matters(),
    promised(
        "peak_plan",
        by="sam",
        to="birgit",
        what="Peak plan for the night shift, one page",
        day=-7,
        due=6,
    ),
    promised(
        "january_rotas",
        by="noor",
        to="sam",
        what="Inspection rota for January, two weeks ahead",
        day=-5,
        due=9,
    ),
    promised(
        "cold_aisle",
        by="kim",
        to="ilse",
        what="Show the three new pickers the cold aisle",
        day=-5,
        due=3,
    ),
    asked(
        "rota_on_paper",
        of="ilse",
        by="kim",
        what="Hang up the December rota a week earlier",
        day=-4,
        due=3,
    ).then(Act.COUNTER, "ilse", -1, due=6, words="Yes, by Monday; Friday is loading day."),
    promised(
        "reeve_complaints",
        by="sam_o",
        to="ana",
        what="Reeve complaints of the last four weeks, sorted by cause",
        day=-4,
        due=2,
    ),
    promised(
        "reeve_page",
        by="helen",
        to="eva",
        what="One page on the talks at the Reeve depot",
        day=-6,
        due=6,
    ),
    offered(
        "numbers_first",
        by="helen",
        to="eva",
        what="Read the week’s depot figures before each of our talks",
        day=-26,
        due=37,
    ).about("habit_goals"),
    offered(
        "told_before_the_board",
        by="eva",
        to="helen",
        what="Tell Helen of a change in the depots before the board hears of it",
        day=-25,
        due=37,
    ).about("habit_open"),
    promised(
        "ethics_note",
        by="ruth",
        to="helen",
        what="Draft of the yearly note of the ethics lead",
        day=-12,
        due=9,
    ),
)

STORY: tuple[Promise, ...] = (*LAST_QUARTER, *SAM_AND_MIRA, *MIRA_AND_OTHERS, *ELSEWHERE)
