from django.db import migrations

import bihuan.people.models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_one_name_whatever_its_case")]

    operations = [
        migrations.AlterField(
            "user", "folded", bihuan.people.models.Folded(editable=False, max_length=400, unique=True)
        ),
    ]
