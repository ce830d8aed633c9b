"""The pins: each with its hashes, from no named index, and those of an extra fit the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.images import pins
from tests.test_docs import ROOT, text

LOCKS = sorted(path.stem for path in (ROOT / "requirements").glob("*.lock"))
EXTRA = {"isodate", "lxml", "python3-saml", "xmlsec"}


def test_there_are_six() -> None:
    assert LOCKS == ["dev", "embeddings", "node", "saml", "spark", "tandem"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_index_is_named(lock: str) -> None:
    assert all(pin.hashes for pin in pins(lock))
    assert re.findall(r"https?:|--index|--find-links", text(f"requirements/{lock}.lock")) == []


def test_with_saml_everything_is_as_without_and_a_little_more() -> None:
    assert pins("tandem") < pins("saml")
    assert {pin.name for pin in pins("saml") - pins("tandem")} == EXTRA


def test_with_spark_everything_is_as_without_and_spark() -> None:
    assert pins("tandem") < pins("spark")
    assert {pin.name for pin in pins("spark") - pins("tandem")} == {"pyspark", "py4j"}


def test_with_embeddings_everything_is_as_without_and_no_pytorch() -> None:
    assert pins("tandem") < pins("embeddings")
    more = {pin.name for pin in pins("embeddings") - pins("tandem")}
    assert more >= {"model2vec", "safetensors", "tokenizers"}
    assert not more & {"torch", "transformers", "sentence-transformers"}


@pytest.mark.parametrize("extra", ["embeddings", "saml", "spark"])
def test_what_is_tried_here_is_what_is_installed_there(extra: str) -> None:
    tried = {(pin.name, pin.version): pin.hashes for pin in pins("dev")}
    for pin in pins(extra):
        assert tried[pin.name, pin.version] == pin.hashes, pin.name


def needs(name: str, extra: str = "") -> Iterator[Requirement]:
    """What a package needs on this machine, and what they need."""
    for said in distribution(name).requires or []:
        wanted = Requirement(said)
        if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
            yield wanted
            yield from needs(wanted.name)


def test_nothing_that_saml_needs_is_left_out() -> None:
    pinned = {pin.name: pin.version for pin in pins("saml")}
    wanted = [*needs("django-allauth", "saml")]
    assert {each.name for each in wanted} >= EXTRA
    for each in wanted:
        assert each.specifier.contains(pinned[canonicalize_name(each.name)]), each
