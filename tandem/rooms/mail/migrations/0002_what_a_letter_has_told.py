from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0001_letters_and_used_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
