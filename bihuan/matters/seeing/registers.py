"""Which registers somebody may see: whoever is at the desk, all where it is open to all, and whom any of its
matters concerns. One rule for the rail, the lists of registers, choosers and links.
"""

from collections.abc import Collection, Iterable

from django.db import connection

from bihuan.core.chain.ids import belongs
from bihuan.core.sql import marks
from bihuan.core.state.actor import Actor
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of, kinds
from bihuan.matters.seeing.sight import Sight, eyes_of


def clause(seen_by: Sight) -> tuple[str, list[int]]:
    """The rule as SQL over a table of desks `d`, with its parameters."""
    desks, eyes = sorted(seen_by.desks), seen_by.principals
    concerned = f"SELECT 1 FROM matters_seen s WHERE s.principal IN ({marks(eyes)}) AND s.register_id = d.id"
    sees = ["d.open_to_all", f"EXISTS ({concerned})"]
    if desks:
        sees.insert(0, f"d.id IN ({marks(desks)})")
    return " OR ".join(sees), [*desks, *eyes]


def opened(seen_by: Sight) -> tuple[str, list[int | str]]:
    """Whether somebody may open a matter, as SQL over a table of matters `m`, with its parameters: what the
    list rule shows, the registers in sight, and what stands for everybody (people and rules).
    """
    held, desks = clause(seen_by)
    listed, eyes = seen_by.clause()
    standing = [kind.name for kind in kinds().values() if kind.founded is not None]
    sql = (
        f"{listed} OR m.kind IN ({marks(standing)})"
        f" OR m.id IN (SELECT d.id FROM matters_desk d WHERE d.org_id = m.org_id AND ({held}))"
    )
    return sql, [*eyes, *standing, *desks]


def registers_seen(seen_by: Sight, among: Collection[int]) -> frozenset[int]:
    """Those of these registers that somebody may see. No statement for whoever sits at all their desks."""
    asked = {one for one in among if belongs(one, seen_by.org)}
    found = asked & seen_by.desks
    if rest := sorted(asked - found):
        sees, params = clause(seen_by)
        sql = f"SELECT d.id FROM matters_desk d WHERE d.org_id = %s AND d.id IN ({marks(rest)}) AND ({sees})"
        with connection.cursor() as cursor:
            cursor.execute(sql, [seen_by.org, *rest, *params])
            found |= {one for (one,) in cursor.fetchall()}
    return frozenset(found)


def seen_by(org: int, actor: Actor, states: Iterable[State]) -> frozenset[int]:
    """Which of these matters somebody may see; of a register also where only what it lists concerns them."""
    eyes, found, registers = eyes_of(org, actor), set[int](), set[int]()
    for state in states:
        if eyes.sees(state):
            found.add(state.id)
        elif kind_of(state.kind).lists:
            registers.add(state.id)
    return frozenset(found | (registers_seen(eyes, registers) if registers else set()))
