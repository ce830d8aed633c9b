from django.db import migrations, models


class Migration(migrations.Migration):
    """Figures say when they were counted, from files up to when, and by which definitions.

    Those of before say none of it, so they are counted anew by the worker.
    """

    dependencies = [
        ('bridge', '0001_figures_of_areas'),
    ]

    operations = [
        migrations.AddField(
            model_name='areafigures',
            name='counted_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='areafigures',
            name='definitions',
            field=models.CharField(default='', max_length=16),
        ),
        migrations.AddField(
            model_name='areafigures',
            name='number',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='areafigures',
            name='told_until',
            field=models.DateField(null=True),
        ),
    ]
