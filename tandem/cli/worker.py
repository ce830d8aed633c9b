"""The background worker: takes tasks from the queue in our own database."""

import os


def work() -> None:
    from django.core.management import call_command

    call_command("db_worker", interval=0.3, verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.website.settings")
    import django

    django.setup()
    work()
