"""The index: a virtual table on SQLite, a table of tsvectors on PostgreSQL."""

from typing import Any

from django.db import migrations

from bihuan.search import table


def make(apps: object, schema_editor: Any) -> None:
    for statement in table.MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps: object, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE search_text")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(make, unmake)]
