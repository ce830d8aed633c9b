"""`python -m tandem.cli` is `tandem`."""

from tandem.cli import main

main(prog_name="tandem")
