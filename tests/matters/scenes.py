"""A busy organisation: matters in every life, in three registers, seen by everybody differently."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from bihuan.core.acts.act import Field
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import State
from bihuan.core.time.days import day_of
from bihuan.files.store import keep
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.sight import Sight, sight
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book, open_matter
from bihuan.people.models import User
from tests.world import CAST, World, claimed_measure, list_there, registered_measure, world

CASTS = [person for person, _, _ in CAST]


def at_the_worlds_day(patch: pytest.MonkeyPatch) -> None:
    """Pages read the clock at their edge; from now on it stands at the world's day."""
    for module in ("reader", "submit"):
        patch.setattr(f"bihuan.matters.pages.{module}.now", lambda: 1_772_424_900_000_000)


@dataclass
class Busy:
    """The world, two more registers, and matters by a short name."""

    made: World
    second: int = 0
    open_to_all: int = 0
    matters: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return day_of(self.made.at, self.made.org.zone)

    @property
    def registers(self) -> tuple[int, int, int]:
        return self.made.register, self.second, self.open_to_all

    def sight(self, person: str) -> Sight:
        return sight(self.made.org.pk, self.made.people[person], on=self.today)

    def state(self, name: str) -> State:
        return state_of(self.matters[name])


def state_of(matter: int) -> State:
    """The state that a matter's row gives."""
    return rows.states([matter])[0]


def every_state() -> list[State]:
    """Every matter that there is, in the order of opening."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM matters_matter ORDER BY id")
        ids = [one for (one,) in cursor.fetchall()]
    return sorted(rows.states(ids), key=lambda state: state.id)


def signed_in(made: World, name: str, *, language: str = "zh") -> Client:
    """A browser in which somebody of the cast has signed in."""
    user = User.objects.create_user(f"u{made.people[name]}", "a long password")
    give_sign_in(made, name, user.pk)
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="bihuan.people.signed_in.SignedInBackend")
    client.cookies["language"] = language
    return client


def give_sign_in(made: World, name: str, user: int) -> None:
    with book(made.org.pk, at=made.tick()) as open_book:
        people = standing_matter(made.org.pk, "people")
        open_book.perform(
            "give_sign_in", people, Mandate(SYSTEM, within=True), person=made.people[name], user=user
        )


def another_register(made: World, title: str, prefix: str, office: str, **more: Any) -> int:
    """A register with another office, opened."""
    state = open_matter(
        "register", org=made.org.pk, actor=made.people["邹小禾"], at=made.tick(), title=title, prefix=prefix,
        office=made.units[office], verifiers=[made.posts["核验"]], fallbacks=[made.posts["岳正衡"]],
        approvers=[made.posts["温如砺"]], **more,
    )  # fmt: skip
    made.do("open_register", state, "谷向原" if office == "委员工作处" else "邹小禾")
    return state.id


def pdf(made: World, words: str = "proof") -> str:
    """Evidence that a browser can show; its digest."""
    return keep(made.org.pk, io.BytesIO(b"%PDF-1.4\n" + words.encode() + b"\n%%EOF\n"), at=made.at).digest


def busy(slug: str = "jichuan", name: str = "霁川省政协机关") -> Busy:
    """Everything that lists and pages must tell apart."""
    found = Busy(world(slug, name))
    made, named = found.made, found.matters
    found.second = another_register(made, "委员来信清单", "WY", "委员工作处")
    found.open_to_all = another_register(made, "公开事项清单", "GK", "督查处", open_to_all=True)
    _problems(found)
    _measures(found)
    _ended(found)
    _requests(found)
    _many_hands(found)
    list_there(made, named["under_way"], found.second, number_there="7", aspect="交叉")
    list_there(made, named["problem"], found.second)
    return found


def _problems(found: Busy) -> None:
    made, named = found.made, found.matters
    raisers = [made.people["田稼轩"]]
    problem = made.open("problem", "邹小禾", title="首问负责制落实不到位", source="走访座谈", raisers=raisers)
    made.do("triage", problem, "邹小禾", triage="in_batches")
    made.do(
        "assign", problem, "邹小禾", lead_unit=made.units["秘书处"], supporting=[made.units["委员工作处"]]
    )
    named["problem"] = problem.id
    named["registered_problem"] = made.open("problem", "邹小禾", title="材料报送重复", aspect="文风会风").id
    declined = made.open("problem", "邹小禾", title="不属于职责的来信", raisers=raisers)
    named["declined"] = made.do("decline", declined, "邹小禾", reason="不属于本机关职责").id
    named["open_problem"] = made.open(
        "problem", "邹小禾", title="食堂排队时间长", register=found.open_to_all
    ).id
    named["letter"] = made.open(
        "problem", "谷向原", title="来信答复不及时", register=found.second, raisers=raisers
    ).id


def _measures(found: Busy) -> None:
    made, named = found.made, found.matters
    problem = named["problem"]
    named["registered"] = made.open(
        "measure", "邹小禾", title="编印服务指南", lead_unit=made.units["秘书处"], parent=problem,
        due={"kind": "date", "on": "2026-03-31"},
    ).id  # fmt: skip
    named["assigned"] = registered_measure(made, problem).id
    named["late"] = registered_measure(
        made, title="已经超期的事", due={"kind": "date", "on": "2026-02-27"}
    ).id
    received = registered_measure(made, title="临近到期的事", due={"kind": "date", "on": "2026-03-04"})
    named["near"] = made.do("receive", received, "殷若渔").id
    leader = made.people["季望山"]
    under_way = registered_measure(made, problem, title="推行一窗受理", leader=leader)
    made.do("receive", under_way, "殷若渔")
    named["under_way"] = made.do("progress", under_way, "殷若渔", progress="已开始试行").id
    theirs = {"lead_unit": made.units["委员工作处"], "accountable": made.people["谷向原"]}
    helped = registered_measure(made, title="打通信息系统", supporting=[made.units["秘书处"]], **theirs)
    made.do("receive", helped, "田稼轩")
    named["helped"] = made.do("ask_for_help", helped, "田稼轩", difficulty="接口由他方管理").id
    claimed = registered_measure(made, title="压减会议数量")
    made.do("receive", claimed, "殷若渔")
    named["claimed"] = made.do(
        "claim", claimed, "殷若渔", result="已压减", evidence=[made.proof("会议统计")]
    ).id
    named["countersigned"] = claimed_measure(made, title="公开办事流程").id
    fallen = registered_measure(made, title="督查处自办的事", lead_unit=made.units["督查处"],
                                accountable=made.people["秦见微"])  # fmt: skip
    made.do("receive", fallen, "秦见微")
    made.do("claim", fallen, "秦见微", result="完成", evidence=[made.proof("自办")])
    named["fallback"] = made.do("countersign", fallen, "秦见微").id
    verified = claimed_measure(made, problem, title="开展业务培训")
    named["verified"] = made.do("verify", verified, "秦见微", finding="培训两期").id
    returned = registered_measure(made, title="退回的事")
    named["returned"] = made.do("return_wrong_unit", returned, "纪清晏", reason="职责不在我处").id
    branch = registered_measure(
        made, title="支部主题党日", lead_unit=made.units["秘书处党支部"], accountable=None
    )
    named["branch"] = branch.id


def _ended(found: Busy) -> None:
    made, named = found.made, found.matters
    signed = claimed_measure(made, named["problem"], title="张贴岗位信息")
    made.do("verify", signed, "秦见微", finding="已张贴")
    named["signed_off"] = made.do("sign_off", signed, "温如砺").id
    survivor = registered_measure(made, title="归并后的事")
    absorbed = registered_measure(made, title="被归并的事", lead_unit=made.units["委员工作处"],
                                  accountable=made.people["谷向原"])  # fmt: skip
    named["merged"] = made.do("merge", absorbed, "邹小禾", into=survivor.id, reason="同一件事").id
    named["survivor"] = survivor.id
    withdrawn = registered_measure(made, title="撤销的事")
    asked = made.do("request_withdrawal", withdrawn, "邹小禾", reason="任务取消")
    made.do("approve", asked.pending or 0, "温如砺")
    named["withdrawn"] = withdrawn.id


def _requests(found: Busy) -> None:
    made, named = found.made, found.matters
    due = {"kind": "date", "on": "2026-09-30"}
    waiting = registered_measure(made, title="申请延期的事", leader=made.people["季望山"])
    asked = made.do("request_extension", waiting, "殷若渔", due=due, reason="方案需再论证")
    named["waiting"], named["request"] = waiting.id, asked.pending or 0
    refused = registered_measure(made, title="延期未获准的事")
    asked = made.do("request_extension", refused, "殷若渔", due=due, reason="来不及")
    named["request_refused"] = made.do("refuse", asked.pending or 0, "温如砺", reason="时间足够").id
    paused = registered_measure(made, title="暂停计时的事", due={"kind": "date", "on": "2026-02-27"})
    made.do("receive", paused, "殷若渔")
    asked = made.do("request_pause", paused, "纪清晏", reason="等上级文件")
    named["request_granted"] = made.do("approve", asked.pending or 0, "温如砺").id
    named["paused"] = paused.id


def _many_hands(found: Busy) -> None:
    made, named = found.made, found.matters
    grouped = made.open("measure", "邹小禾", title="各处室自查", lead_group=made.groups["各处室"],
                        due={"kind": "date", "on": "2026-05-29"})  # fmt: skip
    named["grouped"] = made.do("assign", grouped, "邹小禾").id
    for part in rows.children(grouped.id):
        named[f"part of {part.lead_unit}"] = part.id
    part = named[f"part of {made.units['秘书处']}"]
    made.do("receive", part, "殷若渔")
    named["part"] = made.do("report", part, "殷若渔", result="自查完毕", evidence=[made.proof("自查表")]).id
    joint = registered_measure(made, title="会同办理的事", joint=[made.units["委员工作处"]])
    named["joint"] = joint.id
    monthly = registered_measure(
        made, title="每月通报", due={"kind": "recurring", "every": "month", "text": "每月"}
    )
    made.do("receive", monthly, "殷若渔")
    made.do("open_instalment", monthly, "殷若渔", period="2026-03")
    named["recurring"] = monthly.id
    named["instalment"] = rows.children(monthly.id)[0].id
    long_term = registered_measure(made, title="长期坚持的事", due={"kind": "long_term", "text": "长期坚持"})
    named["long_term"] = made.do("receive", long_term, "殷若渔").id


def everybody(found: Busy) -> Iterator[tuple[str, Sight]]:
    """Each of the cast with what they see."""
    for person in CASTS:
        yield person, found.sight(person)


def plausible(found: Busy, fields: Iterable[Field]) -> dict[str, Any]:
    """Facts that an act of the busy organisation could well be given."""
    made = found.made
    by_kind = {
        "long": "一句话", "text": "2026-04", "date": "2026-03-02", "unit": made.units["委员工作处"],
        "units": [made.units["委员工作处"]], "person": made.people["谷向原"],
        "people": [made.people["田稼轩"]], "due": {"kind": "date", "on": "2026-12-31"}, "lines": ["甲", "乙"],
        "matter": found.matters["survivor"], "matters": [found.matters["verified"]],
    }  # fmt: skip
    given: dict[str, Any] = {}
    for one in fields:
        if one.hidden or (not one.required and one.kind != "evidence"):
            continue
        if one.kind == "evidence":
            given[one.name] = [made.proof()]
        elif one.kind == "choice":
            given[one.name] = one.choices[0][0]
        elif one.kind in by_kind:
            given[one.name] = by_kind[one.kind]
    return given


TABLES = (
    "ledger_event", "ledger_facts", "ledger_head", "matters_matter", "matters_stake", "matters_seen",
    "matters_spell", "matters_link", "matters_desk", "matters_deskpost", "matters_listing",
    "matters_citation", "matters_series", "matters_once", "notices_notice", "matters_keptfact",
    "registers_register", "people_unit", "people_person", "people_appointment",
    "rules_rule", "rules_calendarday",
)  # fmt: skip


def everything() -> dict[str, list[Any]]:
    """Every row of every table that an act may write, sorted, and the index."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            found[table] = sorted(cursor.fetchall(), key=repr)
        name = "rowid" if connection.vendor == "sqlite" else "matter_id"
        cursor.execute(f"SELECT {name}, body FROM search_text")
        found["search_text"] = sorted(cursor.fetchall(), key=repr)
    return found


def statements(do: Callable[[], Any]) -> list[str]:
    """What was sent to the database meanwhile, each cut to its verb and table."""
    from django.test.utils import CaptureQueriesContext

    from bihuan.ledger.batch import BETWEEN

    with CaptureQueriesContext(connection) as captured:
        do()
    return [short(one) for query in captured.captured_queries for one in query["sql"].split(BETWEEN)]


def short(sql: str) -> str:
    """`SELECT matters_matter`: the verb and the first table."""
    import re

    sql = re.sub(
        r"^\d+ times: ", "", " ".join(sql.replace('"', "").split())
    )  # executemany, as Django logs it
    verb = sql.split()[0]
    while verb == "SELECT" and "(" in sql:  # what is selected within is no table of its own
        sql = re.sub(r"\([^()]*\)", "", sql)
    table = re.search(r"(?:FROM|INTO|UPDATE|TABLE) ([a-z_]+)", sql)
    return f"{verb} {table[1]}" if table else verb
