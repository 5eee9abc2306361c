"""Several measures in one cell, and cells numbered in parallel with them."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

import pytest

from bihuan.core.sheets.items import measures_in, parallel


@pytest.mark.parametrize(
    "cell",
    [
        "1.甲措施；2.乙措施。", "1．甲措施\n2．乙措施", "1、甲措施；\n2、乙措施。", "（1）甲措施；\n（2）乙措施。", "(1)甲措施(2)乙措施", "1）甲措施；2）乙措施", "①甲措施②乙措施",
        "一是甲措施；二是乙措施。", "一、甲措施\n二、乙措施", "（一）甲措施；（二）乙措施", "第一，甲措施；第二，乙措施", "甲措施；\n乙措施。", "整改措施：1.甲措施；2.乙措施",
        "1.甲\n措施；\n2.乙措施。", "1.\n甲措施\n2.\n乙措施", "1.1 甲措施\n1.2 乙措施", "措施1：甲措施\n措施2：乙措施", "⑴甲措施；⑵乙措施", "1 甲措施\n2 乙措施",
    ],
)  # fmt: skip
def test_it_divides_numbered_measures(cell: str) -> None:
    assert measures_in(cell) == ["甲措施", "乙措施"]


@pytest.mark.parametrize(
    "cell",
    [
        "将7个压减为4个",
        "压减1、2类文件",
        "投入1.5万元，年均2.5万元",
        "加强培训，一是内训，二是外训。",
        "对第1、2批对象走访",
        "2026.5.31前印发",
        "制定办法；",
    ],
)
def test_it_leaves_one_measure_whole(cell: str) -> None:
    assert measures_in(cell) == [cell]


def test_an_inner_numbering_stays_in_its_measure() -> None:
    assert measures_in("1.建立制度：（1）制定；（2）印发。\n2.通报。") == [
        "建立制度：（1）制定；（2）印发",
        "通报",
    ]


def test_a_sentence_broken_over_lines_is_joined() -> None:
    assert measures_in("1.开展讨论，\n各支部形成材料；\n2.组织学习\n不少于4次。") == [
        "开展讨论，各支部形成材料",
        "组织学习不少于4次",
    ]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("1.5月底前；2.6月底前；3.长期坚持", ["5月底前", "6月底前", "长期坚持"]),
        ("1-2.5月底前；3.长期坚持", ["5月底前", "5月底前", "长期坚持"]),
        ("1、2项：5月底前\n第3项：长期坚持", ["5月底前", "5月底前", "长期坚持"]),
        ("（1）办公厅（2）人事处（3）秘书处", ["办公厅", "人事处", "秘书处"]),
    ],
)
def test_it_divides_cells_numbered_in_parallel(cell: str, parts: list[str]) -> None:
    assert parallel(cell, 3) == parts


@pytest.mark.parametrize("cell", ["5月底前", "5.31", "办公厅、人事处、秘书处"])
def test_it_does_not_divide_what_holds_for_all(cell: str) -> None:
    assert parallel(cell, 3) is None


def test_marks_side_by_side_share_what_follows_them() -> None:
    assert parallel("①②6月底前\n③每季度", 3) == ["6月底前", "6月底前", "每季度"]


def test_a_numbering_goes_on_from_the_rows_above() -> None:
    assert measures_in("2.甲措施", before=1) == ["甲措施"]
    assert measures_in("2.甲措施；3.乙措施。", before=1) == ["甲措施", "乙措施"]
    assert measures_in("3.甲措施", before=1) == ["3.甲措施"]


def test_bulleted_lines_are_measures() -> None:
    assert measures_in("●甲措施；\n●乙措施。") == ["甲措施", "乙措施"]


def test_parts_of_one_measure_do_not_divide_it() -> None:
    cell = "组织安全培训，内容包括：1.口令管理；2.邮件防护。"
    assert measures_in(cell) == [cell]
