import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0002_media_named_by_forms'),
        ('outlets', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metric', models.CharField(help_text='domain.metrics.METRICS', max_length=80)),
                ('last_at', models.DateTimeField(blank=True, help_text='its latest reading that counts', null=True)),
                ('window_from', models.DateTimeField(blank=True, help_text='older readings decide no verdict any more', null=True)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='outlets.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject', 'metric'), name='one_series_a_metric')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=14)),
                ('source', models.CharField(choices=[('hand', 'Hand'), ('file', 'File'), ('sensor', 'Sensor')], max_length=6)),
                ('received_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=200)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to=settings.AUTH_USER_MODEL)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='evidence.series')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['series', '-at'], name='reading_by_age')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('series', 'at'), name='one_reading_a_moment')],
            },
        ),
    ]
