"""No page with a form, and nothing that a person sees, stays in a cache."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.matters.scenes import busy, signed_in

pytestmark = pytest.mark.django_db


def test_every_page_and_every_answer_to_somebody_says_that_it_is_not_to_be_stored() -> None:
    found = busy()
    register, matter = found.made.register, found.matters["near"]
    addresses = [
        *("/", "/search/?q=x", f"/m/{matter}/", f"/m/{matter}/progress/", f"/m/{matter}/nothing/"),
        *(f"/r/{register}/", reverse("problem_new", args=[register]), reverse("import_new", args=[register])),
        reverse("password"),
    ]
    browser = signed_in(found.made, "殷若渔")
    for address in addresses:
        assert "no-store" in browser.get(address).get("Cache-Control", ""), address
    refused = browser.post(f"/m/{matter}/progress/", {"progress": "", "once": "k"})
    assert refused.status_code == 422 and "no-store" in refused["Cache-Control"]
    for address in ("/sign-in", "/nowhere", "/m/1/"):
        assert "no-store" in Client().get(address).get("Cache-Control", ""), address


def test_static_files_are_kept_by_browsers_as_before() -> None:
    assert finders.find("web/web.js")
    answer = Client().get("/static/web/web.js")
    assert answer.status_code == 200 and "no-store" not in answer.get("Cache-Control", "")
