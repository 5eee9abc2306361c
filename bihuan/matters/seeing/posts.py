"""An organisation's posts on a day: where they are, who holds them, which need two people to be filled."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.state.posts import GUARDED, Post, Term
from bihuan.ledger.read import events_at

_STANDS = "(a.to_on IS NULL OR a.to_on >= %s)"

_AMONG = """
WITH RECURSIVE kin(id) AS (
    SELECT u.id FROM people_unit u WHERE u.id IN ({})
    UNION SELECT CASE WHEN s.before_id = kin.id THEN s.after_id ELSE s.before_id END
    FROM kin JOIN people_succession s ON kin.id IN (s.before_id, s.after_id)
) SELECT DISTINCT a.post_id FROM people_appointment a
WHERE a.person_id IN (SELECT h.person_id FROM people_appointment h JOIN people_post p ON p.id = h.post_id
                    WHERE p.unit_id IN (SELECT kin.id FROM kin))"""


class PostsOf:
    """What the core asks of posts (core/state/posts.py); each question is one statement."""

    def __init__(self, org: int, today: date) -> None:
        self._org = org
        self._day = today.isoformat()

    def known(self, posts: Collection[int]) -> Mapping[int, Post]:
        """The unit and the role of each that there is."""
        asked = sorted(posts)
        rows = _rows(
            f"SELECT id, unit_id, role FROM people_post WHERE org_id = %s AND id IN ({marks(asked)})",
            self._org,
            *asked,
        )
        return {post: Post(unit, role) for post, unit, role in rows}

    def holders(self, posts: Collection[int]) -> frozenset[int]:
        """Whoever holds one of them, today or from a later day."""
        asked = sorted(posts)
        sql = (
            f"SELECT a.person_id FROM people_appointment a WHERE a.post_id IN ({marks(asked)}) AND {_STANDS}"
        )
        return frozenset(person for (person,) in _rows(sql, *asked, self._day)) if asked else frozenset()

    def held_by(self, person: int, since: str | None = None) -> frozenset[int]:
        """The posts that somebody holds today or from a later day, or held on any day since."""
        sql = f"SELECT a.post_id FROM people_appointment a WHERE a.person_id = %s AND {_STANDS}"
        return frozenset(post for (post,) in _rows(sql, person, min(since or self._day, self._day)))

    def appointers(self, person: int) -> frozenset[int]:
        """Whoever put somebody into these posts: who did it, and who had asked for it."""
        sql = f"SELECT a.id FROM people_appointment a WHERE a.person_id = %s AND {_STANDS}"
        events = events_at([one for (one,) in _rows(sql, person, self._day)])
        requests = [one.plain["granted"] for one in events if "granted" in one.plain]
        sql = f"SELECT opened_by_id FROM matters_matter WHERE id IN ({marks(requests)})"
        asked = {one for (one,) in _rows(sql, *requests)} if requests else set()
        return frozenset(one for one in {one.actor for one in events} | asked if one)

    def signs_in_elsewhere(self, person: int, user: int | None) -> bool:
        """Whether this sign-in, or the person's own, is one of somebody in another organisation as well."""
        sql = (
            "SELECT 1 FROM people_person p WHERE p.org_id <> %s AND NOT p.erased"
            " AND (p.user_id = %s OR p.user_id = (SELECT user_id FROM people_person WHERE id = %s)) LIMIT 1"
        )
        return bool(_rows(sql, self._org, user, person))

    def absences(self, person: int) -> list[Term]:
        """Those in which somebody is away, or stands in: today or from a later day, and not called off."""
        sql = (
            "SELECT b.person_id, b.stand_in_id, b.from_on, b.to_on FROM people_absence b"
            " WHERE (b.person_id = %s OR b.stand_in_id = %s)"
            " AND (b.to_on IS NULL OR (b.to_on >= %s AND b.to_on >= b.from_on)) ORDER BY b.from_on, b.id"
        )
        return [_term(*row) for row in _rows(sql, person, person, self._day)]

    def second(self, posts: Collection[int]) -> int | None:
        """The register whose leading group confirms who is put into one of these; None if nobody need.

        That at whose desk, or in whose office, one of them stands; else the oldest, if one of them checks,
        approves or confirms by its role. Of no posts: the oldest register whose opening was confirmed.
        """
        asked = sorted(posts)
        rows = _rows(
            "SELECT d.id, dp.post_id, d.office_id FROM matters_desk d LEFT JOIN matters_deskpost dp"
            f" ON dp.register_id = d.id AND dp.to_seq IS NULL AND dp.post_id IN ({marks(asked)})"
            " WHERE d.org_id = %s AND d.confirmed ORDER BY d.id",
            *asked,
            self._org,
        )
        if not rows or not asked:
            return rows[0][0] if rows else None
        known = self.known(asked).values()
        units, guarded = {one.unit for one in known}, any(one.role in GUARDED for one in known)
        at_desk = next((register for register, post, office in rows if post or office in units), None)
        return at_desk or (rows[0][0] if guarded else None)

    def second_among(self, units: Collection[int]) -> int | None:
        """The same for all posts that whoever sits, or sat, in these units or in what they were or became
        ever held: what somebody checked was checked by him for good.
        """
        asked = sorted(units)
        found = _rows(_AMONG.format(marks(asked)), *asked)
        return self.second([post for (post,) in found]) if found else None

    def appointment(self, one: int) -> Term | None:
        """An appointment of this organisation: who, to which post, until when."""
        return self._term(
            "SELECT a.person_id, a.post_id, a.from_on, a.to_on FROM people_appointment a"
            " JOIN people_post p ON p.id = a.post_id WHERE a.id = %s AND p.org_id = %s",
            one,
        )

    def absence(self, one: int) -> Term | None:
        """An absence: who, the stand-in, until when."""
        return self._term(
            "SELECT b.person_id, b.stand_in_id, b.from_on, b.to_on FROM people_absence b"
            " JOIN people_person p ON p.id = b.person_id WHERE b.id = %s AND p.org_id = %s",
            one,
        )

    def _term(self, sql: str, one: int) -> Term | None:
        return next((_term(*row) for row in _rows(sql, one, self._org)), None)


def _term(person: int, what: int, from_on: Any, to_on: Any) -> Term:
    return Term(person, what, str(from_on), str(to_on) if to_on else None)


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
