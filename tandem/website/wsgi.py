"""What the web server runs."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.process import BaseProcess

from django.core.wsgi import get_wsgi_application

from tandem.website.logs import take_over


def end_with(server: BaseProcess) -> None:
    """However it went: nobody else would end this process then."""
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.website.settings")
if server := multiprocessing.parent_process():
    take_over()
    threading.Thread(target=end_with, args=[server], daemon=True).start()
application = get_wsgi_application()
