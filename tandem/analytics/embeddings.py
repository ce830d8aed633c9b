"""A model of the operator's own that groups comments by what they mean: the extra "embeddings".

Static embeddings (model2vec): a table of vectors and a tokenizer in one folder, read by NumPy
without PyTorch. Nothing is fetched: a folder that is not whole is refused before it is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FILES = ("config.json", "tokenizer.json", "model.safetensors")
LACKING = (
    "Reading a model takes model2vec, which is not installed. Install Tandem with its extra: "
    "pip install 'tandem[embeddings]'. Without a model, themes are found by words."
)
SHOWN = 12  # letters of the hash


class NoEmbeddings(Exception):
    """The message says what is missing, and the cure."""


@dataclass(frozen=True, slots=True)
class StaticEmbeddings:
    """As `themes.Embedder`. name: of the folder, and the hash of its vectors."""

    name: str
    model: Any  # model2vec.StaticModel; an extra

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        found: Sequence[Sequence[float]] = self.model.encode(
            list(texts), max_length=None, use_multiprocessing=False
        )
        return found


def of_folder(folder: Path) -> StaticEmbeddings:
    """The model in this folder. Raises NoEmbeddings: no such extra, no folder, files missing."""
    if not folder.is_dir():
        raise NoEmbeddings(f"{folder} is no folder. Name one that holds {', '.join(FILES)}.")
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise NoEmbeddings(
            f"{folder} lacks {' and '.join(missing)}. A model is a folder with {', '.join(FILES)}, "
            "as model2vec writes it. Tandem fetches none."
        )
    if find_spec("model2vec") is None:
        raise NoEmbeddings(LACKING)
    from model2vec import StaticModel

    try:
        model = StaticModel.from_pretrained(folder)
    except Exception as error:  # its readers raise whatever they like, also plain Exception
        raise NoEmbeddings(f"{folder} cannot be read: {error}. Copy the model again.") from error
    with (folder / "model.safetensors").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return StaticEmbeddings(f"{folder.resolve().name} ({digest[:SHOWN]})", model)
