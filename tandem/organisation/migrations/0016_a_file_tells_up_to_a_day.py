from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import TruncDate


def told_when_they_came(apps, schema_editor):
    """Files applied before told, as far as anybody knew, up to the day they were applied."""
    imports = apps.get_model("organisation", "Import")
    applied = imports._base_manager.filter(state="applied", as_of=None)
    models.QuerySet.update(applied, as_of=TruncDate(F("applied_at")))


class Migration(migrations.Migration):

    dependencies = [
        ("organisation", "0015_a_role_is_taken_back_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="as_of",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(told_when_they_came, migrations.RunPython.noop),
    ]
