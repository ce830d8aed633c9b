"""The form that begins a promise: who does it, with whom, what, by when.

The quick line and the page for a new promise share it. Whom a name means is asked, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.models import Person
from tandem.partnership.commitments import actions, fields
from tandem.partnership.commitments.about import About
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import WHAT_LENGTH, WORDS_LENGTH, Commitment, Source
from tandem.partnership.commitments.naming import ANOTHER, Naming, who
from tandem.partnership.commitments.refusals import MISSING, NotPossible
from tandem.partnership.commitments.requests import Template, templates
from tandem.partnership.commitments.rules import Need, Side, State
from tandem.partnership.words import day_words

FURTHER = ("done_means", "why", "helpers", "size", "confidence", "important")
SAID = ("what", "done_means", "why", "helpers", "size", "important", "request")
FIELD_OF = {Need.WHAT: "what", Need.DUE_ON: "due_on", Need.IMPORTANT: "important"}
DIRECTIONS = [
    (Side.PERFORMER.value, _("I will do it")),
    (Side.CUSTOMER.value, _("I ask the other person")),
]
OWN_DIRECTIONS = [
    (Side.PERFORMER.value, _("I hold it myself")),
    (Side.CUSTOMER.value, _("I ask the other person to hold it")),
]


class PromiseForm(Naming):
    """`other` is the person meant, once the form is valid."""

    direction = forms.ChoiceField(
        label=_("Who does it?"),
        choices=DIRECTIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who does it.")},
    )
    who = who(_("With whom?"), _("Say with whom."))
    what = forms.CharField(
        label=_("What?"),
        max_length=WHAT_LENGTH,
        error_messages={"required": _(MISSING[Need.WHAT])},
    )
    due_on = forms.DateField(
        label=_("By when?"),
        widget=fields.DayInput,
        error_messages={"required": _(MISSING[Need.DUE_ON])},
    )
    done_means = forms.CharField(
        label=_("Done means"),
        help_text=_("How both of you will know that it is done."),
        max_length=WORDS_LENGTH,
        required=False,
    )
    why = forms.CharField(
        label=_("Why it matters"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    helpers = fields.helpers()
    size = fields.size()
    confidence = fields.confidence()
    important = fields.important()
    passed_because = fields.passed_because()
    request = forms.ChoiceField(
        choices=[(each.key, each.name) for each in templates().values()],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        me: Person,
        today: date,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        if data is not None:
            data = {name: "" if data[name] == ANOTHER else data[name] for name in data}
        super().__init__(data, initial=dict(initial or {}))
        self.me, self.today = me, today
        if self.is_draft:
            self.fields["due_on"].required = False
        if self.template:
            self.fields["why"].label = gettext("What is behind this?")
        if self.template and self.template.habit:
            self._ask_for_a_habit()
            return
        if self.template and self.template.mine:
            self.fields["direction"].choices = OWN_DIRECTIONS  # type: ignore[attr-defined]  # a ChoiceField
            self.fields["who"].label = gettext("Your partner in this")
            self.fields["who"].help_text = gettext(
                "Who knows that you hold it, or holds it instead. Not whom the talk is with."
            )
            return
        del self.fields["passed_because"]
        if self.template:
            self.fields["direction"].widget = forms.HiddenInput()  # a request is asked

    def _ask_for_a_habit(self) -> None:
        """One's own, and nobody else's."""
        del self.fields["passed_because"]
        self.fields["direction"].choices = DIRECTIONS[:1]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["direction"].widget = forms.HiddenInput()
        self.fields["who"].label = gettext("Your partner in this")
        self.fields["what"].label = gettext("What will you do each time?")
        self.fields["due_on"].label = gettext("Until when?")

    @property
    def template(self) -> Template | None:
        """What a request is about; its questions stand before the reason, which comes first."""
        return templates().get(str(self["request"].value() or ""))

    @property
    def first(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in self.further]

    @property
    def more(self) -> list[BoundField]:
        return [self[name] for name in self.further]

    @property
    def further(self) -> Sequence[str]:
        """What is behind it comes first, and of what is asked whether it is important."""
        if self.template is None:
            return FURTHER
        first = ("why",) if self.template.mine else ("why", "important")
        return [name for name in FURTHER if name not in first]

    @property
    def more_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.more)

    @property
    def is_draft(self) -> bool:
        """The second button keeps it as a draft, which may still lack its day."""
        return "draft" in self.data

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            what=given["what"],
            due_on=given["due_on"],
            done_means=given["done_means"],
            why=given["why"],
            helpers=given["helpers"],
            size=given["size"],
            confidence=given["confidence"],
            important=given["important"],
            request=given["request"],
            passed_because=given.get("passed_because"),
        )

    def wait_for_another_tap(self) -> None:
        """In a transaction: whoever taps twice is read one tap after the other."""
        Person.objects.select_for_update(of=("self",)).get(pk=self.me.pk)

    def begun_before(self) -> Commitment | None:
        """Word for word the same, to the same person, today, and nobody has answered yet."""
        given = self.cleaned_data
        side = {"performer": self.me, "customer": self.other}
        if given["direction"] != Side.PERFORMER:
            side = {"performer": self.other, "customer": self.me}
        today = Commitment.objects.visible_to(self.me).filter(
            **side,
            author=given["direction"],
            state=State.DRAFT if self.is_draft else State.REQUESTED,
            due_on=given["due_on"],
            made_on=self.today,
            question_open=False,
        )
        return next((one for one in today if self._says_the_same(one)), None)

    def _says_the_same(self, one: Commitment) -> bool:
        return all((getattr(one, name) or "") == (self.cleaned_data[name] or "") for name in SAID)

    def begun(
        self,
        *,
        at: datetime,
        source: Source,
        about: About | None = None,
        instead_of: Commitment | None = None,
    ) -> Commitment | None:
        """Ask, offer or keep as a draft. None where that is not possible: the form says why."""
        side, said = Side(self.cleaned_data["direction"]), self.said()
        try:
            if instead_of and self._takes_its_place(instead_of, side):
                return self._instead(instead_of, at, source)
            return actions.begin(
                side=side,
                other=self.other,
                said=said,
                by=self.me,
                at=at,
                about=about,
                source=source,
                as_draft=self.is_draft,
            )
        except NotPossible as refused:
            field = FIELD_OF.get(refused.need or Need.WORDS)
            self.add_error(field, gettext(refused.sentence))
            return None

    def _takes_its_place(self, old: Commitment, side: Side) -> bool:
        """Whether what was filled in is still of that kind once it is sent."""
        if self.is_draft or side is not old.side_of(self.me):
            return False
        return side is Side.CUSTOMER or self.other == old.customer

    def _instead(self, old: Commitment, at: datetime, source: Source) -> Commitment:
        """Asked of somebody else, by who wants it; offered anew, by who took it back."""
        if old.customer == self.me:
            return actions.ask_instead(
                of=self.other, old=old, said=self.said(), by=self.me, at=at, source=source
            )
        return actions.offer_instead(old=old, said=self.said(), by=self.me, at=at, source=source)

    def ask_when(self, days: Sequence[date]) -> None:
        """Which of these days is meant, or another one."""
        choices = [(one.isoformat(), day_words(one, self.today)) for one in days]
        self._ask("due_on", gettext("Which day?"), [*choices, (ANOTHER, gettext("Another day"))])
