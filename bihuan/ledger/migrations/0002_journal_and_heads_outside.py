"""The journal of erasures in the database too, and the heads that leave the machine."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalLine",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("org", models.TextField()),
                ("by_event", models.BigIntegerField()),
                ("matter_id", models.BigIntegerField()),
                ("at", models.BigIntegerField()),
                ("facts", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="DayHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("org_id", models.BigIntegerField()),
                ("slug", models.TextField()),
                ("day", models.TextField()),
                ("seq", models.BigIntegerField()),
                ("seal", models.TextField()),
                ("at", models.BigIntegerField()),
                ("line", models.TextField(default="")),
                ("sent_at", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("org_id", "seq", "seal"), name="ledger_dayhead_once"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None)), fields=["id"], name="ledger_dayhead_waiting"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outside",
            fields=[
                ("org_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("differs", models.TextField(default="")),
                ("differs_at", models.BigIntegerField(null=True)),
                ("fails", models.TextField(default="")),
                ("fails_at", models.BigIntegerField(null=True)),
                ("place", models.TextField(default="")),
                ("lacked", models.IntegerField(default=0)),
                ("lacked_at", models.BigIntegerField(null=True)),
            ],
        ),
    ]
