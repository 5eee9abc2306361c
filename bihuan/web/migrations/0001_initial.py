from typing import Any

from django.db import migrations, models

LET_GO = (
    "axes_accessattemptexpiration",
    "axes_accessattempt",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_session",
)


def let_go(apps: object, schema_editor: Any) -> None:
    """What earlier versions kept of sign-ins, names and addresses among them, goes."""
    for table in LET_GO:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("user_id", models.BigIntegerField(db_index=True, null=True)),
                ("begun_at", models.BigIntegerField()),
                ("used_at", models.BigIntegerField(db_index=True)),
                ("device", models.CharField(default="", max_length=40)),
            ],
            options={"db_table": "web_session"},
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("name", models.CharField(db_index=True, default="", max_length=64)),
                ("wrong", models.IntegerField()),
                ("at", models.BigIntegerField(db_index=True)),
                ("until", models.BigIntegerField()),
                ("before", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="KnownBrowser",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.RunPython(let_go, migrations.RunPython.noop),
    ]
