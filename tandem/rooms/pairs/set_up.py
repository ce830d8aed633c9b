"""Setting a pair up: three steps over what the rooms have, resumed where something is missing.

Nothing of the walk is stored. A step is done when what it is made of is there, wherever it was
done; leaving it is going on to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.registers import Footing, Walk, footings
from tandem.partnership.two import Two, two_or_404

NAMES = {
    Walk.OWNERSHIP: _("Who owns what"),
    Walk.FRAMEWORK: _("How we work together"),
    Walk.OPENNESS: _("What we tell each other"),
}
LEDES = {
    Walk.OWNERSHIP: _("The leader owns how work is lived, HR the systems behind it."),
    Walk.FRAMEWORK: _("When you meet, who decides what, and what you do if you two cannot."),
    Walk.OPENNESS: _("Why you do this, what presses now, and how you hear how it goes."),
}
MINUTES = 10  # of each step, at most


@dataclass(frozen=True, slots=True)
class Step:
    """other: what the reader calls the other of the two."""

    walk: Walk
    footings: Sequence[Footing]
    url: str
    other: str

    @property
    def name(self) -> str:
        return str(NAMES[self.walk])

    @property
    def lede(self) -> str:
        return str(LEDES[self.walk])

    @property
    def needed(self) -> list[Footing]:
        return [each for each in self.footings if not each.is_extra]

    @property
    def is_done(self) -> bool:
        return all(each.is_done for each in self.needed)

    @property
    def is_mine_done(self) -> bool:
        return all(each.mine for each in self.needed)

    @property
    def said(self) -> str:
        """How far each of the two has come."""
        return gettext("You: %(mine)s of %(all)s · %(name)s: %(theirs)s of %(all)s") % {
            "mine": sum(each.mine for each in self.needed),
            "theirs": sum(each.theirs for each in self.needed),
            "name": self.other,
            "all": len(self.needed),
        }

    @property
    def to_take(self) -> Footing | None:
        """The first that can be taken over: one tap takes all of its kind."""
        return next((each for each in self.needed if each.take_over), None)

    @property
    def beside(self) -> list[Footing]:
        """Each with its own button. Several that one tap takes are named, and read, at the tap."""
        taken = [each for each in self.footings if each.take_over]
        return [each for each in self.footings if len(taken) < 2 or each not in taken]

    @property
    def goes_on_with(self) -> str:
        """What waits for the reader first, where no tap takes it: its button is the strong one."""
        mine = next((each.key for each in self.needed if not each.mine), "")
        return "" if self.to_take else mine


def steps_of(two: Two) -> list[Step]:
    """Three, in their order. What needs nobody comes last in each."""
    here = reverse("pairs:set_up", args=[two.pair.pk])
    there = sorted(footings(two.pair, two.me, two.today), key=lambda each: each.is_extra)
    return [
        Step(
            walk,
            [each for each in there if each.step is walk],
            f"{here}?step={walk.value}",
            two.other.called,
        )
        for walk in Walk
    ]


def extras(steps: Sequence[Step]) -> list[Footing]:
    return [each for step in steps for each in step.footings if each.is_extra]


def where(steps: Sequence[Step], asked: str) -> Step:
    """The step that was asked for, else the first that waits for the reader, else for both."""
    known = {str(step.walk.value): step for step in steps}
    if asked in known:
        return known[asked]
    mine = next((step for step in steps if not step.is_mine_done), None)
    return mine or next((step for step in steps if not step.is_done), steps[-1])


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """POST takes over what is usual in one footing, and comes back to its step."""
    two = two_or_404(request, pair_id)
    if not two.is_open:
        raise Http404
    steps = steps_of(two)
    if request.method == "POST":
        return take_over(request, two, steps)
    now = where(steps, request.GET.get("step", ""))
    following = next((step for step in steps if step.walk > now.walk), None)
    context = {
        "two": two,
        "pair": two.pair,
        "steps": steps,
        "now": now,
        "next": following,
        "is_done": all(step.is_done for step in steps),
        "is_mine_done": all(step.is_mine_done for step in steps),
        "charter": next((each for each in extras(steps) if each.key == "charter"), None),
        "minutes": MINUTES,
    }
    return render(request, "pairs/set_up.html", context)


def take_over(request: SignedInRequest, two: Two, steps: Sequence[Step]) -> HttpResponse:
    known = {each.key: (each, step) for step in steps for each in step.footings}
    if (chosen := known.get(request.POST.get("take", ""))) is None:
        return HttpResponseBadRequest()  # the buttons stop honest browsers
    footing, step = chosen
    taken = footing.take_over(request.person, request.at) if footing.take_over else 0
    said = gettext("Agreed to %(n)s.") % {"n": taken}
    messages.success(request, said if taken else gettext("You have agreed to that already."))
    return redirect(step.url)
