"""What the two say to a row: signed by both, un-signed alone, seen differently, looked at again."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership.actions import make_pair
from tandem.partnership.models import NotInThisPair
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, pair_up
from tandem.rooms.ownership import actions, rules
from tandem.rooms.ownership.maps import in_force
from tandem.rooms.ownership.models import MapRow, RowMove, SignedRow
from tandem.rooms.ownership.rules import State
from tandem.rooms.ownership.starting_point import Side, Text, starting_point
from tandem.rooms.ownership.tests.stories import (
    DOMAIN,
    OURS,
    agreed,
    edited,
    seen_differently,
    signed,
)


def events() -> list[str]:
    found = Event.objects.filter(what__startswith="ownership.").order_by("at", "pk")
    return [each.what for each in found]


def states(cast: Cast) -> dict[str, str]:
    return dict(MapRow.objects.of(cast.pair).values_list("domain", "state"))


def test_the_starting_point_holds_until_both_have_signed(cast: Cast) -> None:
    assert agreed(cast.pair, cast.sam).state == State.BY_LEADER
    assert in_force(cast.pair.area)[DOMAIN].signed is None
    row = agreed(cast.pair, cast.mira)
    assert (row.state, events()) == (State.SIGNED, ["ownership.agree", "ownership.signed"])
    holds = in_force(cast.pair.area)[DOMAIN]
    assert holds.text == starting_point().by_key[DOMAIN].text
    assert holds.signed is not None
    assert (holds.signed.number, holds.signed.leader, holds.signed.hr_partner) == (
        1, cast.sam, cast.mira,
    )  # fmt: skip


def test_both_may_agree_at_the_same_moment(cast: Cast) -> None:
    """Neither yes changes the text, so the second one still means what its giver saw."""
    seen = in_force(cast.pair.area)[DOMAIN].text.mark
    for who in (cast.mira, cast.sam):
        row = actions.agree(pair=cast.pair, domain=DOMAIN, seen=seen, by=who, at=MONDAY)
    assert row.state == State.SIGNED


def test_agreeing_twice_changes_nothing(cast: Cast) -> None:
    agreed(cast.pair, cast.sam)
    agreed(cast.pair, cast.sam)
    signed(cast.pair)
    agreed(cast.pair, cast.sam)
    assert events() == ["ownership.agree", "ownership.signed"]
    assert SignedRow.objects.count() == 1


def test_nobody_agrees_to_a_text_they_have_not_seen(cast: Cast) -> None:
    seen = in_force(cast.pair.area)[DOMAIN].text.mark
    edited(cast.pair, cast.sam)
    with pytest.raises(NotPossible) as refused:
        actions.agree(pair=cast.pair, domain=DOMAIN, seen=seen, by=cast.mira, at=MONDAY)
    assert refused.value.sentence == rules.CHANGED
    with pytest.raises(NotPossible):
        actions.edit(
            pair=cast.pair, domain=DOMAIN, text=OURS, seen=seen, agreeing=False,
            by=cast.mira, at=MONDAY,
        )  # fmt: skip
    assert states(cast) == {DOMAIN: State.EDITED}


def test_an_edit_un_signs_its_own_row_alone(cast: Cast) -> None:
    signed(cast.pair)
    signed(cast.pair, "attract")
    edited(cast.pair, cast.mira, at=TUESDAY)
    assert states(cast) == {DOMAIN: State.EDITED, "attract": State.SIGNED}
    holds = in_force(cast.pair.area)[DOMAIN]
    assert holds.text != OURS  # what was signed holds until something else is
    assert holds.signed is not None


def test_the_next_version_ends_the_one_before(cast: Cast) -> None:
    signed(cast.pair)
    edited(cast.pair, cast.sam, at=TUESDAY, agreeing=True)
    agreed(cast.pair, cast.mira, at=TUESDAY)
    second, first = SignedRow.objects.versions_of(cast.pair.area, DOMAIN)
    assert (first.number, first.end_on) == (1, TUESDAY.date())
    assert (second.number, second.start_on, second.end_on, second.text) == (
        2, TUESDAY.date(), None, OURS,
    )  # fmt: skip


def test_who_edits_may_say_yes_in_the_same_breath(cast: Cast) -> None:
    row = edited(cast.pair, cast.sam, agreeing=True)
    assert (row.state, events()) == (State.BY_LEADER, ["ownership.edit", "ownership.agree"])
    assert agreed(cast.pair, cast.mira).state == State.SIGNED


def test_an_edit_is_no_yes_by_itself(cast: Cast) -> None:
    edited(cast.pair, cast.sam)
    assert agreed(cast.pair, cast.mira).state == State.BY_HR
    assert agreed(cast.pair, cast.sam).state == State.SIGNED


@pytest.mark.parametrize("text", [Text("", "b", "c"), Text("a", " ", "c")])
def test_no_row_has_one_side_only(cast: Cast, text: Text) -> None:
    with pytest.raises(NotPossible, match="a line of each side"):
        edited(cast.pair, cast.sam, text)
    assert (states(cast), events()) == ({}, [])


def test_an_essay_is_no_line(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        edited(cast.pair, cast.sam, Text("x" * 401, "b", "c"))
    with pytest.raises(ValidationError):
        seen_differently(cast.pair, cast.sam, "x" * 601)
    assert (states(cast), events()) == ({}, [])


def test_both_views_stand_side_by_side_until_the_row_is_signed(cast: Cast) -> None:
    signed(cast.pair)
    seen_differently(cast.pair, cast.sam, "Week 2 is too much for leads.")
    row = seen_differently(
        cast.pair, cast.mira, "Talks by the lead are why people stay.", at=FRIDAY
    )
    assert (row.state, row.differs_since) == (State.UNDER_REVIEW, MONDAY.date())
    assert row.leader_view == "Week 2 is too much for leads."
    assert row.hr_view == "Talks by the lead are why people stay."
    edited(cast.pair, cast.sam, agreeing=True, at=FRIDAY)
    row = MapRow.objects.of(cast.pair).get()
    assert row.differs_since == MONDAY.date()  # a new text alone settles nothing
    row = agreed(cast.pair, cast.mira, at=FRIDAY)
    assert (row.state, row.differs_since, row.leader_view, row.hr_view) == (
        State.SIGNED, None, "", "",
    )  # fmt: skip
    said = [move.view for move in RowMove.objects.of(row) if move.view]
    assert len(said) == 2  # the two can read later how it was


def test_seeing_it_differently_needs_words(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        seen_differently(cast.pair, cast.sam, "  ")
    assert refused.value.sentence == rules.SAY_HOW


def test_a_signed_row_is_looked_at_again_and_holds_meanwhile(cast: Cast) -> None:
    signed(cast.pair)
    row = actions.look_again(pair=cast.pair, domain=DOMAIN, by=cast.mira, at=TUESDAY)
    assert row.state == State.UNDER_REVIEW
    assert in_force(cast.pair.area)[DOMAIN].signed is not None
    with pytest.raises(NotPossible):
        actions.look_again(pair=cast.pair, domain="attract", by=cast.mira, at=TUESDAY)


def test_one_tap_agrees_to_all_that_is_as_it_began(cast: Cast) -> None:
    edited(cast.pair, cast.mira, domain="attract")
    seen_differently(cast.pair, cast.mira, domain="recruit")
    assert actions.agree_to_the_rest(pair=cast.pair, by=cast.mira, at=MONDAY) == 12
    assert actions.agree_to_the_rest(pair=cast.pair, by=cast.mira, at=MONDAY) == 0
    assert actions.agree_to_the_rest(pair=cast.pair, by=cast.sam, at=TUESDAY) == 12
    found = states(cast)
    assert found.pop("attract") == State.EDITED
    assert found.pop("recruit") == State.UNDER_REVIEW
    assert set(found.values()) == {State.SIGNED}
    assert events().count("ownership.signed") == 12


# ---- around the area


def test_what_an_area_has_not_signed_comes_from_the_nearest_above(cast: Cast) -> None:
    areas = cast.areas
    supply = pair_up(areas.supply, cast.vera, cast.leo)
    edited(supply, cast.vera, Text("Of Supply", "b", "c"), agreeing=True)
    agreed(supply, cast.leo)
    top = pair_up(areas.varnholm, cast.eva, cast.helen)
    for domain in (DOMAIN, "attract"):
        edited(top, cast.eva, Text("Of the top", "b", "c"), domain, agreeing=True)
        agreed(top, cast.helen, domain)
    found = in_force(areas.night_shift)
    assert found[DOMAIN].text.leader == "Of Supply"
    assert found["attract"].text.leader == "Of the top"
    assert found["recruit"].text == starting_point().by_key["recruit"].text
    assert in_force(areas.finance)[DOMAIN].text.leader == "Of the top"
    signed(cast.pair)
    assert in_force(areas.night_shift)[DOMAIN].signed == SignedRow.objects.get(
        area=areas.operations, domain=DOMAIN
    )


def test_a_change_of_partner_keeps_what_holds_and_asks_for_a_look(cast: Cast) -> None:
    edited(cast.pair, cast.sam, agreeing=True)
    agreed(cast.pair, cast.mira)
    seen_differently(cast.pair, cast.sam, "Only Mira reads this.")
    new = make_pair(
        area=cast.pair.area, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    assert in_force(new.area)[DOMAIN].text == OURS
    assert not MapRow.objects.of(new).exists()
    row = agreed(new, cast.leo, at=FRIDAY)
    assert (row.state, row.text, row.leader_view) == (State.BY_HR, OURS, "")
    agreed(new, cast.sam, at=FRIDAY)
    versions = [*SignedRow.objects.versions_of(new.area, DOMAIN)]
    assert [(each.number, each.hr_partner) for each in versions] == [(2, cast.leo), (1, cast.mira)]
    assert not MapRow.objects.visible_to(cast.leo).filter(pair=cast.pair).exists()


def test_a_former_pair_changes_nothing_any_more(cast: Cast) -> None:
    make_pair(area=cast.pair.area, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY)
    with pytest.raises(NotPossible) as refused:
        agreed(cast.pair, cast.mira, at=MONDAY + timedelta(days=2))
    assert refused.value.sentence == rules.CLOSED


def test_a_domain_the_file_no_longer_has_breaks_no_map(cast: Cast) -> None:
    signed(cast.pair)
    with transaction.atomic():
        models.QuerySet(SignedRow).update(domain="gone")
        models.QuerySet(MapRow).update(domain="gone")
    assert "gone" not in in_force(cast.pair.area)
    assert in_force(cast.pair.area)[DOMAIN].signed is None
    assert actions.agree_to_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY) == 14
    with pytest.raises(KeyError):
        agreed(cast.pair, cast.sam, "gone-too")


def test_a_domain_the_file_no_longer_has_breaks_no_page(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    """One row signed and one seen differently for long, both of a domain there is none of."""
    signed(cast.pair)
    seen_differently(cast.pair, cast.sam, "sealedwords", "attract")
    with transaction.atomic():
        models.QuerySet(SignedRow).update(domain="gone")
        models.QuerySet(MapRow).filter(domain=DOMAIN).update(domain="gone")
        models.QuerySet(MapRow).filter(domain="attract").update(domain="gone-too")
    area, pair = cast.pair.area_id, cast.pair.pk
    everybodys = [reverse("ownership:page"), reverse("ownership:area", args=[area])]
    of_the_two = [
        reverse("today:page"), cast.pair.get_absolute_url(),
        *(reverse(name, args=[pair]) for name in (
            "ownership:map", "ownership:gaps", "pairs:on_one_page", "pairs:so_far",
            "pairs:set_up", "charters:page", "talks:page",
        )),
    ]  # fmt: skip
    with it_is(MONDAY + timedelta(days=31)):
        for who, pages in ((cast.sam, of_the_two), (cast.mira, of_the_two), (cast.kim, [])):
            client = sign_in(who)
            for page in (*everybodys, *pages):
                answer = client.get(page)
                assert answer.status_code == 200, page
                assert "sealedwords" not in answer.text
            row = reverse("ownership:row", args=[area, "gone"])
            assert client.get(row).status_code == 404


# ---- who, and what is kept


@pytest.mark.parametrize("who", ["vera", "eva", "helen", "farid", "leo", "kim"])
def test_nobody_but_the_two_says_anything(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(NotInThisPair):
        agreed(cast.pair, person)
    with pytest.raises(NotInThisPair):
        actions.agree_to_the_rest(pair=cast.pair, by=person, at=MONDAY)
    assert events() == []


def test_what_is_not_signed_is_seen_by_the_two_and_what_is_by_everybody(cast: Cast) -> None:
    edited(cast.pair, cast.sam)
    signed(cast.other_pair)
    for who in ("sam", "mira"):
        assert MapRow.objects.visible_to(getattr(cast, who)).get().pair == cast.pair
        assert RowMove.objects.visible_to(getattr(cast, who)).count() == 1
    for who in ("vera", "eva", "helen", "farid", "kim"):
        assert not MapRow.objects.visible_to(getattr(cast, who)).exists()
        assert not RowMove.objects.visible_to(getattr(cast, who)).exists()
        assert SignedRow.objects.visible_to(getattr(cast, who)).count() == 1


def test_words_of_the_pair_are_sealed_and_signed_lines_are_open(cast: Cast) -> None:
    edited(cast.pair, cast.sam, agreeing=True)
    seen_differently(cast.pair, cast.mira, "sealedwords")
    stored = str([*MapRow.objects.values()]) + str([*RowMove.objects.values()])
    assert OURS.leader not in stored
    assert "sealedwords" not in stored
    agreed(cast.pair, cast.mira)
    agreed(cast.pair, cast.sam)
    assert OURS.leader in str([*SignedRow.objects.values()])


def test_without_its_event_nothing_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed(cast.pair, cast.sam)
    monkeypatch.setattr("tandem.access.audit.append", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        agreed(cast.pair, cast.mira)
    assert states(cast) == {DOMAIN: State.BY_LEADER}
    assert not SignedRow.objects.exists()
    assert RowMove.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"leader_line": ""}, "a_signed_row_has_two_sides"),
        ({"hr_line": ""}, "a_signed_row_has_two_sides"),
        ({"end_on": MONDAY.date() - timedelta(days=1)}, "a_signed_row_does_not_end_before"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    cast: Cast, fields: dict[str, object], rule: str
) -> None:
    signed(cast.pair)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        models.QuerySet(SignedRow).update(**fields)


def test_one_version_holds_at_a_time(cast: Cast) -> None:
    signed(cast.pair)
    edited(cast.pair, cast.sam, agreeing=True)
    agreed(cast.pair, cast.mira)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(SignedRow).update(end_on=None)


def test_the_leader_is_the_leader_whoever_asks(cast: Cast) -> None:
    assert actions.side_of(cast.pair, cast.sam) is Side.LEADER
    assert actions.side_of(cast.pair, cast.mira) is Side.HR
