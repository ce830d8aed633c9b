"""People find the row they mean in their own words; nonsense finds nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.folding import folded_words
from tandem.rooms.ownership import everyday
from tandem.rooms.ownership.searching import LONGEST, find, index, swapped
from tandem.rooms.ownership.starting_point import Activity, starting_point
from tandem.rooms.ownership.stems import said_words, stem
from tandem.rooms.ownership.tests.phrases import (
    AT_LEAST,
    IN_THE_FILE,
    LISTS,
    NOT_FOUND,
    PHRASES,
    Phrase,
)


def first(words: str) -> str:
    found = find(words)
    return found[0].domain.key if found else ""


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.words)
def test_what_people_type_finds_its_row(phrase: Phrase) -> None:
    assert (first(phrase.words) in phrase.right) is (phrase.words not in NOT_FOUND)


@pytest.mark.parametrize(("listed", "at_least"), list(zip(LISTS, AT_LEAST, strict=True)))
def test_of_each_sixty_phrases_as_many_find_their_row_first_as_once_did(
    listed: list[Phrase], at_least: int
) -> None:
    assert (len(listed), sum(phrase.typo for phrase in listed)) == (60, 20)
    assert sum(first(phrase.words) in phrase.right for phrase in listed) >= at_least


def test_no_phrase_of_the_list_is_in_the_file() -> None:
    """Not word by word, nor without the little words around it; a single word is only a word."""
    said = everyday.FILE.read_text(encoding="utf-8").replace("\n", " ").split(",")
    entries = [
        text
        for domain in starting_point().domains
        for text in (domain.name, *(f"{each.name} {each.words}" for each in domain.entries))
    ]
    texts = [f" {' '.join(folded_words(text))} " for text in (*entries, *said) if "|" not in text]
    for phrase in PHRASES:
        if phrase.words in IN_THE_FILE:
            continue
        for words in (folded_words(phrase.words), said_words(phrase.words)):
            if len(words) > 1:
                typed = f" {' '.join(words)} "
                assert not any(typed in text for text in texts), phrase.words


@pytest.mark.parametrize(
    ("words", "domain", "title"),
    [
        ("parental leave return", "onboard", "Coming back from parental leave"),
        ("PARENTAL-LEAVE", "onboard", "Coming back from parental leave"),
        ("exit interveiw", "leaving", "Exit interview"),
        ("who decides on a dismissal?", "leaving", "Dismissal"),
        ("gender pay gap", "reward", "Looking whether pay is equal"),
        ("calling in sick", "wellbeing", "Calling in sick"),
        ("coming back after long sicknes", "wellbeing", "Coming back after an illness"),
        ("back at work after an illness", "wellbeing", "Coming back after an illness"),
        ("recieve feedback", "perform", "Goals and feedback"),
        ("one of my team members asks for reduced hours", "engage", "Engage and retain"),
        ("quarrel between colleagues", "fairness", "A conflict in the team"),
        ("two in the team argue", "fairness", "A conflict in the team"),
        # About one's own manager, and not about becoming one.
        ("i want to report my manager", "fairness", "Speaking up in confidence"),
        ("complaint about my boss", "fairness", "Speaking up in confidence"),
        ("my manager is bullying me", "fairness", "Being treated badly"),
        ("becoming a manager", "leaders", "Becoming a manager"),
    ],
)
def test_the_answer_says_what_it_took_the_words_for(words: str, domain: str, title: str) -> None:
    best = find(words)[0]
    assert (best.domain.key, best.title) == (domain, title)


@pytest.mark.parametrize(
    "words",
    ["", " ", "???", "who owns this?", "asdf qwer", "xyzzy", "Lindqvist", "0", "the of and"],
)
def test_nonsense_finds_nothing(words: str) -> None:
    assert find(words) == []


def test_an_essay_is_read_as_far_as_a_line_goes() -> None:
    assert first("sick note " + "y" * 100_000) == "wellbeing"
    assert first("y" * LONGEST + " sick note") == ""


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("let go", "leaving"),
        ("stand in", "leaders"),
        ("what we stand for", "culture"),
        ("a desk for my bad back", "wellbeing"),
    ],
)
def test_little_words_count_beside_each_other(words: str, domain: str) -> None:
    best = find(words)[0]
    assert (best.domain.key, best.sure) == (domain, True)


@pytest.mark.parametrize("words", ["200", "2000 1234567", "take", "never more", "more and more"])
def test_a_number_is_no_slip_and_a_little_word_alone_means_nothing(words: str) -> None:
    assert find(words) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_finds_each_row_at_most_once(words: str) -> None:
    found = [hit.domain.key for hit in find(words)]
    assert len(found) == len(set(found)) <= 4


def test_every_name_of_the_file_finds_its_own_row() -> None:
    for domain in starting_point().domains:
        assert first(domain.name) == domain.key, domain.name
        for entry in domain.entries:
            assert domain.key in [hit.domain.key for hit in find(entry.name)[:2]], entry.name


def test_an_activity_is_known_by_who_answers_for_it() -> None:
    entry = find("exit interview")[0].entry
    assert isinstance(entry, Activity)
    assert entry.answers.side == "hr"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("promoted", "promotion", True),
        ("planning", "plans", True),
        ("studies", "study", True),
        ("mentors", "mentor", True),
        ("stopped", "stop", True),
        ("pay", "paid", True),
        ("boss", "bosses", True),
        ("holiday", "holidays", True),
        ("bully", "bullied", True),
        ("approval", "approve", True),
        ("relocate", "relocation", True),
        ("illness", "ill", True),
        ("organise", "organization", True),
        ("woman", "women", True),
        ("offer", "off", False),
        ("career", "care", False),
        ("business", "busy", False),
        ("sick", "sic", False),
    ],
)
def test_forms_of_a_word_share_its_beginning(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same


@pytest.mark.parametrize(
    ("typed", "known", "is_so"),
    [("bakc", "back", True), ("prat", "part", True), ("back", "back", False),
     ("kabc", "back", False), ("bak", "back", False)],
)  # fmt: skip
def test_of_four_letters_two_may_have_changed_places(typed: str, known: str, is_so: bool) -> None:
    assert swapped(typed, known) is is_so


def test_the_index_knows_every_domain() -> None:
    assert {text.domain.key for text in index().texts} == {*starting_point().by_key}
