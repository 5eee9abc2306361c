"""Which kinds of matter there are: the spine's own and those of `settings.KINDS`, and what they share."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from bihuan.core.acts.act import Act, Misspelt
from bihuan.core.acts.kind import Child, Kind
from bihuan.core.acts.stakes import AT_EVERY_DESK, CIRCLES
from bihuan.core.loop.spine_kinds import PART, REQUEST
from bihuan.core.state.lives import Life
from bihuan.core.state.relations import NEEDS_NOBODY, RELATIONS
from bihuan.core.words.text import Text
from bihuan.rules.defaults import RULES


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name. Each entry of `settings.KINDS` names a kind or a tuple of kinds.

    Misspelt where two kinds do not fit: a child that nobody declares, a request with two labels, a relation
    with two words, somebody who opens what stands under a kind that does not know them.
    """
    found = {kind.name: kind for kind in (REQUEST, PART)}
    for dotted in settings.KINDS:
        named = import_string(dotted)
        for kind in named if isinstance(named, tuple) else (named,):
            if kind.name in found:
                raise Misspelt(f"two kinds are called {kind.name!r}")
            found[kind.name] = kind
    _check(found)
    return found


def _check(found: dict[str, Kind]) -> None:
    labels: dict[str, Text] = {}
    words: dict[str, Text] = {}
    for kind in found.values():
        for one in kind.relations:
            if words.setdefault(one.name, one.text) != one.text:
                raise Misspelt(f"the relation {one.name!r} has two words; {kind.name!r} says another")
        _check_opening(found, kind)
        if strange := {child.kind for child in kind.children} - found.keys():
            raise Misspelt(f"the kind {kind.name!r} has children {sorted(strange)}, which nobody declares")
        for act in kind.acts:
            if act.asks and labels.setdefault(act.asks, act.label) != act.label:
                raise Misspelt(
                    f"the request {act.asks!r} has two labels; {kind.name}.{act.name} says another"
                )
            if act.asks and not act.steps and f"{act.asks}_steps" not in RULES:
                raise Misspelt(
                    f"nobody says yes to {kind.name}.{act.name}: no steps in its row, none in a rule"
                )


def _check_opening(found: dict[str, Kind], kind: Kind) -> None:
    """Whoever opens one stands in a relation to what stands above it."""
    above = (one for one in found.values() if one.takes(kind.name))
    known = RELATIONS.keys() | NEEDS_NOBODY | {own.name for one in above for own in one.relations}
    for act in kind.acts:
        if act.opens and (unknown := set(act.by) - known):
            raise Misspelt(f"{kind.name}.{act.name} is done by {sorted(unknown)}, whom nobody above it knows")


def kind_of(name: str) -> Kind:
    """The kind of that name; KeyError if nobody declares it."""
    return kinds()[name]


def life_of(kind: str, life: str) -> Life:
    """One of a kind's lives."""
    return kind_of(kind).life(life)


@cache
def listed_kinds() -> tuple[Kind, ...]:
    """The kinds that stand in registers, in the order of settings."""
    return tuple(kind for kind in kinds().values() if kind.listed)


@cache
def counted_kinds() -> frozenset[str]:
    """The kinds by which one of another is done."""
    return frozenset(kind.counted for kind in kinds().values() if kind.counted)


@cache
def part_kinds() -> tuple[str, ...]:
    """The kinds that one handler of many answers: opened with the role that it has in the whole."""
    opened = ((kind.name, act) for kind in kinds().values() for act in kind.acts if act.opens)
    return tuple(sorted({name for name, act in opened if act.field("role")}))


@cache
def period_kinds() -> tuple[str, ...]:
    """The kinds that show one period of another."""
    return tuple(sorted({kind.period_kind for kind in kinds().values() if kind.period_kind}))


@cache
def circles_of_lists() -> frozenset[int]:
    """The circles of people (STAFF, SUPERVISORS) whom some act of a listed kind allows without any tie."""
    roles = {role for kind in listed_kinds() for life in kind.lives for role in kind.roles_that_act(life)}
    return frozenset(CIRCLES[role] for role in roles - AT_EVERY_DESK)


@cache
def founded_kinds() -> tuple[Kind, ...]:
    """The kinds of which every organisation has one from its founding."""
    return tuple(kind for kind in kinds().values() if kind.founded)


@cache
def asking(request: str) -> Act | None:
    """The act that makes a request of that name."""
    return next((act for _, act in acts() if act.asks == request), None)


@cache
def granted(request: str) -> tuple[Act, ...]:
    """Every act that a yes to a request of that name may perform."""
    row = asking(request)
    return tuple(act for _, act in acts() if row and act.name == row.grants)


def acts() -> Iterator[tuple[Kind, Act]]:
    """Every act of every kind."""
    return ((kind, act) for kind in kinds().values() for act in kind.acts)


@cache
def children_of(kind: str) -> tuple[Child, ...]:
    """What may stand under one of that kind: its own children, its handlers, its requests."""
    return (*kind_of(kind).children, Child(PART.name), Child(REQUEST.name))


@cache
def raising() -> tuple[str, ...]:
    """The relations of any kind's own in which those stand who raised a matter."""
    return tuple(sorted({one.name for kind in kinds().values() for one in kind.relations if one.raises}))


@cache
def relation_text(name: str) -> Text | None:
    """What people call a relation: the spine's, or one of a kind's own."""
    own = (one.text for kind in kinds().values() for one in kind.relations if one.name == name)
    return RELATIONS.get(name) or next(own, None)
