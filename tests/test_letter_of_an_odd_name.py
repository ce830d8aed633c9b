"""What comes into no name by a form, and what is no fault of one letter."""

from __future__ import annotations

import ssl

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Person
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.posting import Line
from tandem.rooms.mail.tests.post import Post
from tandem.rooms.mail.tests.stories import sam_asks_mira
from tandem.website.tests.proofs import with_a_phone


def test_a_line_break_comes_into_no_name_by_a_form(cast: Cast, sign_in: SignIn) -> None:
    with_a_phone(cast.farid)
    typed = {
        "area": "New", "leader_name": "Ann\r\nBcc: all@x.example", "leader_email": "a@x.example",
        "hr_name": "Bo Lund", "hr_email": "b@x.example", "why": "New",
    }  # fmt: skip
    assert sign_in(cast.farid).post(reverse("company:pair"), typed).status_code == 200
    assert Person.objects.get(email="a@x.example").name == "Ann Bcc: all@x.example"


def test_a_certificate_nobody_trusts_leaves_todays_letters_to_the_next_try(
    post: Post, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python counts it among the values that cannot be, as a name that no letter bears."""
    sam_asks_mira(cast)

    def untrusted(*_: object) -> None:
        raise ssl.SSLCertVerificationError("self-signed")

    with monkeypatch.context() as patched:
        patched.setattr(Line, "send", untrusted)
        assert post.at(TUESDAY) == []
    mine = Mailbox.objects.get(person=cast.mira)
    assert mine.settled_on != TUESDAY.date()
