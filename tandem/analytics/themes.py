"""Themes in comments: words that many people use together, and nothing that one person wrote.

Without a model: words are weighed by TF-IDF and grouped by a non-negative factorisation, the same
every time. Words that say little ("the", "und", "que") are known by the company they keep, so no
list of any language is needed: see `_meets_everything`. What leaves here are words and counts of
people; a comment is never quoted.

A model of the operator's own may group the comments instead: see Embedder. Nothing is fetched.

Sources: Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval; Lee and
Seung (1999), Learning the parts of objects by non-negative matrix factorization, Nature 401.
SciPy and scikit-learn are imported when first needed.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from tandem.analytics.printed import Printed
from tandem.analytics.results import Hidden
from tandem.analytics.sheets import Sheet

MINIMUM_PEOPLE = 10  # of a unit, of a theme, and of each word of it. Upwards only.
FEWEST_TO_GROUP = 5  # people who use a word by which comments are grouped; it may not be shown
SHOWN_WORDS = 8
MOST_THEMES = 12
PEOPLE_PER_THEME = 15  # for each that is looked for, so that it can be large enough
ENOUGH = 0.9  # share of the people in themes that are large enough
VOCABULARY = 2_000  # words, those of most people first
ROUNDS = 200  # of the factorisation
TINY = 1e-12
WORD = re.compile(r"[^\W\d_]{3,}")
ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")


@dataclass(frozen=True, slots=True)
class Comment:
    """What one person wrote. person: whatever tells people apart; it is only counted."""

    person: Hashable
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """words: most telling first, each used by ten people of the theme at least. people: how
    many different ones. comments: theirs that belong to it; each belongs to one theme at most."""

    words: tuple[str, ...]
    people: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes(Printed):
    """What many write about.

    themes: in order of their first word; no order of weight. people, comments: all that hold a
    word. too_small: how many more were found, of fewer people than the minimum. grouped_by: the
    words, or the name of a model. hidden: why nothing is told of so few people; counts are 0 then.
    """

    themes: tuple[Theme, ...]
    people: int
    comments: int
    too_small: int
    minimum_group: int
    grouped_by: str
    hidden: Hidden | None = None

    def sheet(self) -> Sheet:
        return Sheet(
            title="Themes in comments",
            columns=("Words", "People", "Comments"),
            rows=tuple(
                (", ".join(each.words), f"{each.people:,}", f"{each.comments:,}")
                for each in self.themes
            ),
            said=(
                f"Too few people to show: under {self.minimum_group}."
                if self.hidden
                else f"{self.comments:,} comments of {self.people:,} people, grouped by "
                f"{self.grouped_by}; {self.too_small} more are of fewer than {self.minimum_group}."
            ),
        )


class Embedder(Protocol):
    """A model that runs in this process and turns each text into a vector, alike texts alike.

    name: of the model and its version; it is told with every result.
    """

    @property
    def name(self) -> str: ...

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]: ...


Groups: TypeAlias = list[list[int]]  # rows of comments, by theme
Grouping: TypeAlias = Callable[[int], Groups]  # into at most so many
BY_WORDS = "words that stand together"


def themes(
    comments: Sequence[Comment],
    *,
    never: Collection[str] = (),
    embedder: Embedder | None = None,
) -> Themes:
    """Themes of at least ten different people; of fewer than ten in all, nothing.

    comments: in any order and language whose words are parted by spaces or signs. never: words
    that are not to be shown whoever wrote them, such as names of people; capitals do not matter.
    Raises ValueError where a model returns other than one finite vector for each comment.
    """
    grouped_by = BY_WORDS if embedder is None else embedder.name
    kept = [each for each in dict.fromkeys(comments) if words_of(each.text)]
    kept.sort(key=lambda each: (words_of(each.text), str(each.person)))
    people = len({comment.person for comment in kept})
    if people < MINIMUM_PEOPLE:
        return _too_few(grouped_by)
    telling = _Telling(kept, {plain(word) for word in never})
    most = max(1, min(MOST_THEMES, people // PEOPLE_PER_THEME))
    group = telling.groups if embedder is None else _by_model(kept, embedder)
    found = _best(kept, group, most)
    named = [telling.theme(rows) for rows in found]
    shown = [each for each in named if each.people >= MINIMUM_PEOPLE and each.words]
    return Themes(
        themes=tuple(sorted(shown, key=lambda each: each.words)),
        people=people,
        comments=len(kept),
        too_small=len(named) - len(shown),
        minimum_group=MINIMUM_PEOPLE,
        grouped_by=grouped_by,
    )


def _too_few(grouped_by: str) -> Themes:
    return Themes(
        themes=(), people=0, comments=0, too_small=0,
        minimum_group=MINIMUM_PEOPLE, grouped_by=grouped_by, hidden=Hidden.TOO_FEW,
    )  # fmt: skip


def words_of(text: str) -> list[str]:
    """In order, in small letters; without numbers, addresses and words under three letters."""
    return WORD.findall(plain(ADDRESS.sub(" ", text)))


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _best(comments: Sequence[Comment], group: Grouping, most: int) -> Groups:
    """As many themes as leave few people without one that is large enough to be shown."""
    best, reached = list[list[int]](), -1.0
    for count in range(most, 0, -1):
        groups = group(count)
        writers = [{comments[row].person for row in rows} for rows in groups]
        told = set().union(*(each for each in writers if len(each) >= MINIMUM_PEOPLE))
        share = len(told) / max(1, len(set().union(*writers)))
        if share > reached:
            best, reached = groups, share
        if reached >= ENOUGH:
            break
    return best


class _Telling:
    """Comments by the words that many use, and weighed the less the more use them."""

    def __init__(self, comments: Sequence[Comment], never: Collection[str]) -> None:
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer
        from sklearn.preprocessing import normalize

        self.comments = comments
        writers = _writers(comments)
        usable = [word for word in writers if word not in never]
        usable = [word for word in usable if len(writers[word]) >= FEWEST_TO_GROUP]
        usable.sort(key=lambda word: (-len(writers[word]), word))
        self.words = sorted(usable[:VOCABULARY])
        if self.words:
            counting = CountVectorizer(analyzer=words_of, vocabulary=self.words)
            found = counting.fit_transform(comment.text for comment in comments).astype(float)
            found.data = 1 + np.log(found.data)  # ten times the word is not ten times the meaning
            held_by = np.bincount(found.indices, minlength=len(self.words))
            self.weights = normalize(found.multiply(np.log((1 + len(comments)) / held_by)).tocsr())

    def groups(self, count: int) -> Groups:
        """Comments by theme; one without a telling word belongs to none."""
        import numpy as np
        from sklearn.decomposition import NMF
        from sklearn.exceptions import ConvergenceWarning

        if not self.words:
            return []
        count = min(count, *self.weights.shape)
        model = NMF(count, init="nndsvda", random_state=0, max_iter=ROUNDS, tol=1e-3)
        with warnings.catch_warnings(), np.errstate(invalid="ignore"):  # of a fit without a rest
            warnings.simplefilter("ignore", ConvergenceWarning)  # near enough, the same every time
            shares = model.fit_transform(self.weights) * model.components_.sum(axis=1)
        return _parted(shares.argmax(axis=1), shares.max(axis=1) > 0, count)

    def theme(self, group: Sequence[int]) -> Theme:
        of_theme = [self.comments[row] for row in group]
        people = {comment.person for comment in of_theme}
        writers = _writers(of_theme)
        words = [word for word in self._by_difference(group) if word in writers]
        told = [word for word in words if len(writers[word]) >= MINIMUM_PEOPLE]
        return Theme(tuple(told[:SHOWN_WORDS]), len(people), len(group))

    def _by_difference(self, group: Sequence[int]) -> list[str]:
        """All words, those first by which these comments differ most from the others."""
        if not self.words:
            return []
        inside = self.weights[group].sum(axis=0).A1
        differs = inside * inside / self.weights.sum(axis=0).A1.clip(min=TINY)
        in_order = sorted(range(len(self.words)), key=lambda at: (-differs[at], self.words[at]))
        return [self.words[at] for at in in_order]


def _writers(comments: Sequence[Comment]) -> dict[str, set[Hashable]]:
    """The different people who use each word."""
    writers: dict[str, set[Hashable]] = {}
    for comment in comments:
        for word in words_of(comment.text):
            writers.setdefault(word, set()).add(comment.person)
    return writers


def _by_model(comments: Sequence[Comment], embedder: Embedder) -> Grouping:
    import numpy as np
    from sklearn.cluster import KMeans

    texts = [comment.text for comment in comments]
    vectors = np.asarray(embedder.vectors(texts), dtype=float)
    if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
        raise ValueError(f"{embedder.name} did not give one finite vector for each comment.")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    directions = vectors / np.where(lengths == 0, 1, lengths)
    different = len(np.unique(directions, axis=0))

    def group(count: int) -> Groups:
        fewer = min(count, different)
        best = KMeans(fewer, n_init=10, random_state=0).fit_predict(directions)
        return _parted(best, np.ones(len(texts), dtype=bool), fewer)

    return group


def _parted(best: Any, belongs: Any, count: int) -> Groups:  # noqa: ANN401  # of NumPy
    rows: Groups = [[] for _ in range(count)]
    for row, (theme, told) in enumerate(zip(best, belongs, strict=True)):
        if told:
            rows[theme].append(row)
    return [row for row in rows if row]
