"""The desk of a register: its office and the posts that check and approve; one statement."""

from django.db import connection

from bihuan.core.state.actor import Desk

_DESK = """
SELECT d.office_id, d.prefix, d.open, d.open_to_all, dp.id, dp.role, dp.post_id, p.unit_id FROM matters_desk d
LEFT JOIN matters_deskpost dp ON dp.register_id = d.id AND dp.to_seq IS NULL
LEFT JOIN people_post p ON p.id = dp.post_id WHERE d.id = %s ORDER BY dp.id"""


def desk_of(register: int | None) -> Desk:
    """The desk of a register; an empty one where there is no register."""
    if register is None:
        return Desk()
    with connection.cursor() as cursor:
        cursor.execute(_DESK, (register,))
        rows = cursor.fetchall()
    if not rows:
        return Desk(register=register, open=False)

    def pick(role: str) -> tuple[tuple[int, int], ...]:
        return tuple((post, unit) for *_, found, post, unit in rows if found == role)

    office, prefix, is_open, to_all = rows[0][:4]
    return Desk(
        register=register,
        office=office,
        verifiers=pick("verifier"),
        fallbacks=pick("fallback"),
        approvers=pick("approver"),
        rows=tuple(row[4] for row in rows if row[4]),
        prefix=prefix,
        open=bool(is_open),
        open_to_all=bool(to_all),
    )
