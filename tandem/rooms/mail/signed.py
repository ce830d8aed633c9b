"""What signs the links of letters: the newest key, so that replacing it ends what is out.

Whoever has a copy of an earlier key file could else write links in anybody's name for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core import signing

from tandem.access.keys import derive
from tandem.access.sealed import keyring

PURPOSE = "letters"


@dataclass(frozen=True, slots=True)
class Signed:
    """One kind of link. salt: what keeps it from passing for another kind."""

    salt: str

    def sign(self, text: str) -> str:
        return next(self.signers()).sign(text)

    def read(self, token: str) -> tuple[str, bool]:
        """What was signed, and whether by the newest key. Raises BadSignature."""
        newest, *earlier = self.signers()
        try:
            return newest.unsign(token), True
        except signing.BadSignature:
            for each in earlier:
                try:
                    return each.unsign(token), False
                except signing.BadSignature:
                    continue
            raise

    def signers(self) -> Iterator[signing.Signer]:
        """The newest first; the last as letters were signed before keys were told apart."""
        ring = keyring()
        for name in sorted(ring.keys, key=lambda name: name != ring.current):
            key = derive(ring.keys[name], PURPOSE).hex()
            yield signing.Signer(key=key, salt=self.salt, sep=".")
        yield signing.Signer(salt=self.salt, sep=".")
