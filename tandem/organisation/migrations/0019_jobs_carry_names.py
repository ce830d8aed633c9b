from datetime import timedelta

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localdate


def carry(apps, schema_editor):
    """Every job that is not over gets the names its person is found by."""
    stay = apps.get_model("organisation", "Employment").objects.filter(pk=OuterRef("employment"))
    yesterday = localdate() - timedelta(days=1)
    jobs = apps.get_model("organisation", "Spell")._base_manager
    jobs.filter(Q(end_on=None) | Q(end_on__gte=yesterday)).update(
        search=Subquery(stay.values("person__search")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0018_who_is_away")]
    operations = [
        migrations.AddField(
            model_name="spell",
            name="search",
            field=models.CharField(blank=True, default="", editable=False, max_length=450),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
    ]
