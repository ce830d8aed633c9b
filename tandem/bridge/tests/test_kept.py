"""What a page says of kept promises: the same to both sides, and no rate of a few."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from tandem.bridge.kept import (
    OUTCOMES,
    Kept,
    band,
    both_in_a_line,
    change,
    kept,
    named_words,
    spread_words,
    steadied,
    then,
    window_words,
    within,
    worth,
)
from tandem.organisation.calendar import Days
from tandem.organisation.models import Person
from tandem.partnership.commitments.kept import Became
from tandem.partnership.commitments.reasons import MISS_REASONS
from tandem.partnership.commitments.reliability import Figures, Guard
from tandem.partnership.commitments.reliable import OfPair
from tandem.partnership.commitments.standing import Reason
from tandem.partnership.commitments.tests.test_spread import spread
from tandem.partnership.models import Pair

WINDOW = Days(date(2026, 8, 27), date(2026, 11, 25))


def figures(**counts: object) -> Figures:
    return Figures(window=WINDOW, **counts)  # type: ignore[arg-type]  # names of `Figures`


def outcomes(kept: int, silent: int = 0, half: int = 0) -> Counter[Became]:
    return Counter({Became.KEPT: kept, Became.SILENT_MISS: silent, Became.KEPT_LATE_WARNED: half})


def said(side: Kept) -> dict[str, str]:
    return {fact.name: fact.said for fact in (*side.first, *side.further)}


def test_under_eight_a_page_says_counts_and_no_share() -> None:
    seven = kept(figures(outcomes=outcomes(6, 1)))
    assert seven.band is None
    assert (seven.value, seven.sentence) == ("6 of 7", "kept. A share is shown from 8 on.")
    assert not any("%" in each for each in said(seven).values())


def test_from_eight_on_it_says_the_share_with_its_likely_range_and_that_it_is_rough() -> None:
    eleven = kept(figures(outcomes=outcomes(9, 1, 1)))
    assert eleven.value == "86%"
    likely = "Somewhere between 62% and 96%, roughly."
    assert eleven.sentence == f"9 of 11 kept, and 1 counts half. {likely}"
    assert kept(figures(outcomes=outcomes(9, 2))).counted == "9 of 11 kept."
    assert eleven.label == "86% kept, likely range about 62% to 96%"


def test_half_credits_enter_the_band() -> None:
    """9.5 of 11 at 90 %, worked out by hand with z = 1.645."""
    found = band(figures(outcomes=outcomes(9, 1, 1)))
    assert found
    assert (found.value, found.low, found.high) == pytest.approx((0.8636, 0.6233, 0.9604), abs=5e-4)


def test_nothing_is_said_to_be_none() -> None:
    nothing = kept(figures())
    assert (nothing.value, nothing.sentence) == ("–", "Nothing that counts fell due.")
    assert nothing.lines == []


def test_both_sides_are_told_the_same_facts_in_the_same_order() -> None:
    busy = kept(figures(outcomes=outcomes(3, 1), requests=4, asked=2, accepted=1))
    names = ["Moved", "Without a word", "Answers", "Own requests", "Thanks"]
    assert [*said(busy)] == names
    assert [*said(kept(figures(outcomes=outcomes(1))))] == names


def test_requests_are_the_customers_own_part() -> None:
    asked = said(kept(figures(asked=7, asked_clearly=5)))["Own requests"]
    assert asked.startswith("Clear from the start: 5 of 7.")


@pytest.mark.parametrize(
    ("renegotiated", "silent", "reading"),
    [
        (0, 1, "is asking hard here?"),
        (2, 0, "what pairs who speak early have"),
        (6, 0, "is more promised than a week holds?"),
        (4, 0, "at least once."),  # between the bands nothing is made of it
    ],
)
def test_the_share_of_moved_promises_is_put_as_a_question(
    renegotiated: int, silent: int, reading: str
) -> None:
    counts = outcomes(10 - silent, silent)
    side = kept(figures(outcomes=counts, renegotiated=renegotiated))
    assert reading in said(side)["Moved"]


def test_last_minute_is_named_beside_what_was_moved() -> None:
    side = kept(figures(outcomes=outcomes(3), renegotiated=2, last_minute=1))
    assert said(side)["Moved"].endswith("At the last minute: 1.")


def test_silence_is_a_count() -> None:
    assert said(kept(figures(outcomes=outcomes(2, 1))))["Without a word"].startswith("1 of 3")
    assert said(kept(figures(outcomes=outcomes(2))))["Without a word"].startswith("None")


def test_where_nothing_counts_one_sentence_says_so_and_nothing_is_praised() -> None:
    assert kept(figures()).first == []
    asked = kept(figures(requests=15))
    assert [fact.name for fact in asked.first] == ["Saying no"]


def test_times_are_medians_of_working_days() -> None:
    asked = figures(
        requests=6, reply_days=1.5, answer_days=(1, 2, 7), waiting=1, unanswered=2,
        acceptance_days=0,
    )  # fmt: skip
    side = kept(asked, reply_time=5)
    assert said(side)["Answers"] == (
        "Asked for: 6. Answered within 1.5 working days, as a rule. Within the reply time: 2. "
        "Later: 1. Still waiting: 1. Without an answer: 2."
    )
    assert "Within the reply time: 3." in said(kept(asked, reply_time=7))["Answers"]
    assert said(side)["Thanks"] == "What others reported done was answered the same day, as a rule."
    assert (within(1), within(2)) == ("within 1 working day", "within 2 working days")


def test_reasons_come_causes_before_people() -> None:
    counted = {Reason.FORGOT: 3, Reason.UNCLEAR_ASK: 1}
    side = kept(figures(missed_because=counted, moved_because={Reason.TOOK_LONGER: 1}))
    assert said(side)["What got in the way"] == (
        "It was not clear what was asked (1); It was forgotten (3)."
    )
    assert said(side)["Why days were moved"] == "It takes longer than thought (1)."
    assert MISS_REASONS[-1] is Reason.FORGOT


def test_fifteen_requests_without_a_no_are_put_as_a_question() -> None:
    asked = said(kept(figures(requests=15)))
    assert asked["Saying no"].endswith("Is no really possible here?")
    assert "Saying no" not in said(kept(figures(requests=15, declined_or_countered=1)))


@pytest.mark.parametrize("guard", Guard)
def test_a_guard_is_told_beside_the_share(guard: Guard) -> None:
    side = kept(figures(guards=frozenset({guard})))
    assert said(side)["Read with care"].endswith("so the share says little.")


def test_every_class_has_words_and_says_what_it_counts() -> None:
    assert OUTCOMES.keys() == set(Became)
    assert [worth(each) for each in Became] == [
        "as kept", "as kept", "as half", "as half", "as not kept", "as not kept", "as not kept",
    ]  # fmt: skip
    shown = kept(figures(outcomes=outcomes(9, 1))).lines
    assert [(line.number, line.counts) for line in shown] == [(9, "as kept"), (1, "as not kept")]


def test_a_comparison_over_time_is_drawn_toward_the_company() -> None:
    eight = figures(outcomes=outcomes(8))
    assert steadied(eight, 0.8) == pytest.approx((8 + 5 * 0.8) / 13)
    assert steadied(figures(outcomes=outcomes(7)), 0.8) is None


EIGHTY = Fraction(8, 10)


def test_over_time_a_side_is_told_by_counts_and_a_steadied_share() -> None:
    many = then(figures(outcomes=outcomes(8)), EIGHTY)
    assert (many.of, many.words) == ("8 of 8", "about 92%")
    assert then(figures(outcomes=outcomes(7)), EIGHTY).words == ""
    assert then(figures(), EIGHTY).of == "–"  # nothing fell due
    assert then(figures(outcomes=outcomes(8)), None).words == ""


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (outcomes(12, 2), outcomes(11, 3), "no clear change."),
        (outcomes(19, 1), outcomes(4, 16), "more kept than before."),
        (outcomes(4, 16), outcomes(19, 1), "fewer kept than before."),
        (outcomes(7), outcomes(12), "too few to compare."),
        (outcomes(12), outcomes(7), "too few to compare."),
    ],
)
def test_a_change_is_said_only_outside_the_likely_range(
    now: Counter[Became], before: Counter[Became], said: str
) -> None:
    assert change([figures(outcomes=now), figures(outcomes=before)], EIGHTY) == said
    assert change([figures(outcomes=now)], EIGHTY) == "too early to compare."
    assert change([figures(outcomes=now), figures(outcomes=before)], None).startswith("too early")


def test_one_line_holds_both_or_nobody() -> None:
    both = OfPair(figures(outcomes=outcomes(9, 2)), figures(outcomes=outcomes(12, 2)))
    assert both_in_a_line(both, "Sam", "Mira") == "Sam kept 9 of 11, Mira 12 of 14"
    assert both_in_a_line(OfPair(figures(), figures()), "Sam", "Mira") == ""
    assert both_in_a_line(OfPair(both.leader, figures()), "Sam", "Mira") == "Sam kept 9 of 11"


def test_a_window_names_its_first_and_last_day() -> None:
    assert window_words(WINDOW) == "due from 27 Aug to 24 Nov 2026"
    over_new_year = Days(date(2026, 12, 2), date(2027, 3, 2))
    assert window_words(over_new_year) == "due from 2 Dec 2026 to 1 Mar 2027"


def test_stretches_are_read_from_the_top() -> None:
    shares = [Fraction(n, 100) for n in (10, 20, 30, 60, 61, 62, 75, 76, 77, 90, 95, 100)]
    assert [(each.words, each.pairs) for each in spread_words(spread(shares))] == [
        ("85% and more", 3),
        ("70% up to, not with, 85%", 3),
        ("50% up to, not with, 70%", 3),
        ("Under 50%", 3),
    ]
    alone = spread_words(spread([Fraction(0)] * 7 + [Fraction(1)]))
    assert [(each.words, each.pairs) for each in alone] == [("Any share", 8)]


def test_a_named_pair_is_told_as_one_and_under_eight_without_a_share() -> None:
    pair = Pair(leader=Person(first_name="Ana", last_name="Silva"),
                hr_partner=Person(first_name="Mira", last_name="Okafor"))  # fmt: skip
    three = figures(outcomes={Became.KEPT: 3})
    few = named_words(pair, OfPair(three, figures(outcomes={Became.SILENT_MISS: 4})))
    assert (few.name, few.of, few.share, few.likely) == (
        "Ana Silva and Mira Okafor", "3 of 7", "", "",
    )  # fmt: skip
    enough = named_words(pair, OfPair(three, figures(outcomes={Became.KEPT: 5})))
    assert (enough.of, enough.share, enough.likely) == ("8 of 8", "100%", "75% to 100%")
    assert named_words(pair, OfPair(figures(), figures())).of == "–"
