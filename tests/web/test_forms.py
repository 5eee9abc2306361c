"""The forms kit: nothing typed is lost, every error stands at its field, keys are passed through."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from bihuan.core.words.text import Text
from bihuan.web.forms import Choose, ChooseMany, Day, Form, ManyFiles, long_text, text_field, tick
from bihuan.web.passwords import PresentPassword
from tests.web.pages import asked, rendered, sent

GOOD = {"title": "已印发", "on": "2026-11-24", "basis": "call", "sure": "on", "once": "k", "seen": "12"}


class Report(Form):
    title = text_field(Text("进展", "Progress"), 10, help_text=Text("一句话。", "One sentence."))
    difficulty = long_text(Text("存在困难", "Difficulty"), required=False)
    on = Day(label=Text("发生日期", "Happened on"))
    basis = Choose(label=Text("依据", "Basis"), options=[("call", Text("电话", "Call")), ("scan", "扫描件")])
    told = ChooseMany(label=Text("告知", "Tell"), options=[("a", "秘书处")], required=False)
    proof = ManyFiles(label=Text("佐证", "Proof"), required=False)
    sure = tick(Text("已核对", "Checked"))


class Assign(Form):
    unit = Choose(label=Text("牵头", "Lead"), options=[(str(n), f"{n}处") for n in range(9)])


def shown(form: Form) -> str:
    """The whole form as a page shows it."""
    return rendered("{{ forms.body(form) }}", form.language, form=form)


def test_a_fresh_form_carries_a_one_time_key_and_what_was_seen() -> None:
    one, other = Report.of(asked(), seen=12), Report.of(asked(), seen=12)
    keys = [re.findall(r'name="once" value="([^"]{16,})"', shown(form)) for form in (one, other)]
    assert keys[0]
    assert keys[0] != keys[1]
    assert 'name="seen" value="12"' in shown(one)


def test_key_and_seen_come_back_beside_the_facts() -> None:
    form = Report.of(sent(GOOD))
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["once"], form.cleaned_data["seen"]) == ("k", 12)
    assert set(form.facts()) == {"title", "difficulty", "on", "basis", "told", "proof", "sure"}


def test_an_error_is_a_sentence_bound_to_its_field_and_linked_from_the_top() -> None:
    form = Report.of(sent({**GOOD, "title": "一二三四五六七八九十又一", "on": "31/06"}))
    page = shown(form)
    assert not form.is_valid()
    assert "有 2 处需要补正" in page
    assert '<a href="#id_title">进展：最多 10 个字，现有 12 个，请精简。</a>' in page
    assert 'aria-describedby="id_title-help id_title-error1"' in page
    assert 'id="id_title-error1"' in page
    assert page.count('aria-invalid="true"') == 2


def test_errors_are_said_in_english_too() -> None:
    page = shown(Report.of(sent({}, language="en")))
    assert "Progress: Please fill this in." in page
    assert "请" not in page


def test_what_was_typed_is_still_there_after_an_error() -> None:
    assert 'value="已印发"' in shown(Report.of(sent({**GOOD, "on": ""})))


def test_a_refused_form_keeps_the_text_with_a_new_key_and_the_present_record() -> None:
    form = Report.of(sent(GOOD))
    assert form.is_valid()
    form.refuse(Text("邹小禾刚刚退回了这件事项。", "It was just sent back."))
    form.again(seen=15)
    page = shown(form)
    assert "没有办成，您填的内容还在" in page
    assert "邹小禾刚刚退回了这件事项。" in page
    assert 'value="已印发"' in page
    assert 'name="seen" value="15"' in page
    assert 'name="once" value="k"' not in page


def test_a_form_with_a_password_says_that_it_is_typed_again() -> None:
    wrong = PresentPassword.of(sent({}))
    assert "密码须重新填写" in shown(wrong) and "内容还在" not in shown(wrong)
    refused = PresentPassword.of(sent({"old": "guessed"}))
    assert refused.is_valid()
    refused.refuse(Text("请稍后再试。", "Try again later."))
    assert "没有办成，密码须重新填写" in shown(refused) and "guessed" not in shown(refused)


def test_a_refusal_can_stand_at_a_field() -> None:
    form = Report.of(sent(GOOD))
    assert form.is_valid()
    form.refuse(Text("那天还没有立项。", "It was not yet registered."), "on")
    assert [problem.anchor for problem in form.problems] == ["id_on"]
    assert not form.refused


def test_few_choices_are_buttons_in_a_named_group_and_many_a_list_that_asks() -> None:
    page = shown(Report.of(asked()))
    assert re.search(r"<fieldset[^>]*><legend[^>]*>依据", page)
    assert page.count('type="radio"') == 2
    listed = shown(Assign.of(asked()))
    assert '<option value="" selected>请选择</option>' in listed
    assert not Assign.of(sent({"unit": ""})).is_valid()


def test_an_error_of_a_group_leads_to_its_first_button() -> None:
    form = Report.of(sent({**GOOD, "basis": ""}))
    assert [problem.anchor for problem in form.problems] == ["id_basis_0"]
    assert 'id="id_basis_0"' in shown(form)


def test_choices_follow_the_language() -> None:
    english = asked(language="en")
    assert "Call" in shown(Report.of(english))
    assert "电话" in shown(Report.of(asked()))


def test_files_come_as_a_list() -> None:
    files = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]
    form = Report.of(RequestFactory().post("/x", {**GOOD, "proof": files}))
    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["proof"]] == ["a.pdf", "b.pdf"]
    assert Report.of(sent(GOOD)).is_valid()


def test_an_empty_file_is_refused_in_words() -> None:
    form = Report.of(RequestFactory().post("/x", {**GOOD, "proof": [SimpleUploadedFile("a.pdf", b"")]}))
    assert "这个文件是空的" in form.problems[0].said


def test_a_form_that_comes_back_names_the_files_that_must_be_chosen_again() -> None:
    def posted(**more: str) -> HttpRequest:
        files = [SimpleUploadedFile("甲.pdf", b"a"), SimpleUploadedFile("<乙>.docx", b"b")]
        return RequestFactory().post("/x", {**GOOD, "proof": files, **more})

    form = Report.of(posted(title=""))
    last = form.problems[-1]
    assert last.said == "佐证：文件没有保留，请重新选择：甲.pdf、<乙>.docx。" and last.anchor == "id_proof"
    html = shown(form)
    assert 'id="id_proof-error1">文件没有保留，请重新选择：甲.pdf、&lt;乙&gt;.docx。</p>' in html
    request = posted()
    request.language = "en"  # type: ignore[attr-defined]
    form = Report.of(request)
    assert form.problems == [] and "chosen" not in shown(form), "nothing is wrong"
    form.refuse(Text("已有新的办理。", "Something happened."))
    assert form.problems[-1].said == "Proof: Files are not kept. Please choose again: 甲.pdf, <乙>.docx."
    assert "重新选择" not in shown(Report.of(sent({**GOOD, "title": ""}))), "no file was sent"


class Hidden(Form):
    proof = ManyFiles(label=Text("佐证", "Proof"), required=False)
    note = text_field(Text("说明", "Note"))
    folded = frozenset({"proof"})


def test_a_file_field_with_files_to_be_chosen_again_is_not_folded_away() -> None:
    files = [SimpleUploadedFile("甲.pdf", b"a")]
    form = Hidden.of(RequestFactory().post("/x", {"proof": files}))
    assert [piece.id for piece in form.near] == ["id_proof", "id_note"] and form.further == []


class Folding(Form):
    what = text_field(Text("事由", "What"))
    leader = text_field(Text("责任领导", "Leader"), required=False)
    helper = text_field(Text("配合", "Helper"), required=False)
    folded = frozenset({"what", "leader", "helper"})


def test_what_is_seldom_needed_is_folded_until_it_is_filled_in_or_wrong() -> None:
    fresh = Folding.of(asked(), initial={"helper": "综合处"})
    assert [piece.label for piece in fresh.near] == ["事由", "配合"]
    assert [piece.label for piece in fresh.further] == ["责任领导"]
    tried = Folding.of(sent({"what": "一", "leader": "名" * 300}))
    assert not tried.is_valid()
    assert [piece.label for piece in tried.near] == ["事由", "责任领导"]


def test_optional_fields_are_marked_and_required_ones_are_not() -> None:
    page = shown(Report.of(asked()))
    assert page.count("选填") == 3
    assert page.index("存在困难") < page.index("选填")
