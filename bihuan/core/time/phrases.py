"""Reads a due as clerks write it: “6月底前”, “每季度末月25日前”, “立行立改”, “年底前完成并长期坚持”.

The meanings follow rules.md §3 and the table of writings in the demonstration material: a month or a year
alone
is its last day, 上旬 / 中旬 / 下旬 are the 10th, the 20th and the month's end, a span is due at its end. What
depends on something that the writing does not say (“会后10个工作日内”, “全会前”) stays unread for a person.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from bihuan.core.time.cycles import FEASTS, Cycle, read_cycle
from bihuan.core.time.numerals import arabic

Kind = Literal["date", "immediate", "long_term", "recurring", "unread"]


@dataclass(frozen=True, slots=True)
class Due:
    """One due as read.

    `on`: the last day in time (kind `date`), or the day on which a recurring duty ends. `every`: week,
    half_month, month, two_months, quarter, half_year, year; `day`: where in each of them it is due
    (bihuan.core.time.places). `then`: "long_term" where the duty goes on after the first due.
    `text`: the writing itself. `impossible`: it names a day that does not exist (2月30日); its kind is
    `unread`.
    """

    kind: Kind
    on: date | None = None
    every: str | None = None
    then: str | None = None
    day: str | None = None
    text: str = ""
    impossible: bool = False

    @property
    def error(self) -> str | None:
        """`bad_date`, `unread_date` or None."""
        if self.kind != "unread":
            return None
        return "bad_date" if self.impossible else "unread_date"

    def as_json(self) -> dict[str, str]:
        """As contracts.md defines `due`; the text only where nothing else could be read."""
        out: dict[str, str] = {"kind": self.kind}
        if self.on:
            out["on"] = self.on.isoformat()
        if self.every:
            out["every"] = self.every
        if self.then:
            out["then"] = self.then
        if self.kind == "unread":
            out["text"] = self.text
        return out


def read_due(text: object, *, year: int) -> Due:
    """The due that a cell states. `text`: str, int, float, date or datetime; `year` where none is written.

    Never raises: what cannot be read has kind `unread`.
    """
    if isinstance(text, datetime):
        return Due("date", text.date(), text=text.date().isoformat())
    if isinstance(text, date):
        return Due("date", text, text=text.isoformat())
    if isinstance(text, bool) or text is None:
        return Due("unread", text="" if text is None else str(text))
    if isinstance(text, (int, float)):
        return _from_number(text, year)
    return _from_text(str(text), year)


def day_given(due: Mapping[str, Any]) -> str | None:
    """Where in each period a due is due: as it was chosen, else as its words say."""
    if due.get("day"):
        return str(due["day"])
    if not due.get("every"):
        return None
    read = read_due(due.get("text") or "", year=_ANY_YEAR)
    return read.day if read.every == due["every"] else None


_ANY_YEAR: Final = 2000
# --- numbers
# ---------------------------------------------------------------------------------------------------

_SERIAL_DAY_0: Final = date(1899, 12, 30)
_SERIALS: Final = range(36526, 73051)  # 2000-01-01 to 2099-12-31 as a spreadsheet counts days


def _from_number(value: float, year: int) -> Due:
    """A number typed into the column: a day's serial number, 20220630, 2022, 5.31, 2022.6."""
    shown = str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else str(value)
    if value == value and abs(value) < 1e15 and int(value) in _SERIALS:
        return Due("date", _SERIAL_DAY_0 + timedelta(days=int(value)), text=shown)
    if re.fullmatch(r"\d{1,2}\.[123]|20\d\d\.1", shown):
        # A cell shows 6.30 typed as a number as 6.3, and 2022.10 as 2022.1: two days are meant equally well.
        return Due("unread", text=shown)
    return _from_text(shown, year)


# --- words
# -----------------------------------------------------------------------------------------------------

_LONG: Final = re.compile(
    r"(?<!中)长期(?!机制|规划|制度)|常态(?:化|推进|坚持|开展|$)|持续(?![到至]|时间)|常抓不懈|贯穿(?:全年|始终|全过程)|经常性|经常抓"
    r"|日常(?:工作|坚持|推进|开展|落实)?(?:$|[,;。)])|坚持不懈|久久为功|全年坚持|始终坚持|长抓不懈|一直坚持|永久|不间断"
)
_AT_ONCE: Final = re.compile(
    r"立行立改|即知即改|即行即改|立知立改|知错即改|边[查学整督改审]边改|即查即改|立查立改|立改立行|即整即改|随查随改|未巡先改"
    r"|立即|立刻|马上|即时|当即|即刻|即办|即改|立改|立整立改|当[日天](?:办结|整改|完成|解决)?$|立说立行|[现当]场(?:整改|解决|纠正|办结)|^即日$|^随时$"
)
_FROM_TODAY: Final = re.compile(r"即日起|从即日|自即日|现在起|即日开始")
_SUPERSEDED: Final = re.compile(r"\((?:原|原定|原为|由)[^()]*\)|原(?:定|计划|时限为?)[^,;。()]*[,;。]")
_REPORTING: Final = re.compile(r"报(?:送|告|进展|一次|1次)|上报|通报进展")
_AFTERWARDS: Final = re.compile(r"此后|之后|其后|以后|随后|完成后|后续|[再并]每|起[,、]?$")
_FINISHED: Final = re.compile(r"完成|办结|建成|出台|印发|制定|修订|整改到位|落实到位|到位")
_OVERSIGHT: Final = re.compile(r"调度|督[办导促]|跟踪|盯办|研判|会商|推进会")


@lru_cache(maxsize=4096)
def _from_text(written: str, year: int) -> Due:
    shown = re.sub(r"\s*[\r\n]+\s*", "", written.strip())
    shown = shown.translate(_WIDE_DIGITS)
    plain = plain_form(written, year)
    if not plain:
        return Due("unread", text=shown)
    serial = re.fullmatch(r"\d{5}(?:\.0+)?", plain)
    if serial and int(float(plain)) in _SERIALS:
        return Due("date", _SERIAL_DAY_0 + timedelta(days=int(float(plain))), text=shown)
    cycle = read_cycle(plain)
    rest = f"{cycle.before}{cycle.after}" if cycle else plain
    found = list(_days(rest, year))
    if any(day.on is None for day in found):
        return Due("unread", text=shown, impossible=True)
    lasting = bool(_LONG.search(plain))
    found = [day for day in found if not (day.start or (lasting and day.loose))]
    on = found[-1].on if found else None
    if cycle and not _only_reported(cycle, on, lasting=lasting):
        return _recurring(cycle, on, shown)
    if on:
        return Due("date", on, then="long_term" if lasting else None, text=shown)
    return _without_a_day(plain, shown, lasting=lasting)


def _without_a_day(plain: str, shown: str, *, lasting: bool) -> Due:
    if _AT_ONCE.search(plain):
        return Due("immediate", then="long_term" if lasting else None, text=shown)
    if lasting:
        return Due("long_term", text=shown)
    if _FROM_TODAY.search(plain):
        return Due("immediate", text=shown)
    return Due("unread", text=shown)


def _only_reported(cycle: Cycle, on: date | None, *, lasting: bool) -> bool:
    """“长期坚持，每半年报送一次”, “6月底前，每月调度”: the rhythm is that of reports, not of the duty."""
    if lasting and _REPORTING.search(cycle.clause):
        return True
    return on is not None and bool(cycle.before) and bool(_OVERSIGHT.search(cycle.clause))


def _recurring(cycle: Cycle, on: date | None, shown: str) -> Due:
    """“6月30日前完成，7月起每季度一次” is two dues: the day, and from then on for good, in the cycle."""
    if cycle.every is None:
        return Due("unread", text=shown)
    follows = _AFTERWARDS.search(f"{cycle.before}{cycle.clause}") or _FINISHED.search(cycle.before)
    if on and cycle.before and follows:
        return Due("date", on, cycle.every, "long_term", cycle.day, text=shown)
    return Due("recurring", on, cycle.every, day=cycle.day, text=shown)


# --- days
# ------------------------------------------------------------------------------------------------------

_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_DASH: Final = r"[-~至到]"


def plain_form(text: str, year: int) -> str:
    """One form for the many ways to write the same: digits, dashes, years by name, spans written short."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[—–―一]{2,}|[—–―－‐‑]", "-", text)
    text = re.sub(r"(\d)\s+(\d{1,2}:\d\d)", r"\1T\2", text)
    text = re.sub(r"[\s“”‘’「」『』\"']+", "", text)
    text = re.sub(r"[〜～∼]", "~", text)
    text = re.sub(r"\((?:星期|周)[一二三四五六日天]\)", "", text)
    text = re.sub(
        r"(?<!\d)0?[〇○零一二三四五六七八九十][〇○零一二三四五六七八九十0]*(?=[年月日号])",
        lambda m: _number(m[0]),
        text,
    )
    text = _SUPERSEDED.sub("", text)
    text = re.sub(r"(?<!每年)(?<!年度)(?:明|次|来|翌)年", f"{year + 1}年", text)
    text = re.sub(r"后年", f"{year + 2}年", text)
    text = re.sub(r"(?:去|上)年", f"{year - 1}年", text)
    text = re.sub(r"(?:今|本|当|该)年", f"{year}年", text)
    text = re.sub(rf"((?:19|20)\d\d)年?{_DASH}((?:19|20)\d\d)年", r"\1年至\2年", text)
    text = re.sub(
        rf"(?<![\d.])((?:19|20)\d\d)[.](\d{{1,2}}){_DASH}(\d{{1,2}})(?![\d.])", r"\1年\2月至\3月", text
    )
    text = re.sub(rf"(?<![\d.])(\d{{1,2}}){_DASH}(\d{{1,2}})月", r"\1月至\2月", text)
    text = re.sub(r"(\d[./]\d{1,2})[-~](\d{1,2}[./]\d{1,2})(?![./\d])", r"\1至\2", text)
    return re.sub(rf"(\d{{1,2}})月(\d{{1,2}})[日号]?{_DASH}(\d{{1,2}})[日号]", r"\1月\2日至\1月\3日", text)


def _number(numeral: str) -> str:
    value = arabic(numeral)
    return numeral if value is None else str(value)


class _Day(NamedTuple):
    """A day found in the writing: None where it does not exist; `loose` where only a whole year is named;
    `start` where something begins then (“3月起”)."""

    on: date | None
    loose: bool = False
    start: bool = False


_START: Final = re.compile(r"[底初末]?(?:起|开始|以来|启动|[之以]?后(?!半))|[-~至]长期|[-~至]今")


_DAY: Final = re.compile(
    r"(?<!\d)(?P<y8>(?:19|20)\d\d)(?P<m8>\d\d)(?P<d8>\d\d)(?!\d)"
    r"|(?<!\d)(?P<y6>20\d\d)(?P<m6>0[1-9]|1[0-2])(?!\d)"
    r"|(?<![\d.])(?P<yi>(?:19|20)\d\d)(?P<sep>[-./])(?P<mi>\d{1,2})(?:(?P=sep)(?P<di>\d{1,2}))?(?!\d)(?P<parti>[上中下]旬|月?[底末初])?"
    r"|(?<![\d.])(?P<ys>[1-3]\d)(?P<ss>[-./])(?P<mss>\d{1,2})(?P=ss)(?P<ds>\d{1,2})(?![\d.])"
    r"|(?:(?<!\d)(?P<ya>(?:19|20)?\d\d)年(?:的)?)?(?<!\d)(?P<ma>\d{1,2})月份?(?!第)"
    r"(?:(?P<da>\d{1,2})(?:[日号]|(?![\d个次项件家场份名人条类%]))|(?P<part>月?[底末初]|[上中下]{1,2}旬|中))?"
    r"|(?<![\d./-])(?P<md>\d{1,2})(?P<ms>[./-])(?P<dd>\d{1,2})(?![\d./]|[%倍个项万])"
    r"|(?:(?<!\d)(?P<yq>(?:19|20)?\d\d)年(?:的|度)?)?(?:第?(?P<q>[一二三四1-4])个?季度?|Q(?P<qq>[1-4]))(?:[末底内])?"
    r"|(?:(?<!\d)(?P<yh>(?:19|20)?\d\d)年(?:的|度)?)?(?P<half>[上下前后])半年"
    r"|(?:(?<!\d)(?P<yz>(?:19|20)?\d\d)年)?(?P<feast>元旦|国庆|十一|三八|五一|五四|六一|七一|八一|妇女节|劳动节|青年节|儿童节|建党节|建军节|教师节)节?(?:假期|长假|期间)?(?:之|以)?前"
    r"|(?:(?<!\d)(?P<yw>(?:19|20)\d\d|2\d)年|(?<![\d每半多两几近历]))(?P<word>年?[底末终]|内|年?中旬?(?!旬)|全年|年度内|年内|年前)(?![期部])"
    r"|(?<!\d)(?P<yy>(?:19|20)\d\d)(?:年度?|$)(?![一-鿿]*工作日|[一-鿿]{1,12}前)"
)
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_YEAR_WORDS: Final = frozenset(
    ("底", "末", "终", "内", "年底", "年末", "年终", "年内", "全年", "年度内", "年中", "中")
)


def _days(text: str, year: int) -> Iterator[_Day]:
    """Every day that the text names, in order; a year or month written once holds for what follows it."""
    this_year, last_month, last_end = year, 0, -1
    for found in _DAY.finditer(text):
        parts = {name: value for name, value in found.groupdict().items() if value}
        named = next(
            (
                parts[key]
                for key in ("y8", "y6", "yi", "ys", "ya", "yq", "yh", "yz", "yw", "yy")
                if key in parts
            ),
            "",
        )
        if named:
            this_year = int(named) if len(named) == 4 else 2000 + int(named)
        month = int(next((parts[key] for key in ("m8", "m6", "mi", "mss", "ma", "md") if key in parts), "0"))
        span = text[last_end : found.start()] if last_end >= 0 else ""
        if not named and 0 < month < last_month and re.fullmatch(r"[^,;。]{0,3}[-~至到]", span):
            this_year += 1  # “11月至2月” ends in the next year
        day = _day(parts, this_year, month)
        if day is not None:
            yield day._replace(start=bool(_START.match(text, found.end())))
            last_month, last_end = month or last_month, found.end()


def _day(parts: dict[str, str], year: int, month: int) -> _Day | None:
    if "md" in parts and not (1 <= month <= 12 and 1 <= int(parts["dd"]) <= 31):
        return None  # a number such as 13.5, not a day
    if month or any(key in parts for key in ("m8", "m6", "mi", "mss", "ma")):
        number = next((parts[key] for key in ("d8", "di", "ds", "da", "dd") if key in parts), None)
        return _Day(_in_month(year, month, number, parts.get("part") or parts.get("parti") or ""))
    if "q" in parts or "qq" in parts:
        quarter = _QUARTERS.get(parts.get("q", ""), 0) or int(parts.get("qq") or parts["q"])
        return _Day(_end_of(year, quarter * 3))
    if "half" in parts:
        return _Day(_end_of(year, 6 if parts["half"] in "上前" else 12))
    if "feast" in parts:
        eve_year = year + 1 if parts["feast"] == "元旦" and "yz" not in parts else year
        return _Day(date(eve_year, *FEASTS[parts["feast"]]) - timedelta(days=1))
    if "word" in parts:
        return _word(parts["word"], year, named="yw" in parts)
    return _Day(_end_of(year, 12), loose=True)


def _word(word: str, year: int, *, named: bool) -> _Day | None:
    if word in ("中", "年中") and (named or word == "年中"):
        return _Day(_end_of(year, 6))
    if word == "全年":
        return _Day(_end_of(year, 12), loose=True)
    if word in _YEAR_WORDS and (named or word.startswith("年")):
        return _Day(_end_of(year, 12))
    return None


def _in_month(year: int, month: int, number: str | None, part: str) -> date | None:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None
    last = monthrange(year, month)[1]
    if number is not None:
        return date(year, month, int(number)) if 1 <= int(number) <= last else None
    if part == "上旬" or "初" in part:
        return date(year, month, 10)
    if part in ("中旬", "上中旬", "中"):
        return date(year, month, 20)
    return date(year, month, last)


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
