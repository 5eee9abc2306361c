"""The toy walks out of a register as a sheet and in again, without a word about it in the code."""

from csv import reader

import pytest

from bihuan.core.state.principals import PERSON, principal
from bihuan.matters.seeing.facts import texts_of
from tests.exchange.importing import carried, matters, previewed, sheet, verdicts
from tests.toy.scenes import HANDLER, OFFICE, OUTSIDER, PROPOSER, REPLY, TITLE, Toy, must_be_whole
from tests.world import open_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def toy() -> Toy:
    return Toy()


def exported(toy: Toy, person: str, ending: str = "csv", language: str = "zh") -> bytes:
    """The file that somebody gets."""
    address = f"/r/{toy.made.register}/export.{ending}?kind=proposal&state=all"
    return b"".join(toy.client(person, language).get(address).streaming_content)


def cells(toy: Toy, person: str) -> list[dict[str, str]]:
    """Its lines by their headings."""
    _, _, headings, *lines = reader(exported(toy, person).decode("utf-8-sig").splitlines())
    return [dict(zip(headings, line, strict=True)) for line in lines]


def test_it_walks_out_with_what_it_keeps_and_who_is_tied_to_it(toy: Toy) -> None:
    state = toy.proposal("filed")
    (said,) = cells(toy, OFFICE)
    assert said["序号"] == state.number and said["提案"] == TITLE and said["类别"] == "民生保障"
    assert said["答复"] == REPLY and said["评价"] == "基本满意" and said["状态"] == "已办结归档"
    assert PROPOSER in said.values() and list(said.values()).count("秘书处") == 1
    assert "牵头单位" not in said and "责任人" not in said, "no act of it names any"


def test_each_reader_gets_the_words_of_the_own_face(toy: Toy) -> None:
    toy.proposal("rated")
    assert cells(toy, PROPOSER)[0]["办公室内部意见"] == "" and cells(toy, PROPOSER)[0]["答复"] == REPLY
    assert cells(toy, OFFICE)[0]["办公室内部意见"]
    assert cells(toy, HANDLER)
    address = f"/r/{toy.made.register}/export.csv?kind=proposal"
    assert toy.client(OUTSIDER).get(address).status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_brought_back_it_changes_nothing(toy: Toy, ending: str, language: str) -> None:
    toy.proposal("submitted")
    toy.proposal("handed", title="完善无障碍设施", topic="culture")
    toy.proposal("filed", title="老旧小区加装电梯")
    one = previewed(toy.made, exported(toy, OFFICE, ending, language))
    assert one.kind == "proposal" and verdicts(one) == ["same"] * 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_walks_into_another_register_and_begins_there_anew(toy: Toy, language: str) -> None:
    made = toy.made
    toy.proposal("filed")
    content = exported(toy, OFFICE, language=language)
    made.register = open_register(made, title="提案库", prefix="TA")
    (state,) = matters(carried(made, content))
    assert (state.life, state.title, state.number) == ("submitted", TITLE, "TA-2026-001")
    assert ("proposer", principal(PERSON, made.people[PROPOSER])) in state.ties
    assert texts_of([state.id])[state.id] == {"topic": "livelihood"}
    must_be_whole(state.id)
    assert verdicts(previewed(made, content)) == ["same"]


def test_a_sheet_made_by_hand_names_the_fields_of_its_form(toy: Toy) -> None:
    headings = ("案由", "内容", "类别", "提案人")
    rows = (
        ("一", "建公园", "Economy", PROPOSER),
        ("二", "修路", "别的", PROPOSER),
        ("三", "挖井", "economy", ""),
    )
    one = carried(toy.made, sheet(*rows, headings=headings), kind="proposal")
    assert verdicts(one) == ["new", "refused", "refused"]
