"""The components as templates use them, and what templates may say."""

import re
from types import SimpleNamespace

import pytest
from django.template import engines
from django.urls import reverse
from jinja2 import TemplateSyntaxError, UndefinedError

from bihuan.core.words.text import Text
from bihuan.web.lists import Column, headings
from bihuan.web.paging import page_of
from bihuan.web.pieces import Chip, Fact, Figure, Moment, Offer
from tests.web.pages import TODAY, asked, rendered


def test_a_text_is_said_in_the_language_of_the_page() -> None:
    assert rendered('{{ t("台账", "Register") }}') == "台账"
    assert rendered('{{ t("台账", "Register") }}', "en") == "Register"
    assert rendered("{{ text|say }}", "en", text=Text("核验", "Verify")) == "Verify"
    assert rendered("{{ text|say }}|{{ none|say }}", text="照写") == "照写|"


def test_values_put_into_a_text_are_escaped() -> None:
    assert rendered('{{ t("第 {n} 条", "No. {n}", n=no) }}', no="<b>") == "第 &lt;b&gt; 条"
    assert rendered('{{ t("<i>", "x") }}') == "&lt;i&gt;"
    assert rendered("{{ text|say }}", text=Text("<i>", "x")) == "&lt;i&gt;"


def test_a_text_can_be_kept_under_a_name() -> None:
    assert rendered('{% set words = t("共 {n}", "{n}", n=3) %}[{{ words }}]') == "[共 3]"


@pytest.mark.parametrize(
    "source",
    ['{{ t("只有中文") }}', "{{ t() }}", '{{ t("中", n=1) }}', '{{ t("中", "") }}', '{{ t(a, "x") }}'],
)
def test_a_text_with_one_language_missing_does_not_compile(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="needs both texts"):
        rendered(source)


def test_what_is_undefined_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("{{ nowhere }}")
    with pytest.raises(UndefinedError):
        rendered("{{ nowhere.near }}")
    with pytest.raises(AttributeError):
        rendered("{{ text.nothing }}", text=Text("核验", "Verify"))


def test_a_dot_is_a_key_or_an_attribute_and_a_call_is_a_method() -> None:
    given = {"get": 1, "text": Text("核验", "Verify")}
    assert rendered('{{ given.get }} {{ given.text.zh }} {{ given.get("no", 2) }}', given=given) == "1 核验 2"
    with pytest.raises(KeyError):
        rendered("{{ given.nothing }}", given=given)


def test_a_component_reads_the_page_that_is_drawn() -> None:
    page = engines["pages"].from_string("{% macro m() %}{{ the_page.today }}{% endmacro %}{{ m() }}")
    assert page.render({"today": "此日"}) == "此日" and page.render({"today": "彼日"}) == "彼日"
    with pytest.raises(AttributeError, match="no today"):
        page.render({})


def test_a_page_is_drawn_in_the_language_that_is_asked_for_each_time() -> None:
    page = engines["pages"].from_string('{{ t("台账", "Register") }} {{ text|say }} {{ language }}')
    text = Text("核验", "Verify")
    assert page.render({"text": text}, asked(language="en")) == "Register Verify en"
    assert page.render({"text": text}, asked()) == "台账 核验 zh"


def test_what_a_view_gives_goes_before_what_every_page_has() -> None:
    page = engines["pages"].from_string("{{ today }} {{ theme }}")
    assert page.render({"today": "此日"}, asked(theme="dark")) == "此日 dark"


def test_an_address_is_asked_for_by_name_with_numbers_and_words() -> None:
    assert rendered('{{ url("matter", 7) }} {{ url("matter", n) }}', n=2**40) == f"/m/7/ /m/{2**40}/"
    assert rendered('{{ url("register_act", 7, "accept") }}') == reverse("register_act", args=[7, "accept"])
    assert rendered('{{ url("registers") }}') == reverse("registers")


def test_an_english_name_is_used_where_there_is_one() -> None:
    unit, other = (
        SimpleNamespace(name="督查处", name_en="Supervision"),
        SimpleNamespace(name="秘书处", name_en=""),
    )
    assert rendered("{{ a|named }} {{ b|named }} {{ c|named }}", "en", a=unit, b=other, c=None) == (
        "Supervision 秘书处 —"
    )


@pytest.mark.parametrize("state", ["go", "near", "late", "steady", "idle"])
def test_a_lamp_is_a_shape_and_a_word_and_a_colour(state: str) -> None:
    lamp = rendered("{{ state|lamp }}", state=state)
    assert f'class="lamp {state}"' in lamp
    assert re.search(r"<svg[^>]*aria-hidden[^>]*><(circle|path)", lamp)
    assert re.search(r"</svg>\S{2,3}</span>", lamp)


def test_a_lamp_escapes_its_own_words() -> None:
    assert "&lt;b&gt;" in rendered('{{ "late"|lamp(words) }}', words="<b>")


def test_the_ring_says_its_share_in_words_and_closes_only_when_all_is_done() -> None:
    assert 'aria-label="措施完成 3/4"' in rendered("{{ ring(3, 4) }}")
    assert 'stroke-dasharray="75.0 100"' in rendered("{{ ring(3, 4) }}")
    assert "shut" not in rendered("{{ ring(3, 4) }}")
    assert "shut" in rendered("{{ ring(4, 4) }}")
    assert "shut" not in rendered("{{ ring(0, 0) }}")
    assert 'aria-label="no measures yet"' in rendered("{{ ring(0, 0) }}", "en")


def test_an_act_that_cannot_be_done_is_grey_and_says_why() -> None:
    why = Text("您所在的督查处经办过此事。", "Your office had a hand in it.")
    page = rendered(
        "{{ acts.offers(items) }}", items=[Offer(Text("核验", "Verify"), "/verify", ready=False, why=why)]
    )
    assert 'aria-disabled="true"' in page
    assert why.zh in page
    assert "<a" not in page
    assert "<button" not in page


def test_an_act_that_can_be_done_says_how_long_it_takes() -> None:
    item = Offer(Text("填写进展", "Report"), "/report", takes=Text("约 20 秒。", "20 seconds."), primary=True)
    page = rendered("{{ acts.offers(items) }}", items=[item])
    assert '<a class="btn do" href="/report"' in page and ">填写进展</a>" in page
    assert "约 20 秒。" in page


def test_an_act_of_one_press_is_a_form_with_token_and_key() -> None:
    page = rendered(
        "{{ acts.offers(items) }}", items=[Offer("签收", "/r", post=True, key="k1")], csrf_token="t1"
    )
    assert 'method="post"' in page
    assert 'name="csrfmiddlewaretoken" value="t1"' in page
    assert 'name="once" value="k1"' in page


def test_the_dock_holds_two_open_acts_at_most() -> None:
    grey = Offer("核验", ready=False, why="不能")
    page = rendered("{{ acts.dock(items) }}", items=[grey, *(Offer(f"办{n}", "/x") for n in range(3))])
    assert page.count('class="btn') == 2
    assert rendered("{{ acts.dock(items) }}", items=[grey]) == ""


def test_a_chip_marks_the_chosen_filter() -> None:
    page = rendered("{{ lists.chips(items) }}", items=[Chip("在办", "?a", 1204, True), Chip("全部", "?b")])
    assert page.count("aria-current") == 1
    assert "1,204" in page


def test_a_sorted_heading_tells_its_direction_to_everyone() -> None:
    columns = headings(asked(), [Column(Text("时限", "Due"), "due", "r")], "-due")
    assert 'aria-sort="descending"' in rendered(
        "<table>{{ lists.headings(columns) }}</table>", columns=columns
    )


def test_paging_says_where_we_are() -> None:
    page = page_of(range(1254), asked("/list?page=2"), total=1254)
    words = rendered("{{ lists.paging(page) }}", page=page)
    assert "第 51–100 条，共 1,254 条" in words
    assert 'rel="next"' in words
    assert "2 / 26" in words
    assert rendered("{{ lists.paging(page) }}", page=page_of([], asked())) == ""


def test_facts_show_days_counts_links_and_dashes() -> None:
    items = [Fact("时限", TODAY), Fact("份数", 1204), Fact("牵头", "督查处", "/u/3"), Fact("配合", None)]
    page = rendered("{{ blocks.facts(items) }}", items=items)
    assert '<time datetime="2026-11-24">2026-11-24</time>' in page
    assert "<dd>1,204</dd>" in page
    assert '<a href="/u/3">督查处</a>' in page
    assert "<dd>—</dd>" in page


def test_a_timeline_tells_sentences_with_their_record_and_quotes() -> None:
    moment = Moment(
        0, Text("岳正衡退回：", "Sent back: "), 1066, "/record/1066", quote="请补<清单>", mine=True
    )
    page = rendered("{{ blocks.timeline(moments) }}", moments=[moment])
    assert '<a href="/record/1066">第 1,066 号记录</a>' in page
    assert "<q>请补&lt;清单&gt;</q>" in page
    assert 'class="mine"' in page


def test_a_large_figure_opens_what_it_counts() -> None:
    page = rendered("{{ blocks.figures(items) }}", items=[Figure("已销号", 31, "/list?state=closed", 52)])
    assert '<a href="/list?state=closed"><b>31<small> / 52</small></b>' in page
