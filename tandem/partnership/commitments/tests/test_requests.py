"""What a request can be about: the file as it is, and everything that is wrong with another one."""

from __future__ import annotations

import pytest

from tandem.partnership.commitments.requests import (
    FILE,
    MOST_QUESTIONS,
    Nature,
    RequestsBroken,
    read,
    templates,
)

WHOLE = '[[request]]\nkey = "hire"\nname = "Hire"\nnature = "transactional"\nquestions = ["Who?"]\n'


def test_those_of_the_house_are_there_in_their_order() -> None:
    assert [*templates()] == [
        "promote", "exit", "restructure", "hire", "pay", "move", "conflict", "other", "hard_talk",
        "habit_listen", "habit_goals", "habit_follow", "habit_open",
    ]  # fmt: skip


def test_each_asks_and_guesses() -> None:
    for each in templates().values():
        assert 1 <= len(each.questions) <= MOST_QUESTIONS
        assert all(question.endswith("?") for question in each.questions)
    assert {each.nature for each in templates().values()} == set(Nature)
    important = {key for key, each in templates().items() if each.important}
    assert important == {"promote", "exit", "restructure", "conflict"}


def test_a_whole_file_is_read() -> None:
    assert [*read(WHOLE)] == ["hire"]
    assert read(FILE.read_text(encoding="utf-8")) == templates()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no request"),
        ("request = ", "This is not TOML"),
        (WHOLE + WHOLE, "two have the same key"),
        (WHOLE.replace('"hire"', '""'), "needs a key"),
        (WHOLE.replace('"hire"', '"a-dash"'), "needs a key"),
        (WHOLE.replace('"hire"', '"much_too_long_a_key"'), "needs a key"),
        (WHOLE.replace('name = "Hire"', ""), "has no name"),
        (WHOLE.replace("transactional", "urgent"), "its nature is one of"),
        (WHOLE.replace('["Who?"]', "[]"), "asks one to 3"),
        (WHOLE.replace('["Who?"]', '["Who?", " "]'), "asks one to 3"),
        (WHOLE.replace('["Who?"]', '["?", "?", "?", "?"]'), "asks one to 3"),
        (WHOLE + "important = 1\n", "important is true or false"),
        (WHOLE + 'mine = "yes"\n', "mine is true or false"),
        (WHOLE + 'answer = "x"\n', "nobody reads answer"),
    ],
)
def test_whoever_changes_it_is_told_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(RequestsBroken, match=says):
        read(text)
