from django.db import migrations, models


def index_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX organisation_person_words")
        schema_editor.execute(
            "CREATE INDEX organisation_spell_words ON organisation_spell "
            "USING gin (to_tsvector('simple', search))"
        )


def index_people(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX organisation_spell_words")
        schema_editor.execute(
            "CREATE INDEX organisation_person_words ON organisation_person "
            "USING gin (to_tsvector('simple', search))"
        )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0019_jobs_carry_names")]
    operations = [
        migrations.RemoveIndex(model_name="person", name="person_by_search"),
        migrations.AddIndex(
            model_name="spell",
            index=models.Index(
                fields=["area", "search", "start_on", "end_on", "employment"],
                condition=~models.Q(search=""),
                name="spell_by_search",
            ),
        ),
        migrations.RunPython(index_words, index_people),
    ]
