"""Who gets what at every address: the two, those a note was sent to, whom somebody turned to."""

from __future__ import annotations

from collections.abc import Callable

from tandem.access.models import Event
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, Row, WholeCast
from tandem.rooms.escalations import actions, deciding, straight
from tandem.rooms.escalations.models import Escalation, JointNote, NoteReader, StraightWord
from tandem.rooms.escalations.tests import stories

SIGNED_OUT = "otto nobody"
# Who stands in for Sam, the administrators and those of rarer office among them.
STRANGERS = "kim ilse ana leo farid eva pia ruth dana iris tess bram omar"
OTHERS = f"{STRANGERS} vera helen"
TWO = {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}
SAID = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
NAMED = {200: "sam mira vera helen", 404: STRANGERS, 302: SIGNED_OUT}
DECIDING = {302: f"vera helen {SIGNED_OUT}", 404: f"sam mira {STRANGERS}"}
WORDS = {
    200: "mira ruth", 302: SIGNED_OUT,
    404: "kim ilse sam vera ana leo farid helen eva pia dana iris tess bram omar",
}  # fmt: skip
NOT_RUTH = "kim ilse sam vera ana leo farid helen eva pia dana iris tess bram omar"


def everything(cast: Cast) -> dict[str, object]:
    stories.talk(cast)
    stories.written(cast)
    stories.decided(cast)
    stories.word(cast, cast.helen, by=cast.mira)
    return {"pair_id": cast.pair.pk}


def at_point(
    make: Callable[[Cast], Escalation], act: str = ""
) -> Callable[[Cast], dict[str, object]]:
    def where(cast: Cast) -> dict[str, object]:
        found: dict[str, object] = {"point_id": make(cast).pk}
        return found | {"act": act} if act else found

    return where


def at_note(
    make: Callable[[Cast], JointNote], act: str = ""
) -> Callable[[Cast], dict[str, object]]:
    def where(cast: Cast) -> dict[str, object]:
        found: dict[str, object] = {"note_id": make(cast).pk}
        return found | {"act": act} if act else found

    return where


def at_word(act: str = "") -> Callable[[WholeCast], dict[str, object]]:
    """From Mira to Ruth."""

    def where(cast: WholeCast) -> dict[str, object]:
        word = stories.word(cast, cast.ruth)
        if act == "read":
            straight.answer(word=word, answer="Seen to.", by=cast.ruth, at=TUESDAY)
        found: dict[str, object] = {"word_id": word.pk}
        return found | {"act": act} if act else found

    return where


def half_settled(cast: Cast) -> Escalation:
    point = stories.views(cast)
    return actions.say_what_we_agreed(point=point, words="So it is.", by=cast.sam, at=MONDAY)


def half_sent(cast: Cast) -> Escalation:
    return stories.yes(stories.written(cast), cast.sam)


def half_decided(cast: Cast) -> JointNote:
    return deciding.decide(
        note=stories.sent(cast), decision=stories.DECISION, reason=stories.REASON, by=cast.vera,
        at=TUESDAY,
    )  # fmt: skip


def points(_: Cast) -> list[tuple[object, ...]]:
    rows = Escalation._base_manager.select_related("note").order_by("pk")
    return [
        (
            each.pk, each.state, each.answered_on, each.views_on, each.settled, each.leader_heard,
            each.hr_heard, each.note.version if each.views_on else 0, votes(each),
        )
        for each in rows
    ]  # fmt: skip


def votes(point: Escalation) -> int:
    if point.views_on is None:
        return 0
    return Event.objects.about(point.note.pk).count()


def notes(_: Cast) -> list[tuple[object, ...]]:
    rows = JointNote._base_manager.order_by("pk")
    return [
        (each.pk, each.decision, each.decided_on, each.top_on, each.leader_read_on, each.hr_read_on)
        for each in rows
    ] + [(NoteReader.objects.count(),)]


def words(_: Cast) -> list[tuple[object, ...]]:
    fields = ("pk", "taken_on", "answered_on", "read_on", "withdrawn_on")
    return [*StraightWord.objects.order_by("pk").values_list(*fields)]


def post(
    address: str, gets: dict[int, str], where: Callable[..., dict[str, object]],
    probe: Callable[[Cast], object], changed_by: str, data: dict[str, str], about: str,
) -> Row:  # fmt: skip
    return Row(
        address, gets, "POST", where=where, data=lambda _: data, probe=probe,
        changed_by=changed_by, about=about,
    )  # fmt: skip


def of_two(act: str, make: Callable[[Cast], Escalation], changed_by: str, **data: str) -> Row:
    """The other one gets an answer, too: why not."""
    where = at_point(make, act)
    return post("escalations:act", SAID, where, points, changed_by, data, act)


VERSION = {"version": "2"}
ROWS = [
    Row("escalations:times", {
        200: "helen", 302: SIGNED_OUT,
        404: "kim ilse sam vera ana mira leo farid eva pia ruth dana iris tess bram omar",
    }),
    Row("escalations:page", TWO, where=everything),
    post("escalations:page", SAID, everything, points, "sam mira",
         {"matter": "Another one", "how": "twice"}, "begun"),
    Row("escalations:point", TWO, where=at_point(stories.talk), about="a talk"),
    Row("escalations:point", TWO, where=at_point(half_sent), about="both views"),
    Row("escalations:point", TWO, where=at_point(lambda c: stories.sent(c).escalation),
        about="sent"),
    Row("escalations:view", TWO, where=at_point(stories.views)),
    post("escalations:view", SAID, at_point(stories.views), points, "sam mira",
         {"question": stories.MATTER, "view": "Mine."}, "written"),
    of_two("yes", stories.talk, "mira"),
    of_two("views", stories.talk, "sam mira", because="talked"),
    of_two("heard", stories.written, "sam mira", heard="Something else."),
    of_two("send", half_sent, "mira", **VERSION),
    of_two("again", half_sent, "sam"),
    of_two("settle", stories.views, "sam mira", words="So it is."),
    of_two("settled", half_settled, "mira"),
    of_two("rest", stories.talk, "sam"),
    Row("escalations:note", NAMED, where=at_note(stories.sent)),
    Row("escalations:note", NAMED, where=at_note(half_decided), about="half decided"),
    Row("escalations:note", NAMED, where=at_note(stories.decided), about="decided"),
    post("escalations:note", DECIDING, at_note(stories.sent), notes, "vera helen",
         {"decision": "So.", "reason": "Because."}, "written"),
    post("escalations:note_act", DECIDING, at_note(half_decided, "agree"), notes, "helen",
         {"version": "3"}, "agree"),
    post("escalations:note_act", DECIDING, at_note(stories.sent, "pass-on"), notes,
         "vera helen", {}, "pass on"),
    post("escalations:note_act", {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
         at_note(stories.decided, "read"), notes, "sam mira", {}, "read"),
    Row("escalations:straight", TWO, where=everything),
    Row("escalations:word", WORDS, where=at_word()),
    post("escalations:word", {302: f"ruth {SIGNED_OUT}", 404: f"mira {NOT_RUTH}"}, at_word(),
         words, "ruth", {"answer": "Seen to."}, "answered"),
    post("escalations:word_act", {302: f"ruth {SIGNED_OUT}", 404: f"mira {NOT_RUTH}"},
         at_word("take"), words, "ruth", {}, "take"),
    post("escalations:word_act", {302: f"mira {SIGNED_OUT}", 404: f"ruth {NOT_RUTH}"},
         at_word("withdraw"), words, "mira", {}, "withdraw"),
    post("escalations:word_act", {302: f"mira {SIGNED_OUT}", 404: f"ruth {NOT_RUTH}"},
         at_word("read"), words, "mira", {}, "read"),
    Row("escalations:straight", SAID, "POST", where=everything, probe=words,
        data=lambda cast: {"because": "ethics", "to": str(cast.ruth.pk), "words": "This."},
        changed_by="sam mira", about="sent"),
]  # fmt: skip
