"""Formulas: with a stored value they are their value, without one they are a fault."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import measure, on, problem

_SHEET = "xl/worksheets/sheet1.xml"


def books() -> list[Book]:
    rows = [
        ["序号", "问题", "整改措施", "责任单位", "责任人", "完成时限"],
        ["=ROW()-1", "回访缺少", "建立回访制度", "联络接待处", "荀大禾", "7月底前"],
        [2, "采纳情况反馈不及时", '="按月"&"反馈"', "综合研究处", "段知行", "=DATE(2026,8,31)"],
        [3, "底数不清", "开展摸底", "委员工作处", "=D4", "6月底前"],
        [4, "座谈次数少", "增加座谈", "委员工作处", "谷向原", "#REF!"],
    ]
    parts = {_SHEET: [
        (b'<c r="A2"><f>ROW()-1</f><v /></c>', b'<c r="A2"><f>ROW()-1</f><v>1</v></c>'),
        (b'<c r="C3"><f>"\xe6\x8c\x89\xe6\x9c\x88"&amp;"\xe5\x8f\x8d\xe9\xa6\x88"</f><v /></c>', b'<c r="C3" t="str"><f>"a"</f><v>\xe6\x8c\x89\xe6\x9c\x88\xe5\x8f\x8d\xe9\xa6\x88</v></c>'),
        (b"<f>DATE(2026,8,31)</f><v /></c>", b"<f>DATE(2026,8,31)</f><v>46265</v></c>"),
    ]}  # fmt: skip
    expected = [
        problem("1", "回访缺少", measure("建立回访制度", "联络接待处", "荀大禾", on("07-31"))),
        problem("2", "采纳情况反馈不及时", measure("按月反馈", "综合研究处", "段知行", on("08-31"))),
        problem("3", "底数不清", measure("开展摸底", "委员工作处", "", on("06-30")), errors=["formula"]),
        problem("4", "座谈次数少", measure("增加座谈", "委员工作处", "谷向原", None), errors=["formula"]),
    ]
    return [Book("formulas.xlsx", [Sheet("台账", rows, parts=parts)], expected)]
