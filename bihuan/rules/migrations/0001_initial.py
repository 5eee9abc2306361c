"""The dated rule tables and calendars."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="RulesVersion",
            fields=[
                (
                    "org",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="rules_version",
                        serialize=False,
                        to="people.organisation",
                    ),
                ),
                ("stamp", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("holiday", "holiday"),
                            ("makeup", "makeup"),
                            ("local_holiday", "local_holiday"),
                        ],
                        max_length=16,
                    ),
                ),
                ("layer", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                (
                    "org",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_days",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("org", "day", "layer"),
                        name="rules_one_open_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("org", None), ("to_on", None)),
                        fields=("day",),
                        name="rules_one_open_national_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarLayer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("everyone", models.BooleanField(default=True)),
                ("place", models.IntegerField(default=0)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                (
                    "org",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_layers",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("org", "code"),
                        name="rules_one_open_layer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.IntegerField()),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "org",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_years",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("org", "year"), name="rules_one_notice_a_year"),
                    models.UniqueConstraint(
                        condition=models.Q(("org", None)), fields=("year",), name="rules_one_national_notice"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("value", models.TextField()),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                (
                    "org",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["org", "name", "from_on"], name="rules_rule_dated")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("org", "name"),
                        name="rules_one_open_rule",
                    )
                ],
            },
        ),
    ]
