from itertools import islice

from django.db import migrations

from tandem.organisation.folding import searchable

BATCH = 2000
NAMES = {"Person": ("first_name", "last_name"), "Area": ("name",)}
SHORTEST, LONGEST = 3, 60


def fold(apps, schema_editor):
    """Every person and area of before gets what it is found by, and its words are learnt."""
    for name, fields in NAMES.items():
        model = apps.get_model("organisation", name)
        rows = model._base_manager.only("pk", *fields).order_by("pk").iterator(chunk_size=BATCH)
        while batch := list(islice(rows, BATCH)):
            for row in batch:
                row.search = searchable(*(getattr(row, field) for field in fields))
            model._base_manager.bulk_update(batch, ["search"])
            learn(apps.get_model("organisation", "Word"), batch)


def learn(word_model, rows):
    words = {word for row in rows for word in row.search.split()}
    known = [
        word_model(word=word, backwards=word[::-1])
        for word in sorted(words)
        if SHORTEST <= len(word) <= LONGEST
    ]
    word_model.objects.bulk_create(known, ignore_conflicts=True)


def index_words(apps, schema_editor):
    """PostgreSQL's own full-text index: no extension, so nobody has to be allowed one."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in ("organisation_person", "organisation_area"):
        schema_editor.execute(
            f"CREATE INDEX {table}_words ON {table} USING gin (to_tsvector('simple', search))"
        )


def forget_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in ("organisation_person", "organisation_area"):
            schema_editor.execute(f"DROP INDEX {table}_words")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0009_people_and_areas_can_be_found")]
    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.RunPython(index_words, forget_index),
    ]
