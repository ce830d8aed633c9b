"""The commands of a guide, to be run in the order they stand there, below a folder of a test."""

from __future__ import annotations

import re
from pathlib import Path

from tests.test_docs import text

PLACES = ("/srv/", "/etc/", "/media/", "/opt/", "/run/", "/var/lib/")  # of the guides


def commands(page: str) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def here(line: str, root: Path) -> str:
    """The same line with its places below `root`."""
    return re.sub("|".join(PLACES), lambda found: f"{root}{found[0]}", line)
