"""What the web server runs."""

import gc
import multiprocessing
import os
import signal
import threading
from importlib import import_module
from multiprocessing.process import BaseProcess

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tandem.organisation.known import look_now
from tandem.website.logs import take_over


def end_with(server: BaseProcess) -> None:
    """However it went: nobody else would end this process then."""
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)


def settle() -> None:
    """Every page is loaded, and what is there by then no longer searched for what nobody needs.

    Each search through all of it held up a page for a tenth of a second.
    """
    import_module(settings.ROOT_URLCONF)
    look_now()
    gc.collect()
    gc.freeze()


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.website.settings")
if server := multiprocessing.parent_process():
    take_over()
    threading.Thread(target=end_with, args=[server], daemon=True).start()
application = get_wsgi_application()
if server:
    settle()
