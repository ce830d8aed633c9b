"""Managers that a file gives by name: taken where exactly one person has that name.

A name that several carry, or nobody, is asked about, never guessed. Names are compared without
accents and case, as people are found by them; "Lund, Ann", "Ann Lund" and "Lund Ann" are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tandem.organisation.folding import folded_words, searchable
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.staging import Staging
from tandem.organisation.models import Person

FEWEST_WORDS, MOST_WORDS = 2, 6  # of a name
OFFERED = 9  # people of one name that are offered
AT_ONCE = 500
NOBODY = "?"  # in place of an employee id: somebody set up by hand

WANTED = """
SELECT DISTINCT manager FROM (
    SELECT manager FROM rows UNION ALL SELECT manager FROM spells WHERE stay IS NOT NULL
) WHERE manager <> '' AND manager NOT IN (SELECT number FROM rows)
"""
PEOPLE = "SELECT number, first_name || ' ' || last_name FROM rows"
NOT_TAKEN = "SELECT number, name FROM refused JOIN refused_told USING (file, line)"

Unresolved = tuple[int, int, int, str, str]
"""Seq, file, line, what stands for the manager, and the person's own employee id."""


def is_name(text: str) -> bool:
    """Whether it can be a name, and no employee id with a slip in it.

    >>> [is_name(each) for each in ("Lund, Ann", "Ann Lund", "E 4711", "Lund", "")]
    [True, True, False, False, False]
    """
    words = folded_words(text)
    return FEWEST_WORDS <= len(words) <= MOST_WORDS and all(each.isalpha() for each in words)


def ways(text: str) -> set[str]:
    """How the name may be stored: as people are found by it.

    >>> sorted(ways("Lund, Ann")), sorted(ways("Lund Ann"))
    ([' ann lund '], [' ann lund ', ' lund ann '])
    """
    last, comma, first = text.partition(",")
    if comma:
        return {searchable(first, last)}
    words = folded_words(text)
    turned = ([*words[1:], words[0]], [words[-1], *words[:-1]])
    return {searchable(" ".join(each)) for each in (words, *turned)}


@dataclass(slots=True)
class ByName:
    """people: a folded name to the employee ids of all who carry it; of some it is not known."""

    staging: Staging
    columns: Mapping[int, Place]
    people: Mapping[str, set[str]]
    counted: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, staging: Staging, columns: Mapping[int, Place]) -> ByName:
        asked = [manager for (manager,) in staging.db.execute(WANTED) if is_name(manager)]
        wanted = {way for each in asked for way in ways(each)}
        people: defaultdict[str, set[str]] = defaultdict(set)
        for number, name in everybody(staging, wanted):
            if name in wanted:
                people[name].add(number)
        return cls(staging, columns, people)

    def carrying(self, text: str) -> list[str]:
        if not self.people or not is_name(text):
            return []
        return sorted(set().union(*(self.people.get(way, ()) for way in ways(text))))

    def find(self, rows: Sequence[Unresolved]) -> dict[Unresolved, str]:
        """Each row whose manager is the one person of that name, and their employee id."""
        alone = {row: named[0] for row in rows if len(named := self.carrying(row[3])) == 1}
        there = self.known(alone.values())
        found = {row: who for row, who in alone.items() if who in there and who != row[4]}
        for (_seq, file, line, name, _own), who in found.items():
            self.counted.setdefault(file, []).append((line, name, who))
        return found

    def known(self, numbers: Iterable[str]) -> set[str]:
        """Those whose person is found later: by a row that was taken, or because they are here."""
        asked = sorted(set(numbers))
        stored = Person.objects.filter(number__in=asked).values_list("number", flat=True)
        there = self.staging.standing(asked) if asked else set()
        if self.staging.aside:
            # Whom the rows set aside lead is decided by ids alone.
            there -= self.staging.aside.standing(asked)
        return there | set(map(str, stored)) if asked else there

    def note(self, rows: Sequence[Unresolved]) -> list[Unresolved]:
        """Ask about those that several carry. Returns the rows that this says nothing of."""
        left = []
        for row in rows:
            _seq, file, line, name, own = row
            found = self.carrying(name)
            place = Place(self.columns[file].file, line, self.columns[file].column)
            if len(found) > 1:
                offers = [each for each in found if each not in (own, NOBODY)][:OFFERED]
                facts = {"count": len(found), "offers": offers}
                self.staging.note(file, place.found(Kind.SEVERAL_MANAGERS, name, **facts))
            elif found == [own]:
                self.staging.note(file, place.found(Kind.OWN_MANAGER, name))
            elif found and found[0] in self.staging.mentioned(found):
                self.staging.note(file, place.found(Kind.MANAGER_NOT_TAKEN, name))
            else:
                left.append(row)
        return left

    def tell(self) -> None:
        """How many were found so; once for each file, with the first of them."""
        for file, rows in self.counted.items():
            line, name, who = rows[0]
            place = Place(self.columns[file].file, line, self.columns[file].column)
            facts = {"known": who, "count": len(rows)}
            self.staging.note(file, place.found(Kind.MANAGERS_BY_NAME, name, **facts))


def everybody(staging: Staging, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Employee id and folded name of all people of the files, and of those here of these names."""
    if not wanted:
        return
    for query in (PEOPLE, NOT_TAKEN):
        for number, name in staging.db.execute(query):
            yield number, searchable(name)
    if staging.aside:
        for number, name in staging.aside.people_named():
            yield number, searchable(name)
    asked = sorted(wanted)
    for at in range(0, len(asked), AT_ONCE):
        for person in Person.objects.filter(search__in=asked[at : at + AT_ONCE]):
            # Without an employee id they cannot be meant by one, and carry the name all the same.
            yield person.number or NOBODY, person.search
