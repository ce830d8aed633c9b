"""`tandem serve` with a patience of its own, in seconds: a web process runs this, too."""

import os
import sys

from tandem.website import bodies
from tandem.website.home import open_home

if "PATIENCE" in os.environ:
    bodies.PATIENCE, bodies.LINGER = int(os.environ["PATIENCE"]), 0.2

if __name__ == "__main__":
    open_home()
    from tandem.cli.serve import run

    run("127.0.0.1", int(sys.argv[1]))
