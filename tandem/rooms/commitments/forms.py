"""The form of one act, built from its row in the table of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tandem.partnership.commitments import fields
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.fields import DayInput
from tandem.partnership.commitments.models import WHAT_LENGTH, WORDS_LENGTH, Commitment
from tandem.partnership.commitments.naming import Naming, who
from tandem.partnership.commitments.reasons import TAPPED, WORDING
from tandem.partnership.commitments.refusals import MISSING, PICK_A_NEW_DAY, NotPossible, has_passed
from tandem.partnership.commitments.rows import PromiseRow, act_url, label
from tandem.partnership.commitments.rules import REASONS, Act, Need, Reason, Side, Step
from tandem.partnership.commitments.standing import Blocked
from tandem.rooms.commitments.words import IMPORTANT_SENT, wording

FIELD_OF = {
    Need.WHAT: "what",
    Need.DUE_ON: "due_on",
    Need.GUESS_ON: "due_on",
    Need.CHANGE: "due_on",
    Need.REASON: "reason",
    Need.WORDS: "words",
    Need.PERSON: "who",
    Need.IMPORTANT: "important",
}
DAYS = {
    Need.DUE_ON: gettext_noop("By when?"),
    Need.GUESS_ON: gettext_noop("When do you expect it now?"),
}
TEXTS = {
    Need.DONE_MEANS: gettext_noop("Done means"),
    Need.WHY: gettext_noop("Why it matters"),
}
FURTHER = {
    Need.HELPERS: fields.helpers,
    Need.SIZE: fields.size,
    Need.CONFIDENCE: fields.confidence,
    Need.IMPORTANT: fields.important,
    Need.EVIDENCE: fields.evidence,
}
ONLY_OF = {Need.CONFIDENCE: Side.PERFORMER, Need.IMPORTANT: Side.CUSTOMER}
MOST_BESIDE = 50  # promises of the same two to choose from
DAY_AND_REASON = (Act.RENEGOTIATE,)  # the content may change too, but mostly it is the day
ASKS_A_DAY = (Act.NOT_YET, Act.HAND_OVER)  # a new one, which is needed once the agreed one is over


class ActForm(Naming):
    """What the act needs, then what it may bring: `first` is shown, `more` can be opened.

    beside: acts of one tap whose buttons stand under the same fields.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        row: PromiseRow,
        step: Step,
        beside: Iterable[Step] = (),
        initial: Mapping[str, object] | None = None,
    ) -> None:
        unique = f"{step.act}-{row.commitment.pk.hex[:8]}-%s"  # several may stand on one page
        super().__init__(data, auto_id=unique, initial=dict(initial or {}))
        self.row, self.step = row, step
        self.me, self.today = row.reader, row.today
        handed = bool(row.handing_to_words)
        self.wording = wording(
            step.act, slipped=row.needs_new_date, handed=handed, left=row.other_left
        )
        for need in (*step.needs, *step.may, *(need for one in beside for need in one.may)):
            for name, field in self._fields_for(need):
                self.fields.setdefault(name, field)
        if not step.needs:  # a tap may always bring a word, whatever the table asks for
            label = self.fields["words"].label if "words" in self.fields else None
            one_line = forms.CharField(
                label=label or _(self.wording.words), max_length=WORDS_LENGTH, required=False
            )
            self.fields["words"] = one_line
        if Need.CHANGE in step.needs:
            self.fields["what"].help_text = _("Leave it empty to change the day alone.")
        if row.due_words and "due_on" in self.fields:
            self.fields["due_on"].help_text = _("So far: %(day)s.") % {"day": row.due_words}

    @property
    def title(self) -> str:
        return label(self.step, self.row.commitment.standing, self.today)

    @property
    def button(self) -> str:
        """What opened the form ends in "…"; what sends it does not."""
        return _("Say so") if self.title.endswith("…") else self.title

    @property
    def lede(self) -> str:
        return self._to_other(self.wording.lede)

    @property
    def taken(self) -> str:
        """What the page says once the act is taken."""
        asked = self.step.act is Act.SEND_DRAFT and self.cleaned_data.get("important")
        return self._to_other(IMPORTANT_SENT if asked else self.wording.taken)

    @property
    def url(self) -> str:
        return act_url(self.row.commitment, self.step.act)

    @property
    def keep_url(self) -> str:
        """Where a draft that is not to be sent yet is kept."""
        sends = self.step.act is Act.SEND_DRAFT
        return act_url(self.row.commitment, Act.SAVE_DRAFT) if sends else ""

    @property
    def more_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.more)

    @property
    def first(self) -> list[BoundField]:
        needed = [name for need in self.step.needs for name, field in self._fields_for(need)]
        if self.step.act in DAY_AND_REASON:
            needed.remove("what")
        if self.taps:
            needed.remove("reason")
        if self.step.act is Act.NOT_YET or self.needs_a_day:
            needed.append("due_on")
        return [self[name] for name in needed or ([] if self.taps else ["words"])]

    @property
    def needs_a_day(self) -> bool:
        """Nothing goes on towards a day that is over."""
        return self.step.act in ASKS_A_DAY and has_passed(self.row.commitment.due_on, self.today)

    @property
    def taps(self) -> list[tuple[str, str]]:
        """The reasons as buttons that send the form, where they are the last that is asked."""
        if self.step.act not in TAPPED:
            return []
        return [(one.value, _(WORDING[one])) for one in REASONS[self.step.act]]

    @property
    def more(self) -> list[BoundField]:
        shown = {field.name for field in self.first} | ({"reason"} if self.taps else set())
        return [self[name] for name in self.fields if name not in shown]

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            what=given.get("what", ""),
            due_on=given.get("due_on"),
            words=given.get("words", ""),
            reason=Reason(given["reason"]) if given.get("reason") else None,
            usefulness=given.get("usefulness"),
            done_means=given.get("done_means", ""),
            why=given.get("why", ""),
            helpers=given.get("helpers", ""),
            size=given.get("size"),
            confidence=given.get("confidence"),
            blocked_by=self._blocked_by(given.get("blocked_by", "")),
            evidence=given.get("evidence", ""),
            person=self.other if given.get("who") else None,
            important=given.get("important", False),
        )

    def clean_who(self) -> str:
        typed = super().clean_who()
        if self.other == self.row.other:
            raise forms.ValidationError(_("That is one of you two. Name somebody else."))
        return typed

    def _blocked_by(self, given: str) -> Blocked | Commitment | None:
        if given in tuple(Blocked):
            return Blocked(given)
        return next((one for one in self._beside if str(one.pk) == given), None)

    @cached_property
    def _beside(self) -> list[Commitment]:
        """The other open promises of these two."""
        both = Commitment.objects.visible_to(self.me).between(self.me, self.row.other)
        return [*both.open().exclude(pk=self.row.commitment.pk).by_day()[:MOST_BESIDE]]

    def refuse(self, refused: NotPossible) -> None:
        """Show a sentence of the rules beside the field it is about."""
        field = FIELD_OF.get(refused.need) if refused.need else None
        self.add_error(field if field in self.fields else None, _(refused.sentence))

    def focus(self) -> None:
        """Where it opens inside a page, the cursor goes to its first field."""
        for field in self.first[:1]:
            field.field.widget.attrs["autofocus"] = True

    def _to_other(self, sentence: str) -> str:
        names = {"other": self.row.other.called, "third": self.row.handing_to_words}
        return _(sentence) % names if sentence else ""

    def _fields_for(self, need: Need) -> Iterator[tuple[str, forms.Field]]:
        needed = need in self.step.needs
        if need is Need.CHANGE:
            another_what = self.data.get("what")  # then the day may stay as it is
            yield "due_on", day(_("New date"), need, required=not another_what)
            yield "what", what(_("Something else"), required=False)
        elif need is Need.WHAT:
            yield "what", what(_("What?"), required=needed)
        elif need is Need.REASON:
            yield "reason", self._reason()
        elif need is Need.USEFULNESS:
            yield "usefulness", useful()
        elif need in FURTHER:
            if ONLY_OF.get(need, self.row.side) is self.row.side:
                yield need.value, FURTHER[need]()
        elif need is Need.BLOCKED_BY:
            yield need.value, fields.blocked_by(self._beside)
        elif need is Need.PERSON:
            yield "who", who(_("Who would do it?"), _(MISSING[need]))
        elif need in DAYS:
            yield "due_on", self._day(need, needed=needed)
        else:
            label = _(self.wording.words if need is Need.WORDS else TEXTS[need])
            yield need.value, words(label, required=needed)

    def _day(self, need: Need, *, needed: bool) -> forms.Field:
        field = day(_(DAYS[need]), need, required=needed or self.needs_a_day)
        if self.needs_a_day:
            field.error_messages["required"] = _(PICK_A_NEW_DAY)
        return field

    def _reason(self) -> forms.Field:
        reasons = [(one.value, _(WORDING[one])) for one in REASONS[self.step.act]]
        return forms.ChoiceField(
            label=_(self.wording.reason),
            choices=[("", _("Pick one")), *reasons],
            error_messages={"required": _(MISSING[Need.REASON])},
        )


def what(label: str, *, required: bool) -> forms.Field:
    missing = {"required": _(MISSING[Need.WHAT])}
    return forms.CharField(
        label=label, max_length=WHAT_LENGTH, required=required, error_messages=missing
    )


def day(label: str, need: Need, *, required: bool) -> forms.Field:
    missing = {"required": _(MISSING.get(need, ""))}
    return forms.DateField(label=label, widget=DayInput, required=required, error_messages=missing)


def words(label: str, *, required: bool) -> forms.Field:
    return forms.CharField(
        label=label,
        max_length=WORDS_LENGTH,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _(MISSING[Need.WORDS])},
    )


def useful() -> forms.Field:
    """One to five, or no answer."""
    ends = {5: _("5, very"), 1: _("1, hardly")}
    numbers = [(number, ends.get(number, str(number))) for number in range(5, 0, -1)]
    return forms.TypedChoiceField(
        label=_("How useful was it?"),
        choices=[("", _("No answer")), *numbers],
        coerce=int,
        empty_value=None,
        required=False,
    )
