"""办理规则: the standing matters in which people, rules and calendar change by acts."""

from bihuan.core import asking as ask
from bihuan.core.lifecycle import Act, Field, Kind
from bihuan.core.state import STANDING
from bihuan.core.words import Text

ADMIN = ("admin", "within")
NAME = Field("name", "text", Text("名称", "Name"), True)
NAME_EN = Field("name_en", "text", Text("英文名称", "English name"))
PLACE = Field("place", "int", Text("排序", "Place in the order"))
FROM = Field("from_on", "date", Text("自", "From"), True)
TO = Field("to_on", "date", Text("至", "Until"), True)
UNIT = Field("unit", "unit", Text("单位", "Unit"), True)
PERSON = Field("person", "person", Text("人员", "Person"), True)
PERSON_NAME = Field("person_name", "text", Text("姓名", "Name"), True, True)
NOTE = Field("note", "text", Text("重名区分", "What tells namesakes apart"), False, True)
ROLES = tuple(
    (code, Text(zh, en))
    for code, zh, en in (
        ("member", "处室干部", "Officer"),
        ("head", "处室负责人", "Head of an office"),
        ("contact", "联络员", "Contact"),
        ("supervisor", "督查人员", "Supervision officer"),
        ("verifier", "核验人", "Verifier"),
        ("fallback_verifier", "兜底核验人", "Fallback verifier"),
        ("approver", "审定人", "Approver"),
        ("leader", "分管领导", "Leader in charge"),
        ("admin", "管理员", "Administrator"),
        ("auditor", "监督（只读）", "Auditor (read only)"),
    )
)
UNIT_KINDS = tuple(
    (code, Text(zh, en))
    for code, zh, en in (
        ("department", "部门", "Department"),
        ("office", "处室", "Office"),
        ("branch", "党支部", "Branch"),
        ("leading_group", "领导小组或领导班子", "Leading group"),
    )
)


def _act(name: str, event: str, *fields: Field) -> Act:
    return Act(name, event, (STANDING,), ADMIN, stale="never", fields=fields)


ERASE = Act(
    "erase",
    "erased",
    (STANDING,),
    ("admin",),
    stale="never",
    fields=(ask.REASON, ask.hidden("erases", "json")),
)

PEOPLE = Kind(
    "people",
    Text("机构与人员", "Units and people"),
    (
        Act("open", "opened", (), ("within",), STANDING, opens=True, fields=(ask.TITLE,)),
        _act(
            "add_unit",
            "unit_added",
            NAME,
            NAME_EN,
            Field("kind", "choice", Text("类别", "Kind"), True, choices=UNIT_KINDS),
            Field("above", "unit", Text("上级", "Under")),
            PLACE,
            FROM,
            ask.hidden("placeholder", "yes"),
        ),
        _act(
            "change_unit",
            "unit_changed",
            UNIT,
            Field("name", "text", Text("名称", "Name")),
            NAME_EN,
            PLACE,
            Field("above", "unit", Text("上级", "Under")),
        ),
        _act("end_unit", "unit_ended", UNIT, TO),
        _act("add_group", "group_added", NAME, NAME_EN, PLACE),
        _act(
            "add_to_group",
            "group_member_added",
            Field("group", "group", Text("集合单位", "Group"), True),
            UNIT,
            FROM,
        ),
        _act(
            "remove_from_group",
            "group_member_ended",
            Field("member", "int", Text("成员", "Member"), True),
            TO,
        ),
        _act(
            "add_post",
            "post_added",
            UNIT,
            NAME,
            NAME_EN,
            Field("role", "choice", Text("角色", "Role"), True, choices=ROLES),
            PLACE,
        ),
        _act(
            "add_person",
            "person_added",
            PERSON_NAME,
            NOTE,
            PLACE,
            ask.hidden("user", "int"),
            ask.hidden("placeholder", "yes"),
        ),
        _act(
            "change_person",
            "person_changed",
            PERSON,
            Field("person_name", "text", Text("姓名", "Name"), False, True),
            NOTE,
            PLACE,
        ),
        _act("give_sign_in", "sign_in_given", PERSON, Field("user", "int", Text("账号", "Sign-in"), True)),
        _act("take_sign_in", "sign_in_taken", PERSON),
        _act("appoint", "appointed", PERSON, Field("post", "int", Text("岗位", "Post"), True), FROM),
        _act(
            "end_appointment",
            "appointment_ended",
            Field("appointment", "int", Text("任职", "Appointment"), True),
            TO,
        ),
        Act(
            "declare_absence",
            "absence_declared",
            (STANDING,),
            ("admin", "within", "anyone"),
            stale="never",
            fields=(
                PERSON,
                Field("stand_in", "person", Text("B 角", "Stand-in"), True),
                FROM,
                Field("to_on", "date", Text("至", "Until")),
            ),
        ),
        Act(
            "end_absence",
            "absence_ended",
            (STANDING,),
            ("admin", "within", "anyone"),
            stale="never",
            fields=(Field("absence", "int", Text("离岗", "Absence"), True), TO),
        ),
        ERASE,
    ),
    effects="bihuan.rooms.charter.effects.PEOPLE",
)

RULES = Kind(
    "rules",
    Text("规则与日历", "Rules and calendar"),
    (
        Act("open", "opened", (), ("within",), STANDING, opens=True, fields=(ask.TITLE,)),
        _act(
            "set_rule",
            "rule_set",
            Field("name", "text", Text("规则", "Rule"), True),
            Field("value", "json", Text("值", "Value"), True),
            FROM,
            ask.REASON,
        ),
        _act(
            "set_calendar_day",
            "calendar_day_set",
            Field("day", "date", Text("日期", "Day"), True),
            Field("kind", "text", Text("类别（空为删除）", "Kind (empty: take away)")),
            Field("layer", "text", Text("层", "Layer")),
            Field("name", "text", Text("名称", "Name")),
            NAME_EN,
            FROM,
        ),
        _act(
            "publish_year",
            "year_published",
            Field("year", "int", Text("年份", "Year"), True),
            Field("source", "text", Text("通知", "Notice"), True),
        ),
        ERASE,
    ),
    effects="bihuan.rooms.charter.effects.RULES",
)
