"""The 52 problems and 266 measures: numbers, states, wording."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bihuan.exchange.demonstration.content import CLOSED, LIFE, PROVED
from bihuan.exchange.demonstration.reading import DATA, toml
from bihuan.exchange.demonstration.shapes import DemoMeasure, DemoProblem
from tests.exchange.demonstration.told import CONTENT

PROBLEMS = CONTENT.problems
MEASURES = list(CONTENT.measures)
CATEGORIES = {"建章立制", "清理压减", "调研摸底", "会议活动", "服务改进", "培训竞赛", "信息化", "长期坚持"}
FORBIDDEN = ("照片", "签到", "打卡", "积分", "排名", "问责", "处分", "谈心", "批示原件", "未搬迁", "对照检查")
EMPTY_WORDS = ("进一步加强", "不断提高", "高度重视", "积极推进")


def state_of(measure: DemoMeasure) -> str:
    """The state under the heading of §16."""
    told_apart = {"补录销号": "已销号", "撤销": "撤销或并入", "并入": "撤销或并入"}
    return told_apart.get(measure.state, measure.state)


def test_it_has_52_problems_and_266_measures_spread_over_ten_aspects() -> None:
    by_aspect = [(aspect.problems, aspect.measures) for aspect in CONTENT.register.aspects]
    counted = [
        (len(own), sum(len(problem.measures) for problem in own))
        for own in ([problem for problem in PROBLEMS if problem.aspect == n] for n in range(1, 11))
    ]
    assert counted == by_aspect
    assert (len(PROBLEMS), len(MEASURES)) == (52, 266)


def test_types_and_sources_add_up_as_reported() -> None:
    assert Counter(problem.type for problem in PROBLEMS) == {"立行立改": 14, "限期整改": 28, "长期坚持": 10}
    assert Counter(problem.source for problem in PROBLEMS) == {
        "问卷调查": 17,
        "走访座谈": 14,
        "现场调研": 8,
        "党支部查摆": 9,
        "对照以往巡察反馈自查": 4,
    }
    assert {problem.batch for problem in PROBLEMS if problem.type == "限期整改"} == {1, 2, 3}
    assert not [problem for problem in PROBLEMS if (problem.type == "限期整改") == (problem.batch is None)]


def test_every_state_of_a_measure_occurs_as_often_as_reported() -> None:
    assert Counter(state_of(measure) for measure in MEASURES) == {
        "未启动": 12,
        "已交办待签收": 6,
        "推进中": 62,
        "临期": 18,
        "超期": 9,
        "暂停计时": 3,
        "延期已批": 7,
        "待审签": 5,
        "待核验": 16,
        "退回补充": 6,
        "已销号": 104,
        "转入常态化": 14,
        "重新打开": 2,
        "撤销或并入": 2,
    }
    assert sum(measure.back_filled for measure in MEASURES) == 20
    assert {measure.state for measure in MEASURES} == set(LIFE)


def test_every_state_of_a_problem_occurs_as_often_as_reported() -> None:
    assert Counter(problem.state for problem in PROBLEMS) == {
        "推进中": 21,
        "超期": 2,
        "待核验": 4,
        "已销号": 19,
        "转入常态化": 5,
        "重新打开": 1,
    }
    assert len(CONTENT.new_problems) == 3


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.number)
def test_a_problem_stands_no_better_than_its_measures(problem: DemoProblem) -> None:
    states = {measure.state for measure in problem.measures}
    if problem.state in ("已销号", "转入常态化", "待核验"):
        assert states <= CLOSED
        assert states & PROVED
    else:
        assert not states <= CLOSED
    if problem.state == "转入常态化":
        assert "转入常态化" in states
    if problem.state == "超期":
        assert "超期" in states
    assert (problem.state == "重新打开") == ("重新打开" in states)


def test_only_what_was_closed_stands_on_a_sheet_and_a_problem_after_its_measures() -> None:
    for measure in MEASURES:
        once_closed = measure.state in PROVED | {"重新打开"}
        assert (measure.sheet is not None) == once_closed, measure.number
        assert (measure.sheet in (1, 2)) == measure.back_filled, measure.number
    for problem in PROBLEMS:
        if problem.sheet:
            assert problem.sheet > max(
                measure.sheet or 0 for measure in problem.measures if measure.state in PROVED | {"重新打开"}
            ), problem.number
            assert problem.sheet <= len(CONTENT.register.sheets)
        else:
            assert problem.state in ("推进中", "超期", "待核验")


def test_the_fourth_sheet_carries_eighteen_items() -> None:
    signed = [m.sheet for m in MEASURES if state_of(m) in ("已销号", "重新打开")]
    signed += [problem.sheet for problem in PROBLEMS if problem.state in ("已销号", "重新打开")]
    assert signed.count(4) == 18
    assert (signed.count(1), signed.count(2)) == (12, 8)


def test_numbers_run_on_without_gap() -> None:
    for aspect in range(1, 11):
        own = [problem for problem in PROBLEMS if problem.aspect == aspect]
        assert [int(problem.number[2:]) for problem in own] == list(range(1, len(own) + 1))
    for problem in PROBLEMS:
        wanted = [f"{problem.number}.{n}" for n in range(1, len(problem.measures) + 1)]
        assert [measure.number for measure in problem.measures] == wanted


def test_no_two_measures_say_the_same() -> None:
    for name in ("topic", "standard"):
        counted = Counter(getattr(measure, name) for measure in MEASURES)
        routine = {"已形成制度并连续两个周期执行，转入常态化", "转入常态化"}
        assert not [text for text, n in counted.items() if n > 1 and text not in routine]
    assert len({measure.text.zh for measure in MEASURES}) == 266
    assert len({measure.text.en for measure in MEASURES}) == 266
    assert len({problem.title.zh for problem in PROBLEMS} | {problem.title.en for problem in PROBLEMS}) == 104


def test_every_measure_is_complete_and_can_be_verified() -> None:
    for measure in MEASURES:
        assert all((measure.topic, measure.text.zh, measure.text.en, measure.due, measure.standard)), measure
        assert measure.evidence
        assert measure.category in CATEGORIES, measure
        assert 1 <= measure.concrete <= 12, measure
        assert not [word for word in EMPTY_WORDS if word in measure.text.zh], measure
        assert (measure.state in ("延期已批", "重新打开")) == bool(measure.new_due), measure
    assert {measure.concrete for measure in MEASURES} == set(range(1, 13))
    assert {measure.category for measure in MEASURES} == CATEGORIES


def test_nothing_forbidden_is_said_anywhere() -> None:
    for file in DATA.rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        assert not [word for word in FORBIDDEN if word in text], file.name
        assert re.sub("不计学习时长", "", text).count("学习时长") == 0, file.name
        assert not re.search(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}", text), file.name


def test_what_was_written_for_a_measure_belongs_to_one_in_that_state() -> None:
    book = toml("sentences.toml")
    states = {measure.number: measure.state for measure in MEASURES}
    for act, state in (
        ("send_back", "退回补充"),
        ("extension", "延期已批"),
        ("pause", "暂停计时"),
        ("overdue", "超期"),
        ("reopen", "重新打开"),
    ):
        assert set(book[act]) == {number for number, of in states.items() if of == state}, act
    assert {states[number] for number in book["withdraw"]} == {"撤销", "并入"}
    assert set(book["instruct"]) <= {problem.number for problem in PROBLEMS}
    assert set(book["ask_for_help"]) <= set(states)


def test_opinions_go_to_problems_and_units_that_exist() -> None:
    known = {problem.number for problem in PROBLEMS} | {unit.name.zh for unit in CONTENT.units} | {""}
    assert len(CONTENT.opinions) == 14
    for opinion in CONTENT.opinions:
        assert opinion.goes_to in known
        assert opinion.answer
    assert {one.decision for one in CONTENT.opinions} == {"采纳", "暂不采纳", "已解决", "转有关方面"}


def sample_measures(source: Path) -> dict[str, list[tuple[str, ...]]]:
    """The measures of the twenty samples, by number, as (text, due, standard, evidence)."""
    found: dict[str, list[tuple[str, ...]]] = {}
    number = ""
    section = source.read_text(encoding="utf-8").split("## 4 ")[1].split("## 5 ")[0]
    for line in section.splitlines():
        if head := re.match(r"\*\*([一二三四五六七八九十]-\d) (.*?)\*\*", line):
            number = head[1]
            found[number] = [(head[2],)]
        elif number and line.startswith("| ") and not line.startswith("| 措施"):
            found[number].append(tuple(cell.strip() for cell in line.strip("| ").split(" | ")))
    return found


def test_the_twenty_samples_stand_word_for_word(shared_data: Callable[[str], Path]) -> None:
    problems = {problem.number: problem for problem in PROBLEMS}
    samples = sample_measures(shared_data("demo-content.md"))
    assert len(samples) == 20
    for number, (title, *measures) in samples.items():
        assert problems[number].title.zh == title[0]
        own = problems[number].measures[: len(measures)]
        for (text, due, standard, evidence), measure in zip(measures, own, strict=True):
            written = (measure.text.zh, measure.due, measure.standard, measure.evidence)
            assert written == (text, due, standard, evidence)
