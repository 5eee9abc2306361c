"""What a template's layout comes to in the page."""

import pytest
from django.template import engines
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape


def drawn(source: str, **context: object) -> str:
    return str(engines["pages"].from_string(source).render({"language": "zh", **context}))


def test_beside_blocks_a_line_break_is_nothing() -> None:
    page = '<table>\n  <tr>\n    <td\n      class="no"\n    >\n      1\n    </td>\n  </tr>\n</table>\n'
    assert drawn(page) == '<table><tr><td class="no">1</td></tr></table>'


def test_beside_words_a_line_break_is_one_space() -> None:
    assert drawn("<p>\n  <b>一</b>\n  <i>二</i>\n  三\n</p>").split() == [
        "<p><b>一</b>",
        "<i>二</i>",
        "三</p>",
    ]
    assert drawn("<b>{{ n }}</b><i>{{ n }}</i>", n=1) == "<b>1</b><i>1</i>"
    assert drawn("{% if n %}1{% endif %}\n{% if n %}2{% endif %}", n=1) == "1\n2"


@pytest.mark.parametrize("shown", [True, False])
def test_a_cell_with_nothing_in_it_is_empty(shown: bool) -> None:
    page = drawn("<td>\n  {% if shown %}\n    <p>1</p>\n  {% endif %}\n</td>", shown=shown)
    assert page == ("<td><p>1</p></td>" if shown else "<td></td>")


def test_blocks_and_macros_begin_and_end_with_what_they_show() -> None:
    assert drawn("{% macro m() %}\n  <b>1</b>\n{% endmacro %}({{ m() }})") == "(<b>1</b>)"
    assert drawn("({% block b %}\n  1\n{% endblock %})") == "(1)"
    assert drawn("{% macro m() %}\n  {{ 1 }}\n{% endmacro %}({{ m() }})") == "(1)"


def test_an_attribute_that_is_left_out_leaves_no_space() -> None:
    source = '<html\n  lang="zh"\n  {% if dark %}data-theme="dark"{% endif %}\n>'
    assert drawn(source, dark=True) == '<html lang="zh" data-theme="dark">'


@given(st.text("<>&'\"a中 \n"))
def test_what_is_shown_is_escaped_whatever_it_is(text: str) -> None:
    assert drawn("{{ text }}", text=text) == str(escape(text))
    assert drawn("{{ text }}", text=Markup(text)) == text
    assert (
        drawn("{% macro m(it) %}<i>{{ it }}</i>{% endmacro %}{{ m(text) }}", text=text)
        == f"<i>{escape(text)}</i>"
    )


def test_of_other_values_their_words_are_shown() -> None:
    class Odd:
        def __str__(self) -> str:
            return "<odd>"

    assert drawn("{{ a }} {{ b }} {{ c }}", a=Odd(), b=None, c=12) == "&lt;odd&gt; None 12"
    assert drawn("{{ a }}", a=mark_safe("<b>")) == "<b>"
    assert drawn("{{ a }}", a=SimpleLazyObject(lambda: "<b>")) == "&lt;b&gt;"
