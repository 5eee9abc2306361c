"""Heads, events and personal facts."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "org",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.organisation",
                    ),
                ),
                ("slug", models.TextField(unique=True)),
                ("seq", models.BigIntegerField()),
                ("seal", models.TextField()),
                ("at", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("org_id", models.BigIntegerField()),
                ("seq", models.BigIntegerField()),
                ("matter_id", models.BigIntegerField()),
                ("name", models.TextField()),
                ("at", models.BigIntegerField()),
                ("header", models.TextField()),
                ("seal", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["matter_id", "seq"], name="ledger_event_matter_seq"),
                    models.Index(fields=["org_id", "at"], name="ledger_event_org_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("org_id", "seq"), name="ledger_event_org_seq"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "id",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("org_id"), "*", models.Value(1099511627776)
                                    ),
                                    "+",
                                    models.F("seq"),
                                ),
                            )
                        ),
                        name="ledger_event_id_is_its_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Facts",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "event_id", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("event_id", models.BigIntegerField()),
                ("name", models.TextField()),
                ("value", models.TextField(null=True)),
                ("salt", models.TextField(null=True)),
                ("digest", models.TextField()),
                ("erased_by", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("erased_by__isnull", True), ("salt__isnull", False), ("value__isnull", False)
                            ),
                            models.Q(
                                ("erased_by__isnull", False), ("salt__isnull", True), ("value__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="ledger_facts_whole_or_erased",
                    )
                ],
            },
        ),
    ]
