"""What acts put into the spine's own tables beside the row: listings, links and desks."""

from collections.abc import Iterable

from bihuan.core.acts.happened import Happened
from bihuan.core.acts.puts import Call, Put
from bihuan.core.chain.ids import event_id, id_of, row_id
from bihuan.core.state.state import State

ROLES = {
    "verifiers": "verifier",
    "fallbacks": "fallback",
    "outsiders": "outsider",
    "approvers": "approver",
}


def listed_at_home(event: Happened, state: State) -> Iterable[Put | Call]:
    """Its place in the register in which it is opened, and what it was split from."""
    if state.register:
        yield Put(
            "matters.Listing",
            id_of(event),
            {
                "register_id": state.register,
                "matter_id": state.id,
                "number": event.plain.get("number_there") or state.number,
                "aspect": event.plain.get("aspect"),
                "place": event.plain.get("place", event.seq),
                "beside": False,
                **_from(event),
            },
            new=True,
        )
    if event.plain.get("split_from"):
        yield _linked(event, state, to=event.plain["split_from"], kind="splits")


def listed_anew(event: Happened, state: State) -> Iterable[Put | Call]:
    """A newer ledger gives the matter another number or aspect in its own register."""
    given = {"number": event.plain.get("number_there"), "aspect": event.plain.get("aspect")}
    values = {name: value for name, value in given.items() if value}
    if values and state.register:
        match = (("register_id", state.register), ("matter_id", state.id))
        yield Put("matters.Listing", id_of(event), values, match=match)


def listed(event: Happened, state: State) -> Iterable[Put | Call]:
    """It stands in another register too."""
    yield Put(
        "matters.Listing",
        id_of(event),
        {
            "register_id": event.plain["in_register"],
            "matter_id": state.id,
            "number": event.plain.get("number_there") or state.number,
            "aspect": event.plain.get("aspect"),
            "place": event.seq,
            "beside": True,
            **_from(event),
        },
        new=True,
    )


def _from(event: Happened) -> dict[str, int | None]:
    """It stands there from this event on: the instant and the place in the chain, as spells say it."""
    return {"from_at": event.at, "to_at": None, "from_seq": event.seq, "to_seq": None}


def unlisted(event: Happened, state: State) -> Iterable[Put | Call]:
    """It stands there no longer."""
    listing = event_id(event.org, event.plain["listed_in"])
    yield Put("matters.Listing", listing, {"to_at": event.at, "to_seq": event.seq})


def merged(event: Happened, state: State) -> Iterable[Put | Call]:
    """What took it over."""
    yield _linked(event, state, to=event.plain["into"], kind="merges")


def moved(event: Happened, state: State) -> Iterable[Put | Call]:
    """What it stood under before."""
    yield _linked(event, state, to=event.plain["was_under"], kind="moves")


def _linked(event: Happened, state: State, *, to: int, kind: str) -> Put:
    link = {"from_matter_id": state.id, "to_matter_id": to, "kind": kind}
    return Put("matters.Link", id_of(event), link, new=True)


def desk_made(event: Happened, state: State) -> Iterable[Put | Call]:
    """A register's desk, closed as yet."""
    yield Put(
        "matters.Desk",
        state.id,
        {
            "org_id": state.org,
            "office_id": event.plain.get("office"),
            "prefix": event.plain["prefix"],
            "open": False,
            "confirmed": False,
            "open_to_all": bool(event.plain.get("open_to_all")),
        },
        new=True,
    )
    yield from _posts(event, state)


def desk_set(event: Happened, state: State) -> Iterable[Put | Call]:
    """Another office or other posts."""
    if event.plain.get("office"):
        yield Put("matters.Desk", state.id, {"office_id": event.plain["office"]})
    for made_in, place in event.plain.get("replaces", ()):  # together too great for the record
        yield Put("matters.DeskPost", row_id(made_in, place), {"to_seq": event.seq})
    yield from _posts(event, state)


def _posts(event: Happened, state: State) -> Iterable[Put | Call]:
    place = 0
    for name, role in ROLES.items():
        for post in event.plain.get(name, ()):
            yield Put(
                "matters.DeskPost",
                row_id(id_of(event), place),
                {"register_id": state.id, "post_id": post, "role": role, "to_seq": None},
                new=True,
            )
            place += 1


def desk_opened(event: Happened, state: State) -> Iterable[Put | Call]:
    """The register takes matters from now on."""
    yield Put("matters.Desk", state.id, {"open": True})


def desk_confirmed(event: Happened, state: State) -> Iterable[Put | Call]:
    """A second person said yes to who looks after it."""
    yield Put("matters.Desk", state.id, {"confirmed": True})


def desk_closed(event: Happened, state: State) -> Iterable[Put | Call]:
    """It takes no more."""
    yield Put("matters.Desk", state.id, {"open": False})
