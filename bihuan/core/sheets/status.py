"""The status word that a row states: in a column of its own, or at the head or end of its progress text."""

import re
from typing import Final

_WORDS: Final = (
    r"(?:已|均已|全部|已全部|基本|已基本|部分|已部分|阶段性|按期|按时|已按期|已按时|提前|尚未|未|未按期)(?:整改)?(?:完成|办结|落实|到位|达标|解决)(?:整改|到位|任务)?",
    r"(?:已|未|尚未|待|拟|申请|已申请|予以|建议)(?:销号|核验|验收|审核|核查|启动|开展|整改|签收|交办|退回|延期|办理|实施|推进|开始|反馈|归档|解决)(?:完成|到位|完毕)?",
    r"(?:正在|正|持续|稳步|有序|扎实|加快|按计划|按序时|序时|按序时进度|按时序|有效|长期|分批|继续)(?:推进|整改|办理|落实|实施|进行|开展|完善|坚持|解决|协调|对接|处理|处置|筹备|核实)(?:中|之中)?",
    r"(?:推进|整改|办理|进行|落实|实施|处理|核验|审核|办结|进展|持续推进|正在推进|正在进行|正在办理|正在整改)中",
    r"(?:达到|符合|滞后|落后于|超前)序时进度|未达(?:到)?序时进度|序时|正常推进|进展(?:顺利|正常|缓慢|滞后)|取得(?:阶段性|初步|明显)(?:成效|进展)",
    r"已?(?:超期|逾期|延期|中止|终止|撤销|取消|暂停|转入常态化|转常态化|转入长期坚持|转为常态化|归并|合并)(?:未完成|未办结|完成)?",
    r"(?:未|不|没有)到(?:期|位)|整改到位|未整改到位|已整改到位|整改完成|完成整改|已完成整改|未完成整改|办结|销号|完成|已完|已办|未办|在办|未动|已启动未完成|长期坚持|常态化(?:推进|坚持|开展)?|持续坚持|立行立改已完成|启动|不通过|通过|合格|不合格",
)
STATUS: Final = re.compile("|".join(f"(?:{words})" for words in _WORDS))
_ONLY_STATUS: Final = re.compile(r"(?:" + "|".join(_WORDS) + r")(?:[（(][^（）()]*[）)])?[。；;.!]?")
_YES_NO: Final = frozenset(("是", "否", "√", "×", "✓", "✔", "✗", "Y", "N", "yes", "no", "已", "未"))
_ASIDE: Final = re.compile(r"(?<=[^\s（(])[（(][^（）()]*[)）]")
_MARKS: Final = " 、.1234567890（）()"
_DATED: Final = re.compile(
    r"^\s*(?:\d{1,2}[.、]\s*)?已?(?:截至|截止|于)?(?:(?:20\d\d|今)年)?\d{1,2}月(?:\d{1,2}[日号]|[底初]|[上中下]旬)?(?=[一-鿿]{2})"
)
"""“6月15日已完成” states how things stand as plainly as “已完成”."""
_CLAUSES: Final = re.compile(r"[，,；;。：:\n]")


def is_status(text: str) -> bool:
    """The whole text is a status word (“已完成”, “正在推进（80%）”)."""
    return bool(_ONLY_STATUS.fullmatch(text.strip()))


def is_yes_or_no(text: str) -> bool:
    """A plain 是, 否 or tick."""
    return text.strip() in _YES_NO


def status_in(text: str) -> str | None:
    """The status word that a progress text states: first its opening clause, then its last, then any
    other.
    """
    aside = _ASIDE.sub("", text)
    return _stated(aside) or (_stated(text) if aside != text else None)


def _stated(text: str) -> str | None:
    clauses = [_DATED.sub("", clause).strip(_MARKS) for clause in _CLAUSES.split(text) if clause.strip()]
    if not clauses:
        return None
    opening = STATUS.match(clauses[0])
    if is_status(clauses[0]):
        return _bare(clauses[0])
    for clause in reversed(clauses[1:]):
        if is_status(clause):
            return _bare(clause)
    if opening and opening[0].removesuffix("中") in _PLAIN_OPENINGS:
        return opening[0]
    return None


_PLAIN_OPENINGS: Final = frozenset(
    ("正在推进", "推进", "未启动", "尚未启动", "持续推进", "正在整改", "未开展", "尚未开展")
)
"""Words that state how things stand even with an object behind them; “已完成3次调研” does not say that all
is done.
"""


def _bare(clause: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]?$|[。；;.!]$", "", clause).strip()
