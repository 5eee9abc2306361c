"""`fold`: a matter's state after one more event. Pure, and the only place where a state changes.

Most acts say plainly what they set: every fact whose field `sets`, everything that a decision settles. The
few that mean more fold by a function of their own, named in their row. A retired act keeps its row, so old
events fold for ever.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any, cast

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.chain.chain import canonical
from bihuan.core.state.lives import DONE, GOES_ON, IN_CHECK, OVER, WORKED_ON
from bihuan.core.state.papers import GIVEN_BACK, Rest, written
from bihuan.core.state.principals import PERSON, UNIT, principal
from bihuan.core.state.said import Said, grounds_of, without_grounds
from bihuan.core.state.state import DATES, GATHERED, OWN, Days, State, with_changes
from bihuan.core.state.turns import comparers, offices
from bihuan.core.state.voices import Voice

OPENING = ("number", "register", "parent", "opened_by", "opened_on", "open_to_all")
"""What the book itself gives to every matter that is opened."""
TUPLES = frozenset(
    "steps subjects joint answers_asked checks originals_seen uninvolved first_yes".split()  # noqa: SIM905
)
SETS = frozenset({"supporting", "raisers"})
ENDS = (DONE, GOES_ON, OVER)


def fold(kind: Kind, state: State | None, event: Happened) -> State:
    """The state after `event`. `state` None: the event opens the matter."""
    act = kind.by_event[event.name]
    event = recast(kind, event)
    before = state or State(id=event.matter, org=event.org, kind=event.kind)
    changes = {} if act.asks else _set(act, event)  # what is only asked for changes nothing yet
    changes |= _region(act, event)
    if not act.gathers:  # it is no news of the matter: forms drawn before it stay good
        changes["seq"] = event.seq
    if state is None:
        home = event.plain.get("register")
        changes["listings"] = ((home, event.plain.get("place", event.seq)),) if home else ()
    if act.asks and not act.many and not act.beside:
        changes["pending"] = event.plain["request_id"]
    elif before.pending and event.plain.get("granted") == before.pending:
        changes |= {"pending": None, "waits_for": ""}
    if act.folds:
        changes |= act.folds(with_changes(before, changes), event)
    _deciders(kind, act, before, changes, event)
    _papers(kind, act, before, changes, event)
    if changes.get("life", before.life) != before.life or act.restarts or state is None:
        changes["life_seq"] = event.seq
    _days(before, changes)
    people = _hands(kind, act, before, changes, event)
    _said(act, before, changes, event, people)
    _carriers(before, changes, event)
    _lived(kind, act, before, changes, event)
    _ties(act, before, changes, event)
    after = with_changes(before, changes)
    turn = comparers(after) if decided_on_paper(kind, after) else kind.life(after.life).turn(after)
    return after if turn == after.turn else with_changes(after, {"turn": turn})


def folded(kind: Kind, events: Iterable[Happened]) -> State | None:
    """The state after all events of one matter, in order; None for none."""
    first: State | None = None
    return reduce(lambda state, event: fold(kind, state, event), events, first)


class _Recast:
    """An old event read as a new one."""

    def __init__(self, event: Happened, plain: Mapping[str, Any]) -> None:
        self._event = event
        self.plain = plain

    def __getattr__(self, name: str) -> Any:
        return getattr(self._event, name)


def recast(kind: Kind, event: Happened) -> Happened:
    """The event as its act would write it today: what an older version said is cast up, purely."""
    steps = kind.by_event[event.name].upcasts[event.version - 1 :]
    if not steps:
        return event
    plain = event.plain
    for upcast in steps:
        plain = upcast(plain)
    found: Any = _Recast(event, plain)
    return cast(Happened, found)


def _set(act: Act, event: Happened) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in (*act.sets, *(OPENING if act.opens else ())):
        if name in event.plain:
            found[name] = _value(name, event.plain[name])
    for field in act.fields:
        if field.sets and field.personal and field.name in event.personal:
            found[field.name] = event.personal[field.name]
    return found


def _value(name: str, value: Any) -> Any:
    if name in DATES and value is not None:
        return date.fromisoformat(value)
    if name in TUPLES:
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)
    return frozenset(value) if name in SETS else value


def _region(act: Act, event: Happened) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if act.then:
        found["life"] = str(act.then)
        if act.then.phase in ENDS:
            found["closed_on"] = event.occurred_on
    if act.then_clock:
        found["clock"] = act.then_clock
    return found


def _days(before: State, changes: dict[str, Any]) -> None:
    """What closes by its children owes the earliest of its own dates and theirs; its own are kept beside."""
    if before.gathered_due_on is None and "gathered_due_on" not in changes:
        return
    below = Days(*(changes.get(name, getattr(before, name)) for name in GATHERED))
    own = Days(*(changes.get(name, day) for name, day in zip(Days._fields, before.own_days, strict=True)))
    if below == Days():
        changes |= dict(zip(Days._fields, own, strict=True)) | dict.fromkeys(OWN)
        return
    first = (min(filter(None, days), default=None) for days in zip(own, below, strict=True))
    changes |= dict(zip(Days._fields, first, strict=True)) | dict(zip(OWN, own, strict=True))


def _hands(kind: Kind, act: Act, before: State, changes: dict[str, Any], event: Happened) -> set[int]:
    """Who did, and for whom; which unit led since its hand-over or supported by an act; no name counts."""
    own = act.hand and not event.plain.get("granted")  # a yes is no hand in what another brings
    did = (event.actor, event.for_whom, *event.plain.get("in_place_of", ()))
    people = {one for one in did if one and own}
    altered = event.plain.get("altered", ())
    if altered and any(one.words and one.name in altered for one in act.fields):
        people |= set(event.plain.get("altered_by", ()))
    if not people <= before.hand_people:
        changes["hand_people"] = before.hand_people | people
    units = set(event.plain.get("hand_units", ()))
    led = {unit for unit in (_lead(kind, before, changes),) if unit}
    for name, found in (("hand_units", units - led - before.led_units), ("led_units", led)):
        if not found <= getattr(before, name):
            changes[name] = getattr(before, name) | found
    known = dict(before.units_from)
    if new := (units | led) - known.keys():
        since = changes.get("assigned_on") or before.assigned_on or event.occurred_on
        changes["units_from"] = (*before.units_from, *((unit, since.isoformat()) for unit in sorted(new)))
    return people


def _said(act: Act, before: State, changes: dict[str, Any], event: Happened, people: Collection[int]) -> None:
    """What is recorded for somebody is that person's doing by hearsay, until he says so or does something."""
    said, told = changes.get("said_of", before.said_of), said_of(act, event)
    heard_of = set(event.plain.get("said_units", ())) if told else set()
    units = set(event.plain.get("hand_units", ())) - heard_of
    sure = {principal(PERSON, one) for one in people if one != event.for_whom or not told}
    sure |= {principal(UNIT, one) for one in units}
    if sure & grounds_of(said):
        said = changes["said_of"] = without_grounds(said, sure)
    if not told or event.for_whom is None:
        return
    grounds: list[int] = []
    if act.hand:
        were = {principal(PERSON, one) for one in before.hand_people}
        were |= {principal(UNIT, one) for one in before.hand_units | before.led_units}
        does = {principal(PERSON, event.for_whom)} | {principal(UNIT, one) for one in heard_of}
        grounds = sorted(does - (were - grounds_of(said)) - sure)
    entry = Said(event.seq, act.name, event.for_whom, event.actor, tuple(grounds))
    changes["said_of"] = (*said, entry)


def said_of(act: Act, event: Happened) -> bool:
    """Whether somebody else recorded it for whoever did it, and no compared paper says so."""
    somebody = act.behalf and event.for_whom and event.for_whom != event.actor
    return bool(somebody) and not (event.plain.get("on_paper") or event.plain.get("granted"))


def _carriers(before: State, changes: dict[str, Any], event: Happened) -> None:
    """Who brought in the file that says it: no hand, and nobody who checks what that file says."""
    people = {*event.plain.get("carried_by", ())}
    if not people <= set(before.carriers):
        changes["carriers"] = tuple(sorted({*before.carriers, *people}))


def _lived(kind: Kind, act: Act, before: State, changes: dict[str, Any], event: Happened) -> None:
    """What a sheet said was closed lives here once it is claimed, judged, re-opened, or goes back to work.

    A mere entry lets itself be corrected away, as long as nothing rests on it.
    """
    if act.opens or not before.said_closed or before.lived:
        return
    was, is_ = (kind.life(life).phase for life in (before.life, changes.get("life", before.life)))
    turned = (
        was != is_ and (is_ == IN_CHECK or was in (IN_CHECK, *ENDS)) and not act.as_signed and is_ != OVER
    )
    entered = act.hand and (act.then is None or act.then.phase in WORKED_ON)
    decided = bool(act.never_by) and not act.as_signed
    rests = before.entries and (act.asks or event.plain.get("granted")) and not act.as_signed
    if turned or decided or rests or (act.hand and not entered):
        changes["lived"] = True
    elif entered:
        people = {one for one in (event.actor, event.for_whom) if one}
        changes["entries"] = tuple(sorted({*before.entries, *people}))


def _deciders(kind: Kind, act: Act, before: State, changes: dict[str, Any], event: Happened) -> None:
    """Who decided, as they were then: at the end they are held against all hands once more."""
    people = tuple(event.plain.get("decided_by") or ())
    if not (act.never_by and people) or before.steps:  # a request keeps every yes
        return
    if kind.life(changes.get("life", before.life)).phase != IN_CHECK:
        return
    day = event.occurred_on.isoformat()
    if act.checks:
        changes["checks"] = (*changes.get("checks", before.checks), (people, day))
        return
    kept = [one for one in changes.get("deciders", before.deciders) if one[:2] != (event.name, people)]
    changes["deciders"] = (*kept, (event.name, people, day))


def _papers(kind: Kind, act: Act, before: State, changes: dict[str, Any], event: Happened) -> None:
    """What was entered from paper waits while it may still be done; what was done on it can be disputed."""
    life = changes.get("life", before.life)
    papers = changes.get("papers", before.papers)
    if papers and life != before.life:
        changes["papers"] = tuple(one for one in papers if life in kind.by_name[one.act].when)
    rests = changes.get("rests", before.rests)
    if rests and _went_back(kind, before.life, life):  # what led further is moot
        voices = changes.get("voices", before.voices)
        rests = tuple(one for one in rests if _counts_still(kind, one, life, voices))
    if act.then_clock == "running":
        rests = tuple(_resumed(one, _changed(before, changes)) for one in rests)
    pairs = _paper_pairs(act, event)
    if pairs and (act.never_by or _changed(before, changes)):
        rests = (*rests, *(_rest(act, before, changes, event, *pair) for pair in pairs))
    if rests != before.rests:
        changes["rests"] = rests


def _went_back(kind: Kind, before: str, after: str) -> bool:
    was, is_ = kind.life(before) if before else None, kind.life(after)
    if is_.phase in WORKED_ON:
        return was is None or was.phase not in WORKED_ON
    return was is not None and is_.phase == IN_CHECK and (is_.along or 0) < (was.along or 0)


def _counts_still(kind: Kind, rest: Rest, life: str, voices: Collection[Voice]) -> bool:
    """Whether it led no further than there; what was overruled comes back whenever that is disputed."""
    if any(one.overruled == rest.at for one in voices):
        return True
    made, here = kind.life(rest.made), kind.life(life)
    return made.phase in WORKED_ON if made.along is None else made.along <= (here.along or 0)


def _paper_pairs(act: Act, event: Happened) -> list[tuple[int, int]]:
    """(paper, person) of each paper that it rests on; what is recorded without one rests on its own event."""
    pairs = [(seq, person) for seq, person in event.plain.get("by_papers", ())]
    if event.for_whom and said_of(act, event) and not act.testimony:
        pairs.append((event.seq, event.for_whom))
    return pairs


def _resumed(rest: Rest, changed: Mapping[str, Any]) -> Rest:
    """What the end of a pause moves, the pause has moved."""
    if "clock" not in rest.changes:
        return rest
    both = {name: [rest.changes.get(name, pair)[0], pair[1]] for name, pair in changed.items()}
    return rest._replace(changed=canonical({**rest.changes, **both}))


def _rest(
    act: Act, before: State, changes: Mapping[str, Any], event: Happened, paper: int, person: int
) -> Rest:
    claim = changes.get("claim_seq", before.claim_seq)
    known = (before.life, before.finding, before.hearing)
    changed = canonical(_changed(before, changes))
    return Rest(paper, act.name, person, event.seq, claim, *known, changed)


def _changed(before: State, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What of all that can be given back was changed: as it was, and as it became."""
    own = dict(zip(Days._fields, before.own_days, strict=True))
    names = changes.keys() & GIVEN_BACK
    pairs = {name: (own.get(name, getattr(before, name)), changes[name]) for name in names}
    return {name: [*map(written, pair)] for name, pair in pairs.items() if pair[0] != pair[1]}


def decided_on_paper(kind: Kind, state: State) -> bool:
    """Whether what is next here was decided on paper, and waits for nothing but that."""
    return any(state.life in kind.by_name[one.act].next_in for one in state.papers)


def _lead(kind: Kind, before: State, changes: Mapping[str, Any]) -> int | None:
    """The unit that leads: once it was handed over, and where leading is more than being asked."""
    life = kind.life(changes.get("life", before.life))
    unit: int | None = changes.get("lead_unit", before.lead_unit)
    return None if kind.only_asked or life.turn is offices else unit


def _ties(act: Act, before: State, changes: dict[str, Any], event: Happened) -> None:
    """Persons and units that a field ties take the place of those who stood in that relation before."""
    for field in act.fields:
        if field.ties and field.name in event.plain:
            kept = {one for one in changes.get("ties", before.ties) if one[0] != field.ties}
            changes["ties"] = frozenset(kept | {(field.ties, one) for one in _tied(field, event)})


def _tied(field: Field, event: Happened) -> Iterable[int]:
    kind = UNIT if field.kind in ("unit", "units") else PERSON
    value = event.plain[field.name]
    return (principal(kind, one) for one in (value if isinstance(value, list | tuple) else [value]))
