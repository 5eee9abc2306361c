"""Names for ids, looked up together: units, people, groups and matters in one statement each.

What its reader may not open is not named: a matter is looked up with the eyes of whoever reads the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from bihuan.core.chain.ids import belongs, event_id
from bihuan.core.sql import chunks, marks
from bihuan.core.state.posts import OR
from bihuan.core.state.proofs import Piece
from bihuan.core.words.reasons import Reason
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text, in_words
from bihuan.ledger.read import events_at
from bihuan.matters.kinds import relation_text
from bihuan.matters.seeing.registers import opened
from bihuan.matters.seeing.sight import Sight

UNKNOWN = Text("（不详）", "(unknown)")
NOT_IN_SIGHT = Text("不在您的查看范围", "out of your sight")
HIDDEN = Text("（不在您的查看范围）", "(out of your sight)")
ERASED = Text("（已删除）", "(erased)")
SEVERAL = ("units", "people", "groups")
SYSTEM = Text("系统", "the system")
BY_PROGRAM = {
    "system": SYSTEM,
    "within": SYSTEM,
    "granted": Text("系统在申请获准后", "the system once a request is granted"),
}
"""Relations that no person stands in: named only where nobody else may do it."""
STEP = Text("本环节的审批人", "whoever must approve now")


_POST = (
    "SELECT u.name, u.name_en, p.name, p.name_en FROM people_post p JOIN people_unit u ON u.id = p.unit_id"
    " WHERE p.id = %s"
)


class Names:
    """Remembers what it has looked up; ask with `need` for many at once, then by one.

    `eyes`: of the reader, who is told number and title of what he may open alone; None where no person reads.
    What `tell` names is told all the same, without a way to it: nobody works on a measure who does not know
    the problem.
    """

    def __init__(self, org: int, eyes: Sight | None) -> None:
        self.org = org
        self._eyes = eyes
        self._units: dict[int, Text] = {}
        self._people: dict[int, str] = {}
        self._groups: dict[int, Text] = {}
        self._posts: dict[int, Text] = {}
        self._matters: dict[int, tuple[Text, bool] | None] = {}
        self._told: set[int] = set()

    def need(
        self,
        *,
        units: Iterable[int | None] = (),
        people: Iterable[int | None] = (),
        matters: Iterable[int | None] = (),
    ) -> "Names":
        """Look up all of these that are not known yet; at most one statement a kind."""
        missing = {one for one in units if one and one not in self._units}
        if missing:
            rows = _found("SELECT id, name, name_en FROM people_unit", self._ours(missing))
            self._units |= {one: Text(zh, en or zh) for one, zh, en in rows}
        missing = {one for one in people if one and one not in self._people}
        if missing:
            self._people |= dict(_found("SELECT id, name FROM people_person", self._ours(missing)))
        missing = {one for one in matters if one and one not in self._matters}
        if missing:
            self._matters |= dict.fromkeys(missing) | self._named(self._ours(missing))
        return self

    def _named(self, ids: list[int]) -> dict[int, tuple[Text, bool] | None]:
        """Number and title of each that there is, and whether the reader may open it."""
        opens, eyes = opened(self._eyes) if self._eyes else ("1 = 1", [])
        sql = f"SELECT m.id, m.number, m.title, CASE WHEN {opens} THEN 1 ELSE 0 END FROM matters_matter m"
        found: dict[int, tuple[Text, bool] | None] = {}
        for one, number, title, seen in _found(sql, ids, eyes, key="m.id"):
            said = " ".join(filter(None, (number, title)))
            found[one] = (Text(said, said) if said else UNKNOWN, bool(seen))
        return found

    def tell(self, above: Iterable[int | None]) -> "Names":
        """What stands directly above what the reader handles is named, whether he may open it or not."""
        self._told |= {one for one in above if one}
        return self

    def _ours(self, ids: set[int]) -> list[int]:
        """Ids carry their organisation; another one's are not looked up. No other index is asked for it."""
        return [one for one in ids if belongs(one, self.org)]

    def unit(self, one: int | None) -> Text:
        """A unit's name in both languages."""
        return self.need(units=[one])._units.get(one or 0, UNKNOWN)

    def post(self, one: int) -> Text:
        """A post with its unit, in both languages."""
        if one not in self._posts and belongs(one, self.org):
            with connection.cursor() as cursor:
                cursor.execute(_POST, (one,))
                for unit, unit_en, post, post_en in cursor.fetchall():
                    self._posts[one] = Text(f"{unit} {post}", f"{unit_en or unit}, {post_en or post}")
        return self._posts.get(one, UNKNOWN)

    def group(self, one: int | None) -> Text:
        """A group's name in both languages."""
        if one and one not in self._groups:
            rows = _found("SELECT id, name, name_en FROM people_unitgroup", self._ours({one}))
            self._groups[one] = next((Text(zh, en or zh) for _, zh, en in rows), UNKNOWN)
        return self._groups.get(one or 0, UNKNOWN)

    def person(self, one: int | None) -> Text:
        """A person's name; the same in both languages."""
        name = self.need(people=[one])._people.get(one or 0)
        return UNKNOWN if name is None else Text(name, name) if name else ERASED

    def matter(self, one: int | None) -> Text:
        """A matter's number and title; that it is out of sight, where its reader may not open it."""
        found = self.need(matters=[one])._matters.get(one or 0)
        if found is None:
            return UNKNOWN
        return found[0] if found[1] or one in self._told else HIDDEN

    def opens(self, one: int | None) -> bool:
        """Whether there is such a matter and its reader may open it."""
        found = self.need(matters=[one])._matters.get(one or 0)
        return found is not None and found[1]

    def says(self, one: int | None) -> bool:
        """Whether the reader is told what it is."""
        return one in self._told or self.opens(one)

    def matters(self, these: Iterable[int]) -> Text | None:
        """Those of these that the reader may open; None where there are none."""
        asked = list(these)
        seen = [self.matter(one) for one in self.need(matters=asked)._seen_of(asked)]
        return joined(seen) if seen else None

    def _seen_of(self, these: Iterable[int]) -> list[int]:
        return [one for one in these if self.opens(one)]

    def why(self, reason: Reason, sentence: Text | None = None) -> Text:
        """A refusal's sentence, or a page's own in its place, with every placeholder filled."""
        text = sentence or reason.text
        filled_zh: dict[str, str] = {}
        filled_en: dict[str, str] = {}
        for name, value in reason.about.items():
            said = self._said(name, value, of=reason.about.get("open", 0))
            filled_zh[name], filled_en[name] = said.zh, said.en
        blank_zh, blank_en = _Blank(filled_zh), _Blank(filled_en)
        return Text(text.zh.format_map(blank_zh), text.en.format_map(blank_en))

    def _said(self, name: str, value: Any, *, of: int) -> Text:
        if isinstance(value, Text):
            return value
        if name == "by":
            people = [one for one in value if one not in BY_PROGRAM] or value
            return joined(relation_said(str(one)) for one in people)
        if name == "fallback":
            return (
                joined(self.unit(one) for one in value)
                if value
                else Text("兜底核验人", "the fallback verifier")
            )
        if name == "unit":
            return self.unit(value)
        if name in SEVERAL:
            say = {"units": self.unit, "people": self.person, "groups": self.group}[name]
            return first_of([say(one) for one in value], of)
        if name in ("person", "absent"):
            return self.person(value)
        if name == "matter":
            return self.matter(value)
        if name == "matters":
            seen = [self.matter(one) for one in self._seen_of(value)]
            return first_of(seen, of) if seen else NOT_IN_SIGHT
        if name == "proofs":
            return joined(map(in_words, files_cited(self.org, value)))
        if name == "files":
            return joined(map(in_words, value))
        return in_words(value)


def _found(select: str, ids: Sequence[int], params: Sequence[Any] = (), *, key: str = "id") -> list[Any]:
    """Rows by their ids, in plain SQL: every page asks, and to make a query set costs more than to run it."""
    found: list[Any] = []
    for some in chunks(ids):
        with connection.cursor() as cursor:
            cursor.execute(f"{select} WHERE {key} IN ({marks(some)})", [*params, *some])
            found += cursor.fetchall()
    return found


def files_cited(org: int, pieces: Sequence[Piece]) -> list[str]:
    """The names of these files, as they came with the events that cite them."""
    events = {event.seq: event for event in events_at(sorted({event_id(org, one.seq) for one in pieces}))}
    found = []
    for piece in pieces:
        event = events.get(piece.seq)
        digests: Any = event.plain.get("evidence", ()) if event else ()
        if piece.offline:
            found.append(str((event.personal.get("offline_title") if event else None) or ERASED.zh))
            continue
        names: Any = (event.personal.get("file_names") if event else None) or ()
        named = dict(zip(digests, names, strict=False))
        found.append(str(named.get(piece.digest, piece.digest[:12])))
    return found


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def joined(texts: Iterable[Text]) -> Text:
    """A list of names as a sentence says it."""
    found = list(dict.fromkeys(texts))
    return Text("、".join(t.zh for t in found), ", ".join(t.en for t in found))


def first_of(texts: Sequence[Text], count: int) -> Text:
    """The first few of so many: titles within a sentence, which lose the full stops of their own."""
    said = joined(Text(one.zh.rstrip("。"), one.en.rstrip("。.")) for one in texts)
    return Text(f"{said.zh}等", f"{said.en} and others") if count > len(texts) else said


def relation_said(name: str) -> Text:
    """Who somebody is towards a matter, in a word: 责任领导, 督查办公室, …"""
    if OR in name:
        return joined(relation_said(one) for one in name.split(OR))
    if name == "step" or name in BY_PROGRAM:
        return BY_PROGRAM.get(name, STEP)
    return relation_text(name) or term(name, "roles").text


def values_of(facts: Mapping[str, Any], name: str) -> list[int]:
    """A fact that holds one id or several, as a list."""
    value = facts.get(name)
    return list(value) if isinstance(value, list | tuple) else [value] if isinstance(value, int) else []
