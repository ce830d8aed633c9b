"""Themes in invented comments: what many say is found, what one says is never shown."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import nan

import pytest

from tandem.analytics.results import Hidden
from tandem.analytics.themes import (
    BY_WORDS,
    MINIMUM_PEOPLE,
    Comment,
    Theme,
    Themes,
    themes,
    words_of,
)

ROTA = (
    "The rota changes at the last moment and nobody tells the night shift.",
    "I never know my shift before Thursday, the rota comes too late.",
    "Please publish the rota earlier, the night shift cannot plan anything.",
    "We swap shifts in a chat because the rota is never right.",
    "It would help if the rota stood two weeks before the shift.",
)
CANTEEN = (
    "The canteen is too loud and the food is cold.",
    "Food in the canteen runs out before one o'clock.",
    "I would like warm food after a late delivery, but the canteen closes too early.",
    "The queue in the canteen is longer than my break.",
)
WARTUNG = (
    "Die Maschine an Linie drei steht zu oft, die Wartung kommt zu spät.",
    "Für die Wartung der Maschine fehlt uns die Zeit.",
    "Die Wartung wird verschoben, bis die Maschine steht.",
)
RÉUNIONS = (
    "Le télétravail est refusé sans raison et les réunions sont trop longues.",
    "Nous avons trop de réunions et pas assez de télétravail.",
    "Je voudrais un jour de télétravail et moins de réunions.",
)


def written(by: str, texts: Sequence[str], people: int, each: int = 2) -> list[Comment]:
    """Each person writes some of these sentences, the same every time."""
    chance = random.Random(by)
    return [Comment(f"{by} {n}", " ".join(chance.sample(texts, each))) for n in range(people)]


FOUR = [
    *written("rota", ROTA, 20),
    *written("canteen", CANTEEN, 18),
    *written("wartung", WARTUNG, 25),
    *written("réunions", RÉUNIONS, 16),
]


def of(found: Themes, word: str) -> Theme:
    [theme] = [each for each in found.themes if word in each.words]
    return theme


def test_what_many_write_about_is_found_in_three_languages_without_a_list() -> None:
    found = themes(FOUR)
    assert (found.people, found.comments, found.grouped_by) == (79, 79, BY_WORDS)
    assert sum(theme.people for theme in found.themes if "rota" in theme.words) == 20
    assert {"canteen", "food"} <= set(of(found, "canteen").words)
    assert {"maschine", "wartung"} <= {word for theme in found.themes for word in theme.words}
    assert {"réunions", "télétravail"} <= set(of(found, "réunions").words)
    first = {theme.words[0] for theme in found.themes}
    assert not first & {"the", "and", "too"}  # two themes share them: they come behind


def test_the_same_comments_say_the_same_in_any_order() -> None:
    shuffled = random.Random(1).sample(FOUR, len(FOUR))
    assert themes(shuffled) == themes(FOUR)


def test_themes_stand_in_the_order_of_their_words_not_of_their_size() -> None:
    found = themes(FOUR)
    assert [theme.words for theme in found.themes] == sorted(t.words for t in found.themes)


@pytest.mark.parametrize(("people", "shown"), [(9, False), (10, True)])
def test_a_theme_is_shown_from_ten_different_people_on(people: int, shown: bool) -> None:
    found = themes([*written("rota", ROTA, 40), *written("canteen", CANTEEN, people)])
    assert any("canteen" in theme.words for theme in found.themes) is shown
    assert min(theme.people for theme in found.themes) >= MINIMUM_PEOPLE


@pytest.mark.parametrize(("people", "hidden"), [(9, Hidden.TOO_FEW), (10, None)])
def test_of_fewer_than_ten_people_nothing_is_told_not_even_how_many(
    people: int, hidden: Hidden | None
) -> None:
    found = themes(written("rota", ROTA, people))
    assert found.hidden is hidden
    if hidden:
        assert (found.themes, found.people, found.comments, found.too_small) == ((), 0, 0, 0)


def test_one_person_who_writes_fifty_times_is_one_person() -> None:
    loud = [Comment("one", f"{text} Really.") for text in CANTEEN * 13]
    assert themes(loud).hidden is Hidden.TOO_FEW
    found = themes([*loud, *written("rota", ROTA, 30)])
    assert not any("canteen" in theme.words for theme in found.themes)


def test_a_word_of_one_person_or_of_nine_is_never_shown() -> None:
    """A name that only its bearer or a few colleagues write would point at somebody."""
    named = [
        Comment(each.person, each.text + " Quentin" * (n < 9) + f" Own{'abcdefghij'[n % 10]}" * 3)
        for n, each in enumerate(written("rota", ROTA, 20))
    ]
    found = themes([*named, *written("canteen", CANTEEN, 20)])
    shown = {word for theme in found.themes for word in theme.words}
    assert "rota" in shown
    assert not {word for word in shown if word.startswith(("quentin", "own"))}


def test_every_shown_word_is_one_of_ten_people() -> None:
    for theme in themes(FOUR).themes:
        for word in theme.words:
            writers = {each.person for each in FOUR if word in words_of(each.text)}
            assert len(writers) >= MINIMUM_PEOPLE


def test_names_handed_in_are_never_shown_whoever_wrote_them() -> None:
    named = [Comment(each.person, f"{each.text} Ask Ottilie.") for each in FOUR[:20]]
    pair = [*named, *FOUR[20:]]
    assert "ottilie" in {word for theme in themes(pair).themes for word in theme.words}
    shown = {word for theme in themes(pair, never=["OTTILIE"]).themes for word in theme.words}
    assert "ottilie" not in shown
    assert "ask" in shown


def test_addresses_and_numbers_are_no_words() -> None:
    text = "Write to kim.bakker@varnholm.example or https://varnholm.example/kim, room 4711: NIGHT"
    assert words_of(text) == ["write", "room", "night"]


def test_nothing_that_leaves_is_a_comment() -> None:
    told = repr(themes(FOUR))
    assert not any(text in told for text in (*ROTA, *CANTEEN, *WARTUNG, *RÉUNIONS))


# ---- bad input


@pytest.mark.parametrize("texts", [[], [""] * 30, ["…", "!!", "12", "ok", "\x00", "a b c"] * 5])
def test_without_a_word_there_is_nothing(texts: list[str]) -> None:
    assert themes([Comment(n, text) for n, text in enumerate(texts)]).hidden is Hidden.TOO_FEW


@pytest.mark.parametrize("text", ["canteen", "The canteen is too loud."])
def test_the_same_comment_from_twelve_people_is_their_theme(text: str) -> None:
    found = themes([Comment(n, text) for n in range(12)])
    [theme] = found.themes
    assert (theme.people, theme.comments) == (12, 12)
    assert "canteen" in theme.words


def test_the_same_comment_twice_from_one_person_is_one() -> None:
    assert themes(FOUR + FOUR) == themes(FOUR)


def test_words_that_nobody_shares_are_no_theme() -> None:
    alone = "abcdefghijklmnopqrst"
    found = themes([Comment(n, f"{letter * 4} {letter * 5}") for n, letter in enumerate(alone)])
    assert (found.themes, found.people) == ((), 20)


def test_an_essay_of_ten_thousand_words_does_not_drown_the_others() -> None:
    essay = " ".join(["archive folder ladder"] * 3_334)
    found = themes([*FOUR, Comment("essayist", essay)])
    assert {theme.words for theme in found.themes} == {t.words for t in themes(FOUR).themes}
    assert found.people == 80


# ---- by a model


class ByLength:
    """An invented model: the first letters of a text say what it is about."""

    name = "invented 1"

    def vectors(self, texts: Sequence[str]) -> list[list[float]]:
        about = [ROTA, CANTEEN, WARTUNG, RÉUNIONS]
        return [[float(any(t[:12] in text for t in topic)) for topic in about] for text in texts]


def test_a_model_may_group_and_words_still_name() -> None:
    found = themes(FOUR, embedder=ByLength())
    assert found.grouped_by == "invented 1"
    assert sorted(theme.people for theme in found.themes) == [16, 18, 20, 25]
    assert of(found, "wartung").people == 25
    assert themes(FOUR, embedder=ByLength()) == found


@pytest.mark.parametrize("vectors", [[], [[1.0]] * 78, [[nan]] * 79, [1.0] * 79])
def test_a_model_that_answers_something_else_is_named(vectors: list[list[float]]) -> None:
    class Wrong:
        name = "invented 2"

        def vectors(self, texts: Sequence[str]) -> list[list[float]]:
            return vectors

    with pytest.raises(ValueError, match="invented 2 did not give one finite vector"):
        themes(FOUR, embedder=Wrong())


def test_a_model_for_which_all_is_alike_gives_one_theme() -> None:
    class Alike:
        name = "invented 3"

        def vectors(self, texts: Sequence[str]) -> list[list[float]]:
            return [[0.0, 0.0]] * len(texts)

    [theme] = themes(FOUR, embedder=Alike()).themes
    assert theme.people == 79


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("to the rota", ["the", "rota"]),  # of three letters on
        ("don't", ["don"]),
        ("night-shift", ["night", "shift"]),
        ("STRASSE straße", ["strasse", "strasse"]),  # capitals do not part a word
        ("Cafe\u0301 café", ["café", "café"]),  # nor how an accent is typed
        ("shift3 snake_case", ["shift", "snake", "case"]),
        ("see www.varnholm.example now", ["see", "now"]),
    ],
)
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize("never", ["Ottilie", "OTTILIE", "ottilie"])
def test_a_name_is_kept_back_also_where_it_is_all_that_ten_people_share(never: str) -> None:
    letters = "abcdefghijkl"
    found = themes([Comment(n, f"Ottilie {each * 5}") for n, each in enumerate(letters)])
    assert [theme.words for theme in found.themes] == [("ottilie",)]
    kept = themes(
        [Comment(n, f"Ottilie {each * 5}") for n, each in enumerate(letters)], never=[never]
    )
    assert (kept.themes, kept.people) == ((), 12)
