"""Who gets what at every address of this room."""

from __future__ import annotations

from tandem.partnership.testing import Row

ROWS: list[Row] = []
