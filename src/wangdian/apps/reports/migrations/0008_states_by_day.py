from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_fill_days_of_units'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='scoreday',
            index=models.Index(fields=['day', 'state', 'outlet'], name='score_states'),
        ),
    ]
