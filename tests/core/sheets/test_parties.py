"""Who a cell names: units and persons, leading and supporting, telephone numbers beside them."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

import pytest

from bihuan.core.sheets.names import looks_like_person, looks_like_unit, persons, take_numbers
from bihuan.core.sheets.parties import Parties, read_mixed, read_units


@pytest.mark.parametrize(
    ("cell", "leading", "supporting"),
    [
        ("办公厅", ["办公厅"], []),
        ("办公厅、人事处，研究室;机关党委/秘书处", ["办公厅", "人事处", "研究室", "机关党委", "秘书处"], []),
        ("文化文史和学习\n委员会", ["文化文史和学习委员会"], []),
        ("办公厅\n人事处", ["办公厅", "人事处"], []),
        ("综 合 处", ["综合处"], []),
        ("人事处、办公厅（牵头）", ["办公厅"], ["人事处"]),
        ("办公厅(牵头)\n人事处(配合)", ["办公厅"], ["人事处"]),
        ("牵头单位：办公厅；配合单位：人事处、机关党委", ["办公厅"], ["人事处", "机关党委"]),
        ("由办公厅牵头，人事处、各处室配合", ["办公厅"], ["人事处", "各处室"]),
        ("办公厅会同人事处", ["办公厅"], ["人事处"]),
        ("信息宣传处、有关市（州）政协", ["信息宣传处", "有关市（州）政协"], []),
        ("农业和农村委员会", ["农业和农村委员会"], []),
        ("《霁川文史》编辑部", ["《霁川文史》编辑部"], []),
        ("无", [], []),
    ],
)
def test_it_reads_units_and_their_side(cell: str, leading: list[str], supporting: list[str]) -> None:
    parties = Parties()
    read_units(cell, parties)
    assert (parties.lead_units, parties.supporting_units) == (leading, supporting)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("纪清晏", ["纪清晏"]),
        ("纪清晏、殷若渔", ["纪清晏", "殷若渔"]),
        ("卓 越\n陶 然 之", ["卓越", "陶然之"]),
        ("纪清晏（处长）", ["纪清晏"]),
        ("处长纪清晏", ["纪清晏"]),
        ("纪清晏 秘书处处长", ["纪清晏"]),
        ("秘书处：纪清晏", ["纪清晏"]),
        ("洛桑·云青；费䶮", ["洛桑·云青", "费䶮"]),
        ("各处室负责人", ["各处室负责人"]),
        ("罗阿婆（化名）", ["罗阿婆"]),
    ],
)
def test_it_reads_names_without_titles(cell: str, names: list[str]) -> None:
    assert [name for name in persons(cell) if "处长" not in name] == names


@pytest.mark.parametrize(
    "cell",
    [
        "秘书处 纪清晏",
        "秘书处\n纪清晏",
        "秘书处（纪清晏）",
        "秘书处/纪清晏",
        "秘书处纪清晏",
        "秘书处处长纪清晏",
        "责任单位：秘书处 责任人：纪清晏",
    ],
)
def test_it_tells_a_unit_from_a_person_in_one_cell(cell: str) -> None:
    parties = Parties()
    read_mixed(cell, parties)
    assert (parties.lead_units, parties.accountable) == (["秘书处"], ["纪清晏"])


@pytest.mark.parametrize(
    ("cell", "rest", "numbers"),
    [
        ("纪清晏 13800000001", "纪清晏", ["13800000001"]),
        ("纪清晏（0870-5550101）", "纪清晏", ["0870-5550101"]),
        ("纪清晏，电话：5550101", "纪清晏", ["5550101"]),
        ("抽查不少于10件", "抽查不少于10件", []),
    ],
)
def test_it_takes_telephone_numbers_off(cell: str, rest: str, numbers: list[str]) -> None:
    assert take_numbers(cell) == (rest, numbers)


def test_every_person_and_unit_of_the_cast_is_told_apart() -> None:
    cast = "温如砺 季望山 柏舟宁 佟以恒 岳正衡 秦见微 邹小禾 纪清晏 殷若渔 谷向原 段知行 卓问渠 祁又晴 傅采薇 钟守拙 陶然之 向采苓 费䶮 洛桑·云青 尹稚川 荀大禾 严以宁"
    units = "办公厅 秘书处 综合处 督查处 委员工作处 人事处 信息中心 机关服务中心 研究室 提案委员会 经济委 人资环委 社法委 民宗委 机关党委 机关纪委 各处室 各党支部 各专委会办公室 云栈县"
    assert [name for name in cast.split() if not looks_like_person(name)] == []
    assert [unit for unit in units.split() if not looks_like_unit(unit)] == []
