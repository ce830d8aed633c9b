"""Where letters go HR can change; who speaks by them it cannot."""

from __future__ import annotations

from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import record
from tandem.access.models import Account
from tandem.organisation.models import Person
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.mail.tests.post import Post, links, text
from tandem.rooms.mail.tests.stories import sam_asks_mira

ELSEWHERE = "mira@elsewhere.example"


def hr_changes_the_address(person: Person, cast: Cast, email: str) -> None:
    """As an import does it."""
    changed = Person.objects.get(pk=person.pk)
    changed.email = email
    record("person.changed", changed, by=cast.farid, at=MONDAY)


def test_a_letter_to_another_address_than_they_sign_in_with_speaks_for_nobody(
    post: Post, cast: Cast
) -> None:
    sam_asks_mira(cast)
    hr_changes_the_address(cast.mira, cast, ELSEWHERE)
    [letter] = post.at(TUESDAY)
    assert ELSEWHERE in str(letter["To"])
    assert not links(letter)
    for kind in ("plain", "html"):
        said = text(letter, kind)
        assert "Sam asked you for something" in said, "it still says that something waits"
        assert "/letters/act/" not in said
        assert "another address than the one you sign in with" in said
        assert "It speaks for you" not in said


def test_the_person_reads_where_their_letters_go(cast: Cast, sign_in: SignIn) -> None:
    page, said = reverse("mail:wishes"), f"HR has them sent to {ELSEWHERE}"
    assert said not in sign_in(cast.kim).get(page).text
    hr_changes_the_address(cast.kim, cast, ELSEWHERE)
    assert said in sign_in(cast.kim).get(page).text


def test_once_they_sign_in_with_it_it_speaks_again(post: Post, cast: Cast) -> None:
    sam_asks_mira(cast)
    hr_changes_the_address(cast.mira, cast, ELSEWHERE.upper())
    assert cast.mira.account_id is not None
    Account.objects.filter(pk=cast.mira.account_id).update(email=ELSEWHERE)
    [letter] = post.at(TUESDAY)
    assert "Yes, I will" in links(letter)
    assert "It speaks for you" in text(letter)
