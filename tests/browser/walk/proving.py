"""The register walks out again, the record is whole, and whoever changes a byte of it is found."""

import secrets
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from playwright.sync_api import expect

from bihuan.ledger.models import Event
from tests import databases
from tests.browser.walk.ledger import bihuan
from tests.browser.walk.person import Person
from tests.ledger.writing import behind_its_back


def is_stamped(clerk: Person, register: str) -> None:
    """The register's page shows problem 1, and it alone, struck off."""
    clerk.goes(f"{register}?state=all")
    stamps = clerk.page.locator(".register .stamp")
    expect(stamps).to_have_count(1)
    row = clerk.page.locator(".register tr").filter(has=clerk.page.locator(".stamp"))
    expect(row.locator(".no")).to_have_text("1")
    expect(stamps).to_contain_text("已销号（含常态化）")


def export(clerk: Person, register: str, folder: Path) -> list[Path]:
    """The whole register as .xlsx and .csv."""
    clerk.goes(f"{register}?state=all")
    found = []
    for ending, link in (("xlsx", "导出表格"), ("csv", "csv")):
        with clerk.page.expect_download() as coming:
            clerk.page.get_by_role("link", name=link, exact=True).click()
        found.append(folder / f"导出.{ending}")
        coming.value.save_as(str(found[-1]))
    return found


def same_ledger(came: list[dict[str, Any]], went: list[dict[str, Any]]) -> None:
    """Every problem, measure and due walks out as it came, at its place."""
    assert [told(one) for one in went] == [told(one) for one in came]


def told(problem: dict[str, Any]) -> tuple[Any, ...]:
    """What a problem says, and each of its measures."""
    measures = [(one["text"], one["due"], one["supporting_units"]) for one in problem["measures"]]
    return problem["number"], problem["title"], problem["source"], measures


def how_it_ended(problem: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Lead, state and 是否销号 of each measure."""
    return [(one["lead_unit"], one["status"], one["signed_off"]) for one in problem["measures"]]


def verify(*words: str) -> "subprocess.CompletedProcess[str]":
    """`bihuan verify` on the database that the surroundings name, and on the files that its site keeps."""
    return bihuan("verify", *words, BIHUAN_TESTS_FILES=str(settings.FILES_ROOT))


def last_check_of(matter: str) -> tuple[str, int]:
    """The chain and the number of the event that verified a matter."""
    pk = int(matter.strip("/").rpartition("/")[2])
    event = Event.objects.filter(matter_id=pk, name="verified").latest("seq")
    return "jichuan", event.seq


@contextmanager
def copied() -> Iterator[None]:
    """Inside, everything leads to a copy of the database, which nobody may be using: its triggers can fall
    without harm."""
    name, source = f"bihuan_{secrets.token_hex(6)}", connections["default"].settings_dict["NAME"]
    connections["default"].close()
    if databases.POSTGRES:
        databases.on_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    else:
        here = databases.folder() / f"{name}.sqlite3"
        with closing(sqlite3.connect(source)) as whole, closing(sqlite3.connect(here)) as copy:
            whole.backup(copy)
    try:
        with databases.pointed_at(name):
            yield
    finally:
        databases.drop(name)


def change_a_byte(seq: int) -> None:
    """Behind the triggers' back, one character in the middle of the header of an event."""
    header = str(Event.objects.values_list("header", flat=True).get(seq=seq))
    place = next(place for place in range(len(header) // 2, len(header)) if header[place].isdigit())
    other = "1" if header[place] != "1" else "2"
    changed = header[:place] + other + header[place + 1 :]
    behind_its_back("UPDATE ledger_event SET header = %s WHERE seq = %s", [changed, seq])
