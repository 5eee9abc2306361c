"""Walking along a chain (chain.py) and naming the first event that cannot be what was sealed.

Pure, so that the database and an export file without a database are checked by the same lines.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple, TypeAlias

from bihuan.core.chain.chain import FORMAT, canonical, genesis, instant
from bihuan.core.chain.ids import bounds, seq_of
from bihuan.core.words.text import Text

EventRow: TypeAlias = tuple[int, int, int, int, str, int, str, str]
"""id, org_id, seq, matter_id, name, at, header, seal: a stored event."""
FactRow: TypeAlias = tuple[int, str, str | None, str | None, str, int | None]
"""event_id, name, value, salt, digest, erased_by: a stored personal fact."""

ERASED: Final = "erased"
"""The event that takes personal facts away: its plain fact `erases` lists them as [event id, name]."""

_PUBLISHED: Final = re.compile(r"([^\s:]+):([0-9]{1,13}):([0-9a-f]{64})", re.ASCII)

BREAKS: Final = {
    "gap": Text(
        "编号不连续，记录有缺失或多出",
        "the numbers do not follow one another: events are missing, or too many",
    ),
    "link": Text(
        "封印与内容、前一条的封印不符，内容或封印被改动",
        "its seal does not follow from its content and the seal before: one of them was changed",
    ),
    "column": Text("索引列与封印的内容不一致", "a column says something else than what was sealed"),
    "time": Text("时间早于前一条", "its time is before that of the event before it"),
    "fact": Text(
        "个人信息项与封印的摘要不符，或有缺失、多出",
        "its personal facts do not match the digests that were sealed, or are missing, or too many",
    ),
    "erasure": Text(
        "个人信息已不在，但之后没有对应的清除记录",
        "a personal fact is gone, and no later event says that it was erased",
    ),
    "kept": Text(
        "此条记载已清除的个人信息仍然存在",
        "a personal fact is still there though this event says that it was erased",
    ),
    "head": Text(
        "链头与最后一条不符，末尾被截去、改写或多出",
        "the head is another: the end was cut off, rewritten or added to",
    ),
    "published": Text(
        "与已公布的链头不符，末尾被截去或改写",
        "the published head is another: the end was cut off or rewritten",
    ),
    "outside": Text(
        "本机之外留存的链头不在记录里：末尾被截去、改写，或恢复的是较早的备份",
        "a head kept outside is not in the record: its end was cut off or rewritten, or an older backup was"
        " restored",
    ),
    "chain": Text("没有这条链的链头", "there is no head for this chain"),
    "signature": Text("导出文件的签名不符", "the signature of the export does not fit it"),
    "member": Text("导出文件的内容与其清单不符", "the content of the export is not what its manifest says"),
}
"""What each kind of break says about the event that is named."""


class Break(NamedTuple):
    """The first event of the chain `org` that cannot be what was sealed.

    `seq` 0: no event is to be named. `detail` names the column, the personal fact or the part of the file.
    """

    kind: str
    org: str
    seq: int
    detail: str = ""

    def sentence(self) -> Text:
        """What is wrong and where, for people."""
        what = BREAKS[self.kind]
        zh, en = (f"（{self.detail}）", f" ({self.detail})") if self.detail else ("", "")
        place_zh, place_en = (f" 第 {self.seq} 条", f", event {self.seq}") if self.seq else ("", "")
        return Text(f"{self.org}{place_zh}：{what.zh}{zh}", f"{self.org}{place_en}: {what.en}{en}")


@dataclass(frozen=True, slots=True)
class Published:
    """A head as it was published: ORG:SEQ:SEAL."""

    org: str
    seq: int
    seal: str

    @classmethod
    def read(cls, text: str) -> "Published":
        """From ORG:SEQ:SEAL; ValueError for anything else."""
        if not (match := _PUBLISHED.fullmatch(text.strip())):
            raise ValueError(f"not a head (ORG:SEQ:SEAL): {text!a}")
        return cls(match[1], int(match[2]), match[3])

    def __str__(self) -> str:
        return f"{self.org}:{self.seq}:{self.seal}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: where each chain ends, what is broken first in each, and the number of events."""

    heads: list[Published]
    breaks: list[Break]
    events: int


def seals_of(heads: Iterable[Published]) -> dict[str, dict[int, str]]:
    """Published heads as `Walk` wants them: organisation → event number → seal.

    ValueError where two of them contradict one another.
    """
    seals: dict[str, dict[int, str]] = {}
    for head in heads:
        if seals.setdefault(head.org, {}).setdefault(head.seq, head.seal) != head.seal:
            raise ValueError(f"two heads for {head.org}, event {head.seq}")
    return seals


class Walk:
    """Goes along one chain and stops at the first break; `seq`, `seal` and `at` are where it has come to.

    `published` maps event numbers to the seals once published for them.
    """

    def __init__(self, org_id: int, slug: str, published: Mapping[int, str]) -> None:
        self.org_id = org_id
        self.slug = slug
        self.seq = 0
        self.seal = genesis(slug)
        self.at = 0
        self._published = published
        self._gone: dict[tuple[int, str], int] = {}
        self._accounted: set[tuple[int, str]] = set()

    def first_break(self, rows: Iterable[EventRow], facts: Iterable[FactRow] | None) -> Break | None:
        """Check every event and every personal fact of the chain; None when nothing is wrong.

        `rows` in the order of the chain, `facts` in the order of their events (those of one event in any
        order), or None where they are withheld. One flat loop on purpose: it passes 100,000 events a second.
        """
        org_id, published = self.org_id, self._published
        below, _ = bounds(org_id)
        start = f'{{"v":{FORMAT},"org":{canonical(self.slug)},"seq":'
        seq, seal, last = self.seq, self.seal, self.at
        waiting = iter(facts or ())
        fact = next(waiting, None)
        for identity, org, number, matter, name, at, header, stored in rows:
            seq += 1
            if number != seq:
                return self._break("gap", seq)
            seal = sha256((seal + header).encode()).hexdigest()
            if seal != stored:
                return self._break("link", seq)
            if identity != below + seq or org != org_id:
                return self._break("column", seq, "id")
            if not header.startswith(f'{start}{seq},"matter":{matter},"kind":"'):
                return self._break("column", seq, "matter_id")
            event = header.find('","event":"')
            if not header.startswith(f'{name}","version":', event + 11):
                return self._break("column", seq, "name")
            if not header.startswith(f'{instant(at)}","occurred_on":"', header.find(',"at":"', event) + 7):
                return self._break("column", seq, "at")
            if at < last:
                return self._break("time", seq)
            last = at
            digests: list[str] = []
            while fact is not None and fact[0] <= identity:
                of, item, value, salt, digest, erased_by = fact
                if of != identity or not item.isidentifier():
                    return self._break("fact", seq_of(of), item)
                if value is None or salt is None:
                    if erased_by is None or '"' in digest:
                        return self._break("erasure", seq, item)
                    self._gone[identity, item] = erased_by
                elif erased_by is not None or sha256((salt + value).encode()).hexdigest() != digest:
                    return self._break("fact", seq, item)
                digests.append(f'"{item}":"{digest}"')
                fact = next(waiting, None)
            if facts is not None:
                digests.sort()
                if not header.endswith(f',"personal":{{{",".join(digests)}}}}}'):
                    return self._break("fact", seq)
                if name == ERASED and not self._carried_out(identity, header):
                    return self._break("kept", seq)
            if seq in published and published[seq] != seal:
                return self._break("published", seq)
        self.seq, self.seal, self.at = seq, seal, last
        return self._left_over(fact)

    def head_break(self, seq: int, seal: str, at: int) -> Break | None:
        """Whether the head that is kept beside the events is another than where the walk has come to."""
        if (seq, seal) == (self.seq, self.seal) and (seq == 0 or at == self.at):
            return None
        return self._break("head", min(seq, self.seq) + (seq != self.seq))

    def _carried_out(self, identity: int, header: str) -> bool:
        """Whether every fact that this `erased` event lists is gone; those that it took are accounted for."""
        for of, item in json.loads(header)["plain"].get("erases", ()):
            by = self._gone.get((of, item))
            if by is None:
                return False
            if by == identity:
                self._accounted.add((of, item))
        return True

    def _left_over(self, fact: FactRow | None) -> Break | None:
        """What only the end of the chain can show: facts of no event, erasures of no event, a cut tail."""
        if fact is not None:
            return self._break("fact", seq_of(fact[0]), fact[1])
        if unaccounted := self._gone.keys() - self._accounted:
            of, item = min(unaccounted)
            return self._break("erasure", seq_of(of), item)
        for seq, seal in sorted(self._published.items()):
            if seq > self.seq or (seq == 0 and seal != genesis(self.slug)):
                return self._break("published", seq)
        return None

    def _break(self, kind: str, seq: int, detail: str = "") -> Break:
        return Break(kind, self.slug, seq, detail)
