"""Which table is proved how: every table of the database is in exactly one of these lists.

A table of ours that nobody names stands in the last of them: whatever is in it must have been put there by an
event, so that a table added later is covered, or fails, without being named.
"""

from functools import cache
from typing import Final

from django.apps import apps
from django.db.models import AutoField, Model

from bihuan.core.words.text import Text
from bihuan.matters.writing.gathering import WRITTEN

CHAIN: Final = frozenset({"ledger_event", "ledger_facts", "ledger_head"})
"""The record itself: proved by walking along its chains."""
OF_A_MATTER: Final = dict.fromkeys(WRITTEN, "matter_id") | {
    "matters_matter": "id",
    "matters_listing": "matter_id",
    "matters_link": "from_matter_id",
}
"""Tables whose every row belongs to one matter, and the column that says to which; compared by matters."""
SEARCH: Final = "search_text"
"""Compared matter by matter too; each database keeps it in its own way."""
RULES: Final = frozenset({"rules_rule", "rules_calendarlayer", "rules_calendarday", "rules_publishedyear"})
SERIES: Final = "matters_series"
ORGANISATIONS: Final = "people_organisation"
EVIDENCE: Final = "files_evidence"
_NUMBERED = RULES | {SERIES} | {table for table, names in WRITTEN.items() if "id" not in names}
_SIGNS_IN = Text("登录账号和密码不入办理记录", "sign-ins and passwords are not in the record")
_IMPORT = Text(
    "导入的预览，随导入结束而清空；入库的内容都在办理记录里",
    "an import's preview, emptied when it ends; what it brought in is in the record",
)
_QUEUE = Text("后台任务的队列", "the queue of work in the background")
_HERE = Text("本机的存放处和时钟，不属于办理记录", "this machine's store and clock, none of the record's")
_NOTICE = Text("提醒和已读标记，过期即清理", "notices and what was read of them; they go with time")
_DJANGO = Text("框架自用", "the framework's own")
_SLOWED = Text(
    "登录失败的次数和用过的浏览器，过期即清理", "failed sign-ins and known browsers, gone with time"
)
JOURNAL: Final = "ledger_journalline"
NOT_OF_THE_RECORD: Final = {
    JOURNAL: Text(
        "个人信息清除记录：记录里有的必须有（另行核对），恢复时带来的可以多出",
        "the journal of erasures: what the record says must stand there (a step of its own); a restore may"
        " bring more",
    ),
    "ledger_dayhead": Text(
        "每日链头，走链时核对；外送与否不入记录",
        "the heads of the days, held against the chains; whether they were sent is not in the record",
    ),
    "ledger_outside": Text(
        "本机与外送链头是否相符，每小时重新核对",
        "how this machine stands to the place outside, looked at anew every hour",
    ),
    "people_user": _SIGNS_IN,
    "rules_rulesversion": Text(
        "随机标记，只供进程判断缓存是否过期", "a random stamp that tells processes what they may remember"
    ),
    "matters_once": Text("表单的一次性标记，三十天后清理", "one-time keys of forms, gone after thirty days"),
    "matters_frombrowser": Text(
        "办理所用浏览器的摘要，供监督人员查看，按规则所定月数清理",
        "digests of browsers for auditors, gone after the months of a rule",
    ),
    "exchange_import": _IMPORT,
    "exchange_importrow": _IMPORT,
    "exchange_remembered": Text(
        "下次导入时沿用的列名对应", "headings and names that the next import takes over"
    ),
    "jobs_job": _QUEUE,
    "jobs_recurring": _QUEUE,
    "jobs_heartbeat": _QUEUE,
    "jobs_installation": _HERE,
    "jobs_knowntime": _HERE,
    "notices_notice": _NOTICE,
    "notices_reading": _NOTICE,
    "notices_readevent": _NOTICE,
    "auth_group": _DJANGO,
    "auth_group_permissions": _DJANGO,
    "auth_permission": _DJANGO,
    "django_content_type": _DJANGO,
    "django_migrations": _DJANGO,
    "web_session": _SIGNS_IN,
    "web_trace": _SLOWED,
    "web_knownbrowser": _SLOWED,
    "wall_screen": Text("大屏口令不入办理记录", "tokens of hall screens are not in the record"),
}
"""Tables that no event explains, each with the reason."""


COMPARED: Final = {
    ORGANISATIONS: (
        "id",
        "slug",
    ),  # its names and its zone were said at its founding, before its record began
    EVIDENCE: ("org_id", "digest", "size", "media"),  # when it was kept is renewed whenever it is cited
}
"""Tables of which the record, or the disk, gives some columns only."""


@cache
def models_by_table() -> dict[str, type[Model]]:
    """Every model by its table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


@cache
def beside() -> tuple[type[Model], ...]:
    """The tables that acts put rows into beside the matters' own: units, people, desks, a room's tables …"""
    elsewhere = {*CHAIN, *OF_A_MATTER, *RULES, SERIES, ORGANISATIONS, EVIDENCE, *NOT_OF_THE_RECORD}
    return tuple(model for table, model in models_by_table().items() if table not in elsewhere)


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns that are compared, by the table's own list, but for a number that the database gave."""
    fields = models_by_table()[table]._meta.concrete_fields
    given = table in _NUMBERED
    own = tuple(f.column for f in fields if f.column and not (given and isinstance(f, AutoField)))
    written = WRITTEN.get(table, COMPARED.get(table, own))
    if table in COMPARED:
        return written
    if set(written) != set(own):
        raise LookupError(f"{table}: {sorted(set(written) ^ set(own))} are written or kept, not both")
    return written
