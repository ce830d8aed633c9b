"""A pytest plugin: a home of its own for every test process, before Django reads its settings."""

import os
import tempfile
from pathlib import Path

from tandem.access.keys import Keyring

HOME = tempfile.TemporaryDirectory(prefix="tandem-tests-")
os.environ["TANDEM_HOME"] = HOME.name
for name in ("TANDEM_KEY_FILE", "TANDEM_ANCHOR_FILE"):
    os.environ.pop(name, None)
os.environ.setdefault("TANDEM_DEMO", "1")
Keyring.new().write(Path(HOME.name) / "keys/tandem.key")
for folder in ("uploads", "snapshots", "charts", "static"):
    (Path(HOME.name) / folder).mkdir()
