"""That the tests' browser sees what people would, and that axe and the content policy are heard."""

from typing import TYPE_CHECKING

import pytest

from tests.browsing import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

BAD = "<!doctype html><html><head><title></title></head><body><img src='x.png'><input></body></html>"
GOOD = """<!doctype html><html lang="zh-CN"><head><title>好</title></head>
<body><main><h1>好</h1><label>名称<input></label></main></body></html>"""


def test_it_reads_the_server(browser_page: "Page") -> None:
    answer = browser_page.goto("/healthz")
    assert answer is not None
    assert answer.status == 200
    assert "ok" in browser_page.content()


@pytest.mark.parametrize(("page", "rules"), [(GOOD, set()), (BAD, {"image-alt", "label", "document-title"})])
def test_axe_finds_what_is_wrong_and_only_that(browser_page: "Page", page: str, rules: set[str]) -> None:
    browser_page.set_content(page)
    found = {violation.partition(" ")[0] for violation in axe(browser_page)}
    assert rules <= found
    assert bool(found) == bool(rules)
