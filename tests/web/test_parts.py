"""Parts of pages: who gets one, that no cache mixes them up, and that the script obeys the content policy."""

import hashlib
import html
import json
import re
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from bihuan.web.parts import PartsMiddleware, asks_for_part, page_or_part

STATIC = Path(__file__).parents[2] / "bihuan" / "web" / "static" / "web"
TEMPLATES = STATIC.parents[1] / "templates" / "web"
CONFIG = re.compile(r"""name="htmx-config"\s+content='([^']+)'""")
POLICY = {
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "connect-src": ["'self'"],
    "default-src": ["'none'"],
}


def test_htmx_is_the_file_that_was_vendored_and_of_version_2() -> None:
    script = (STATIC / "vendor" / "htmx.min.js").read_bytes()
    stated, name = (STATIC / "vendor" / "SHA256SUMS").read_text().split()
    assert (hashlib.sha256(script).hexdigest(), name) == (stated, "htmx.min.js")
    assert re.search(rb'version:"2\.\d+\.\d+"', script)
    assert (STATIC / "vendor" / "htmx-LICENSE.txt").exists()


def test_the_content_policy_is_as_strict_as_before() -> None:
    stated = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {name: stated[name] for name in POLICY} == POLICY
    assert "unsafe" not in str(stated)


def test_htmx_runs_no_text_as_code_and_keeps_nothing_in_the_browser() -> None:
    source = (TEMPLATES / "page.html").read_text(encoding="utf-8")
    stated = CONFIG.search(source)
    assert stated
    config = json.loads(html.unescape(stated[1]))
    for name in ("allowEval", "allowScriptTags", "includeIndicatorStyles", "historyRestoreAsHxRequest"):
        assert config[name] is False, name
    assert config["selfRequestsOnly"] and config["refreshOnHistoryMiss"] and config["historyCacheSize"] == 0
    swapped = [re.compile(one["code"]) for one in config["responseHandling"] if one["swap"]]
    assert all(any(one.fullmatch(code) for one in swapped) for code in ("200", "422"))
    assert not any(one.fullmatch(code) for one in swapped for code in ("401", "403", "404", "409", "500"))


def test_a_page_is_whole_unless_the_script_asks_for_a_part() -> None:
    asked = RequestFactory().get("/look")
    assert not asks_for_part(asked)
    asked = RequestFactory().get("/look", headers={"HX-Request": "true"})
    assert asks_for_part(asked)
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert not asks_for_part(RequestFactory().get("/look", headers=back))


def test_no_cache_takes_a_part_for_its_page() -> None:
    page, part, values = "web/kit/frame.html", "web/kit/acts.html", {"language": "zh"}
    whole = page_or_part(RequestFactory().get("/"), page, part, values)
    alone = page_or_part(
        RequestFactory().get("/", headers={"HX-Request": "true"}), page, part, values, status=422
    )
    assert whole["Vary"] == alone["Vary"] == "HX-Request"
    assert (whole.status_code, alone.status_code, alone["Cache-Control"]) == (200, 422, "no-store")


def test_a_redirect_becomes_a_whole_page_for_the_script_and_stays_one_for_others() -> None:
    def elsewhere(_request: object) -> HttpResponse:
        answer = HttpResponseRedirect("/sign-in?next=/m/1/")
        answer.set_cookie("bihuan_session", "kept")
        return answer

    send = PartsMiddleware(elsewhere)
    plain = send(RequestFactory().get("/m/1/"))
    assert (plain.status_code, plain["Location"]) == (302, "/sign-in?next=/m/1/")
    script = send(RequestFactory().get("/m/1/", headers={"HX-Request": "true"}))
    assert (script.status_code, script["HX-Redirect"]) == (204, "/sign-in?next=/m/1/")
    assert (script["Cache-Control"], script["Vary"]) == ("no-store", "HX-Request")
    assert not script.has_header("Location") and script.cookies["bihuan_session"].value == "kept"


def test_the_sign_in_page_loads_no_script_that_it_does_not_need() -> None:
    sources = TEMPLATES / "plain.html", TEMPLATES / "shell.html"
    assert not [path for path in sources if "htmx" in path.read_text(encoding="utf-8")]
