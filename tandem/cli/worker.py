"""The background worker: takes tasks from the queue in our own database."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

LOOK_SECONDS = 1.0
STEPS_BACK = 10  # of the system's twenty: who waits for a page comes before what can wait


def work() -> None:
    from tandem.cli.queue import take_for_good
    from tandem.website.logs import take_over

    take_over()
    take_for_good()


def stop_with(parent: int) -> None:
    """Finish when the server that started this worker is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    os.nice(STEPS_BACK)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.website.settings")
    import django

    django.setup()
    # Told, not asked for: by now the server may be gone, and the parent somebody else.
    threading.Thread(target=stop_with, args=[int(sys.argv[1])], daemon=True).start()
    work()
