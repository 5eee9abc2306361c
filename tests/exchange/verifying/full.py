"""An organisation with a row in every table that the record gives, and a hand that goes behind its back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.exchange.verifying.comparing import Difference
from bihuan.exchange.verifying.scope import ALL, Scope
from bihuan.exchange.verifying.whole import begin, verify_whole
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from bihuan.matters.writing.erasing import erasable
from tests.matters.scenes import Busy, busy
from tests.world import confirm


def full() -> Busy:
    """Busy, with an absence, rules, a calendar of its own, versions, and something erased."""
    found = busy()
    made = found.made
    made.charter(
        "declare_absence", person=made.people["秦见微"], stand_in=made.people["岳正衡"],
        from_on="2026-04-01", to_on="2026-04-03",
    )  # fmt: skip
    made.charter("change_unit", unit=made.units["督查处"], name="督查室")
    made.charter(
        "end_unit", unit=made.units["秘书处党支部"], to_on="2026-12-31", successor=made.units["秘书处"]
    )
    rules(found, "set_rule", name="immediate_workdays", value=4, from_on="2026-05-01", reason="试行")
    rules(found, "set_rule", name="immediate_workdays", value=3, from_on="2026-04-01", reason="更早")
    rules(
        found, "add_calendar_layer", code="zhou", name="州庆", name_en="Prefecture", everyone=True,
        place=1, from_on="2026-01-01",
    )  # fmt: skip
    for kind in ("local_holiday", "makeup"):
        rules(
            found, "set_calendar_day", day="2026-07-15", kind=kind, layer="zhou", name="州庆日",
            from_on="2026-03-01",
        )  # fmt: skip
    rules(found, "publish_year", year=2027, source="国办发明电〔2026〕1号")
    made.do("request_desk", made.register, "邹小禾", reason="试行期满", verifiers=[made.posts["核验"]],
            fallbacks=[made.posts["岳正衡"], made.posts["温如砺"]])  # fmt: skip
    confirm(made, made.register)
    made.do("circulate", made.register, "邹小禾")
    made.do("accept", made.register, "纪清晏", unit=made.units["秘书处"])
    made.do("approve_version", made.register, "温如砺", document="审定稿", document_number="1号")
    gone = found.matters["claimed"]
    made.do("erase", gone, "费䶮", reason="当事人要求", erases=[list(pair) for pair in erasable(gone)])
    return found


def rules(found: Busy, act: str, /, **facts: Any) -> None:
    made = found.made
    with book(made.org.pk, at=made.tick()) as open_book:
        matter = standing_matter(made.org.pk, "rules")
        open_book.perform(act, matter, Mandate(SYSTEM, within=True), **facts)


def differing(*tables: str) -> list[Difference]:
    """What a verification finds, of these tables or of all."""
    progress = begin(at=1)
    assert verify_whole(progress, Scope(frozenset(tables)) if tables else ALL)
    assert not progress.broken
    assert progress.count == len(progress.found)
    return progress.found


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is done inside is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(sql: str, params: Any = ()) -> None:
    """Plain SQL behind the record's back."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.rowcount, (sql, "changed nothing")


def first(table: str) -> dict[str, Any]:
    """Some row of a table, by its columns; the last one that came."""
    with connection.cursor() as cursor:
        order = "rowid" if table == "search_text" and connection.vendor == "sqlite" else "1"
        own = "rowid AS matter_id, body" if order == "rowid" else "*"
        cursor.execute(f"SELECT {own} FROM {table} ORDER BY {order} DESC LIMIT 1")
        row = cursor.fetchone()
        assert row, f"{table} is empty: let tests/exchange/verifying/full.py put a row into it"
        return dict(zip([one[0] for one in cursor.description], row, strict=True))
