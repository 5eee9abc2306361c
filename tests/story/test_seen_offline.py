"""What may not be uploaded is registered: the checker sees the original where it is kept, and says so."""

import pytest

from bihuan.core.state.state import State
from bihuan.ledger.read import events_of
from bihuan.matters.models import KeptFact
from tests.matters.scenes import signed_in
from tests.story.telling import DUE, below, now, refusal, waiting
from tests.story.test_proof import as_folded, citing, erased, signed, why
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db

PAPER = {
    "offline_title": "干部谈话记录",
    "offline_on": "2025-11-03",
    "offline_number": "不录",
    "offline_keeper": "闻人素",
    "offline_place": "机关档案室三柜",
}


def claimed(made: World, **more: object) -> State:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="已谈话", **(PAPER | more))
    return made.do("countersign", measure, "纪清晏")


def seen(measure: State, day: str = "2026-03-02", place: str = "档案室") -> list[list[object]]:
    return [[one.seq, day, place] for one in measure.proof if one.offline]


def test_it_is_proof_and_says_nothing_of_its_content() -> None:
    made = world()
    measure = claimed(made)
    (piece,) = measure.proof
    assert piece.offline and measure.proof_how == "offline" and as_folded(measure)
    event = next(one for one in events_of(measure.id) if one.name == "claimed")
    assert event.plain["offline"] is True and "谈话" not in str(event.plain), "what it is can be erased"


def test_it_is_registered_in_full_or_not_at_all() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    for missing in PAPER:
        part = {name: value for name, value in PAPER.items() if name != missing}
        code = refusal(made, "claim", measure, "殷若渔", result="完成", **part)
        assert code == ("no_proof" if missing == "offline_title" else "offline_in_full")
    to_come = {"result": "完成"} | PAPER | {"offline_on": "2027-01-01"}
    assert refusal(made, "claim", measure, "殷若渔", **to_come) == "future"


def test_whoever_verifies_has_seen_each_original_since_the_claim_and_says_when_and_where() -> None:
    made = world()
    measure = claimed(made)
    made.do("send_back", measure, "秦见微", still_to_do="再登记一份")
    made.do("claim", measure, "殷若渔", result="已谈话", **PAPER)
    more = made.do("add_evidence", measure, "殷若渔", **PAPER | {"offline_title": "会议原始记录"})
    made.do("countersign", measure, "纪清晏")
    told = why(made, "verify", measure, "秦见微", finding="属实")
    assert told.startswith("original_not_seen") and "干部谈话记录" in told and "会议原始记录" in told
    first, second = seen(more)
    one = {"finding": "属实", "originals": [first]}
    assert refusal(made, "verify", measure, "秦见微", **one) == "original_not_seen"
    early = [first, [second[0], "2026-03-01", "档案室"]]
    assert refusal(made, "verify", measure, "秦见微", finding="属实", originals=early) == "too_early"
    late = [first, [second[0], "2026-03-03", "档案室"]]
    assert refusal(made, "verify", measure, "秦见微", finding="属实", originals=late) == "future"
    checked = made.do("verify", measure, "秦见微", finding="属实", originals=[first, second])
    assert checked.originals_seen == (first[0], second[0]) and not checked.unseen
    assert signed(made, checked).life == "signed_off" and as_folded(checked)


def test_a_doer_never_says_that_it_was_seen() -> None:
    made = world()
    measure = claimed(made)
    facts = {"finding": "属实", "originals": seen(measure)}
    assert refusal(made, "verify", measure, "纪清晏", **facts) in ("no_right", "own_work")
    unit = registered_measure(made, lead_unit=made.units["督查处"], accountable=made.people["秦见微"])
    made.do("receive", unit, "秦见微")
    made.do("claim", unit, "秦见微", result="已谈话", **PAPER)
    unit = made.do("countersign", unit, "秦见微")
    assert refusal(made, "verify", unit, "秦见微", finding="属实", originals=seen(unit)) == "own_work"


SIGNS = {"秘书处": "纪清晏", "督查处": "秦见微", "委员工作处": "谷向原"}


def test_what_one_of_several_reported_offline_is_seen_by_whoever_checks_that_part() -> None:
    made = world()
    group = made.open("measure", "邹小禾", title="各处室谈话", lead_group=made.groups["各处室"], due=DUE)
    group = made.do("assign", group, "邹小禾")
    heads = {"秘书处": "殷若渔", "督查处": "秦见微", "委员工作处": "谷向原"}
    for part in below(group, "part"):
        unit = next(name for name, one in made.units.items() if one == part.lead_unit)
        proof = PAPER if unit == "秘书处" else {"evidence": [made.proof(unit)]}
        part = made.do("report", part, heads[unit], result="完成", **proof)
        made.do("countersign", part, SIGNS[unit])
        if not part.proof[0].offline:
            made.do("verify", part, "岳正衡", finding="属实")
            continue
        assert refusal(made, "verify", part, "岳正衡", finding="属实") == "original_not_seen"
        checked = made.do("verify", part, "岳正衡", finding="属实", originals=seen(part))
        assert checked.originals_seen == (part.proof[0].seq,)
    assert now(group).life == "verified"
    assert signed_by(made, now(group)).life == "signed_off"


def signed_by(made: World, group: State) -> State:
    made.do("waive_hearing", group, "岳正衡", reason="无提出人", sample="抽查")
    return made.do("sign_off", group, "温如砺")


def test_erased_it_takes_the_claim_too() -> None:
    made = world()
    measure = claimed(made)
    erased(made, measure, citing(measure), name="offline_keeper")
    assert now(measure).life == "countersigned", "its title still says what it is"
    erased(made, measure, citing(measure), name="offline_title")
    assert now(measure).life == "under_way" and as_folded(measure)


def test_how_it_is_proved_is_kept_and_counted_apart() -> None:
    made = world()
    measure = claimed(made)
    how = KeptFact.objects.filter(matter_id=measure.id, name="proof_how")
    assert how.get().key == "offline"
    made.do("send_back", measure, "秦见微", still_to_do="请上传脱密件")
    made.do("claim", measure, "殷若渔", result="已谈话", evidence=[made.proof()], file_names=["脱密件.pdf"])
    made.do("countersign", measure, "纪清晏")
    assert how.get().key == "files"
    made.do("verify", measure, "秦见微", finding="属实")
    signed(made, now(measure))
    pairs = [[citing(measure), "file_names"]]
    made.do("request_erasure", measure, "费䶮", reason="依申请", erases=pairs)
    made.do("approve", waiting(measure.id), "严以宁")
    assert how.get().key == "erased"
    page = signed_in(made, "邹小禾").get(f"/r/{made.register}/?kind=measure&state=all").content.decode()
    assert "办结后佐证已删除 1" in page


def test_a_proof_has_its_own_date_which_may_lie_before_the_opening() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    proof = {"result": "已印发", "evidence": [made.proof()], "file_names": ["印发件.pdf"]}
    assert refusal(made, "claim", measure, "殷若渔", proof_on="2026-03-03", **proof) == "future"
    assert refusal(made, "claim", measure, "殷若渔", occurred_on="2019-05-06", **proof) == "too_early"
    made.do("claim", measure, "殷若渔", proof_on="2019-05-06", **proof)
    page = signed_in(made, "邹小禾").get(f"/m/{measure.id}/").content.decode()
    assert "材料日期 2019-05-06" in page


def test_the_pages_take_it_without_scripts_and_show_it() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    doer, checker = signed_in(made, "殷若渔"), signed_in(made, "秦见微")
    form = doer.get(f"/m/{measure.id}/claim/").content.decode()
    assert "不便上传的，登记线下查阅" in form
    sent = {"once": "a", "seen": now(measure).seq, "result": "已谈话"} | PAPER
    assert doer.post(f"/m/{measure.id}/claim/", sent).status_code == 302
    made.do("countersign", measure, "纪清晏")
    shown = checker.get(f"/m/{measure.id}/verify/").content.decode()
    assert "何时查阅原件《干部谈话记录》" in shown and "原件尚未查阅" in shown and "闻人素" in shown
    seq = now(measure).proof[0].seq
    finding = {"once": "b", "seen": now(measure).seq, "finding": "属实"}
    assert checker.post(f"/m/{measure.id}/verify/", finding).status_code == 422
    day = str(now(measure).rests_on)  # pages go by the clock on the wall
    given = {f"original_{seq}": day, f"original_{seq}_at": "机关档案室"}
    assert checker.post(f"/m/{measure.id}/verify/", finding | given).status_code == 302
    page = checker.get(f"/m/{measure.id}/").content.decode()
    assert "线下查阅" in page and f"原件：秦见微 {day} 在机关档案室查阅" in page
