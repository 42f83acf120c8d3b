from django.db import migrations, models

WORST_FIRST = models.Case(
    models.When(severity='low', then=models.Value(3)),
    models.When(severity='medium', then=models.Value(2)),
    models.When(severity='high', then=models.Value(1)),
    models.When(severity='critical', then=models.Value(0)),
    default=models.Value(3),
    output_field=models.PositiveSmallIntegerField(),
)


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0003_days_and_standing'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='rank',
            field=models.GeneratedField(
                db_persist=True, expression=WORST_FIRST,
                help_text='of the severity, 0 for the worst: so that the worst are read by an index',
                output_field=models.PositiveSmallIntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('closed_at', None), ('worker', None)), fields=['rank', 'opened_at', 'id'], name='finding_worst'),
        ),
    ]
