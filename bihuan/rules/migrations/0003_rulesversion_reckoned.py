"""By which calendar the open dates of an organisation were last reckoned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rules", "0002_national_days_to_2026")]
    operations = [
        migrations.AddField(
            model_name="rulesversion",
            name="reckoned",
            field=models.CharField(default="", max_length=64),
        ),
    ]
