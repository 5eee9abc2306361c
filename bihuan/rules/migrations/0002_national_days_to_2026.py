"""The national days of 2021 to 2026 (rules.md §8)."""

from django.db import migrations

from bihuan.rules.national import seed


class Migration(migrations.Migration):
    dependencies = [("rules", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop, elidable=False)]
