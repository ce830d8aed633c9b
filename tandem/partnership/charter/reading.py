"""How a charter stands: what every part says now, before and after anybody has said anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tandem.organisation.settings import values_on
from tandem.partnership.agreeing.rules import OTHER, YES, Act, Side, State, may
from tandem.partnership.charter import rules
from tandem.partnership.charter.content import Entry, Filled, Said
from tandem.partnership.charter.models import CharterEntry, CharterPart
from tandem.partnership.charter.starting_point import Kind, Part, starting_point
from tandem.partnership.models import Pair
from tandem.partnership.registers import filled_parts


@dataclass(slots=True)
class Stand:
    """One part as it stands. row: not stored yet where nobody has said anything to it."""

    part: Part
    row: CharterPart
    entries: list[CharterEntry]
    filled: Filled

    @property
    def said(self) -> Said:
        return Said(
            text=self.row.text,
            leader=self.row.leader_text,
            hr=self.row.hr_text,
            days=self.row.days,
            entries=tuple(
                Entry(each.what, each.measure, each.carried_by, each.answer, each.why)
                for each in self.entries
            ),
        )

    @property
    def state(self) -> State:
        return State(self.row.state)

    @property
    def lacks(self) -> str:
        return self.filled.lacks or rules.lacks(self.part, self.said)

    def lacks_for(self, side: str) -> str:
        """What keeps this side from its yes; empty where nothing does."""
        return self.filled.lacks_for(side) or rules.lacks(self.part, self.said)

    @property
    def is_as_proposed(self) -> bool:
        """Nobody has worded it anew, or sees it differently."""
        return not self.row.edited_by and self.row.differs_since is None

    def may_agree(self, side: str) -> bool:
        return may(self.state, Act.AGREE, side) and not self.lacks_for(side)

    def is_the_last_yes(self, side: str) -> bool:
        """Whether only this side's yes is missing here."""
        return self.state is YES[OTHER[side]]

    def has_yes_of(self, side: str) -> bool:
        return self.state in (YES[side], State.SIGNED)

    def view_of(self, side: str) -> str:
        view: str = self.row.leader_view if side == Side.LEADER else self.row.hr_view
        return view

    def word(self, words: str, side: str) -> None:
        """Where each writes, one's own words; otherwise the one text."""
        if self.part.kind not in (Kind.EACH, Kind.ALONE):
            self.row.text = words
        elif side == Side.LEADER:
            self.row.leader_text = words
        else:
            self.row.hr_text = words

    def entry(self, wanted: CharterEntry) -> CharterEntry:
        """The same one as it is now. Raises DoesNotExist once it is gone."""
        found = next((each for each in self.entries if each.pk == wanted.pk), None)
        if found is None:
            raise CharterEntry.DoesNotExist
        return found


def stands(pair: Pair, today: date) -> dict[str, Stand]:
    """Every part, by key, in their order: three questions, and one of each room that fills one."""
    rows = {row.key: row for row in CharterPart.objects.of(pair)}
    entries: dict[str, list[CharterEntry]] = {}
    for entry in CharterEntry.objects.of(pair):
        entry.pair = pair
        entries.setdefault(entry.key, []).append(entry)
    open_ones = {part.key for part in starting_point() if is_asked(part, rows.get(part.key))}
    filled = filled_parts(pair, today, open_ones)
    return {
        part.key: stand_of(
            part, rows.get(part.key), entries.get(part.key, []), filled, pair, today
        )
        for part in starting_point()
    }  # fmt: skip


def is_as_the_house_says(row: CharterPart | None) -> bool:
    """Before anybody has agreed to it: from then on the words are those both read."""
    return row is None or row.state in (State.DEFAULT, State.UNDER_REVIEW)


def is_asked(part: Part, row: CharterPart | None) -> bool:
    """Of the map also once a side has agreed: the second yes asks for rows both have signed."""
    if part.kind is Kind.MAP and row is not None:
        return row.state != State.SIGNED
    return is_as_the_house_says(row)


def stand_of(
    part: Part, row: CharterPart | None, entries: list[CharterEntry],
    filled: Mapping[str, Filled], pair: Pair, today: date,
) -> Stand:  # fmt: skip
    known = filled.get(part.key, Filled())
    if row is None:
        row = begun(pair, part, known, today)
    elif part.kind is Kind.MAP and known.text and is_as_the_house_says(row):
        row.text = known.text
    row.pair = pair
    return Stand(part, row, entries, known)


def begun(pair: Pair, part: Part, known: Filled, today: date) -> CharterPart:
    """A part with the words both may take over with one yes."""
    days = values_on(today).whole("pair_1to1_days") if part.key == "rhythm" else None
    return CharterPart(
        pair=pair, key=part.key, changed_on=pair.start_on, text=known.text or part.text,
        leader_text=known.leader, hr_text=known.hr, days=days,
    )  # fmt: skip


def signs(with_yes: Collection[Stand], every: Iterable[Stand], side: str) -> bool:
    """Whether this side's yes to these is the last that the charter waits for."""
    rest = [each for each in every if each.state is not State.SIGNED]
    return bool(rest) and all(each in with_yes and each.is_the_last_yes(side) for each in rest)
