from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('store', models.CharField(max_length=32)),
                ('key', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='KnownTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.BigIntegerField()),
                ('boot', models.CharField(default='', max_length=40)),
                ('uptime', models.BigIntegerField(default=0)),
                ('forgiven', models.BigIntegerField(default=0)),
                ('confirmed_at', models.BigIntegerField(null=True)),
                ('confirmed_from', models.BigIntegerField(null=True)),
            ],
        ),
    ]
