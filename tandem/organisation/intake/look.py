"""Copying a file, and what its bytes say about it on the way."""

from __future__ import annotations

import codecs
import hashlib
import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path

from tandem.organisation.intake.encodings import MOST_WORDS, WORD
from tandem.organisation.intake.findings import Place
from tandem.organisation.intake.unpacking import chunks

CHUNK = 1 << 20
CONTROL = bytes(range(0x80, 0xA0))
SECOND = "".join(bytes([at]).decode("cp1252", "ignore") or chr(at) for at in range(128, 192))
DOUBLED = re.compile(f"[\u00c2-\u00f4][{re.escape(SECOND)}\u0080-\u009f]")
"""The two first bytes of a letter in UTF-8, each as a letter of its own."""


@dataclass(slots=True)
class Look:
    """What the bytes of a file say about it."""

    start: bytes = b""
    digest: str = ""
    damaged: int = 0  # bytes that are not UTF-8
    beyond_ascii: int = 0  # characters that are, and are not ASCII
    undefined: int = 0  # bytes that Windows-1252 does not know
    control: int = 0  # bytes from 0x80 to 0x9f
    words: set[bytes] = field(default_factory=set)  # some with bytes that are not UTF-8
    doubled: bool = False  # letters stand there as their bytes would be read in Windows-1252


def copied(path: Path, copy: Path, place: Place) -> Look:
    """Raises FileUnusable for a packed file that cannot be unpacked within bounds."""
    look, digest = Look(), hashlib.blake2b(digest_size=32)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with copy.open("wb") as target:
        for chunk in chunks(path, CHUNK, place):
            look.start = look.start or chunk[:CHUNK]
            digest.update(chunk)
            target.write(chunk)
            _count(look, chunk, decoder.decode(chunk))
    _count(look, b"", decoder.decode(b"", final=True))
    look.digest = digest.hexdigest()
    return look


def _count(look: Look, chunk: bytes, text: str) -> None:
    if text.isascii():
        return
    look.doubled = look.doubled or DOUBLED.search(text) is not None
    damaged = text.count("\ufffd")
    look.damaged += damaged
    look.beyond_ascii += len(text) - damaged - len(text.encode("ascii", "ignore"))
    look.undefined += len(chunk) - len(chunk.translate(None, b"\x81\x8d\x8f\x90\x9d"))
    if damaged:
        look.control += len(chunk) - len(chunk.translate(None, CONTROL))
        found = (each[0] for each in WORD.finditer(chunk))
        look.words.update(itertools.islice(found, MOST_WORDS - min(MOST_WORDS, len(look.words))))
