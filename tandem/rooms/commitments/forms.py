"""The form of one act, built from its row in the table of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.forms import DayInput
from tandem.partnership.commitments.models import WHAT_LENGTH, WORDS_LENGTH
from tandem.partnership.commitments.reasons import WORDING
from tandem.partnership.commitments.refusals import MISSING, NotPossible
from tandem.partnership.commitments.rows import PromiseRow, act_url, label
from tandem.partnership.commitments.rules import REASONS, Act, Need, Reason, Step
from tandem.rooms.commitments.words import wording

FIELD_OF = {
    Need.WHAT: "what",
    Need.DUE_ON: "due_on",
    Need.GUESS_ON: "due_on",
    Need.CHANGE: "due_on",
    Need.REASON: "reason",
    Need.WORDS: "words",
}
DAYS = {
    Need.DUE_ON: gettext_noop("By when?"),
    Need.GUESS_ON: gettext_noop("When do you expect it now?"),
}
TEXTS = {
    Need.EVIDENCE: gettext_noop("Where it can be seen"),
    Need.DONE_MEANS: gettext_noop("Done means"),
    Need.WHY: gettext_noop("Why it matters"),
}
DAY_AND_REASON = (Act.RENEGOTIATE,)  # the content may change too, but mostly it is the day


class ActForm(forms.Form):
    """What the act needs, then what it may bring: `first` is shown, `more` can be opened."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        row: PromiseRow,
        step: Step,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        unique = f"{step.act}-{row.commitment.pk.hex[:8]}-%s"  # several may stand on one page
        super().__init__(data, auto_id=unique, initial=dict(initial or {}))
        self.row, self.step = row, step
        self.wording = wording(step.act, slipped=row.needs_new_date)
        for need in (*step.needs, *step.may):
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
        return label(self.step, self.row.commitment.standing)

    @property
    def lede(self) -> str:
        return self._to_other(self.wording.lede)

    @property
    def taken(self) -> str:
        """What the page says once the act is taken."""
        return self._to_other(self.wording.taken)

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
        return [self[name] for name in needed or self.fields]

    @property
    def more(self) -> list[BoundField]:
        shown = {field.name for field in self.first}
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
        )

    def refuse(self, refused: NotPossible) -> None:
        """Show a sentence of the rules beside the field it is about."""
        field = FIELD_OF.get(refused.need) if refused.need else None
        self.add_error(field if field in self.fields else None, _(refused.sentence))

    def focus(self) -> None:
        """Where it opens inside a page, the cursor goes to its first field."""
        self.first[0].field.widget.attrs["autofocus"] = True

    def _to_other(self, sentence: str) -> str:
        return _(sentence) % {"other": self.row.other.called} if sentence else ""

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
        elif need in DAYS:
            yield "due_on", day(_(DAYS[need]), need, required=needed)
        else:
            label = _(self.wording.words if need is Need.WORDS else TEXTS[need])
            name = "words" if need is Need.EVIDENCE else need.value
            yield name, words(label, required=needed)

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
