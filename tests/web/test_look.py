"""The style page: every component renders, in both languages, and the frame keeps its promises."""

import re

import pytest
from django.test import Client, override_settings

from bihuan.web.showcase import PAGES, PLAIN

EVERY = ("", *(f"/{page}" for page in (*PAGES, *PLAIN)), "/sign-in")


@pytest.fixture
def visitor(client: Client) -> object:
    with override_settings(SHOW_LOOK=True):
        yield client


@override_settings(SHOW_LOOK=False)
def test_it_is_not_there_where_it_was_not_asked_for(client: Client) -> None:
    assert client.get("/look").status_code == 404


def test_a_page_that_there_is_not_is_not_found(visitor: Client) -> None:
    assert visitor.get("/look/nothing").status_code == 404


@pytest.mark.parametrize("page", EVERY)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_whole(visitor: Client, page: str, language: str) -> None:
    visitor.cookies["language"] = language
    html = visitor.get(f"/look{page}").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in html
    assert html.count("<h1") == 1
    assert re.search(r"<title>\s*\S", html)
    assert 'class="skip" href="#main"' in html
    assert ("不得录入" if language == "zh" else "Nothing classified") in html
    assert "Text(" not in html
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*src=)|\son\w+=", html)


@pytest.mark.parametrize("page", EVERY)
def test_everything_a_field_refers_to_is_on_the_page(visitor: Client, page: str) -> None:
    ask = visitor.post if page == "/form" else visitor.get
    html = ask(f"/look{page}").content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    lists = re.findall(r'(?:aria-describedby|for|aria-labelledby)="([^"]+)"', html)
    named = {one for value in lists for one in value.split()}
    assert named | set(re.findall(r'href="#([^"]+)"', html)) <= ids


def test_choices_of_the_reader_stand_on_the_root(visitor: Client) -> None:
    visitor.cookies["theme"], visitor.cookies["print"] = "dark", "large"
    assert '<html lang="zh-CN" data-theme="dark" data-print="large">' in visitor.get("/look").content.decode()


def test_the_frame_says_who_acts_and_where(visitor: Client) -> None:
    html = visitor.get("/look/register").content.decode()
    assert "秦见微" in html
    assert "霁川省政协机关" in html
    assert html.count('aria-current="page"') == 2
