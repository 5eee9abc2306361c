"""Which kinds a sheet can bring into a register, and by which of their opening acts."""

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.exchange.importing.items import MEASURE, PROBLEM
from bihuan.exchange.importing.kind import BY
from bihuan.matters.kinds import kinds, listed_kinds

LEDGER = ""
"""The kind of an import that is read for its meaning, as a ledger of problems and measures."""
OF_LEDGERS = (PROBLEM, MEASURE)


def act_by_import(kind: Kind) -> Act | None:
    """The opening act that an import may do: one made for it, one that it may do too, one of the office."""
    opening = [act for act in kind.acts if act.opens]
    made = [act for act in opening if act.by == BY]
    within = [act for act in opening if "within" in act.by]
    office = [act for act in opening if "office" in act.by]
    return next(iter((*made, *within, *office)), None)


def kinds_by_import() -> tuple[Kind, ...]:
    """The listed kinds, beside those of ledgers, of which a sheet can bring some."""
    return tuple(one for one in listed_kinds() if one.name not in OF_LEDGERS and act_by_import(one))


def is_ledger(kind: str) -> bool:
    """Whether an import of that kind is read as a ledger."""
    return kind == LEDGER


def opening_of(kind: str) -> Act:
    """The act by which an import opens one of that kind. KeyError where there is none."""
    act = act_by_import(kinds()[kind])
    if act is None:
        raise KeyError(kind)
    return act


def taken_back_by(kind: Kind) -> Act | None:
    """The act by which an undo takes back what nobody has touched; None where the kind has none."""
    ways = [act for act in kind.acts if act.then == "withdrawn" and not act.asks]
    return next((act for act in ways if {"within", "office"} & set(act.by)), None)
