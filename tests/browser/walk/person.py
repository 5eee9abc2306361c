"""A person at a desk of their own: what somebody reads, fills in and presses in a browser of theirs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bihuan.exchange.demonstration.founding_of_demo import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PATIENCE, REFUSED = 8_000, 422
SENT = """(form, typed) => {
  for (const [name, value] of Object.entries(typed))
    form.append(Object.assign(document.createElement("textarea"), {name, value}));
  form.submit();
}"""
OWN = "walked-through-88"
Filled = Mapping[str, "str | bool | Path | re.Pattern[str]"]


@dataclass(frozen=True, slots=True)
class Person:
    """`page` is a page of a browser context that nobody else uses."""

    name: str
    page: "Page"

    @classmethod
    def signed_in(cls, browser: "Browser", url: str, name: str, account: str, password: str = "") -> "Person":
        """Somebody who has just signed in; with a one-time password, and chosen an own one."""
        context = browser.new_context(
            base_url=url, locale="zh-CN", viewport={"width": 1440, "height": 900}, accept_downloads=True
        )
        context.set_default_timeout(PATIENCE)
        one = cls(name, context.new_page())
        one.page.goto("/sign-in")
        one.fill({"登录账号": account, "密码": password or PASSWORD})
        one.press("登录")
        if password:
            one.fill({"现在的密码": password, "新密码": OWN, "再输一遍新密码": OWN})
            one.press("改密码")
        expect(one.page.locator(".who b")).to_have_text(name)
        return one

    def goes(self, address: str) -> "Person":
        """Open an address of the site."""
        self.page.goto(address)
        return self

    def fill(self, values: "Mapping[str | re.Pattern[str], str | bool | Path]") -> None:
        """Fill in a form by its labels: text, one option of a list that contains the text, a tick, a file."""
        for label, value in values.items():
            whole = (
                label
                if isinstance(label, re.Pattern)
                else re.compile(rf"^\s*{re.escape(label)}\s*(选填)?\s*$")
            )
            self._fill(self.page.locator("main").get_by_label(whole).first, value)

    def _fill(self, field: "Locator", value: "str | bool | Path") -> None:
        kind = field.evaluate("one => one.tagName + ' ' + (one.type || '')")
        if isinstance(value, Path):
            field.set_input_files(str(value))
        elif kind.startswith("SELECT"):
            option = field.locator("option").filter(has_text=value).first
            field.select_option(value=option.get_attribute("value"))
        elif "checkbox" in kind or "radio" in kind:
            field.check()
        else:
            field.fill(str(value))

    def press(self, label: "str | re.Pattern[str]") -> None:
        """Press a button of the page's own form."""
        self.page.locator("main").get_by_role("button", name=label).first.click()

    def begins(self, matter: str, act: str) -> None:
        """Open a matter and the form of an act that its page offers."""
        self.goes(matter)
        panel = self.page.locator("aside.side")
        link = panel.get_by_role("link", name=act, exact=True)
        if not link.first.is_visible():
            panel.locator("summary").click()
        link.click()

    def does(self, matter: str, act: str, values: "Filled | None" = None) -> None:
        """Carry an act through, and read that it stands in the record."""
        self.begins(matter, act)
        self.fill(values or {})
        self.press(act)
        expect(self.page.locator("ul.notes .success")).to_contain_text("号记录")

    def is_refused(self, matter: str, act: str, sentence: str, values: "Filled | None" = None) -> None:
        """Send the form of an act, and read the sentence that refuses it."""
        self.begins(matter, act)
        self.fill(values or {})
        self.press(act)
        expect(self.page.get_by_role("alert")).to_contain_text(sentence)

    def sees_grey(self, matter: str, act: str, sentence: str) -> None:
        """The act stands on the page of the matter, cannot be pressed, and says why not."""
        self.goes(matter)
        grey = self.page.locator("ul.offers > li").filter(
            has=self.page.locator("[aria-disabled=true]").get_by_text(act, exact=True)
        )
        expect(grey).to_contain_text(sentence)

    def insists(
        self,
        matter: str,
        act: str,
        label: str,
        sentence: str,
        values: "Filled | None" = None,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Go by the address to a form that the page does not offer, send it all the same, and be refused.

        Where nothing that can be typed would help, the page has no fields and no button: `typed` is sent as
        a script would send it.
        """
        self.goes(f"{matter}{act}/")
        if self.page.locator("main").get_by_role("button", name=label).count():
            self.fill(values or {})
            self.press(label)
        else:
            self._sends_without_button(typed or {})
        expect(self.page.get_by_role("alert")).to_contain_text(sentence)

    def _sends_without_button(self, typed: Mapping[str, str]) -> None:
        with self.page.expect_response(lambda one: one.request.method == "POST") as answer:
            self.page.locator("main form.stack").evaluate(SENT, dict(typed))
        assert answer.value.status == REFUSED

    def leaves(self) -> None:
        """Close the browser."""
        self.page.context.close()
