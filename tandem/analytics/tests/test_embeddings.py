"""Themes grouped by a model of one's own: what is missing is said, and nothing is fetched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from tandem.analytics import embeddings
from tandem.analytics.embeddings import FILES, NoEmbeddings, of_folder
from tandem.analytics.themes import Comment, themes

CANTEEN, ROTA = ("canteen", "lunch", "soup"), ("rota", "shift", "weekend")


def files(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


def tiny(folder: Path) -> Path:
    """A model of six words in two directions, as model2vec writes one."""
    folder.mkdir()
    words = ["[UNK]", *CANTEEN, *ROTA]
    tokenizer: Any = Tokenizer(WordLevel({word: at for at, word in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    vectors = np.array([[0.01, 0.01], *[[1.0, 0.0]] * 3, *[[0.0, 1.0]] * 3], dtype=np.float32)
    save_file({"embeddings": vectors}, str(folder / "model.safetensors"))
    (folder / "config.json").write_text(json.dumps({"normalize": False}), encoding="utf-8")
    return folder


def test_what_is_no_folder_is_refused_and_never_looked_for_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(NoEmbeddings, match=r"some/model is no folder\. Name one that holds"):
        of_folder(Path("some/model"))
    with pytest.raises(NoEmbeddings, match="is no folder"):
        of_folder(files(tmp_path / "one", "config.json") / "config.json")


@pytest.mark.parametrize("name", FILES)
def test_a_folder_that_is_not_whole_is_refused_before_it_is_opened(
    tmp_path: Path, name: str
) -> None:
    folder = files(tmp_path / "model", *(each for each in FILES if each != name))
    with pytest.raises(NoEmbeddings, match=f"lacks {name}.*Tandem fetches none"):
        of_folder(folder)


def test_without_the_extra_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "find_spec", lambda _name: None)
    with pytest.raises(NoEmbeddings, match=r"pip install 'tandem\[embeddings\]'.*by words"):
        of_folder(files(tmp_path / "model", *FILES))


def test_what_is_no_model_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoEmbeddings, match=r"cannot be read: .* Copy the model again"):
        of_folder(files(tmp_path / "model", *FILES))


def test_comments_are_grouped_by_what_they_mean(tmp_path: Path) -> None:
    """No two comments of a theme share a word with every other: by words alone they would not."""
    model = of_folder(tiny(tmp_path / "two-directions"))
    assert model.name.startswith("two-directions (")
    comments = [
        Comment(f"{words[0]} {person}", f"{words[person % 3]} {words[(person + 1) % 3]}")
        for words in (CANTEEN, ROTA)
        for person in range(30)
    ]
    found = themes(comments, embedder=model)
    assert [set(theme.words) for theme in found.themes] == [set(CANTEEN), set(ROTA)]
    assert [theme.people for theme in found.themes] == [30, 30]
    assert found.grouped_by == model.name


def test_a_comment_whose_words_the_model_does_not_know_is_still_a_vector(tmp_path: Path) -> None:
    [vector, nothing] = of_folder(tiny(tmp_path / "model")).vectors(["xyz", ""])
    assert np.isfinite(vector).all()
    assert len(nothing) == 2
