"""Headings by meaning: every column named in rules.md §3, and their synonyms."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

import pytest

from bihuan.core.sheets.headings import is_other, meanings

ROLES = {
    "number": "序号 编号 问题编号 序　号 NO.",
    "aspect": "方面 问题类别 类别 问题方面 所属方面 涉及领域",
    "category": "整改类型 整改方式 立行立改/限期整改/长期坚持",
    "source": "问题来源 来源 任务来源 立项依据",
    "title": "问题 存在问题 存在的问题 问题表述 具体问题 具体表现 报告原文表述 反馈问题 问题及表现 督办事项 查摆出的问题 存在的突出问题",
    "measure": "整改措施 措施 整改举措 细化措施 细化的整改措施 具体措施 工作任务 重点任务",
    "lead_unit": "责任单位 牵头单位 责任处室 责任部门 主办单位 承办单位 牵头处室 责任主体 具体责任单位 单位",
    "supporting_units": "配合单位 协办单位 配合部门 参与单位",
    "accountable": "责任人 整改责任人 直接责任人 具体责任人 经办人 负责人 牵头整改部门责任人",
    "supporting_people": "配合责任人 配合部门责任人",
    "first_accountable": "第一责任人 整改第一责任人",
    "leader": "责任领导 分管领导 牵头领导 包保领导 分管负责人",
    "contact": "联络员 联系人",
    "phone": "联系电话 电话 联系方式",
    "due": "完成时限 整改时限 时限 期限 完成时间 计划完成时间 截止日期 时间节点 对应时间 对应的完成时间 办结时限",
    "standard": "完成标准 整改完成标准 整改目标 工作目标 销号标准",
    "evidence": "佐证材料 印证材料 佐证资料 成果形式",
    "progress": "进展情况 整改进展 完成情况 落实情况 整改情况 已采取措施 整改成效 办理情况 结果",
    "difficulty": "存在困难 存在的困难和问题 未完成原因 未整改到位原因",
    "next_step": "下一步打算 下步工作计划 下一步措施",
    "status": "是否完成 是否已完成整改 状态 整改状态 是否整改到位 是否办结",
    "signed_off": "是否销号 销号情况",
    "problem_ref": "对应问题 对应问题序号 问题清单序号",
    "measure_ref": "对应措施 对应措施序号",
    "measure_number": "措施序号 任务编号",
}


@pytest.mark.parametrize(
    ("role", "heading"), [(role, heading) for role, words in ROLES.items() for heading in words.split(" ")]
)
def test_a_heading_has_its_meaning(role: str, heading: str) -> None:
    assert [one.role for one in meanings(heading)] == [role]


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("责任单位及责任人", ["lead_unit", "accountable"]),
        ("责任单位（责任人）", ["lead_unit", "accountable"]),
        ("牵头/配合部门责任人+电话", ["accountable", "supporting_people", "phone"]),
        ("牵头整改部门责任人及联系电话", ["accountable", "phone"]),
        ("配合单位及责任人", ["supporting_units", "supporting_people"]),
        ("未到位原因及下一步", ["difficulty", "next_step"]),
        ("整改措施及完成时限", ["measure", "due"]),
        ("联络员及电话", ["contact", "phone"]),
    ],
)
def test_a_heading_of_two_things_has_both_meanings(heading: str, roles: list[str]) -> None:
    assert [one.role for one in meanings(heading)] == roles


@pytest.mark.parametrize(
    "heading",
    [
        "备注",
        "地点",
        "图片",
        "资金",
        "检查时间",
        "检查人",
        "复查时间",
        "复查人",
        "实际完成时间",
        "法规政策依据",
        "整改要求",
        "问题金额（万元）",
        "原因分析",
        "督办领导",
        "问题数量",
    ],
)
def test_other_columns_have_none(heading: str) -> None:
    assert (meanings(heading), is_other(heading)) == ((), True)


@pytest.mark.parametrize(
    "heading", ["完成时限（年/月/日）", "完成\n时限", "完 成 时 限", "完成时限：", "*完成时限"]
)
def test_marks_breaks_and_hints_do_not_matter(heading: str) -> None:
    assert [one.role for one in meanings(heading)] == ["due"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("督查组发现问题", "title"),
        ("应急处置措施", "measure"),
        ("承诺时限", "due"),
        ("目前完成情况", "progress"),
        ("办理进度", "progress"),
        ("销号意见", "signed_off"),
        ("整改中遇到的问题", "difficulty"),
    ],
)
def test_a_heading_is_understood_by_the_word_that_it_ends_with(heading: str, role: str) -> None:
    assert [one.role for one in meanings(heading)] == [role]


@pytest.mark.parametrize("heading", ["是否共性问题", "预防措施", "问责措施", "签收时限"])
def test_the_last_word_alone_does_not_decide(heading: str) -> None:
    assert meanings(heading) == ()
