"""What must be on the disk before something is said to be done."""

from __future__ import annotations

import os
from pathlib import Path


def synced(path: Path) -> None:
    """A file's content, or the names of a folder: found again after a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
