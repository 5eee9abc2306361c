"""Reads the demonstration's data files into shapes. Nothing here knows a date or a database."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bihuan.core.words.text import Text
from bihuan.exchange.demonstration.shapes import (
    DemoAspect,
    DemoGroup,
    DemoMeasure,
    DemoNewProblem,
    DemoOpinion,
    DemoPerson,
    DemoPost,
    DemoProblem,
    DemoRegister,
    DemoUnit,
    DemoVersion,
)

DATA = Path(__file__).parent / "data"
NUMERALS = "一二三四五六七八九十"


@cache
def toml(name: str) -> dict[str, Any]:
    """The TOML file of that name."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, by heading."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def units() -> tuple[DemoUnit, ...]:
    """Departments with their offices, branches, leading groups, units outside; each in 机构序列."""
    source, found = toml("organisation.toml"), list[DemoUnit]()
    for key, zh, short, en, offices in source["departments"]:
        found.append(DemoUnit(key, Text(zh, en), short, "department", None, len(found) + 1))
        for office, office_zh, office_en in offices:
            name = Text(office_zh, office_en)
            found.append(DemoUnit(office, name, office_zh, "office", key, len(found) + 1))
    for key, zh, en, brand, brand_en in source["branches"]:
        brand_name = Text(brand, brand_en)
        found.append(DemoUnit(key, Text(zh, en), zh, "branch", None, len(found) + 1, brand_name))
    for one in source["leading_groups"]:
        name = Text(one["name"], one["en"])
        found.append(DemoUnit(one["key"], name, one["name"], "leading_group", None, len(found) + 1))
    for one in source["outside"]:
        name = Text(one["name"], one["en"])
        found.append(DemoUnit(one["key"], name, one["name"], "outside", None, len(found) + 1))
    return tuple(found)


def groups(known: tuple[DemoUnit, ...]) -> tuple[DemoGroup, ...]:
    """The collective units, expanded over `known`."""
    return tuple(
        DemoGroup(
            one["key"],
            Text(one["name"], one["en"]),
            tuple(
                unit.key for unit in known if _belongs(unit, one["kind"]) and unit.key not in one["except"]
            ),
        )
        for one in toml("organisation.toml")["groups"]
    )


def _belongs(unit: DemoUnit, kind: str) -> bool:
    if kind == "committee":
        return unit.kind == "department" and unit.key.startswith("c-")
    if kind == "committee_office":
        return (unit.parent or "").startswith("c-") and unit.name.zh.endswith("办公室")
    return unit.kind == kind


def people() -> tuple[DemoPerson, ...]:
    """The cast, in 职务排序."""
    posts: dict[str, list[DemoPost]] = {}
    for row in rows("posts.csv"):
        post = DemoPost(row["unit"], Text(row["post"], row["post_en"]), row["role"])
        posts.setdefault(row["person"], []).append(post)
    return tuple(
        DemoPerson(
            key=row["key"],
            name=row["name"],
            en=row["en"],
            note=row["note"],
            place=place,
            posts=tuple(posts[row["key"]]),
            branch=row["branch"] or None,
            stand_in=row["stand_in"] or None,
            sign_in=Text(row["sign_in"], row["sign_in_en"]) if row["sign_in"] else None,
        )
        for place, row in enumerate(rows("people.csv"), start=1)
    )


def register() -> DemoRegister:
    """The register 作风效能问题清单, its aspects, versions and papers."""
    source = toml("register.toml")
    return DemoRegister(
        key=source["key"],
        name=Text(source["name"], source["en"]),
        prefix=source["prefix"],
        leading_group=source["leading_group"],
        office=source["office"],
        verifiers=tuple(source["verifiers"]),
        fallback_verifiers=tuple(source["fallback_verifiers"]),
        outsiders=tuple(source["outsiders"]),
        approvers=tuple(source["approvers"]),
        sheets=tuple(source["sheet_days"]),
        live_from=source["live_from"],
        aspects=tuple(DemoAspect(s, Text(zh, en), p, m) for s, zh, en, p, m in source["aspects"]),
        concrete_measures=tuple(Text(zh, en) for zh, en in source["concrete_measures"]),
        versions=tuple(DemoVersion(Text(zh, en), paper, day) for zh, en, paper, day in source["versions"]),
        documents=tuple((kind, number, title) for kind, number, title in source["documents"]),
    )


def measures() -> tuple[DemoMeasure, ...]:
    """All measures in the order of the listing; one whose unit is not named is owed by its problem's lead."""
    leads = {row["number"]: row["lead"] for row in rows("problems.csv")}
    files = sorted((DATA / "measures").glob("*.csv"))
    return tuple(_measure(row, leads) for file in files for row in rows(f"measures/{file.name}"))


def _measure(row: dict[str, str], leads: dict[str, str]) -> DemoMeasure:
    problem = row["number"].partition(".")[0]
    return DemoMeasure(
        number=row["number"],
        problem=problem,
        topic=row["topic"],
        text=Text(row["text"], row["en"]),
        due=row["due"],
        standard=row["standard"],
        evidence=row["evidence"],
        category=row["category"],
        concrete=int(row["concrete"]),
        state=row["state"],
        unit=row["unit"] or leads[problem],
        new_due=row["new_due"],
        sheet=int(row["sheet"]) if row["sheet"] else None,
    )


def problems() -> tuple[DemoProblem, ...]:
    """The 52 problems with their measures, in the order of the listing."""
    under: dict[str, list[DemoMeasure]] = {}
    for measure in measures():
        under.setdefault(measure.problem, []).append(measure)
    return tuple(_problem(row, tuple(under[row["number"]])) for row in rows("problems.csv"))


def _problem(row: dict[str, str], own: tuple[DemoMeasure, ...]) -> DemoProblem:
    return DemoProblem(
        number=row["number"],
        aspect=NUMERALS.index(row["number"][0]) + 1,
        title=Text(row["title"], row["en"]),
        source=row["source"],
        type=row["type"],
        batch=int(row["batch"]) if row["batch"] else None,
        leader=row["leader"],
        lead=row["lead"],
        accountable=row["accountable"],
        supporting=tuple(name for name in row["supporting"].split(";") if name),
        outside=row["outside"],
        state=row["state"],
        raised_by=row["raised_by"],
        said=tuple(row["said"].split("|")),
        sheet=int(row["sheet"]) if row["sheet"] else None,
        measures=own,
    )


def new_problems() -> tuple[DemoNewProblem, ...]:
    """The problems that wait for triage, outside the 52."""
    return tuple(
        DemoNewProblem(
            Text(one["title"], one["en"]), one["source"], one["raised_by"], one["said"], one["days_ago"]
        )
        for one in toml("register.toml")["new_problems"]
    )


def opinions() -> tuple[DemoOpinion, ...]:
    """The raw opinions and where each went."""
    return tuple(DemoOpinion(**row) for row in rows("opinions.csv"))
