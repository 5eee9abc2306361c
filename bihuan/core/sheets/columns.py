"""Which column means what: by its heading, by the group over it, and where both are silent by its values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bihuan.core.sheets.guess import guesses
from bihuan.core.sheets.header import Block, Heading
from bihuan.core.sheets.headings import Meaning, is_other, meanings, normal
from bihuan.core.sheets.status import is_status
from bihuan.core.sheets.texts import column_index, column_letter

ROLES: Final = (
    "number", "measure_number", "problem_ref", "measure_ref", "aspect", "title", "source", "category",
    "measure", "lead_unit", "supporting_units", "accountable", "supporting_people", "leader",
    "contact", "phone", "due", "standard", "evidence", "progress", "difficulty", "next_step", "status",
    "signed_off",
)  # fmt: skip
"""Every meaning that a column can have; a mapping may give any of them, or "extra"."""

_CATEGORY: Final = re.compile(
    r"立行立改|限期整改|长期坚持|持续整改|分批解决|马上解决|限期|立改|分阶段整改|长期整改|阶段整改"
)
_ONE_OF_TWO: Final = re.compile(
    r"^(?:立行立改|即知即改|立改|近期|短期|当前|应急|长效|长期|远期|中长期|治标|治本|中期)(?:整改|工作|解决|治理)?(?:的)?(?:措施|举措)"
)  # 近期措施 | 长期措施: measures side by side, not a task and its steps
_OTHER_DAY: Final = re.compile(r"(?:时间|日期|年份)$")  # a day of something else: 印发时间
_SIDES: Final = (
    (re.compile("配合|协办|协同|协助|参与"),
     {"accountable": "supporting_people", "lead_unit": "supporting_units"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its roles (several for 责任单位及责任人), or a tick under 已完成 / 未完成, or neither."""

    index: int
    heading: str
    path: tuple[str, ...]
    roles: tuple[str, ...] = ()
    tick: tuple[str, str] | None = None
    known: bool = True

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(slots=True)
class Columns:
    """A table's columns by role; `spare` holds a second column of the same role, used where the first is
    empty.
    """

    all: list[Column]
    by_role: dict[str, Column] = field(default_factory=dict)
    spare: dict[str, Column] = field(default_factory=dict)
    phones: list[Column] = field(default_factory=list)
    measures: list[Column] = field(default_factory=list)

    def has(self, *roles: str) -> bool:
        return any(role in self.by_role for role in roles)

    @property
    def extras(self) -> list[Column]:
        used = {id(column) for column in [*self.by_role.values(), *self.phones, *self.measures]}
        return [
            column for column in self.all if id(column) not in used and not column.tick and column.heading
        ]

    @property
    def ticks(self) -> list[Column]:
        return [column for column in self.all if column.tick]


def columns_of(
    block: Block, values: Mapping[int, Sequence[str]], *, hidden: frozenset[int], mapping: Mapping[str, str]
) -> Columns:
    """The columns of one table. `values`: each column's cells below the header; `mapping`: letter -> role,
    by hand.
    """
    by_hand = {column_index(letter): role for letter, role in mapping.items()}
    names = _names(block.headings)
    found: list[tuple[Heading, tuple[Meaning, ...], tuple[str, str] | None]] = []
    for heading in block.headings:
        if heading.column in by_hand:
            role = by_hand[heading.column]
            found.append((heading, (Meaning(role, -1),) if role in ROLES else (), None))
            continue
        tick = _tick(heading, values.get(heading.column, ()))
        found.append((heading, () if tick else _meaning(heading), tick))
    columns = _claimed(found, names, hidden, values)
    _guess(columns, values, by_hand)
    return columns


def _names(headings: Sequence[Heading]) -> dict[int, str]:
    """A name for each column: its own heading, with its group where the heading stands more than once."""
    count: dict[str, int] = {}
    for heading in headings:
        count[heading.own] = count.get(heading.own, 0) + 1
    names: dict[int, str] = {}
    taken: set[str] = set()
    for heading in headings:
        name = heading.own if count[heading.own] == 1 else "/".join(heading.path)
        while name and name in taken:
            name += f"（{column_letter(heading.column)}）"
        taken.add(name)
        names[heading.column] = name
    return names


def _meaning(heading: Heading) -> tuple[Meaning, ...]:
    """By the heading itself, else together with the group over it; the group also says whose side it is."""
    own, group = heading.own, "".join(heading.path[:-1])
    found = meanings(own)
    if len(heading.path) > 1:
        joined = meanings(heading.path[-2] + own)
        if normal(own) in (
            "姓名",
            "名称",
            "内容",
            "表述",
            "描述",
            "单位",
            "部门",
            "处室",
            "情况",
            "时间",
            "日期",
            "人员",
            "负责人",
            "电话",
            "类型",
            "类别",
        ):
            found = (
                joined
                or found
                or (
                    meanings(heading.path[-2])
                    if normal(own) in ("姓名", "名称", "内容", "表述", "描述", "情况")
                    else ()
                )
            )
        elif not found and not is_other(own):
            found = joined
    if is_other(own) or (
        is_other("".join(heading.path[-2:])) and len(heading.path) > 1 and not meanings(own)
    ):
        return ()
    for pattern, changes in _SIDES:
        if pattern.search(group) and not re.search("牵头", group):
            found = tuple(Meaning(changes.get(one.role, one.role), one.strength) for one in found)
    return found


def _tick(heading: Heading, values: Sequence[str]) -> tuple[str, str] | None:
    """A column headed by one answer (已完成 | 正在推进 | 未完成; 是 | 否; 立行立改 | 限期整改) and ticked."""
    own = normal(heading.own)
    group = meanings(heading.path[-2]) if len(heading.path) > 1 else ()
    roles = {one.role for one in group}
    if own in ("是", "否", "已", "未") and roles & {"status", "signed_off"}:
        return ("status" if "status" in roles else "signed_off", own)
    if is_status(own) and group and roles <= {"status", "progress"}:
        return ("status", own)
    marks = [value for value in values if value]
    if not marks or sum(len(value) <= 2 for value in marks) * 2 < len(marks):
        return None
    if _CATEGORY.fullmatch(own) and not roles & {"status", "progress"}:
        return ("category", own)
    if is_status(own) and (not group or roles & {"status", "progress", "signed_off"}):
        return ("signed_off" if "signed_off" in roles else "status", own)
    return None


def _claimed(
    found: list[tuple[Heading, tuple[Meaning, ...], tuple[str, str] | None]], names: dict[int, str],
    hidden: frozenset[int], values: Mapping[int, Sequence[str]],
) -> Columns:  # fmt: skip
    """Gives each role to the column that claims it most plainly."""
    claims: dict[str, list[tuple[int, int, int]]] = {}
    for place, (heading, roles, _) in enumerate(found):
        for one in roles:
            empty = not any(values.get(heading.column, ()))
            rank = (
                one.strength
                + (100 if heading.column in hidden else 0)
                + (50 if empty and one.strength >= 0 else 0)
            )
            claims.setdefault(one.role, []).append((rank, place, one.strength))
    for rows in claims.values():
        rows.sort()
    chosen = _settled(claims)
    owned: dict[int, list[str]] = {}
    for role, place in chosen.items():
        owned.setdefault(place, []).append(role)
    all_columns = [
        Column(
            heading.column, names[heading.column], heading.path,
            tuple(sorted(owned.get(place, ()), key=ROLES.index)), tick,
            known=bool(roles or tick or is_other(heading.own)),
        )
        for place, (heading, roles, tick) in enumerate(found)
    ]  # fmt: skip
    columns = Columns(all_columns)
    for place, roles_here in owned.items():
        for role in roles_here:
            columns.by_role[role] = all_columns[place]
    for role in ("title", "lead_unit", "due", "accountable"):
        others = [
            place
            for _, place, strength in claims.get(role, [])
            if place != chosen.get(role) and strength < 6
            and (place not in owned or (role == "lead_unit" and owned[place] == ["supporting_units"]))
        ]  # fmt: skip
        if others and role in chosen:
            columns.spare[role] = all_columns[others[0]]
    measures = [found[place][0] for _, place, _ in claims.get("measure", [])]
    if len(measures) > 1 and all(_ONE_OF_TWO.search(normal(one.own)) for one in measures):
        columns.measures += [
            column for column in all_columns if column.index in {one.column for one in measures}
        ]
    for _, place, _ in claims.get("phone", []):
        if place not in owned:
            columns.phones.append(all_columns[place])
    return columns


def _settled(claims: dict[str, list[tuple[int, int, int]]]) -> dict[str, int]:
    """One place for each role, after the cases where two columns say nearly the same."""
    chosen = {role: rows[0][1] for role, rows in claims.items()}
    second = {role: rows[1][1] for role, rows in claims.items() if len(rows) > 1}
    measures = claims.get("measure", [])
    if "title" not in chosen and len(measures) > 1 and measures[0][2] < 3 <= measures[1][2]:
        chosen["title"] = second["measure"]  # 重点任务 | 具体举措
    numbers = claims.get("number", [])
    title = chosen.get("title", -1)
    before = [place for _, place, _ in numbers if place < title]
    if before and chosen["number"] > title:
        chosen["measure_number"], chosen["number"] = chosen["number"], before[0]  # 编号 | 内容 | 序号 | 措施
    if "measure_number" not in chosen and len(numbers) > 1:
        chosen["measure_number"] = second["number"]  # 问题编号 | 序号, or 序号 | 问题 | 序号 | 措施
    units = claims.get("lead_unit", [])
    if (
        "supporting_units" not in chosen
        and len(units) > 1
        and units[0][2] == 0 < units[1][2] < 3
        and units[0][1] < units[1][1]
    ):
        chosen["supporting_units"] = second["lead_unit"]  # 牵头单位 | 责任单位
    dues = claims.get("due", [])
    own_due = next((place for _, place, strength in dues if strength == 1), None)
    if own_due is not None and len(dues) > 1:
        chosen["due"] = own_due  # 整改时限 | 对应的完成时间: the latter is the measure's
    if "category" not in chosen and len(claims.get("aspect", [])) > 1:
        chosen["category"] = second["aspect"]  # 方面 | 类别
    first, assisting = chosen.pop("first_accountable", None), chosen.pop("assisting_leader", None)
    if first is not None and "accountable" not in chosen:
        chosen["accountable"] = first
    elif first is not None and "leader" not in chosen:
        chosen["leader"] = first
    if assisting is not None and "leader" not in chosen:
        chosen["leader"] = assisting
    rows = claims.get("accountable", [])
    if "leader" not in chosen and len(rows) > 1 and rows[0][2] < 3 <= rows[1][2]:
        chosen["leader"] = second["accountable"]  # 直接责任人 | 主要负责人
    if "status" not in chosen and len(claims.get("progress", [])) > 1 and claims["progress"][1][2] == 3:
        chosen["status"] = second["progress"]  # 进展情况 | 完成情况
    return chosen


def _guess(columns: Columns, values: Mapping[int, Sequence[str]], by_hand: Mapping[int, str]) -> None:
    """Asks the values of columns whose headings say nothing; not in a list that only adds to problems."""
    if set(columns.by_role) <= {"number", "problem_ref", "measure_ref"} and any(
        "问题" in column.heading or "对应" in column.heading for column in columns.by_role.values()
    ):
        return
    silent = [
        column
        for column in columns.all
        if not column.known and column.index not in by_hand and not _OTHER_DAY.search(column.heading)
    ]
    missing = [role for role in ROLES if role not in columns.by_role]
    if any(column.tick and column.tick[0] == "status" for column in columns.all):
        missing = [role for role in missing if role != "status"]
    title = columns.by_role.get("title")
    for index, role in guesses(
        {one.index: values.get(one.index, ()) for one in silent}, missing, title.index if title else None
    ):
        place = next(place for place, column in enumerate(columns.all) if column.index == index)
        old = columns.all[place]
        new = Column(old.index, old.heading, old.path, (role,))
        columns.all[place] = new
        columns.by_role[role] = new
