"""What is refused in the reader's words, by whatever the two of a pair agree on."""

from __future__ import annotations


class NotPossible(Exception):
    """The sentence is shown to the person who tried."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
