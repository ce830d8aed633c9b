"""The key file: whole or absent, never guessed at."""

import json
from pathlib import Path

import pytest

from tandem.access.keys import KeyFileUnusable, Keyring, SealBroken, fingerprint, wrapped_by
from tandem.access.tiers import Tier

DATA_KEY = bytes(range(32))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "keys/tandem.key"
    Keyring.new().write(path)
    return path


def test_what_is_written_is_read_again(file: Path) -> None:
    ring = Keyring.read(file)
    ring.write(file)
    assert Keyring.read(file) == ring


def test_only_the_owner_may_read_the_file(file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0


def test_a_missing_file_stops_the_start_and_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnusable, match="Restore the file from your key backup"):
        Keyring.read(tmp_path / "gone.key")


@pytest.mark.parametrize("text", ["", "hello", "[]", '{"current": "x"}', '{"keys": []}'])
def test_a_file_that_is_no_key_file_is_said_to_be_none(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(KeyFileUnusable, match="is not a Tandem key file"):
        Keyring.read(file)


def test_an_altered_key_is_noticed_before_it_is_used(file: Path) -> None:
    stored = json.loads(file.read_text())
    [(name, key)] = stored["keys"].items()
    stored["keys"] = {name: ("B" if key[0] == "A" else "A") + key[1:]}
    file.write_text(json.dumps(stored))
    with pytest.raises(KeyFileUnusable, match="was altered"):
        Keyring.read(file)


def test_a_data_key_comes_back_for_its_own_tier_alone() -> None:
    ring = Keyring.new()
    wrapped = ring.wrap(DATA_KEY, Tier.PAIR)
    assert ring.unwrap(wrapped, Tier.PAIR) == DATA_KEY
    with pytest.raises(SealBroken, match="another tier"):
        ring.unwrap(wrapped, Tier.PRIVATE)


def test_after_a_rotation_old_and_new_wrappings_open() -> None:
    old = Keyring.new()
    new = old.with_new_current()
    assert new.unwrap(old.wrap(DATA_KEY, Tier.PAIR), Tier.PAIR) == DATA_KEY
    assert wrapped_by(new.wrap(DATA_KEY, Tier.PAIR)) == new.current != old.current


def test_a_key_that_is_not_there_is_named_not_guessed() -> None:
    wrapped = Keyring.new().wrap(DATA_KEY, Tier.PAIR)
    with pytest.raises(SealBroken, match=f"Key {wrapped_by(wrapped)} is not in the key file"):
        Keyring.new().unwrap(wrapped, Tier.PAIR)


def test_rotation_does_not_change_what_sessions_are_signed_with() -> None:
    ring = Keyring.new()
    assert ring.with_new_current().derived("django") == ring.derived("django")
    assert ring.derived("django") != ring.derived("other")


def test_a_fingerprint_is_of_a_whole_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        fingerprint(b"short")
