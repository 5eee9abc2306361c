"""The book: one open transaction on one organisation's record, in which acts happen one after another.

It is the only way anything happens to a matter, for one act, for a batch, for an import and for what
follows from an act. It is pure: a `Store` gives it states and takes the outcome, so that the theorem
of closure can be searched exhaustively with a store in memory and holds for the one in the database.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.below import Below, as_facts, earliest, gathered, owed
from bihuan.core.acts.deciding import keeps_open, to_be_heard
from bihuan.core.acts.doing import acting_units, makes_checker_a_hand, to_be_told
from bihuan.core.acts.facts import checked, divided, matters_named, named, parts_named
from bihuan.core.acts.folding import fold
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.reaching import reached
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.acts.store import Sealing, Store
from bihuan.core.acts.verdict import hat_for, in_person, in_place_of, verdict
from bihuan.core.state.actor import SYSTEM, Actor, Desk
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused


class HalfDone(Exception):
    """An act was refused after something of it was gathered: the whole book must be given up.

    Whoever catches `Refused` to go on with the next act cannot catch this by mistake.
    """

    def __init__(self, reason: Reason, matter: int) -> None:
        super().__init__(reason.code)
        self.reason = reason
        self.matter = matter


class Book:
    """Acts in order; nothing is written if one is refused, unless the caller goes on without it."""

    def __init__(self, store: Store, *, org: int, today: date) -> None:
        self.store = store
        self.org = org
        self.today = today
        self._sealed = 0
        self._below = Below()
        self._new_hands: dict[int, None] = {}  # of people, or in units, that are asked to check or approve

    def perform(self, name: str, matter: int, how: Mandate, /, **facts: Any) -> State:
        """Do one act. Raises `Refused` with the reason, having written nothing of it."""
        kind, act, state = self._named(name, matter)
        return self._do(kind, act, state, how, facts)

    def judge(self, name: str, matter: int, how: Mandate, /, **facts: Any) -> None:
        """Raise `Refused` as `perform` would, with nothing done; only what follows may still refuse it."""
        _, act, state = self._named(name, matter)
        self._judged(act, state, how, facts)

    def open(
        self,
        kind_name: str,
        how: Mandate,
        /,
        *,
        act: str | None = None,
        register: int | None = None,
        parent: int | None = None,
        **facts: Any,
    ) -> State:
        """Open a matter: its id is that of the event that opens it."""
        kind, row, blank = self._new(kind_name, act, register, parent, self.store.coming())
        return self._do(kind, row, blank, how, facts)

    def judge_opening(
        self,
        kind_name: str,
        how: Mandate,
        /,
        *,
        act: str | None = None,
        register: int | None = None,
        parent: int | None = None,
        **facts: Any,
    ) -> None:
        """Raise `Refused` as `open` would, with nothing opened."""
        _, row, blank = self._new(kind_name, act, register, parent, 0)
        self._judged(row, blank, how, facts)

    def _new(
        self, kind_name: str, act: str | None, register: int | None, parent: int | None, identity: int
    ) -> tuple[Kind, Act, State]:
        """A matter before it is opened."""
        kind = self.store.kind(kind_name)
        above = self.store.state(parent) if parent else None
        home = identity if kind.lists else register or (above.register if above else None)
        blank = State(id=identity, org=self.org, kind=kind_name, register=home, parent=parent, life="new")
        return kind, kind.act(act) if act else kind.opening, blank

    def end(self) -> None:
        """What is left to do once when all acts are done: whoever opened the book ends it."""
        for matter in self._new_hands:
            self._name_anew(matter)
        for whole in self._below.wholes():
            self._gather(whole)

    def snapshot(
        self, act: Act, state: State, how: Mandate, facts: Mapping[str, Any], *, trying: bool = False
    ) -> Snapshot:
        """All that the verdict on `act` reads, children and others only when they are asked for."""
        store = self.store
        above = store.state(state.parent) if state.parent and (state.request or act.opens) else None
        return Snapshot(
            state=state,
            desk=store.desk(state.register),
            actor=how.actor,
            today=self.today,
            rules_of=store.rules,
            kind_of=store.kind,
            facts=facts,
            for_whom=store.actor(how.for_whom) if how.for_whom else None,
            basis=how.basis,
            seen=how.seen,
            granted=how.granted is not None,
            within=how.within,
            subject=above,
            trying=trying,
            children=lambda: store.children(state.id),
            below=store.below,
            broken=store.broken,
            siblings=store.state,
            reached=lambda: reached(store, state.id),
            desk_of=store.desk,
            unit_kind=store.unit_kind,
            members=store.members,
            leading=store.leading,
            parent=lambda: store.state(state.parent) if state.parent else None,
            calendar_of=store.calendar,
            hands_in=store.hands,
            hands_apart=store.hands_apart,
            seats_of=store.seats,
            holders_in=lambda: store.holders(state.register),
            signs_of=store.signs,
            granting=store.state(how.granted) if how.granted else None,
            actor_of=store.actor,
            posts=store.posts(),
            matters_of=store.matters_of,
            kept=lambda: store.kept(state.id),
            unit_names=store.unit_names,
            house_of=store.house,
            in_sight=lambda matters: store.seen(how.actor, matters),
            files_of=store.files_of,
            records_of=store.records,
            on_paper=how.paper is not None,
            compared_by=store.actor(how.paper[1]) if how.paper else None,
            comparers_in=lambda: store.comparers(state.register),
        )

    def _named(self, name: str, matter: int) -> tuple[Kind, Act, State]:
        state = self.store.state(matter)
        if state is None or state.org != self.org:
            raise Refused(Reason("not_found"))
        kind = self.store.kind(state.kind)
        if name not in kind.by_name or kind.act(name).opens:
            raise Refused(Reason("unknown_act"))
        return kind, kind.act(name), state

    def _judged(
        self, act: Act, state: State, how: Mandate, given: Mapping[str, Any]
    ) -> tuple[dict[str, Any], Snapshot]:
        """The facts, checked, and the snapshot that the verdict allowed the act on."""
        by_program = how.actor.person is None or how.within or how.granted is not None
        facts = checked(act, given, system=by_program)
        whom = (state.parent, state.register, how.actor.person, how.for_whom, *named(act, facts))
        if not all(self.store.ours(one) for one in whom if one):
            raise Refused(Reason("not_found"))  # organisations are apart
        if not by_program and not self._may_name(act, facts, how.actor):
            raise Refused(Reason("not_found"))
        snap = in_person(act, self.snapshot(act, state, how, facts))
        if reason := verdict(act, snap):
            raise Refused(reason)
        return facts, snap

    def _may_name(self, act: Act, facts: Mapping[str, Any], actor: Actor) -> bool:
        """Whether all that a person names is there, and no matter among it out of sight: it is as if it were
        not there. Asked only where something is named.
        """
        matters, parts = matters_named(act, facts), parts_named(act, facts)
        if matters and not self.store.seen(actor, matters) >= set(matters):
            return False
        return not parts or self.store.there(parts)

    def _do(self, kind: Kind, act: Act, state: State, how: Mandate, given: Mapping[str, Any]) -> State:
        begun = self._sealed
        try:
            return self._done(kind, act, state, how, given)
        except Refused as refused:
            if self._sealed == begun:
                raise
            raise HalfDone(refused.reason, state.id) from refused

    def _done(self, kind: Kind, act: Act, state: State, how: Mandate, given: Mapping[str, Any]) -> State:
        facts, snap = self._judged(act, state, how, given)
        self._cited_is_whole(facts)
        plain, personal = divided(act, facts)
        for decide in act.decides:
            for name, value in decide(snap, facts).items():
                field = act.field(name)
                (personal if field and field.personal and field.hidden else plain)[name] = value
        if act.opens:
            plain.update(self._opening(kind, state, how, snap.desk, plain))
        if how.granted:
            plain["granted"] = how.granted
        if act.hand and not how.granted and (units := acting_units(snap)):
            plain["hand_units"] = units
            others = [unit for unit in units if unit not in snap.actor.units]
            if how.for_whom and others:
                plain["said_units"] = others
        away = in_place_of(act, snap) if act.hand and not how.granted else None
        if away and away not in to_be_heard(snap):  # standing in for a raiser takes away no say
            plain["in_place_of"] = [away]
        if (whom := to_be_told(act, snap, how)) is not None:
            plain["told_people"] = sorted({whom, *plain.get("told_people", ())})
        if act.never_by and not keeps_open(act, snap):
            plain["decided_by"] = sorted(snap.deciders)
        if how.paper:
            plain["on_paper"] = list(how.paper)
        if how.rests:
            plain["by_papers"] = [list(one) for one in how.rests]
        if act.asking and not act.many:
            plain["request_id"] = act.asking(self, act, state, how, facts).id
            snap = replace(snap, state=state)
        sealing = Sealing(
            matter=None if act.opens else state.id,
            kind=kind.name,
            act=act,
            actor=how.actor.person,
            hat=hat_for(act, snap),
            for_whom=how.for_whom,
            basis=how.basis,
            occurred_on=_day(facts.get("occurred_on")) or self.today,
            plain=plain,
            personal=personal,
        )
        after = self._seal(kind, None if act.opens else state, sealing)
        freed = bool(state.hand_people - after.hand_people or state.hand_units - after.hand_units)
        if freed or (act.hand and makes_checker_a_hand(snap, before=state, after=after)):
            self._new_hands[after.id] = None
        if act.asking and act.many:
            act.asking(self, act, after, how, facts)
        if act.follows:
            act.follows(self, state, after, facts, how)
        return self.store.state(after.id) or after

    def _cited_is_whole(self, facts: Mapping[str, Any]) -> None:
        """What an act cites is there and whole, whoever sends it and by which way."""
        given = tuple(str(one) for one in facts.get("evidence") or ())
        if given and (broken := self.store.broken(frozenset(given))):
            names = tuple(facts.get("file_names") or ())
            told = tuple((*names, *given[len(names) :])[at] for at, one in enumerate(given) if one in broken)
            raise Refused(Reason("file_broken", {"files": told}))

    def _seal(self, kind: Kind, before: State | None, sealing: Sealing) -> State:
        """Seal the event, fold it and hand both over; note what it changes for what stands above."""
        event = self.store.seal(sealing)
        self._sealed += 1
        after = fold(kind, before, event)
        self.store.put(before, after, event, sealing.act)
        if kind.counted:
            self._below.opened_again(kind, before, after)
        if (after.parent or (before and before.parent)) and self.store.counts(kind.name):
            self._below.note(kind, before, after)
        return after

    def _name_anew(self, matter: int | None) -> None:
        """Ask others, in it, its periods, what stands above and waits, where who was asked became a hand."""
        state = self.store.state(matter) if matter else None
        if state and self.store.kind(state.kind).period_kind:
            for one in self.store.children(state.id):
                self._ask_others(one)
        while (state := self.store.state(matter) if matter else None) is not None:
            self._ask_others(state)
            self._ask_others(self.store.state(state.pending) if state.pending else None)
            matter = state.parent

    def _ask_others(self, state: State | None) -> None:
        if state is None:
            return
        for act in self.store.kind(state.kind).naming:
            with suppress(Refused):
                self.perform(act.name, state.id, Mandate(SYSTEM))

    def _gather(self, matter: int) -> None:
        """Say the earliest dates below a matter that closes by its children, where they have changed.

        It is the system's and refused to nobody: it says only what stands below already.
        """
        whole = self.store.state(matter)
        kind = self.store.kind(whole.kind) if whole else None
        act = kind.gathers if kind else None
        if whole is None or kind is None or act is None or whole.life not in act.when:
            return
        found = self._below.sum_of(whole)
        if found is None:
            child = self.store.kind(kind.counted or "")
            below = (one for one in self.store.children(matter) if one.kind == child.name)
            found = earliest(owed(child, one) for one in below)
        if found == gathered(whole):
            return
        sealing = Sealing(
            matter=matter,
            kind=kind.name,
            act=act,
            actor=SYSTEM.person,
            hat=None,
            for_whom=None,
            basis=None,
            occurred_on=self.today,
            plain=as_facts(found),
            personal={},
        )
        self._seal(kind, whole, sealing)

    def _opening(
        self, kind: Kind, state: State, how: Mandate, desk: Desk, plain: Mapping[str, Any]
    ) -> dict[str, Any]:
        found: dict[str, Any] = {"opened_on": self.today.isoformat()}
        if how.actor.person:
            found["opened_by"] = how.actor.person
        if state.parent:
            found["parent"] = state.parent
        if state.register:
            found["register"] = state.register
        if desk.open_to_all or plain.get("open_to_all"):
            found["open_to_all"] = True
        if kind.numbered and not plain.get("number"):
            found["number"] = self.store.number(desk.prefix or kind.series)
        return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
