"""Whether the database is of this version. Django must be loaded for every question here."""

from __future__ import annotations

from tandem.website.home import HomeRefused


def is_up_to_date() -> bool:
    """Whether no change of this version waits for the database."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_later() -> bool:
    """Whether a later version has changed the database."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {each.label for each in apps.get_app_configs() if each.name.startswith("tandem.")}
    done = {(app, name) for app, name in loader.applied_migrations if app in ours}
    return not done <= set(loader.disk_migrations)


def refuse_unmigrated() -> None:
    """Raises HomeRefused where the database belongs to another version."""
    if not is_up_to_date():
        raise HomeRefused(
            "The database is of an earlier version. Back it up, then run `tandem migrate`."
        )
    if is_later():
        raise HomeRefused(
            "The database is of a later version. Start that one again, or put the backup of "
            "before back: `tandem restore FILE --replace`."
        )
