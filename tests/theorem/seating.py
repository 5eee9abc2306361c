"""Who came into a post that checks, approves or confirms came there by two: told from raw events alone.

Nobody gives himself, by own act, such a post (house.md, “Two for a desk”): not by appointing, not by setting
the desk, not as somebody's stand-in. Somebody else asked, a third said yes, and gains nothing by it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bihuan.core.state.posts import GUARDED
from tests.theorem.roster import SEATS, Roster


def seated_alone(event: Any, events: Iterable[Any], before: Roster, on: date) -> list[str]:
    """What is wrong with an event that puts somebody into such a post."""
    gains = _gains(event, before, on)
    if not gains and event.name != "desk_set":
        return []
    if event.name == "absence_declared" and event.actor == event.plain["person"] and event.actor not in gains:
        return []  # everybody names the own stand-in
    about = [one for one in events if one.matter == event.plain.get("granted")]
    asked = {one.actor for one in about if one.name == "made"}
    agreed = {one.actor for one in about if one.name == "approved"}
    if not agreed - asked:
        return [f"{event.name} was done by one alone"]
    mine = {one for person in agreed for one in before.who(person, on).people}
    return [f"{event.name} was confirmed by whom it appoints"] if mine & gains else []


def _gains(event: Any, before: Roster, on: date) -> frozenset[int]:
    """Who comes into a post that checks, approves or confirms."""
    plain = event.plain
    at_desk = {post for name in SEATS for post, _ in getattr(before.desk, name)}
    checks = at_desk | {post for post, one in before.posts.items() if one.role in GUARDED}
    if event.name == "appointed":
        return frozenset({plain["person"]}) if plain["post"] in checks else frozenset()
    if event.name == "absence_declared":
        held = {one.post for one in before.held if one.person == plain["person"]}
        holds = any(plain["person"] in before.holders((post,), on) for post in held & checks)
        return frozenset({plain["stand_in"]}) if holds else frozenset()
    if event.name == "desk_set":
        stood = {name: {post for post, _ in getattr(before.desk, name)} for name in SEATS}
        new = {post for name in SEATS for post in set(plain[name]) - stood[name]}
        return before.holders(new, on)
    return frozenset()
