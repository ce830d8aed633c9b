from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0006_areas_over_time'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='assignment',
            name='one_leader_and_one_hr_partner_at_a_time',
        ),
        migrations.AddField(
            model_name='assignment',
            name='stand_in',
            field=models.CharField(blank=True, choices=[('acting', 'acting, until a day'), ('caretaker', 'caretaker, until somebody is named')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('end_on', None), ('stand_in', '')), fields=('area', 'duty'), name='one_leader_and_one_hr_partner_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('end_on', None), models.Q(('stand_in', ''), _negated=True)), fields=('area', 'duty'), name='one_caretaker_of_a_duty_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stand_in', 'acting'), _negated=True), ('end_on__isnull', False), _connector='OR'), name='who_is_acting_is_so_until_a_day'),
        ),
    ]
