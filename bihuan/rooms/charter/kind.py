"""办理规则: the standing matters in which people, rules and calendar change by acts."""

import re
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import changing
from bihuan.core.loop import desks as two
from bihuan.core.loop import establishing as house
from bihuan.core.loop import fields as ask
from bihuan.core.loop.absences import ABSENCES
from bihuan.core.loop.charter_fields import (
    ABOVE,
    ACTING,
    CODE,
    DAY_KINDS,
    FROM,
    LAYER,
    NAME,
    NAME_EN,
    NOTE,
    PERSON,
    PERSON_NAME,
    PLACE,
    SERVES,
    TO,
    UNIT,
    USER,
    VALUE,
    YEAR,
    YEARS,
)
from bihuan.core.loop.seconding import by_two
from bihuan.core.loop.sign_ins import sign_in_ours
from bihuan.core.loop.signing import acts_as_head
from bihuan.core.state.lives import STANDING
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text
from bihuan.people.words import ROLES, UNIT_KINDS
from bihuan.rules import defaults
from bihuan.rules.values import why_not

ADMIN = ("admin", "within")


def rule_fits(snap: Snapshot) -> Reason | None:
    """A rule that exists, with a value that it can have."""
    if snap.trying:
        return None
    why = why_not(str(snap.facts.get("name")), snap.facts.get("value"))
    return Reason("bad_value", {"field": VALUE.label, "why": why}) if why else None


def rule_in_force(snap: Snapshot) -> Reason | None:
    """Nobody sets a rule that nothing obeys yet."""
    declared = defaults.RULES.get(str(snap.facts.get("name")))
    if snap.trying or declared is None or declared.in_force:
        return None
    return Reason("rule_not_in_force", {"rule": declared.label})


def layer_known(snap: Snapshot) -> Reason | None:
    """Days are entered for everybody or for a layer that exists."""
    layer = snap.facts.get("layer") or snap.facts.get("code")
    known = {one.code for one in snap.calendar.layers} if snap.calendar else set()
    if snap.trying or not layer or layer in known:
        return None
    return Reason("bad_value", {"field": LAYER.label, "why": Text("没有这一层。", "There is no such layer.")})


def code_fits(snap: Snapshot) -> Reason | None:
    """A layer's code is short and plain, since days name it."""
    if snap.trying or re.fullmatch(r"(?!own$)[a-z][a-z0-9-]{0,39}", str(snap.facts.get("code"))):
        return None
    why = Text("用小写字母、数字和连字符，字母开头。", "Small letters, digits and hyphens, a letter first.")
    return Reason("bad_value", {"field": CODE.label, "why": why})


def year_fits(snap: Snapshot) -> Reason | None:
    """A year for which a calendar can be kept."""
    on = str(snap.facts.get("day") or snap.facts.get("year") or "")[:4]
    if snap.trying or (on.isdecimal() and int(on) in YEARS):
        return None
    return Reason("bad_value", {"field": YEAR.label, "why": f"{YEARS[0]}–{YEARS[-1]}"})


def _act(name: str, event: str, label: Text, done: Text, *fields: Field, by: Any = ADMIN, **more: Any) -> Act:
    return Act(name, event, label, done, (STANDING,), by, stale="never", fields=fields, **more)


def _moving(*row: Any, **more: Any) -> Act:
    """The same of an act after which another may hold a post, or a unit stand elsewhere."""
    return _act(*row, moves_posts=True, **more)


def _of_calendar(*row: Any, **more: Any) -> Act:
    """The same of an act after which other days may be worked."""
    return _act(*row, moves_calendar=True, **more)


OPEN = Act(
    "open", "opened", labels.OPEN, labels.OPENED, (), ("within",), STANDING, opens=True, fields=(ask.TITLE,)
)
ERASE = replace(changing.ERASE, when=(STANDING,))
POST = Field("post", "id", Text("岗位", "Post"), True)
NEW_UNIT = (
    NAME,
    NAME_EN,
    Field("kind", "choice", Text("单位类别", "Kind"), True, choices=UNIT_KINDS),
    ABOVE,
    PLACE,
    FROM,
    Field("succeeds", "units", Text("承接哪些原单位的职能", "Takes over from"), seldom=True),
)
UNIT_IS_EMPTY = (house.unit_ends_sooner, house.nothing_open_with_unit, house.nothing_goes_on_in_unit)
UNIT_ENDS = (UNIT, TO, Field("successor", "unit", Text("职能划入", "Goes over into"), seldom=True))

PEOPLE = Kind(
    "people",
    labels.UNITS_AND_PEOPLE,
    (
        OPEN,
        _moving(
            "add_unit",
            "unit_added",
            Text("增设单位", "Add a unit"),
            Text("已增设单位", "A unit was added"),
            *NEW_UNIT,
            ask.hidden("placeholder", "yes"),
            by=(*ADMIN, "granted"),
            needs=(house.unit_name_free, house.under_what_stands, two.succession_by_two),
            decides=(two.succession_told,),
            tells=("posted",),
        ),
        by_two(
            "request_unit",
            Text("提请合并设立单位", "Ask to add a unit that several become"),
            Text("已提请合并设立单位，等第二人确认", "Asked to join units; a second person must confirm it"),
            *NEW_UNIT,
            needs=(house.unit_name_free, house.under_what_stands, two.succession_needs_two),
            asks=two.NEW_UNIT,
            grants="add_unit",
        ),
        _moving(
            "change_unit",
            "unit_changed",
            Text("调整单位", "Change a unit"),
            Text("单位已调整", "A unit was changed"),
            UNIT,
            replace(NAME, required=False),
            NAME_EN,
            PLACE,
            ABOVE,
            needs=(house.unit_name_free, house.under_what_stands),
        ),
        _moving(
            "end_unit",
            "unit_ended",
            Text("撤销单位", "End a unit"),
            Text("单位已撤销", "A unit was ended"),
            *UNIT_ENDS,
            by=(*ADMIN, "granted"),
            needs=(*UNIT_IS_EMPTY, two.succession_by_two),
            decides=(two.succession_told,),
            tells=("posted",),
        ),
        by_two(
            "request_unit_end",
            Text("提请撤销单位", "Ask to end a unit"),
            Text("已提请撤销单位，等第二人确认", "Asked to end a unit; a second person must confirm it"),
            *UNIT_ENDS,
            needs=(*UNIT_IS_EMPTY, two.succession_needs_two),
            asks=two.UNIT_END,
            grants="end_unit",
        ),
        _act(
            "add_group",
            "group_added",
            Text("增设集合单位", "Add a group"),
            Text("已增设集合单位", "A group was added"),
            NAME,
            NAME_EN,
            PLACE,
            needs=(house.group_name_free,),
        ),
        _act(
            "add_to_group",
            "group_member_added",
            Text("加入集合单位", "Add to a group"),
            Text("已加入集合单位", "A unit joined a group"),
            Field("group", "group", Text("集合单位", "Group of units"), True),
            UNIT,
            FROM,
            needs=(house.unit_stands, house.joins_once),
        ),
        _act(
            "remove_from_group",
            "group_member_ended",
            Text("移出集合单位", "Remove from a group"),
            Text("已移出集合单位", "A unit left a group"),
            Field("member", "id", Text("成员", "Member"), True),
            TO,
            needs=(house.leaves_sooner,),
        ),
        _act(
            "add_post",
            "post_added",
            Text("增设岗位", "Add a post"),
            Text("已增设岗位", "A post was added"),
            UNIT,
            NAME,
            NAME_EN,
            Field("role", "choice", Text("角色", "Role"), True, choices=ROLES),
            PLACE,
            needs=(house.unit_stands,),
        ),
        _act(
            "add_person",
            "person_added",
            Text("增加人员", "Add a person"),
            Text("已增加人员", "A person was added"),
            PERSON_NAME,
            NOTE,
            PLACE,
            ask.hidden("user", "int"),
            ask.hidden("placeholder", "yes"),
        ),
        _act(
            "change_person",
            "person_changed",
            Text("更正人员信息", "Change a person"),
            Text("人员信息已更正", "A person was changed"),
            PERSON,
            replace(PERSON_NAME, required=False),
            NOTE,
            PLACE,
        ),
        _act(
            "give_sign_in",
            "sign_in_given",
            Text("开通账号", "Give a sign-in"),
            Text("已开通账号", "A sign-in was given"),
            PERSON,
            USER,
            by=(*ADMIN, "granted"),
            needs=(sign_in_ours, two.sign_in_by_two),
            decides=(two.sign_in_told,),
            tells=("posted",),
        ),
        by_two(
            "request_sign_in",
            Text("提请开通账号、重设密码", "Ask for a sign-in or a new password"),
            Text("已提请开通账号或重设密码，等第二人确认", "Asked; a second person must confirm it"),
            PERSON,
            USER,
            needs=(sign_in_ours, two.sign_in_needs_two),
            asks=two.SIGN_IN,
            grants="give_sign_in",
            answered_at="sign_in_second",
        ),
        _act(
            "take_sign_in",
            "sign_in_taken",
            Text("停用账号", "Take the sign-in away"),
            Text("账号已停用", "A sign-in was taken"),
            PERSON,
            needs=(sign_in_ours, house.an_administrator_stays),
        ),
        _moving(
            "appoint",
            "appointed",
            Text("任职", "Appoint"),
            Text("已任职", "Appointed"),
            PERSON,
            POST,
            SERVES,
            FROM,
            ACTING,
            by=(*ADMIN, "granted"),
            needs=(house.post_stands, two.stays_outside, two.post_by_two, acts_as_head, two.serves_another),
            decides=(two.appointment_told,),
            tells=("posted",),
        ),
        by_two(
            "request_appointment",
            Text("提请任职", "Ask to appoint"),
            Text("已提请任职，等第二人确认", "Asked to appoint; a second person must confirm it"),
            PERSON,
            POST,
            SERVES,
            FROM,
            ACTING,
            needs=(
                house.post_stands,
                two.post_needs_two,
                two.stays_outside,
                acts_as_head,
                two.serves_another,
            ),
            asks=two.APPOINTMENT,
            grants="appoint",
        ),
        _moving(
            "end_appointment",
            "appointment_ended",
            Text("免职", "End the appointment"),
            Text("已免职", "The appointment ended"),
            Field("appointment", "id", Text("任职", "Appointment"), True),
            TO,
            needs=(house.an_administrator_stays, two.appointment_ends_sooner, house.nothing_open_with_person),
            decides=(two.end_told,),
            tells=("posted",),
        ),
        *ABSENCES,
        ERASE,
    ),
    founded=labels.UNITS_AND_PEOPLE,
    page="account",
    effects="bihuan.rooms.charter.effects.PEOPLE",
)

RULES = Kind(
    "rules",
    labels.RULES_AND_CALENDAR,
    (
        OPEN,
        _act(
            "set_rule",
            "rule_set",
            Text("设定规则", "Set a rule"),
            Text("已设定规则", "A rule was set"),
            Field("name", "text", Text("规则", "Rule"), True),
            VALUE,
            FROM,
            ask.REASON,
            needs=(rule_in_force, rule_fits),
        ),
        _of_calendar(
            "set_calendar_day",
            "calendar_day_set",
            Text("设定日历", "Set a calendar day"),
            Text("已设定日历", "A day was set"),
            Field("day", "date", Text("日期", "Date"), True),
            Field("kind", "choice", Text("类别（不选即取消）", "Kind (none: take away)"), choices=DAY_KINDS),
            LAYER,
            replace(NAME, required=False),
            NAME_EN,
            FROM,
            needs=(year_fits, layer_known),
        ),
        _of_calendar(
            "add_calendar_layer",
            "calendar_layer_added",
            Text("增设地方日历层", "Add a local calendar layer"),
            Text("已增设地方日历层", "A local calendar layer was added"),
            CODE,
            NAME,
            NAME_EN,
            Field("everyone", "yes", Text("全体人员适用", "Frees everybody")),
            PLACE,
            FROM,
            needs=(code_fits,),
        ),
        _of_calendar(
            "end_calendar_layer",
            "calendar_layer_ended",
            Text("停用地方日历层", "End a local calendar layer"),
            Text("地方日历层已停用", "A local calendar layer was ended"),
            CODE,
            TO,
            needs=(layer_known,),
        ),
        _of_calendar(
            "publish_year",
            "year_published",
            Text("录入放假通知", "Enter the holiday notice"),
            Text("已录入放假通知", "The holiday notice was entered"),
            YEAR,
            Field("source", "text", Text("通知", "Notice"), True),
            needs=(year_fits,),
        ),
        _act(
            "acknowledge_heads",
            "heads_acknowledged",
            Text("确认链头不再在记录里", "Acknowledge heads that the record lacks"),
            Text("已确认外送的链头不再在记录里", "Heads kept outside were acknowledged as lost"),
            ask.hidden("heads", "json"),
            ask.REASON,
            by=("system",),
        ),
        ERASE,
    ),
    founded=labels.RULES_AND_CALENDAR,
    page="admin_rules",
    effects="bihuan.rooms.charter.effects.RULES",
)
