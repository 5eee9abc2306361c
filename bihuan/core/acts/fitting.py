"""Whether the parts of a kind fit one another: what is misspelt in a table of acts, in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from bihuan.core.acts.act import Act, Field
from bihuan.core.state.faces import FACES, PUBLIC
from bihuan.core.state.lives import Life
from bihuan.core.state.posts import OR
from bihuan.core.state.relations import NEEDS_NOBODY, RELATIONS, STAKES, STEP_TAKERS


class Named(Protocol):
    """A relation of a kind's own."""

    @property
    def name(self) -> str: ...


class Below(Protocol):
    """What stands under a kind."""

    @property
    def kind(self) -> str: ...
    @property
    def offered_to(self) -> str: ...
    @property
    def counts(self) -> bool: ...


class Parts(Protocol):
    """What a kind is made of, as far as its parts can fail to fit one another."""

    @property
    def name(self) -> str: ...
    @property
    def acts(self) -> tuple[Act, ...]: ...
    @property
    def by_name(self) -> Mapping[str, Act]: ...
    @property
    def lives(self) -> Mapping[str, Life]: ...
    @property
    def own_lives(self) -> tuple[Life, ...]: ...
    @property
    def relations(self) -> Sequence[Named]: ...
    @property
    def faces(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def children(self) -> Sequence[Below]: ...
    @property
    def columns(self) -> tuple[str, ...]: ...


TOLD = frozenset("lead head accountable supporting raiser asker office check step posted represented".split())  # noqa: SIM905
"""The spine's relations that a notice may go to; a kind's own relations may be told too."""
NAME = 20
"""How long the names of kinds, lives and relations can be: they stand in columns of that width."""
QUORUMS = ("any", "all")


def misfit(kind: Parts) -> str:
    """The first thing that does not fit; empty if all does."""
    for say in (
        _twice,
        _long,
        _lives,
        _strangers,
        _untied,
        _faceless,
        _unkept,
        _ungranted,
        _unopposed,
        _ungathered,
    ):
        for wrong in say(kind):
            return wrong
    return ""


def _twice(kind: Parts) -> Iterator[str]:
    names, events = [act.name for act in kind.acts], [act.event for act in kind.acts]
    for one in (*names, *events):
        if names.count(one) > 1 or events.count(one) > 1:
            yield f"an act or event is called {one!r} twice"


def _long(kind: Parts) -> Iterator[str]:
    for name in (kind.name, *kind.lives, *(one.name for one in kind.relations)):
        if not name.isidentifier() or len(name) > NAME:
            yield f"{name!r} is no name of at most {NAME} letters, digits and _"


def _lives(kind: Parts) -> Iterator[str]:
    """Two lives of one name that do not say the same."""
    said: dict[str, tuple[Any, ...]] = {str(one): () for one in kind.own_lives}
    for act in kind.acts:
        for life in (*act.when, act.then):
            if isinstance(life, Life):
                says = (life.text, life.phase, life.turn)
                if said.setdefault(str(life), says) not in ((), says):
                    yield f"the life {str(life)!r} is said in two ways"


def _strangers(kind: Parts) -> Iterator[str]:
    """Relations that nobody stands in, acts that tell somebody whom no notice reaches.

    What is opened is opened by those who stand in a relation towards what stands above it: another kind's.
    """
    own = {one.name for one in kind.relations}
    for act in kind.acts:
        if not act.opens and (unknown := set(act.by) - RELATIONS.keys() - own - NEEDS_NOBODY):
            yield f"the act {act.name!r} is done by {sorted(unknown)}, whom nobody knows"
        if unknown := set(act.tells) - TOLD - own:
            yield f"the act {act.name!r} tells {sorted(unknown)}, whom no notice reaches"
    for child in kind.children:
        if child.offered_to not in RELATIONS.keys() | own:
            yield f"the child {child.kind!r} is offered to {child.offered_to!r}, whom nobody knows"


def _untied(kind: Parts) -> Iterator[str]:
    """A relation of its own that no field ties, or a tie to none."""
    own = {one.name for one in kind.relations}
    tied = {field.ties for act in kind.acts for field in act.fields if field.ties}
    if tied - own:
        yield f"a field ties {sorted(tied - own)}, which are no relations of it"
    if own - tied:
        yield f"no field ties anybody as {sorted(own - tied)}"


def _faceless(kind: Parts) -> Iterator[str]:
    """A face that there is not, or of somebody who has no stake in any matter."""
    for relation, face in kind.faces:
        if relation not in STAKES or face not in FACES:
            yield f"{relation!r} sees it on {face!r}; there are {sorted(STAKES)} and {FACES}"


def _unkept(kind: Parts) -> Iterator[str]:
    """A column of its lists that no act keeps, or that not all who see the list may read."""
    kept = [field for act in kind.acts for field in act.fields if field.keeps]
    if missing := set(kind.columns) - {field.name for field in kept}:
        yield f"its lists show {sorted(missing)}, which no act keeps"
    hidden = {field.name for field in kept if field.personal and field.face != PUBLIC}
    if shown := set(kind.columns) & hidden:
        yield f"its lists show {sorted(shown)} to all who see it, which is meant for fewer"
    yield from _two_ways(kept)


def _two_ways(kept: Sequence[Field]) -> Iterator[str]:
    """One fact stands with a matter under a name: every act that keeps it means the same by it."""
    said: dict[str, tuple[Any, ...]] = {}
    for field in kept:
        means = (field.kind, field.personal, field.face if field.personal else PUBLIC)
        if said.setdefault(field.name, means) != means:
            yield f"the fact {field.name!r} is kept in two ways: its type and who sees it must be the same"


def _ungranted(kind: Parts) -> Iterator[str]:
    """A request that cannot be granted, answered or ended."""
    for act in kind.acts:
        if act.instead and act.instead[0] not in kind.by_name:
            yield f"the act {act.name!r} has {act.instead[0]!r} in its place, which is no act of it"
        if act.asks:
            yield from _of_request(kind, act)


def _unopposed(kind: Parts) -> Iterator[str]:
    """The form of an act would lead to another that there is not."""
    for act in kind.acts:
        if act.opposite and act.opposite not in kind.by_name:
            yield f"the act {act.name!r} has {act.opposite!r} as its opposite, which is no act of it"


def _ungathered(kind: Parts) -> Iterator[str]:
    """It closes by its children, and would look fine while they are late."""
    if any(child.counts for child in kind.children) and not any(act.gathers for act in kind.acts):
        yield "it closes by its children, and no act gathers their dates (changing.GATHER_DATES)"


def _of_request(kind: Parts, act: Act) -> Iterator[str]:
    for by, quorum, _ in act.steps:
        if not set(by.split(OR)) <= STEP_TAKERS or not (quorum in QUORUMS or quorum.isdigit()):
            yield f"a step of {act.name!r} waits for {quorum!r} of {by!r}; there are {sorted(STEP_TAKERS)}"
    if act.many:
        return
    if act.grants not in kind.by_name:
        yield f"the act {act.name!r} asks for {act.grants!r}, which is no act of it"
    elif "granted" not in kind.by_name[act.grants].by:
        yield f"the act {act.name!r} asks for {act.grants!r}, which no yes performs"
    if not act.beside and not any(one.ends_request for one in kind.acts):
        yield f"the act {act.name!r} asks, and no act ends a request (changing.END_REQUEST)"
