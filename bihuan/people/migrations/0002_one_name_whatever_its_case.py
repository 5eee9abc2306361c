from collections import defaultdict
from typing import Any

from django.db import migrations, models

from bihuan.core.words.folding import folded


class SameName(OSError):
    """Two sign-in names differ in nothing but their case: only a person can say who keeps it."""


def fold(apps: Any, schema_editor: object) -> None:
    users = apps.get_model("people", "User")
    names: defaultdict[str, list[str]] = defaultdict(list)
    for user in users.objects.order_by("id"):
        names[folded(user.username)].append(user.username)
    twice = [" / ".join(found) for found in names.values() if len(found) > 1]
    if twice:
        raise SameName(
            "以下登录账号只差大小写或全半角，升级前请在旧版本里给其中一个改名，数据没有变动："
            f"{'；'.join(twice)} "
            "These sign-in names differ in nothing but case or width; give one of each another name in the old "
            "version, then start the new one again. Nothing was changed."
        )
    for user in users.objects.all():
        users.objects.filter(pk=user.pk).update(folded=folded(user.username))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            "user", "folded", models.CharField(max_length=400, null=True, editable=False)
        ),
        migrations.AddField("user", "password_until", models.BigIntegerField(null=True)),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=False),
    ]
