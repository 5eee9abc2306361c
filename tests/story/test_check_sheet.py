"""核验单: what only somebody from outside may check can be checked on paper."""

import re

import pytest
from django.test import Client

from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.people.models import Appointment
from tests.exchange.importing import carried, matters, sheet
from tests.matters.scenes import signed_in
from tests.on_paper import compare, enter
from tests.story.telling import now, refusal
from tests.story.test_carriers import OPEN, worked
from tests.world import World, claimed_measure, confirm, registered_measure, world

pytestmark = pytest.mark.django_db


def with_an_outsider() -> World:
    """Nobody of the house holds a post that checks; somebody from outside is named."""
    made = world()
    unit = made.charter("add_unit", name="派驻纪检监察组", kind="outside", from_on="2025-01-01")
    made.posts["门外"] = made.charter("add_post", unit=unit, name="门外核验", role="outside_checker")
    made.people["翁同舟"] = made.charter("add_person", person_name="翁同舟")
    made.charter("appoint", person=made.people["翁同舟"], post=made.posts["门外"], from_on="2025-01-01")
    made.do("request_desk", made.register, "邹小禾", outsiders=[made.posts["门外"]], reason="门外核验")
    confirm(made, made.register)
    for person, post in (("秦见微", "核验"), ("岳正衡", "岳正衡")):
        held = Appointment.objects.get(person_id=made.people[person], post_id=made.posts[post])
        made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    return made


def text_of(client: Client, path: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(path).content.decode()))


def path_of(measure: State) -> str:
    return f"/m/{measure.id}/check-sheet/"


def test_the_sheet_says_what_is_to_be_checked_and_leaves_room_to_sign() -> None:
    made = with_an_outsider()
    measure = claimed_measure(made)
    assert now(measure).check_by == "outsider"
    office = signed_in(made, "邹小禾")
    assert path_of(measure) in office.get(f"/m/{measure.id}/").content.decode()
    text = text_of(office, path_of(measure))
    for said in (
        measure.number,
        "修订首问负责制",
        "秘书处",
        "印发件.pdf",
        "制度已印发",
        "核验人（签名）",
        "2026-06-30",
    ):
        assert str(said) in text, said
    assert text.count("本人及所在单位未参与办理本事项") == 1
    english = text_of(signed_in(made, "秦见微", language="en"), path_of(measure))
    assert "Checker, signed" in english and "核验内容" not in english


def claimed_offline(made: World) -> State:
    """A measure whose proof is seen where it is kept."""
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    paper = {
        "offline_title": "会议原始记录",
        "offline_on": "2026-02-27",
        "offline_number": "示政发〔2026〕3号",
        "offline_keeper": "闻人素",
        "offline_place": "机关档案室三柜",
    }
    made.do("claim", measure, "殷若渔", result="已开会", **paper)
    return made.do("countersign", measure, "纪清晏")


def test_of_a_proof_kept_elsewhere_it_says_number_keeper_and_place_and_asks_when_it_was_seen() -> None:
    made = with_an_outsider()
    measure = claimed_offline(made)
    text = text_of(signed_in(made, "邹小禾"), path_of(measure))
    for said in (
        "《会议原始记录》",
        "材料日期 2026-02-27",
        "文号或编号 示政发〔2026〕3号",
        "保管人 闻人素",
        "存放 机关档案室三柜",
    ):
        assert said in text, said
    assert "查阅日期" in text and "查阅地点" in text
    english = text_of(signed_in(made, "秦见微", language="en"), path_of(measure))
    assert "kept by 闻人素 at 机关档案室三柜" in english and "Seen on" in english


def test_the_outside_checker_has_the_sheet_of_what_he_checks_and_of_nothing_else() -> None:
    made = with_an_outsider()
    measure = claimed_measure(made)
    outsider = signed_in(made, "翁同舟")
    assert outsider.get(path_of(measure)).status_code == 200
    other = made.open("measure", "邹小禾", title="别的措施")
    assert outsider.get(path_of(other)).status_code == 404
    assert signed_in(made, "邹小禾").get(path_of(other)).status_code == 404


def test_there_is_none_where_somebody_of_the_house_may_check() -> None:
    made = world()
    measure = claimed_measure(made)
    office = signed_in(made, "邹小禾")
    assert path_of(measure) not in office.get(f"/m/{measure.id}/").content.decode()
    assert office.get(path_of(measure)).status_code == 404


def test_after_the_check_there_is_none_where_somebody_of_the_house_approves() -> None:
    made = with_an_outsider()
    measure = claimed_measure(made)
    made.do("verify", measure, "翁同舟", finding="属实")
    assert signed_in(made, "邹小禾").get(path_of(measure)).status_code == 404


def own_measure_of_the_office(made: World) -> State:
    """Led by the office that keeps the register: everybody at the desk sits where it was done."""
    led = {"lead_unit": made.units["督查处"], "accountable": made.people["邹小禾"]}
    measure = registered_measure(made, **led)
    made.do("receive", measure, "邹小禾")
    made.do("claim", measure, "邹小禾", result="已修订", evidence=[made.proof()])
    return made.do("countersign", measure, "秦见微")


def with_a_second_auditor() -> World:
    made = with_an_outsider()
    made.hire("辛未眠", "机关党委", "监督岗", "auditor")
    return made


def test_where_the_whole_desk_did_it_an_auditor_enters_the_sheet_and_another_compares_it() -> None:
    made = with_a_second_auditor()
    measure = own_measure_of_the_office(made)
    assert now(measure).check_by == "outsider"
    given = {"finding": "属实"}
    for clerk in ("邹小禾", "秦见微"):
        with pytest.raises(Refused) as caught:
            enter(made, "verify", measure, clerk, "翁同舟", **given)
        assert caught.value.reason.code in ("own_work", "own_unit_work")
    shown = signed_in(made, "严以宁").get(f"/m/{measure.id}/").content.decode()
    assert f"/m/{measure.id}/verify/" in shown, "it is offered"
    assert enter(made, "verify", measure, "严以宁", "翁同舟", **given).papers[-1].compare_by == "auditor"
    assert compare(made, measure, "辛未眠").life == "verified"


def test_an_auditor_enters_nothing_that_the_desk_may_enter() -> None:
    made = with_a_second_auditor()
    measure = claimed_measure(made)
    with pytest.raises(Refused) as caught:
        enter(made, "verify", measure, "严以宁", "翁同舟", finding="属实")
    assert caught.value.reason.code == "desk_enters_it"
    shown = signed_in(made, "严以宁").get(f"/m/{measure.id}/").content.decode()
    assert f"/m/{measure.id}/verify/" not in shown
    assert enter(made, "verify", measure, "邹小禾", "翁同舟", finding="属实").papers


def test_an_instruction_that_assigns_anew_is_offered_to_the_auditor_where_the_whole_desk_did_it() -> None:
    made = with_a_second_auditor()
    measure = own_measure_of_the_office(made)
    form = f"/m/{measure.id}/instruct/"
    auditor = signed_in(made, "严以宁")
    assert form in auditor.get(f"/m/{measure.id}/").content.decode(), "it is offered"
    assert auditor.get(form).status_code == 200
    anew = {"assign_anew": True, "lead_unit": made.units["秘书处"], "instruction": "改由秘书处办理"}
    with pytest.raises(Refused) as caught:
        enter(made, "instruct", measure, "邹小禾", "温如砺", **anew)
    assert caught.value.reason.code in ("own_work", "own_unit_work")
    entered = enter(made, "instruct", measure, "严以宁", "温如砺", **anew)
    assert entered.papers[-1].compare_by == "auditor"
    done = compare(made, measure, "辛未眠")
    assert (done.life, done.lead_unit) == ("assigned", made.units["秘书处"])


def test_an_instruction_which_the_desk_may_enter_or_that_decides_nothing_is_not_offered_to_him() -> None:
    made = with_a_second_auditor()
    auditor = signed_in(made, "严以宁")
    for measure in (claimed_measure(made), made.open("measure", "邹小禾", title="未交办")):
        assert f"/m/{measure.id}/instruct/" not in auditor.get(f"/m/{measure.id}/").content.decode()


def refused_to_enter(made: World, measure: State, by: str, person: str = "翁同舟") -> str:
    """Why somebody may not enter the check that somebody else signed."""
    with pytest.raises(Refused) as caught:
        enter(made, "verify", measure, by, person, finding="属实")
    return caught.value.reason.code


def is_offered(made: World, measure: State, by: str) -> bool:
    """Whether that person's page leads to the form on which the check is entered."""
    return f"/m/{measure.id}/verify/" in signed_in(made, by).get(f"/m/{measure.id}/").content.decode()


def carried_by_one_of_two(made: World, *, hand: bool) -> State:
    """A measure that 邹小禾 brought in from a file; 秦见微, the other clerk, worked on it or did not."""
    _, measure = matters(carried(made, sheet(OPEN)))
    assert measure.carriers == (made.people["邹小禾"],)
    if hand:
        made.do("progress", measure, "秦见微", progress="电话", for_whom="殷若渔", basis="call")
    worked(made, measure.id)
    return now(measure)


def test_where_one_carried_the_file_and_the_other_did_it_an_auditor_enters_the_check() -> None:
    made = with_a_second_auditor()
    measure = carried_by_one_of_two(made, hand=True)
    assert refused_to_enter(made, measure, "邹小禾") == "carried_it"
    assert refused_to_enter(made, measure, "秦见微") == "own_work"
    assert is_offered(made, measure, "严以宁")
    assert not is_offered(made, measure, "邹小禾") and not is_offered(made, measure, "秦见微")
    entered = enter(made, "verify", measure, "严以宁", "翁同舟", finding="属实")
    assert entered.papers[-1].compare_by == "auditor"
    assert compare(made, measure, "辛未眠").life == "verified"


def test_where_the_only_other_clerk_carried_the_file_an_auditor_compares_the_check() -> None:
    made = with_a_second_auditor()
    measure = carried_by_one_of_two(made, hand=False)
    assert is_offered(made, measure, "秦见微") and not is_offered(made, measure, "严以宁")
    assert refused_to_enter(made, measure, "严以宁") == "desk_enters_it"
    entered = enter(made, "verify", measure, "秦见微", "翁同舟", finding="属实")
    assert entered.papers[-1].compare_by == "auditor"
    seq = entered.papers[0].seq
    assert refusal(made, "compare_paper", measure, "邹小禾", paper=seq) == "carried_it"
    assert compare(made, measure, "严以宁").life == "verified"


def test_nobody_enters_the_own_check_so_an_auditor_does_where_nobody_else_of_the_desk_may() -> None:
    made = world()
    made.hire("辛未眠", "机关党委", "监督岗", "auditor")
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    for clerk in ("秦见微", "邹小禾"):
        made.do("progress", measure, clerk, progress="电话", for_whom="殷若渔", basis="call")
    worked(made, measure.id)
    assert refused_to_enter(made, measure, "岳正衡", "岳正衡") == "decide_yourself"
    assert is_offered(made, measure, "严以宁")
    assert (
        enter(made, "verify", measure, "严以宁", "岳正衡", finding="属实").papers[-1].compare_by == "auditor"
    )
    assert compare(made, measure, "辛未眠").life == "verified"


def test_a_carrier_enters_and_compares_an_approval_as_before() -> None:
    made = with_a_second_auditor()
    measure = carried_by_one_of_two(made, hand=False)
    enter(made, "verify", measure, "秦见微", "翁同舟", finding="属实")
    compare(made, measure, "严以宁")
    assert enter(made, "sign_off", measure, "邹小禾", "温如砺").papers[-1].compare_by == "auditor", (
        "秦见微 entered the check"
    )
    assert refusal(made, "compare_paper", measure, "秦见微", paper=now(measure).papers[0].seq) == "checked_it"
