"""From a spreadsheet to a problem struck off, in the browser, by everybody whose hand it needs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bihuan.core.time.days import HOME_ZONE, day_of
from bihuan.exchange.demonstration.load import load
from bihuan.matters.writing.clock import now
from tests.browser.walk import bringing, closing, ledger, proving
from tests.browser.walk.person import Person
from tests.live import Site, serving, stop

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def site(fresh_database: str) -> Iterator[Site]:
    """The server on a database with the demonstration organisation."""
    load(at=now())
    with serving(fresh_database) as found:
        yield found


@pytest.fixture
def came(tmp_path: Path) -> Path:
    """The example ledger with a merged header where it stands beside the project, else our own like it."""
    return ledger.EXAMPLE if ledger.EXAMPLE.exists() else ledger.own(tmp_path)


def gathered(browser: "Browser", url: str, admin: Person) -> closing.Cast:
    """Everybody signs in; two of them with the one-time passwords that the administrator gives them."""
    given = {name: bringing.sign_in_for(admin, name, account) for name, account in NEW.items()}

    def one(name: str, account: str) -> Person:
        return Person.signed_in(browser, url, name, account, given.get(name, ""))

    return closing.Cast(
        one("邹小禾", "zouxiaohe"),
        one("秦见微", "qinjianwei"),
        one("岳正衡", "yuezhengheng"),
        one("殷若渔", "yinruoyu"),
        one("纪清晏", "jiqingyan"),
        one("向采苓", NEW["向采苓"]),
        one("郁澄波", NEW["郁澄波"]),
        one("季望山", "jiwangshan"),
        one("温如砺", "wenruli"),
    )


ENDED = [("秘书处", "已销号", "是"), ("机关党委办公室", "转入常态化", "否")]
NEW = {"向采苓": "xiangcailing", "郁澄波": "yuchengbo"}


def test_a_spreadsheet_becomes_a_problem_struck_off(
    chromium: "Browser", site: Site, tmp_path: Path, came: Path
) -> None:
    admin = Person.signed_in(chromium, site.url, "邹小禾", "zouxiaohe2")
    cast, before = gathered(chromium, site.url, admin), ledger.read(came)
    proof, today = ledger.paper(tmp_path), day_of(now(), HOME_ZONE)
    register = bringing.register_of(cast.clerk)
    bringing.confirmed(admin, register)
    problem, immediate, monthly, *_ = bringing.bring(cast.clerk, register, came, first_of(before), "殷若渔")
    closing.it_waits_for_its_measures(cast, problem)
    closing.the_doer_may_not_verify(cast, immediate, proof)
    closing.it_goes_to_another_office(cast, immediate)
    closing.the_former_doer_may_not_verify(cast, immediate, proof)
    closing.two_periods_are_shown(cast, monthly, proof, today)
    closing.who_carried_it_in_may_not_verify(cast, monthly, proof)
    closing.the_problem_is_struck_off(cast, problem)
    proving.is_stamped(cast.clerk, register)
    for file in proving.export(cast.clerk, register, tmp_path):
        proving.same_ledger(before, after := ledger.read(file))
        assert proving.how_it_ended(after[0]) == ENDED
    stop(site.process)
    a_byte_behind_its_back_is_found(problem)


def a_byte_behind_its_back_is_found(problem: str) -> None:
    """The record is whole; in a copy with one byte changed, `verify` names the event and says no."""
    whole = proving.verify()
    assert whole.returncode == 0, whole.stdout
    chain, seq = proving.last_check_of(problem)
    with proving.copied():
        proving.change_a_byte(seq)
        broken = proving.verify()
    assert broken.returncode == 1
    assert f"{chain} 第 {seq} 条" in broken.stdout.splitlines()[0]
    assert proving.verify().returncode == 0


def test_our_own_ledger_walks_in_and_out_likewise(chromium: "Browser", site: Site, tmp_path: Path) -> None:
    file = ledger.own(tmp_path)
    before = ledger.read(file)
    clerk = Person.signed_in(chromium, site.url, "邹小禾", "zouxiaohe")
    register = bringing.register_of(clerk)
    assert len(bringing.bring(clerk, register, file, first_of(before), "殷若渔")) == 9
    for went in proving.export(clerk, register, tmp_path):
        proving.same_ledger(before, ledger.read(went))


def first_of(problems: list[dict[str, Any]]) -> str:
    """The accountable person of the first measure."""
    return str(problems[0]["measures"][0]["accountable"][0])
