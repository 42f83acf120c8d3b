from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0010_fill_ends_of_scores'),
    ]

    operations = [
        migrations.AddField(
            model_name='draw',
            name='law',
            field=models.PositiveSmallIntegerField(
                default=1, help_text='how risks were counted: see domain/drawing.py',
            ),
        ),
    ]
