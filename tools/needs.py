"""Say what a bare machine lacks, before an installation stops halfway."""

import importlib.util
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where older ones are told
    sys.exit(f"Tandem needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
if importlib.util.find_spec("ensurepip") is None:
    sys.exit("Python's venv module is incomplete here. On Debian: apt-get install python3-venv")
