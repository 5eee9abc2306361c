"""The preview: a verdict for every row of a file against a register, with the reasons at the cells.

`planned` writes nothing; start.py keeps what it returns.
"""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.facts import checked
from bihuan.core.loop.owed import later
from bihuan.core.sheets.ledger import Ledger
from bihuan.core.state.lives import CHECKING, CLAIMED, CLOSED, DOING, REGISTERED
from bihuan.core.words.reasons import Refused
from bihuan.exchange.importing.correcting import altered_in, corrected
from bihuan.exchange.importing.differing import (
    ASSIGN,
    CORRECT,
    FIELDS,
    REQUEST,
    TAKEN,
    TOO_LATE,
    Current,
    Difference,
    current_of,
    differences,
)
from bihuan.exchange.importing.facts import (
    NEW,
    Ground,
    Made,
    blocked,
    measure_facts,
    problem_facts,
    said_at,
)
from bihuan.exchange.importing.items import MEASURE, PROBLEM, Item, field_digests, items_of
from bihuan.exchange.importing.matching import GONE, Known, known_in, matched
from bihuan.exchange.importing.standing import done_means, says_closed
from bihuan.exchange.importing.takes import opening_of
from bihuan.exchange.importing.words import VERDICTS, Why
from bihuan.matters.kinds import kind_of, life_of


@dataclass(slots=True)
class Planned:
    """One row of the preview."""

    item: Item
    verdict: str
    whys: list[Why]
    facts: dict[str, Any]  # of take_over, or {"correct": …, "assign": …}
    matter: int | None = None
    differences: list[Difference] = field(default_factory=list)
    salt: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    altered: list[str] = field(default_factory=list)  # facts whose words are not those of the sheet


@dataclass(slots=True)
class Plan:
    """The preview of a file: its rows, the matters that it does not mention, the names to be decided."""

    rows: list[Planned]
    absent: list[Known]
    asked: list[str]
    sets: list[str]
    counts: dict[str, int]
    done: int = 0  # rows that say 已完成, where no column says whether that is 已销号


def planned(
    ledger: Ledger,
    *,
    register: int,
    ground: Ground,
    corrections: Mapping[str, Mapping[str, str]] | None = None,
) -> Plan:
    """The verdict of every row. Reads the register, writes nothing."""
    items = items_of(ledger)
    raw = [replace(one, data=dict(one.data), errors=list(one.errors)) for one in items]
    asks = done_means(items) if not says_closed(ledger) else 0
    ground = ground if asks else replace(ground, done_is_closed=False)
    for one in items:
        corrected(one, (corrections or {}).get(one.spot, {}), year=ground.year)
    made = _made(items, ground)
    altered = altered_in(_made(raw, ground), made) if corrections else {}
    known = known_in(register)
    pairs = matched(items, known)
    current = current_of([one.id for place, one in pairs.items() if one.digest != items[place].digest])
    rows = [_verdict(one, made[one.place], pairs.get(one.place), current, ground) for one in items]
    _under(rows, {one.id: one for one in known})
    for row in rows:
        row.salt = secrets.token_hex(8)
        kept = row.verdict in ("new", "changed")
        row.fields = field_digests(raw[row.item.place].data, row.salt) if kept else {}
        row.altered = altered.get(row.item.place, [])
        for other in row.differences:
            if other.how not in TAKEN:
                row.fields[other.field] = "-"
    named = {one.id for one in pairs.values()}
    absent = [one for one in known if one.id not in named and one.life not in GONE]
    asked = sorted({key for one in made.values() for key in one.asked})
    counts = dict.fromkeys(VERDICTS, 0) | Counter(row.verdict for row in rows) | {"untouched": len(absent)}
    sets = sorted({key for one in made.values() for key in one.sets})
    return Plan(rows, absent, asked, sets, dict(counts), asks)


def _made(items: list[Item], ground: Ground) -> dict[int, Made]:
    """Measures first, since a problem is as far as its measures are."""
    made = {one.place: measure_facts(one, ground) for one in items if one.kind == MEASURE}
    below: dict[int | None, list[Made]] = {}
    for one in items:
        if one.kind == MEASURE:
            below.setdefault(one.above, []).append(made[one.place])
    for one in items:
        if one.kind == PROBLEM:
            made[one.place] = problem_facts(one, below.get(one.place, []), ground)
    for one in items:
        act = opening_of(one.kind)
        if not made[one.place].verdict and (why := refusal(act, made[one.place].facts, one)):
            made[one.place].stop("refused", why, "")
    return made


def refusal(act: Act, facts: Mapping[str, Any], item: Item) -> Why | None:
    """What the act itself would say of its facts: too long, unprintable, missing."""
    try:
        checked(act, stood_in(facts), system=True)
    except Refused as refused:
        about = {name: list(v) if isinstance(v, tuple) else v for name, v in refused.reason.about.items()}
        label = refused.reason.about.get("field")
        cell = next((item.cell(name) for name, (_, ours) in FIELDS.items() if ours == label), "")
        return Why(refused.reason.code, cell, about)
    return None


def stood_in(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with a number in place of every placeholder that is not made yet."""

    def number(value: Any) -> Any:
        return -1 if isinstance(value, str) and value.startswith(NEW) else value

    found = {
        name: number(v) if name in ("lead_unit", "accountable", "leader") else v for name, v in facts.items()
    }
    for name in ("supporting", "joint"):
        if name in found:
            found[name] = [number(one) for one in found[name]]
    return found


def _verdict(
    item: Item, made: Made, known: Known | None, current: Mapping[int, Current], ground: Ground
) -> Planned:
    if known and known.digest == item.digest:
        return Planned(item, "same", [], {}, known.id)
    blocks = _news(item, made, known) if known and known.base else made.blocks
    if verdict := blocked(blocks):
        return Planned(item, verdict, made.whys, {}, known.id if known else None)
    if known is None:
        return Planned(item, "new", made.whys, made.facts)
    if known.life in GONE:
        life = list(life_of(known.kind, known.life).text)
        return Planned(item, "refused", [Why("ended", "", {"life": life})], {}, known.id)
    return _changed(item, made, known, current[known.id], ground)


def _news(item: Item, made: Made, known: Known) -> list[tuple[str, str]]:
    """What stands in the way in a field that says something new: what was settled last time stops nobody."""
    now = field_digests(item.data, known.salt)
    return [one for one in made.blocks if one[1] != "measures" and now.get(one[1]) != known.base.get(one[1])]


def _changed(item: Item, made: Made, known: Known, now: Current, ground: Ground) -> Planned:
    found, acts = differences(item, made, known, now, ground.names, known.number)
    if not found:
        return Planned(item, "same", [], {}, known.id)
    if _moves_later(acts.get(ASSIGN, {}), now):
        del acts[ASSIGN]
        found = _by_request_alone(found)
    whys = [
        Why(_by_request(one, now), item.cell(one.field), {"field": list(FIELDS[one.field][1])})
        for one in found
        if one.how == REQUEST
    ]
    if any(one.how == TOO_LATE for one in found):
        whys.append(Why("closed_later", item.cell("signed_off")))
    if made.stands.life == CLAIMED and now.state.life in (REGISTERED, *DOING):
        whys.append(Why("claim_here", said_at(item)))
    if ASSIGN in acts and not (
        acts[ASSIGN].get("due") and (acts[ASSIGN].keys() & {"lead_unit", "lead_group"})
    ):
        del acts[ASSIGN]
        found = _by_request_alone(found)
        whys.append(Why("no_hand_out"))
    for name, facts in acts.items():
        if name == CORRECT:
            facts["row"] = made.facts["row"]
        act = kind_of(item.kind).act(name)
        if why := refusal(act, {"reason": "—"} | facts if name == CORRECT else facts, item):
            return Planned(item, "refused", [*whys, why], {}, known.id, found)
    return Planned(item, "changed" if acts else "refused", whys, acts, known.id, found)


def _moves_later(hands_out: Mapping[str, Any], now: Current) -> bool:
    """Whether a file would move a day that was set to a later one: that takes an extension."""
    on = (hands_out.get("due") or {}).get("on")
    return bool(on) and later(now.state, date.fromisoformat(str(on)))


def _by_request_alone(found: list[Difference]) -> list[Difference]:
    """What a file would hand out anew is left as it is, to be asked for."""
    return [one._replace(how=REQUEST) if one.how == ASSIGN else one for one in found]


def _by_request(one: Difference, now: Current) -> str:
    return "stays_claimed" if now.state.life in (*CHECKING, *CLOSED) else "by_request"


def _under(rows: list[Planned], known: Mapping[int, Known]) -> None:
    """A measure goes with its problem: not without it, and not under one that is being closed."""
    for row in rows:
        if row.item.above is None or row.verdict != "new":
            continue
        above = rows[row.item.above]
        if above.matter is None and above.verdict in ("refused", "needs_mapping"):
            row.verdict = above.verdict
            row.whys.append(Why("problem_refused"))
        elif above.matter and known[above.matter].life in (*CHECKING, *CLOSED):
            row.verdict = "refused"
            row.whys.append(Why("parent_closing"))
