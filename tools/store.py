"""Keep a small database made by this version, for the test that migrates every stored one.

Run once per release, when its migrations are final: `.venv/bin/python tools/store.py`. The key
beside it opens nothing but these invented words.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from datetime import date
from pathlib import Path

STORED = Path(__file__).resolve().parent.parent / "tests/stored"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tandem-store-") as folder:
        os.environ["TANDEM_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        from tandem.website.home import open_home

        site = open_home()
        fill()
        keep(site.home / "tandem.sqlite3", site.key_file)


def fill() -> None:
    """The cast, and a promise that was renegotiated in time."""
    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.models import Source
    from tandem.partnership.commitments.rules import Act, Reason
    from tandem.partnership.testing import MONDAY, TUESDAY, Cast

    cast = Cast.gather()
    said = actions.Said(what="Exit themes, one page", due_on=date(2026, 11, 27), why="They leave")
    promise = actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    later = actions.Said(due_on=date(2026, 12, 3), reason=Reason.TOO_MUCH_AT_ONCE)
    for act, words in ((Act.PROMISE, actions.Said()), (Act.RENEGOTIATE, later)):
        actions.take(commitment=promise, act=act, said=words, by=cast.mira, at=TUESDAY)


def keep(database: Path, key: Path) -> None:
    from tandem import __version__

    STORED.mkdir(exist_ok=True)
    with sqlite3.connect(database) as connection:
        dump = "\n".join(connection.iterdump())
    (STORED / f"{__version__}.sql").write_text(dump + "\n", encoding="utf-8")
    shutil.copy(key, STORED / f"{__version__}.key")


if __name__ == "__main__":
    main()
