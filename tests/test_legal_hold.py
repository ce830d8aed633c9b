"""A legal hold stops every end by time and by hand, shows nobody more, and takes two people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conftest import ItIs, SignIn
from tandem.access.audit import record
from tandem.access.models import Event
from tandem.access.roles import PrivacyOfficer
from tandem.cli.record import forget
from tandem.organisation import actions, two_keys
from tandem.organisation.models import LegalReason, Notice, Person, RoleGrant, TwoKeyRequest
from tandem.organisation.two_keys import UnableToSettle
from tandem.organisation.widening import NoGrounds
from tandem.partnership.holds import actions as holds
from tandem.partnership.holds.actions import KeptByLaw
from tandem.partnership.holds.models import LegalHold
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.registers import obligations
from tandem.partnership.role_review.keeping import clear_reviews
from tandem.partnership.role_review.tests.stories import WORDS, answered
from tandem.partnership.testing import MONDAY, TUESDAY, WholeCast, give_by_two
from tandem.rooms.escalations import keeping, straight
from tandem.rooms.escalations.models import Escalation, JointNote, StraightWord
from tandem.rooms.escalations.tests.stories import decided, word
from tandem.rooms.openness import actions as openness
from tandem.rooms.openness.models import BetweenUs, Worry
from tandem.rooms.openness.tests.stories import BETWEEN, note, worry

AT_ITS_END = TUESDAY + timedelta(days=91)
WHY = "The claim of March needs it"


def ask(
    cast: WholeCast, what: Pair | Person | None = None, by: Person | None = None
) -> TwoKeyRequest:
    return holds.ask_to_hold(
        what=what or cast.pair, legal_reason=LegalReason.CLAIM, why=WHY, by=by or cast.dana,
        at=MONDAY,
    )  # fmt: skip


def hold(cast: WholeCast, what: Pair | Person | None = None) -> LegalHold:
    two_keys.confirm(request=ask(cast, what), by=cast.iris, at=MONDAY)
    return LegalHold.objects.latest("start_on", "pk") if what else LegalHold.objects.get()


def lift(cast: WholeCast, held: LegalHold) -> None:
    asked = holds.ask_to_lift(hold=held, why="Settled", by=cast.dana, at=TUESDAY)
    two_keys.confirm(request=asked, by=cast.iris, at=TUESDAY)


# ---- it stops every end, and lifting lets it happen


def test_a_note_between_two_outlasts_its_day_and_goes_once_it_is_lifted(
    whole_cast: WholeCast,
) -> None:
    kept = note(whole_cast, whole_cast.sam)
    held = hold(whole_cast)
    assert openness.end_between_us(at=AT_ITS_END) == 0
    assert BetweenUs.objects.get().pk == kept.pk
    lift(whole_cast, held)
    assert openness.end_between_us(at=AT_ITS_END) == 1
    assert not BetweenUs.objects.exists()


def test_what_others_wrote_ends_as_ever(whole_cast: WholeCast) -> None:
    cast = whole_cast
    hold(cast)
    openness.say_between_us(pair=cast.other_pair, words="Ours.", by=cast.leo, at=MONDAY)
    assert openness.end_between_us(at=AT_ITS_END) == 1


def test_a_sticking_point_and_what_went_straight_outlast_their_years(
    whole_cast: WholeCast,
) -> None:
    cast = whole_cast
    decided(cast)
    sent = word(cast, cast.ruth)
    straight.answer(word=sent, answer="Seen to.", by=cast.ruth, at=TUESDAY)
    point, row = Escalation.objects.get(), StraightWord.objects.get()
    point.ended_on, row.answered_on = date(2020, 1, 1), date(2020, 1, 1)
    record("test.aged", point, row, by=cast.sam, at=TUESDAY)
    held = hold(cast)
    assert keeping.clear_ended(at=TUESDAY) == 0
    assert JointNote.objects.exists()
    lift(cast, held)
    assert keeping.clear_ended(at=TUESDAY) == 2


def test_a_two_way_review_outlasts_its_years_and_shows_on_no_page(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    cast, then = whole_cast, MONDAY.replace(year=2024)
    cast.pair.start_on = date(2023, 11, 20)
    record("test.aged", cast.pair, by=cast.sam, at=MONDAY)
    answered(cast.pair, at=then)
    held = hold(cast)
    assert clear_reviews(at=TUESDAY) == 0
    assert not RoleReview.objects.visible_to(cast.sam, TUESDAY.date()).exists()
    page = sign_in(cast.sam).get(reverse("role_reviews:page", args=[cast.pair.pk])).text
    assert WORDS not in page
    lift(cast, held)
    assert clear_reviews(at=TUESDAY) == 2


def test_a_hold_of_a_person_covers_each_of_their_pairs(whole_cast: WholeCast) -> None:
    cast = whole_cast
    hold(cast, cast.mira)
    ours = Pair.objects.of_two(cast.ana, cast.mira).get()
    for pair, by in ((cast.pair, cast.sam), (ours, cast.ana), (cast.other_pair, cast.leo)):
        openness.say_between_us(pair=pair, words="Words.", by=by, at=MONDAY)
    assert openness.end_between_us(at=AT_ITS_END) == 1  # that of Leo and Priya
    assert {each.pair_id for each in BetweenUs.objects.all()} == {cast.pair.pk, ours.pk}


def test_a_hold_set_while_the_worker_is_at_it_counts(whole_cast: WholeCast) -> None:
    kept = note(whole_cast, whole_cast.sam)
    hold(whole_cast)
    assert openness._end([kept.pk], AT_ITS_END) == 0


# ---- by hand


def test_nobody_removes_by_hand_what_the_law_keeps_and_is_told_so(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    cast = whole_cast
    kept, night = note(cast, cast.mira), worry(cast, cast.mira)
    hold(cast)
    with pytest.raises(KeptByLaw, match="Nobody reads more"):
        openness.end(note=kept, by=cast.mira, at=TUESDAY)
    with pytest.raises(KeptByLaw):
        openness.let_go(worry=night, by=cast.mira, at=TUESDAY)
    browser = sign_in(cast.mira)
    for url in (
        reverse("openness:end", args=[kept.pk]),
        reverse("openness:worry", args=[night.pk, "let-go"]),
    ):
        assert "The law asks for this to be kept for now" in browser.post(url, follow=True).text
    assert BetweenUs.objects.exists()
    assert Worry.objects.exists()
    openness.share(worry=night, by=cast.mira, at=TUESDAY)  # all else goes on
    openness.take_back(worry=night, by=cast.mira, at=TUESDAY)


def test_nobody_it_covers_is_forgotten_in_the_record(
    whole_cast: WholeCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = whole_cast
    assert not holds.is_held(cast.otto, TUESDAY)
    held = hold(cast)
    for person, covered in ((cast.sam, True), (cast.mira, True), (cast.ana, False)):
        assert holds.is_held(person, TUESDAY) is covered
    lift(cast, held)
    hold(cast, cast.otto)
    monkeypatch.setattr("tandem.cli.record.opened", lambda: None)  # this database stands already
    answer = CliRunner().invoke(forget, [cast.otto.email])
    assert answer.exit_code == 1
    assert "A privacy officer asks for the legal hold to be lifted." in answer.output


# ---- nobody reads more


def test_past_its_day_it_shows_on_no_page_and_no_office_opens_it(
    whole_cast: WholeCast, sign_in: SignIn, it_is: ItIs
) -> None:
    cast = whole_cast
    note(cast, cast.sam)
    before = readers(cast)
    hold(cast)
    assert readers(cast) == before == {"sam", "mira"}
    url = reverse("openness:between_us", args=[cast.pair.pk])
    with it_is(AT_ITS_END):
        for who in (cast.sam, cast.mira):
            assert BETWEEN not in sign_in(who).get(url).text
        for who in (cast.dana, cast.iris, cast.pia, cast.helen):
            assert sign_in(who).get(url).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM openness_betweenus")
        assert BETWEEN not in str(cursor.fetchall())


def test_a_sticking_point_past_its_years_shows_on_no_page_though_it_is_kept(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    cast = whole_cast
    decision = decided(cast)
    sent = word(cast, cast.ruth)
    straight.answer(word=sent, answer="Seen to.", by=cast.ruth, at=TUESDAY)
    point, row = Escalation.objects.get(), StraightWord.objects.get()
    point.ended_on, row.answered_on = date(2020, 1, 1), date(2020, 1, 1)
    record("test.aged", point, row, by=cast.sam, at=TUESDAY)
    hold(cast)
    assert keeping.clear_ended(at=TUESDAY) == 0
    for who, page in (
        (cast.sam, point), (cast.mira, decision), (cast.vera, decision), (cast.mira, row),
        (cast.ruth, row),
    ):  # fmt: skip
        assert sign_in(who).get(page.get_absolute_url()).status_code == 404
    listed = sign_in(cast.sam).get(reverse("escalations:page", args=[cast.pair.pk])).text
    assert point.matter not in listed
    said = [each.sentence for each in obligations(cast.sam, TUESDAY.date())]
    assert not any("was decided" in each for each in said)


def readers(cast: WholeCast) -> set[str]:
    people = {name: each for name, each in vars(cast).items() if isinstance(each, Person)}
    seen = BetweenUs.objects.visible_to
    return {name for name, each in people.items() if seen(each).exists()}


def test_the_page_of_holds_shows_no_word_of_theirs(whole_cast: WholeCast, sign_in: SignIn) -> None:
    note(whole_cast, whole_cast.sam)
    hold(whole_cast)
    text = sign_in(whole_cast.dana).get(reverse("company:holds")).text
    assert "asked by Dana Petrov, confirmed by Iris Falk" in text
    assert BETWEEN not in text


# ---- two people


def test_one_person_alone_sets_none(whole_cast: WholeCast) -> None:
    note(whole_cast, whole_cast.sam)
    asked = ask(whole_cast)
    with pytest.raises(UnableToSettle, match="Somebody else has to confirm"):
        two_keys.confirm(request=asked, by=whole_cast.dana, at=MONDAY)
    assert not LegalHold.objects.exists()
    assert openness.end_between_us(at=AT_ITS_END) == 1


def test_one_person_alone_lifts_none(whole_cast: WholeCast) -> None:
    held = hold(whole_cast)
    asked = holds.ask_to_lift(hold=held, why="Settled", by=whole_cast.dana, at=TUESDAY)
    with pytest.raises(UnableToSettle, match="Somebody else has to confirm"):
        two_keys.confirm(request=asked, by=whole_cast.dana, at=TUESDAY)
    two_keys.decline(request=asked, why="Not yet", by=whole_cast.iris, at=TUESDAY)
    assert LegalHold.objects.get().end_on is None


@pytest.mark.parametrize("who", ["pia", "farid", "helen", "eva", "sam", "ruth", "iris"])
def test_only_a_privacy_officer_asks(whole_cast: WholeCast, who: str) -> None:
    with pytest.raises(UnableToSettle, match="Only a privacy officer"):
        ask(whole_cast, by=getattr(whole_cast, who))


@pytest.mark.parametrize("who", ["pia", "farid", "helen", "ruth", "kim"])
def test_only_somebody_independent_confirms(whole_cast: WholeCast, who: str) -> None:
    asked = ask(whole_cast)
    with pytest.raises(UnableToSettle, match="second key"):
        two_keys.confirm(request=asked, by=getattr(whole_cast, who), at=MONDAY)


def test_nobody_decides_about_their_own_words(whole_cast: WholeCast) -> None:
    cast = whole_cast
    give_by_two(cast, cast.mira, PrivacyOfficer)
    for what in (cast.pair, cast.mira, cast.sam):
        with pytest.raises(UnableToSettle, match="words of yours"):
            ask(cast, what, by=cast.mira)
    asked = ask(cast)
    with pytest.raises(UnableToSettle, match="words of yours"):
        two_keys.confirm(request=asked, by=cast.mira, at=MONDAY)


def test_who_lost_the_office_in_between_is_one_key_less(whole_cast: WholeCast) -> None:
    cast = whole_cast
    asked = ask(cast)
    grant = RoleGrant.objects.get(person=cast.dana)
    actions.take_role_back(grant=grant, by=cast.farid, at=MONDAY)
    with pytest.raises(UnableToSettle, match="could no longer ask"):
        two_keys.confirm(request=asked, by=cast.iris, at=TUESDAY)


def test_it_has_a_reason_and_is_set_and_lifted_once(whole_cast: WholeCast) -> None:
    cast = whole_cast
    with pytest.raises(NoGrounds):
        holds.ask_to_hold(
            what=cast.pair, legal_reason=LegalReason.ORDER, why=" ", by=cast.dana, at=MONDAY
        )
    with pytest.raises(UnableToSettle, match="Choose the legal reason"):
        holds.ask_to_hold(
            what=cast.pair, legal_reason=LegalReason.WISH, why=WHY, by=cast.dana, at=MONDAY
        )
    held = hold(cast)
    with pytest.raises(UnableToSettle, match="kept already"):
        ask(cast)
    lift(cast, held)
    with pytest.raises(UnableToSettle, match="lifted already"):
        holds.ask_to_lift(hold=held, why="Again", by=cast.dana, at=TUESDAY)
    found = Event.objects.about(held.pk).order_by("pk").values_list("what", flat=True)
    assert [*found] == ["hold.set", "hold.lifted"]


def test_the_database_refuses_one_that_nobody_lifted_and_one_of_nothing(
    whole_cast: WholeCast,
) -> None:
    held = hold(whole_cast)
    held.end_on = TUESDAY.date()
    with pytest.raises(ValidationError), transaction.atomic():
        record("test.half", held, by=whole_cast.dana, at=TUESDAY)
    empty = LegalHold(asked=ask(whole_cast, whole_cast.sam), start_on=MONDAY.date())
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        record("test.empty", empty, by=whole_cast.dana, at=TUESDAY)


# ---- told


def test_both_are_told_when_it_is_set_and_when_it_is_lifted(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    cast = whole_cast
    held = hold(cast)
    said = "What you and a partner wrote is kept beyond its day: the law asks for it."
    for who in (cast.sam, cast.mira):
        assert said in [each.sentence for each in obligations(who, TUESDAY.date())]
        text = sign_in(who).get(reverse("company:notices")).text
        assert "Dana Petrov asked, Iris Falk confirmed." in text
        assert "Nobody reads more by it" in text
        assert WHY not in text  # that is for the second key
    assert Notice.objects.count() == 2
    lift(cast, held)
    assert (
        "is no longer kept beyond its day" in sign_in(cast.sam).get(reverse("company:notices")).text
    )


def test_a_partner_is_not_told_whom_it_is_about(whole_cast: WholeCast, sign_in: SignIn) -> None:
    cast = whole_cast
    hold(cast, cast.mira)
    assert {each.person for each in Notice.objects.all()} == {cast.mira, cast.sam, cast.ana}
    text = sign_in(cast.sam).get(reverse("company:notices")).text
    assert "What you and a partner wrote is kept" in text
    assert "Mira" not in text[text.index("<main") : text.index("</main")]


def test_who_asked_is_told_nothing_before_the_second_key(whole_cast: WholeCast) -> None:
    ask(whole_cast)
    assert not Notice.objects.exists()


# ---- the pages


def test_it_is_asked_for_and_confirmed_on_pages(whole_cast: WholeCast, sign_in: SignIn) -> None:
    cast = whole_cast
    dana, iris = sign_in(cast.dana), sign_in(cast.iris)
    assert "Legal holds" in dana.get(reverse("me")).text
    page = reverse("company:holds")
    assert "Sam Lindqvist and Mira Okafor" in dana.get(page, {"q": "Okafor"}).text
    given = {"q": "Okafor", "what": str(cast.pair.pk), "legal_reason": "claim", "why": WHY}
    for wrong in ({"what": ""}, {"legal_reason": "wish"}, {"why": " "}, {"what": str(cast.kim.pk)}):
        assert dana.post(page, given | wrong).status_code == 422
    answer = dana.post(page, given, follow=True)
    assert "Dana Petrov asks for a legal hold: Sam Lindqvist and Mira Okafor." in answer.text
    asked = TwoKeyRequest.objects.get(wish="hold")
    lines = [each.sentence for each in obligations(cast.iris, TUESDAY.date())]
    assert "Dana Petrov asks for a legal hold: Sam Lindqvist and Mira Okafor." in lines
    assert iris.get(reverse("company:two_keys", args=[asked.pk])).status_code == 200
    for who in (cast.sam, cast.pia, cast.farid, cast.helen):
        assert sign_in(who).get(reverse("company:two_keys", args=[asked.pk])).status_code == 404
    iris.post(reverse("company:confirm", args=[asked.pk]))
    held = LegalHold.objects.get()
    lifting = reverse("company:lift_hold", args=[held.pk])
    assert dana.post(lifting, {"why": ""}).status_code == 422
    answer = dana.post(lifting, {"why": "Settled"}, follow=True)
    assert "asks for a legal hold to be lifted" in answer.text
    wish = TwoKeyRequest.objects.get(wish="lift")
    iris.post(reverse("company:confirm", args=[wish.pk]))
    assert dana.get(lifting).status_code == 404
    assert "Nothing is kept beyond its day." in dana.get(page).text
