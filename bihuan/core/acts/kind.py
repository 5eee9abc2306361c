"""A kind of matter: its table of acts, and all that lists, pages, sight and counts must know of it.

A new kind is one folder with its `kind.py` and one line in `settings.KINDS`: see docs/adding-a-kind.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bihuan.core.acts.act import Act, Misspelt
from bihuan.core.acts.fitting import misfit
from bihuan.core.state.faces import FACES, PARTNER
from bihuan.core.state.lives import Life
from bihuan.core.state.relations import RELATIONS, STAKES
from bihuan.core.state.state import State
from bihuan.core.words.text import Text


@dataclass(frozen=True, slots=True)
class Relation:
    """How people or units can stand towards a matter of the kind, beside the spine's own relations.

    A field ties them (`Field(…, ties="proposer")`). Whoever stands in it sees the matter on this face.
    """

    name: str
    text: Text
    face: str = PARTNER
    raises: bool = False  # it is theirs: it stands among what they raised, whoever's turn it is

    def __post_init__(self) -> None:
        if self.name in RELATIONS or self.name in STAKES:
            raise Misspelt(f"the relation {self.name!r} is the spine's own")
        if self.face not in FACES:
            raise Misspelt(f"the relation {self.name!r} sees {self.face!r}; there are {FACES}")


@dataclass(frozen=True, slots=True)
class Child:
    """A kind that stands under this one."""

    kind: str
    heading: Text | None = None  # over those that a page lists; the kind's plural where none is given
    counts: bool = False  # the whole is done when these are: it closes by its measures
    periodic: bool = False  # one for each period of a recurring duty
    add: Text | None = None  # the button that opens one
    takes: Text | None = None  # what stands beneath the button
    nothing: Text | None = None  # what it means that there is none of those by which it is done
    offered_to: str = "office"  # the relation to whom it is offered


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter. Misspelt when its parts do not fit one another."""

    name: str
    label: Text
    acts: tuple[Act, ...]
    plural: Text | None = None
    own_lives: tuple[Life, ...] = ()  # beyond those that its acts name, or in place of one of that name
    relations: tuple[Relation, ...] = ()
    faces: tuple[tuple[str, str], ...] = ()  # the face on which a relation of the spine's sees it, if another
    children: tuple[Child, ...] = ()
    numbered: bool = False
    series: str = ""  # the prefix of its numbers where no register gives one
    listed: bool = False  # it stands in registers: in their tabs, lists, counts, exports and imports
    columns: tuple[str, ...] = ()  # facts that its lists show
    lists: bool = False  # it is itself a register: a desk looks after it, and it lists others
    founded: Text | None = None  # every organisation has one from its founding, of this title
    only_asked: bool = False  # the unit that leads one is asked something: it has a hand by its acts alone
    searched: bool = True  # found by its number and title
    page: str = ""  # the name of its own page, in place of the one that every matter has
    opening_page: str = ""  # the name of its own page for opening, under its register
    opened_in_register: Text | None = None  # the button of a register's page that opens one
    told_apart: Callable[[State], tuple[str, int | str] | None] | None = None
    """(unit, id), (text, text) or (request, name): what tells it from others of the same title."""
    erased_with: str = ""  # "all": about nothing but its parent; "title": a copy of its parent's words
    effects: str | None = None  # dotted name of the room's table of effects
    by_name: Mapping[str, Act] = field(init=False)
    by_event: Mapping[str, Act] = field(init=False)
    lives: Mapping[str, Life] = field(init=False)
    naming: tuple[Act, ...] = field(init=False)  # the acts that say who is asked now to check or to sign
    gathers: Act | None = field(init=False)  # the act that says the earliest dates of what it is done by
    counted: str | None = field(init=False)  # the kind of child by which it is done, if it closes by them
    period_kind: str | None = field(init=False)  # the kind of child that shows one period
    _roles: Mapping[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {act.name: act for act in self.acts})
        object.__setattr__(self, "by_event", {act.event: act for act in self.acts})
        found = {str(one): one for act in self.acts for one in (*act.when, act.then) if isinstance(one, Life)}
        object.__setattr__(self, "lives", found | {str(one): one for one in self.own_lives})
        object.__setattr__(self, "naming", tuple(act for act in self.acts if act.names_anew))
        object.__setattr__(self, "gathers", next((act for act in self.acts if act.gathers), None))
        counted = next((one.kind for one in self.children if one.counts), None)
        object.__setattr__(self, "counted", counted)
        periodic = next((one.kind for one in self.children if one.periodic), None)
        object.__setattr__(self, "period_kind", periodic)
        object.__setattr__(self, "_roles", {life: self._roles_in(life) for life in self.lives})
        if wrong := misfit(self):
            raise Misspelt(f"the kind {self.name!r}: {wrong}")

    def act(self, name: str) -> Act:
        """The act of that name; KeyError if the kind has none."""
        return self.by_name[name]

    def life(self, name: str) -> Life:
        """The life of that name; KeyError if no act of the kind leads there."""
        return self.lives[name]

    @property
    def opening(self) -> Act:
        """The act that opens one; the first of several."""
        return next(act for act in self.acts if act.opens)

    @property
    def led(self) -> bool:
        """Whether units lead it: some act names one. Others are handled by whoever is tied to them."""
        return any(act.field("lead_unit") for act in self.acts)

    def takes(self, kind: str) -> bool:
        """Whether one of that kind may stand under one of this."""
        return any(one.kind == kind for one in self.children)

    def lives_of(self, *phases: str) -> tuple[str, ...]:
        """The names of its lives that count as these phases, in the order of the table."""
        return tuple(name for name, life in self.lives.items() if life.phase in phases)

    def face_of(self, relation: str) -> str | None:
        """The face on which a relation sees it, as the kind says; None where it says nothing of it."""
        said = (*self.faces, *((one.name, one.face) for one in self.relations))
        return next((face for name, face in said if name == relation), None)

    def roles_that_act(self, life: str) -> frozenset[str]:
        """The roles and circles (admin, anyone …) that some act of this life allows without any tie."""
        return self._roles.get(life, frozenset())

    @property
    def raising(self) -> frozenset[str]:
        """The relations of those whose matter it is: whoever raised it."""
        return frozenset({"raiser", *(one.name for one in self.relations if one.raises)})

    def _roles_in(self, life: str) -> frozenset[str]:
        acting = {by for act in self.acts if life in act.when for by in act.by}
        return frozenset(acting & {"admin", "auditor", "supervisor", "anyone"})
