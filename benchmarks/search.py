"""Finding text among 100,000 matters for somebody who may see a tenth of them; the same among 1,000.

The texts are put together from words at random with a fixed seed, about 80 characters each, so that one
word of two characters stands in most of them and others in few. Milliseconds in the server, medians.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import connection, transaction

from benchmarks.figure import Figure
from bihuan.core.chain.ids import event_id
from bihuan.search.index import Sql, clause, newest, put

FEW, MANY = 1_000, 100_000
PAGE = 50
_WORDS = """
小区 停水 漏水 物业 居民 反映 道路 施工 噪音 垃圾 清运 路灯 电梯 供暖 绿化 停车 学校 医院 公交 站台 河道 污水
井盖 安全 隐患 消防 通道 占用 违建 拆除 办理 答复 整改 落实 责任 单位 期限 会议 调研 提案 委员 建议 群众 满意
回访 台账 制度 作风 服务 意识 学习 培训 考核 监督 检查 经费 预算 采购 档案 信息 系统 数据 公开 翠湖 云青 安置
社区 就业 技能 岗位 帮扶 产业 种植 养殖 销售 合作社 党支部 处室 办公厅 人事处
"""
WORDS = _WORDS.split()
QUERIES = {
    "common_word": "小区",  # in four fifths of the texts
    "word": "合作",  # in an eighth
    "four_characters": "翠湖小区",
    "one_character": "水",
    "rare_word": "䶮家",  # in one of a thousand
}
SEEN = "SELECT matter_id FROM bench_seen WHERE principal IN (%s, %s, %s, %s)"
VISIBLE: Sql = (SEEN, [3, 21, 22, 23])


def run() -> Iterator[Figure]:
    """Both sizes, each query: newest first, and in order of due."""
    dice = random.Random(7)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_matter (id bigint PRIMARY KEY, due_on text)")
        cursor.execute("CREATE INDEX bench_due ON bench_matter (due_on, id)")
        cursor.execute(
            "CREATE TABLE bench_seen (principal bigint, matter_id bigint, PRIMARY KEY (principal, matter_id))"
        )
    fill(dice, 0, FEW)
    small = {key: milliseconds(ask) for key, ask in asks()}
    yield Figure("search_put", fill(dice, FEW, MANY), "ms a matter", n=MANY)
    for key, ask in asks():
        value = milliseconds(ask)
        yield Figure(f"search_{key}", value, "ms", f"{FEW} matters", value / small[key], n=MANY)
    yield Figure("search_recall", recall(dice), "share", n=MANY)


def fill(dice: random.Random, start: int, end: int) -> float:
    """Write the matters from `start` to `end`; milliseconds for each, the index's part alone."""
    spent = 0.0
    for first in range(start, end, 100):
        rows = [(event_id(1, number + 1), text(dice)) for number in range(first, min(first + 100, end))]
        with transaction.atomic(), connection.cursor() as cursor:
            began = time.perf_counter()
            put(rows)
            spent += time.perf_counter() - began
            days = [(matter, f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}") for matter, _ in rows]
            cursor.executemany("INSERT INTO bench_matter VALUES (%s, %s)", days)
            seen = [(dice.randrange(10), matter) for matter, _ in rows]
            cursor.executemany("INSERT INTO bench_seen VALUES (%s, %s)", seen)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
    return spent * 1000 / (end - start)


def text(dice: random.Random) -> str:
    """A text of 8 to 60 words, the first of the list the most often."""
    count = dice.choice((8, 15, 30, 60))
    weights = [(place + 1) ** -0.7 for place in range(len(WORDS))]
    words = dice.choices(WORDS, weights, k=count)
    words += [
        chr(dice.randint(0x4E00, 0x9FA5)) + chr(dice.randint(0x4E00, 0x9FA5)) for _ in range(count // 3)
    ]
    if dice.random() < 0.001:
        words.append("䶮家")
    dice.shuffle(words)
    return "".join(word + ("，" if dice.random() < 0.15 else "") for word in words)


def asks() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Name and call of everything that is measured."""
    for name, query in QUERIES.items():
        yield f"{name}_newest", partial(newest, query, VISIBLE, limit=PAGE)
        yield f"{name}_by_due", partial(by_due, query)


def by_due(query: str) -> list[int]:
    """The first page of what hits and may be seen, in an order that is not the index's."""
    found = clause(query, within=VISIBLE)
    assert found is not None
    sql = f"SELECT m.id FROM bench_matter m WHERE m.id IN ({found[0]}) ORDER BY m.due_on, m.id LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*found[1], PAGE])
        return [matter for (matter,) in cursor.fetchall()]


def milliseconds(ask: Callable[[], Any]) -> float:
    """The median of 15 after three to warm up."""
    times = []
    for _ in range(18):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[3:])


def recall(dice: random.Random) -> float:
    """The share of 300 pieces of new texts, two to six characters from anywhere, that find their text."""
    found = 0
    everything: Sql = ("SELECT id FROM bench_matter", [])
    for number in range(300):
        matter, said = event_id(1, MANY + number + 1), text(dice)
        put([(matter, said)])
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_matter VALUES (%s, '2026-01-01')", [matter])
        start = dice.randrange(len(said) - 6)
        found += newest(said[start : start + dice.randint(2, 6)], everything, limit=1) == [matter]
    return found / 300
