"""The lists of a charter as pages: an entry is changed, let go and answered, each by its side."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership.actions import make_pair
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter.models import WHAT_LENGTH, Answer
from tandem.partnership.charter.tests.stories import (
    EXPECTS,
    answered,
    both,
    expected,
    factor,
    needed,
    stand,
)
from tandem.partnership.models import CharterEntry, Pair
from tandem.partnership.testing import MONDAY, Cast

LISTS = ("of_hr", "of_leader", "success")


def url(pair: Pair, name: str, *more: object) -> str:
    return reverse(f"charters:{name}", args=[pair.pk, *more])


def told(pair: Pair, key: str = "of_hr") -> list[str]:
    return [each.what for each in stand(pair, key).entries]


def test_an_expectation_changed_is_answered_anew(cast: Cast, sign_in: SignIn) -> None:
    entry = answered(expected(cast.pair), Answer.CANNOT, "Not in peak.")
    both(cast.pair, "of_hr")
    sam, change = sign_in(cast.sam), url(cast.pair, "entry", entry.pk)
    assert EXPECTS in sam.get(change).text, "it begins with what is there"
    answer = sam.post(change, {"what": "Tell me in spring."}, follow=True)
    assert "Written. Mira is asked to accept it." in answer.text
    assert "Not in peak." not in answer.text
    assert told(cast.pair) == ["Tell me in spring."]
    entry.refresh_from_db()
    assert (entry.answer, entry.why, entry.answered_on) == ("", "", None)
    assert stand(cast.pair, "of_hr").state is State.EDITED


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("x" * WHAT_LENGTH, 302, ""),
        ("x" * (WHAT_LENGTH + 1), 422, "at most 600 characters; there are 601 now"),
        ("", 422, "A sentence is enough."),
        (" \n ", 422, "A sentence is enough."),
    ],
)
@pytest.mark.parametrize("name", ["add", "entry"])
def test_an_entry_is_a_sentence_of_some_length(
    cast: Cast, sign_in: SignIn, name: str, what: str, status: int, said: str
) -> None:
    entry = expected(cast.pair)
    where = url(cast.pair, name, entry.pk if name == "entry" else "of_hr")
    before = Event.objects.count()
    answer = sign_in(cast.sam).post(where, {"what": what})
    assert (answer.status_code, said in answer.text) == (status, True)
    assert (what in told(cast.pair)) is (status == 302)
    assert status == 302 or Event.objects.count() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"measure": ""}, "Say how you two will see it"),
        ({"measure": "  "}, "Say how you two will see it"),
        ({"measure": "m" * 601}, "at most 600 characters; there are 601 now"),
        ({"carried_by": ""}, "This field is required."),
        ({"carried_by": "kim"}, "Select a valid choice."),
    ],
)
def test_a_success_factor_says_what_it_lacks_and_keeps_what_was_typed(
    cast: Cast, sign_in: SignIn, given: dict[str, str], said: str
) -> None:
    entry = factor(cast.pair, cast.sam)
    typed = {"what": "Calm closes", "measure": "Ten of twelve", "carried_by": "hr"} | given
    answer = sign_in(cast.mira).post(url(cast.pair, "entry", entry.pk), typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert "Calm closes" in answer.text
    assert told(cast.pair, "success") == ["Factor 1"]


@pytest.mark.parametrize(
    ("carried_by", "name"), [("leader", "Sam"), ("hr", "Mira"), ("both", "Both")]
)
def test_either_changes_a_success_factor_and_who_carries_it_is_named(
    cast: Cast, sign_in: SignIn, carried_by: str, name: str
) -> None:
    entry = factor(cast.pair, cast.sam)
    mira, part = sign_in(cast.mira), url(cast.pair, "part", "success")
    typed = {"what": "Calm closes", "measure": "Ten of twelve", "carried_by": carried_by}
    mira.post(url(cast.pair, "entry", entry.pk), typed)
    text = mira.get(part).text
    card = text[text.index("Calm closes") : text.index("Ten of twelve")]
    assert f"{name}</" in card


# ---- let go


def test_what_is_let_go_is_gone_and_a_second_tap_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    first, second = expected(cast.pair, "First."), expected(cast.pair, "Second.")
    sam, go = sign_in(cast.sam), url(cast.pair, "let_go", first.pk)
    answer = sam.post(go, follow=True)
    assert "Let go." in answer.text
    assert "First." not in answer.text
    assert told(cast.pair) == ["Second."]
    before = Event.objects.count()
    assert sam.post(go).status_code == 404
    assert sam.post(url(cast.pair, "entry", first.pk), {"what": "Back."}).status_code == 404
    assert Event.objects.count() == before
    sam.post(url(cast.pair, "let_go", second.pk))
    assert stand(cast.pair, "of_hr").state is State.DEFAULT, "as if nobody had said anything"


def test_letting_go_of_what_waits_leaves_what_is_answered_to_be_agreed(
    cast: Cast, sign_in: SignIn
) -> None:
    answered(expected(cast.pair, "First."))
    waiting = expected(cast.pair, "Second.")
    assert stand(cast.pair, "of_hr").lacks
    sign_in(cast.sam).post(url(cast.pair, "let_go", waiting.pk))
    assert not stand(cast.pair, "of_hr").lacks
    assert stand(cast.pair, "of_hr").has_yes_of("leader"), "who changes it has said yes to it"


def test_nothing_is_let_go_by_looking(cast: Cast, sign_in: SignIn) -> None:
    entry = expected(cast.pair)
    assert sign_in(cast.sam).get(url(cast.pair, "let_go", entry.pk)).status_code == 405
    assert told(cast.pair) == [EXPECTS]


# ---- whose it is


@pytest.mark.parametrize(
    ("key", "who", "changes", "answers"),
    [
        ("of_hr", "sam", True, False),
        ("of_hr", "mira", False, True),
        ("of_leader", "sam", False, True),
        ("of_leader", "mira", True, False),
        ("success", "sam", True, False),
        ("success", "mira", True, False),  # by either, whoever said it; nobody answers it
        ("success", "helen", False, False),
        ("of_hr", "vera", False, False),  # not for whoever leads above
        ("of_hr", "leo", False, False),  # nor for a colleague of the other
    ],
)
def test_each_list_is_worded_by_one_side_and_answered_by_the_other(
    cast: Cast, sign_in: SignIn, key: str, who: str, changes: bool, answers: bool
) -> None:
    said = {"of_hr": expected, "of_leader": needed}
    entry = said[key](cast.pair) if key in said else factor(cast.pair, cast.sam)
    client = sign_in(getattr(cast, who))
    for name, may in (("add", changes), ("entry", changes), ("answer", answers)):
        where = url(cast.pair, name, key if name == "add" else entry.pk)
        assert client.get(where).status_code == (200 if may else 404), name
    assert client.post(url(cast.pair, "let_go", entry.pk)).status_code == (302 if changes else 404)
    assert CharterEntry.objects.filter(pk=entry.pk).exists() is not changes


@pytest.mark.parametrize(("there", "more"), [(4, True), (5, False)])
@pytest.mark.parametrize("key", LISTS)
def test_a_list_is_full_with_five(
    cast: Cast, sign_in: SignIn, key: str, there: int, more: bool
) -> None:
    by = cast.mira if key == "of_leader" else cast.sam
    for number in range(there):
        if key == "success":
            factor(cast.pair, by, number)
        else:
            (expected if key == "of_hr" else needed)(cast.pair, f"What {number}")
    client, add = sign_in(by), url(cast.pair, "add", key)
    for page in (url(cast.pair, "page"), url(cast.pair, "part", key)):
        assert (add in client.get(page).text) is more
    typed = {"what": "One more", "measure": "m", "carried_by": "both"}
    assert client.post(add, typed).status_code == (302 if more else 404)
    assert len(told(cast.pair, key)) == min(there + 1, 5)


def test_nothing_is_added_to_what_is_no_list(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    for key in ("open", "map", "wrong", "nonsense"):
        assert sam.get(url(cast.pair, "add", key)).status_code == 404
        assert sam.post(url(cast.pair, "add", key), {"what": "More"}).status_code == 404


def test_an_entry_is_not_reached_by_the_address_of_another_pair(
    cast: Cast, sign_in: SignIn
) -> None:
    """Mira is in both pairs: still each list is its own two's."""
    ana = Pair.objects.get(leader=cast.ana)
    entry = needed(cast.pair)
    mira = sign_in(cast.mira)
    for name in ("entry", "answer", "let_go"):
        assert mira.post(url(ana, name, entry.pk), {"what": "Other."}).status_code == 404
    assert mira.get(url(cast.pair, "entry", entry.pk)).status_code == 200


def test_a_former_pair_keeps_its_lists_as_they_were(cast: Cast, sign_in: SignIn) -> None:
    entry = expected(cast.pair)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    for client, name, typed in (
        (sam, "entry", {"what": "Other."}),
        (sam, "let_go", {}),
        (mira, "answer", {"said": "can", "why": ""}),
    ):
        where = url(cast.pair, name, entry.pk)
        assert client.post(where, typed).status_code == 404
        assert where not in client.get(url(cast.pair, "part", "of_hr")).text
    assert EXPECTS in mira.get(url(cast.pair, "part", "of_hr")).text


# ---- the answer


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said": "can", "why": ""}, ""),
        ({"said": "can", "why": "Gladly."}, ""),
        ({"said": "partly", "why": "Themes."}, ""),
        ({"said": "partly", "why": " "}, "Say why, or what would be possible."),
        ({"said": "cannot"}, "Say why, or what would be possible."),
        ({"said": "", "why": "Hm"}, "Choose an answer."),
        ({"said": "perhaps", "why": "Hm"}, "Select a valid choice."),
        ({"said": "can", "why": "x" * 601}, "at most 600 characters; there are 601 now"),
    ],
)
def test_an_answer_is_given_whole_or_says_what_it_lacks(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], said: str
) -> None:
    entry = expected(cast.pair)
    answer = sign_in(cast.mira).post(url(cast.pair, "answer", entry.pk), typed)
    assert (answer.status_code, said in answer.text) == (422 if said else 302, True)
    entry.refresh_from_db()
    assert entry.answer == ("" if said else typed["said"])


def test_an_answer_given_stands_in_the_form_that_changes_it(cast: Cast, sign_in: SignIn) -> None:
    entry = answered(expected(cast.pair), Answer.PARTLY, "Themes, no names.")
    text = sign_in(cast.mira).get(url(cast.pair, "answer", entry.pk)).text
    assert "Themes, no names." in text
    assert 'value="partly"' in text
    assert "checked" in text[text.index('value="partly"') :].split(">", 1)[0]
