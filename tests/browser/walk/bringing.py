"""The office brings its spreadsheet: a new register, the upload, the names, the commit, the handing out."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.walk.person import Person

TITLE = "作风革命整改台账"
UNITS = {
    "牵头：办公厅": "秘书处（办公厅）",
    "牵头：机关党委": "机关党委办公室（机关党委）",
    "配合：各处室": re.compile("^各处室：仅知会"),
    "配合：各党支部": re.compile("^各党支部：仅知会"),
}


def register_of(clerk: Person) -> str:
    """A new register with its desk, opened; its address."""
    clerk.goes("/r/")
    clerk.page.get_by_role("link", name="建立台账").first.click()
    clerk.fill(
        {
            "台账名称": TITLE,
            "编号前缀": "ZG",
            "督查办公室（处室）": "督查处",
            "督查处 办公室负责人（秦见微）": True,
            "督查处 办公室工作人员（邹小禾）": True,
            "作风效能建设领导小组 组长（温如砺）": True,
            "作风效能建设领导小组 副组长（季望山）": True,
        }
    )
    clerk.press("建立台账")
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    about = clerk.page.url
    the_fallback_is_named_too(clerk, about)
    clerk.page.get_by_role("link", name="启用台账").click()
    clerk.press("启用台账")
    expect(clerk.page.locator("ul.notes")).to_contain_text("台账已启用")
    return about.removesuffix("about/")


def confirmed(admin: Person, register: str) -> None:
    """Somebody in another role says yes to who checks: until then nothing is verified."""
    admin.goes(f"{register}about/")
    expect(admin.page.get_by_role("heading", name="等第二人确认")).to_be_visible()
    admin.does(str(admin.page.get_by_role("link", name="去确认").get_attribute("href")), "同意")
    admin.goes(f"{register}about/")
    expect(admin.page.get_by_role("heading", name="等第二人确认")).to_have_count(0)


def the_fallback_is_named_too(clerk: Person, about: str) -> None:
    """机关纪委 checks what the verifiers' own office does."""
    clerk.goes(about)
    clerk.begins(about, "指定台账岗位")
    clerk.fill({"机关纪委 成员（核验督查处事项）（岳正衡）": True})
    clerk.press("指定台账岗位")
    clerk.goes(about)


def bring(clerk: Person, register: str, file: Path, person: str, doer: str) -> list[str]:
    """Upload the file, map its names (the accountable `person` is our `doer`), commit; the matters' addresses
    in the order of its rows."""
    clerk.goes(register)
    clerk.page.get_by_role("link", name="导入表格").click()
    clerk.fill({"台账文件": file, "时限所指年份": "2026"})
    clerk.press("上传并预览")
    expect(clerk.page.get_by_role("heading", level=1)).to_contain_text("要您定")
    clerk.page.locator("aside.side").get_by_role("link", name=re.compile("^对应单位、人员")).click()
    clerk.fill({**UNITS, f"责任人：{person}": doer})
    clerk.press("按此重新预览")
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("可以导入 9 行")
    clerk.page.locator("aside.side").get_by_role("button", name="确认导入 9 行").click()
    seen = clerk.page.get_by_role("heading", level=1, name=re.compile("正在导入|新增"))
    expect(seen).to_be_visible()
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("新增 9 行，更正 0 行", timeout=30_000)
    links: Any = clerk.page.locator("td.what a.title")
    return [str(one.get_attribute("href")) for one in links.all()]


def sign_in_for(admin: Person, name: str, account: str) -> str:
    """The administrator gives somebody a sign-in; its one-time password."""
    admin.goes("/admin/people/")
    admin.page.locator("table").get_by_role("link", name=name, exact=True).click()
    admin.page.get_by_role("link", name="开通账号").click()
    admin.fill({"登录账号": account})
    admin.press("生成一次性密码")
    return str(admin.page.locator(".secret").text_content())
