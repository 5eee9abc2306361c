"""The one submit path: what every form does alike, and no file left behind by an act that was refused."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bihuan.core.acts.act import Act
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.files.models import Evidence
from bihuan.files.store import keep
from bihuan.ledger.models import Event
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Citation
from bihuan.matters.pages import submit
from bihuan.people.models import Person
from tests.matters.scenes import Busy, at_the_worlds_day, busy, signed_in, state_of
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db
MATTERS = (
    *("late", "near", "claimed", "verified", "signed_off", "paused", "waiting", "problem", "request", "part"),
    *("instalment", "long_term", "register"),
)
PEOPLE = ("殷若渔", "温如砺", "邹小禾")
SPOILT = {
    "no words": {"progress": "", "result": "", "document": "", "rule_issued": ""},
    "stale": {"seen": "1"},
    "too early": {"occurred_on": "2099-01-01"},
    "whole": {},
}
Kept = tuple[set[tuple[int, str]], set[Path]]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


@pytest.fixture
def reasons(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Why the first verdict said no, counted."""
    found: Counter[str] = Counter()
    judge = submit.judge

    def judged(*args: Any, **kwargs: Any) -> None:
        try:
            judge(*args, **kwargs)
        except Refused as refused:
            found[refused.reason.code] += 1
            raise

    monkeypatch.setattr(submit, "judge", judged)
    return found


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that files were begun to be kept."""
    begun: list[int] = []
    custody = submit.custody

    def counted(org: int, *args: Any, **kwargs: Any) -> Any:
        begun.append(org)
        return custody(org, *args, **kwargs)

    monkeypatch.setattr(submit, "custody", counted)
    return begun


def kept() -> Kept:
    """The rows of evidence and the files on the disk, half-received ones too."""
    rows = set(Evidence.objects.values_list("org_id", "digest"))
    return rows, {one for one in Path(settings.FILES_ROOT).rglob("*") if one.is_file()}


def paper(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("印发件.txt", words.encode())


def proving_acts(found: Busy, matters: Iterable[str]) -> Iterator[tuple[State, Act, str]]:
    """Every act that takes files, on matters in every life, with its address."""
    for name in matters:
        state = state_of(found.made.register) if name == "register" else found.state(name)
        for act in kind_of(state.kind).acts:
            files = act.field("evidence")  # a sheet is asked for only where it is recorded for somebody
            if act.opens or files is None or files.on_behalf or act.field("subjects"):
                continue
            page = "register_act" if state.kind == "register" else "act"
            yield state, act, reverse(page, args=[state.id, act.name])


def tried(
    found: Busy, *, matters: Iterable[str] = MATTERS, people: Iterable[str] = PEOPLE
) -> Iterator[tuple[int, Kept, Kept, str]]:
    """Each of them by several people, well and badly: (status, kept before, kept after, what was tried)."""
    clients = {one: signed_in(found.made, one) for one in people}
    for state, act, address in proving_acts(found, matters):
        words = {
            one.name: "一句话"
            for one in act.fields
            if one.kind in ("long", "text") and not (one.hidden or one.under)
        }
        for person, client in clients.items():
            for spoilt, instead in SPOILT.items():
                what = f"{state.kind} {state.id} {state.life} {act.name} {person} {spoilt}"
                before = kept()
                page = client.post(address, words | instead | {"evidence": paper(what), "once": what[-60:]})
                yield page.status_code, before, kept(), what


def test_a_refused_act_leaves_no_file_and_no_row_and_one_that_is_done_leaves_one(
    reasons: Counter[str], keeping: list[int]
) -> None:
    found = busy()
    done = Counter[bool]()
    for status, before, after, what in tried(found):
        assert status in (302, 404, 422), what
        done[status == 302] += 1
        if status != 302:
            assert after == before, what
        else:
            assert [len(one) for one in after] == [len(one) + 1 for one in before], what
            ((_, digest),) = after[0] - before[0]
            assert Citation.objects.filter(digest=digest).exists(), what
    assert {"no_right", "wrong_life", "stale", "future"} <= reasons.keys(), reasons
    assert reasons.keys() - {"no_right", "wrong_life", "stale", "future", "missing"}, "other guards too"
    assert len(keeping) == done[True], "only after the verdict said yes"
    assert done[True] > 8 and done[False] > 200, done


def test_where_only_the_act_itself_refuses_the_files_go_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when somebody else was quicker: the first verdict was yes, the one under the lock is no."""
    found = busy()
    monkeypatch.setattr(submit, "judge", lambda *args, **kwargs: None)
    refused = 0
    for status, before, after, what in tried(
        found, matters=("near", "claimed", "problem", "register"), people=PEOPLE[:2]
    ):
        if status != 302:
            refused += 1
            assert after == before, what
    assert refused > 50


def test_what_is_held_already_survives_a_refusal_that_brought_the_same_content(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(submit, "judge", lambda *args, **kwargs: None)
    found = busy()
    digest = keep(found.made.org.pk, paper("同一份"), at=1).digest
    client = signed_in(found.made, "邹小禾")
    page = client.post(
        reverse("act", args=[found.matters["near"], "progress"]),
        {"progress": "见附件", "evidence": paper("同一份"), "once": "k"},
    )
    assert page.status_code == 422 and Evidence.objects.filter(digest=digest).exists()


def test_the_same_form_with_another_file_is_refused_and_with_the_same_file_done_already() -> None:
    found = busy()
    client, address = (
        signed_in(found.made, "殷若渔"),
        reverse("act", args=[found.matters["near"], "progress"]),
    )
    pages, held = [], []
    for words in ("第一份", "第二份", "第一份"):
        given = {"progress": "见附件", "evidence": paper(words), "once": "k"}
        pages.append(client.post(address, given))
        held.append(kept())
    assert [page.status_code for page in pages] == [302, 422, 302] and held[0] == held[1] == held[2]
    assert "请重新选择" in pages[1].content.decode() and "见附件" in pages[1].content.decode()


def test_a_good_file_goes_again_where_the_one_beside_it_is_bad() -> None:
    found = busy()
    before = kept()
    files = [paper("好的"), SimpleUploadedFile("坏的.pdf", b"MZ\x90\x00" + b"\x00" * 99)]
    page = signed_in(found.made, "殷若渔").post(
        reverse("act", args=[found.matters["near"], "progress"]),
        {"progress": "见附件", "evidence": files, "once": "k"},
    )
    assert page.status_code == 422 and kept() == before


@pytest.mark.parametrize("name", ["batch_approval", "batch_back_fill"])
def test_a_batch_of_nothing_keeps_no_paper(name: str) -> None:
    found = busy()
    before = kept()
    page = signed_in(found.made, "邹小禾").post(
        reverse(name, args=[found.made.register]),
        {"title": "第一批", "heard": "座谈", "evidence": paper("审定表"), "once": "k"},
    )
    assert page.status_code == 422 and kept() == before


@pytest.mark.parametrize("content", [b"no table at all", b"PK\x03\x04 half a workbook"])
def test_a_ledger_that_cannot_be_read_is_not_kept(content: bytes) -> None:
    found = busy()
    before = kept()
    page = signed_in(found.made, "邹小禾").post(
        reverse("import_new", args=[found.made.register]),
        {"file": SimpleUploadedFile("台账.csv", content), "year": "2026", "once": "k"},
    )
    assert page.status_code == 422 and kept() == before


def forms_of(found: Busy) -> dict[str, list[str]]:
    """An address of every kind of form, by who may fill it in."""
    register, named = found.made.register, found.matters
    return {
        "邹小禾": [
            reverse("act", args=[named["registered"], "assign"]),
            reverse("open_under", args=[named["problem"], "measure"]),
            reverse("register_new"),
            reverse("register_act", args=[register, "circulate"]),
            reverse("problem_new", args=[register]),
            reverse("batch_assign", args=[register]),
            reverse("batch_approval", args=[register]),
            reverse("import_new", args=[register]),
            reverse("account_absence"),
        ],
        "费䶮": [
            reverse("admin_people_act", args=["add_unit"]),
            reverse("admin_sign_in", args=[found.made.people["殷若渔"]]),
            reverse("admin_take_sign_in", args=[found.made.people["殷若渔"]]),
            reverse("admin_rule", args=["verified_cycles"]),
            reverse("admin_calendar_act", args=["publish_year"]),
        ],
    }


def test_every_form_that_did_not_arrive_whole_says_so_and_gets_a_new_key() -> None:
    found = busy()
    events = Event.objects.count()
    for person, addresses in forms_of(found).items():
        client = signed_in(found.made, person)
        events = Event.objects.count()
        for address in addresses:
            page = client.post(address, {"once": "x" * 500, "seen": "no number"})
            text = page.content.decode()
            assert page.status_code == 422 and "页面没有完整送达" in text, address
            keys = re.findall(r'name="once" value="([^"]+)"', text)
            assert keys and "x" * 500 not in keys, address
    assert Event.objects.count() == events


def test_what_is_done_is_said_with_the_number_of_its_record() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="首问负责制落实不到位")
    measure = registered_measure(made)
    office, doer = signed_in(made, "邹小禾"), signed_in(made, "殷若渔")
    said = {
        reverse("act", args=[measure.id, "receive"]): (doer, {}),
        reverse("open_under", args=[problem.id, "measure"]): (office, {"title": "修订制度"}),
        reverse("register_act", args=[made.register, "circulate"]): (office, {}),
        reverse("register_new"): (
            office,
            {
                "title": "第二本",
                "prefix": "DE",
                "office": made.units["督查处"],
                "verifiers": [made.posts["核验"]],
                "fallbacks": [made.posts["岳正衡"]],
                "approvers": [made.posts["温如砺"]],
            },
        ),
    }
    for address, (client, given) in said.items():
        assert_said(client, address, given)


def assert_said(client: Client, address: str, given: dict[str, Any]) -> None:
    """It is done, and the page that follows says so."""
    page = client.post(address, given | {"once": address}, follow=True)
    last = Event.objects.latest("seq").seq
    assert page.status_code == 200 and f"第 {last:,} 号记录" in page.content.decode(), address


def test_a_form_that_was_sent_and_is_sent_again_with_other_words_says_so_and_keeps_them() -> None:
    """As when somebody goes back in the browser, mends a slip and sends the old form once more."""
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    client, address = signed_in(made, "殷若渔"), f"/m/{measure.id}/progress/"
    assert client.post(address, {"progress": "初稿已送审", "once": "k"}).status_code == 302
    begun = Event.objects.count()
    assert client.post(address, {"progress": " 初稿已送审", "once": "k"}).status_code == 302, "a second click"
    page = client.post(address, {"progress": "二稿已送审", "once": "k"})
    assert page.status_code == 422 and "这一次的内容还没有办" in page.content.decode()
    assert "二稿已送审" in page.content.decode() and Event.objects.count() == begun
    (key,) = re.findall(r'name="once" value="([^"]+)"', page.content.decode())
    assert client.post(address, {"progress": "二稿已送审", "once": key}).status_code == 302
    assert Event.objects.count() == begun + 1


def test_a_problem_of_the_same_form_with_another_title_is_registered_only_when_sent_again() -> None:
    made = world()
    client, address = signed_in(made, "邹小禾"), reverse("problem_new", args=[made.register])
    given = {"title": "食堂排队太久", "raiser_name": "群众甲", "once": "k"}
    assert client.post(address, given).status_code == 302
    begun, people = Event.objects.count(), Person.objects.count()
    assert client.post(address, given).status_code == 302, "a second click"
    page = client.post(address, given | {"title": "停车难"})
    assert page.status_code == 422 and "停车难" in page.content.decode()
    assert (Event.objects.count(), Person.objects.count()) == (begun, people), "no raiser without a problem"
    (key,) = re.findall(r'name="once" value="([^"]+)"', page.content.decode())
    assert client.post(address, given | {"title": "停车难", "once": key}).status_code == 302
    assert Event.objects.count() > begun


def test_files_that_were_chosen_before_are_asked_for_again_and_not_left_out() -> None:
    """As when it comes from a page that kept what was typed: nothing is done without what was attached."""
    found = busy()
    begun = Event.objects.count()
    given = {"progress": "见附件", "once": "k", "lost": ["签收单.txt"]}
    address = reverse("act", args=[found.matters["near"], "progress"])
    client = signed_in(found.made, "殷若渔")
    begun = Event.objects.count()
    page = client.post(address, given)
    assert (
        page.status_code == 422
        and "签收单.txt" in page.content.decode()
        and "见附件" in page.content.decode()
    )
    assert Event.objects.count() == begun
    assert client.post(address, given | {"evidence": paper("签收单")}).status_code == 302
