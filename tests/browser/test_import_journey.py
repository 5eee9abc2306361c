"""A supervision officer brings the office's spreadsheet: upload, map, correct, confirm, see what came."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bihuan.matters.models import Matter
from bihuan.people.models import User
from tests.browsing import axe
from tests.exchange.importing import sheet
from tests.world import World, world

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ROWS = (
    (
        "1",
        "首问负责制落实不到位，存在推诿现象",
        "修订首问负责制",
        "办公厅",
        "各处室",
        "章台柳",
        "6月31日前",
        "",
        "",
    ),
    (
        "2",
        "会议材料篇幅过长",
        "严格执行短文规定",
        "委员工作处",
        "各党支部",
        "谷向原",
        "立行立改",
        "已完成",
        "",
    ),
    ("3", "公文流转环节多", "压减收文环节", "秘书处", "", "纪清晏", "2026-04-30", "已完成", "是"),
)
SHOTS = os.environ.get("BIHUAN_SHOTS")


def signed_in(page: "Page", made: World) -> None:
    """邹小禾 of the supervision office signs in."""
    user = User.objects.create_user("zouxiaohe", "secret-secret")
    made.charter("give_sign_in", person=made.people["邹小禾"], user=user.pk)
    page.goto("/sign-in")
    page.get_by_label("账号").fill("zouxiaohe")
    page.get_by_label("密码", exact=True).fill("secret-secret")
    page.get_by_role("button", name="登录").click()
    page.get_by_text("邹小禾").first.wait_for()


def looked_at(page: "Page", name: str) -> None:
    """Axe finds nothing, nothing sticks out; at 390 pixels either."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": tall})  # no bar lies over what is looked at
        assert axe(page) == [], f"{name} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} sticks out at {width}: {wide}"
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


def carry(page: "Page", made: World, file: Path) -> None:
    """The whole way, looking at every page."""
    page.goto(f"/r/{made.register}/import/")
    looked_at(page, "upload")
    page.get_by_label("台账文件").set_input_files(str(file))
    page.get_by_label("时限所指年份").fill("2026")
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("heading", name="要您定").wait_for()
    looked_at(page, "preview")
    page.get_by_role("link", name="对应单位、人员").first.click()
    page.get_by_label("牵头：办公厅").select_option(label="秘书处（办公厅）")
    looked_at(page, "mapping")
    page.get_by_role("button", name="按此重新预览").click()
    page.get_by_role("heading", name="1 行要您定").wait_for()
    page.get_by_role("link", name=re.compile("更正.*第 2 行")).nth(1).click()
    page.get_by_label("完成时限").fill("6月30日前")
    looked_at(page, "row")
    page.get_by_role("button", name="更正并重新预览").click()
    page.get_by_role("heading", name="可以导入 6 行").wait_for()
    looked_at(page, "ready")
    page.get_by_role("button", name="确认导入 6 行").first.click()
    page.get_by_role("heading", name="新增 6 行").wait_for()
    looked_at(page, "result")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "作风效能台账（6月）.xlsx"
    file.write_bytes(sheet(*ROWS))
    return file


def test_a_ledger_walks_in(browser_page: "Page", ledger: Path) -> None:
    made = world()
    signed_in(browser_page, made)
    carry(browser_page, made, ledger)
    assert browser_page.get_by_text("补录已销号的 2 行").count() >= 1


def test_it_walks_in_without_scripts(new_context, ledger: Path) -> None:
    made = world()
    context: BrowserContext = new_context(java_script_enabled=False)
    page = context.new_page()
    signed_in(page, made)
    page.goto(f"/r/{made.register}/import/")
    page.get_by_label("台账文件").set_input_files(str(ledger))
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("button", name="确认导入").first.click()
    page.get_by_role("heading", name="新增 2 行").wait_for()
    assert Matter.objects.filter(kind__in=("problem", "measure")).count() == 2
