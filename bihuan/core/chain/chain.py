"""The chain of the record (办理记录): canonical text, seals and digests. (breaks.py checks them.)

The format is for ever, because an export of today must verify in twenty years:

* *Canonical text* of a value is JSON: keys sorted by code point, no spaces, nothing escaped beyond what JSON
  demands, no floating point, integers within ±2^53. Strings keep the characters they came with.
* A *header* is one JSON object in this fixed order: v, org, seq, matter, kind, event, version, actor, hat,
  for_whom, basis, at, occurred_on, plain, personal. `plain` holds the plain facts themselves, `personal` only
  the digest of each personal fact, so that a value can be erased while the header stays as it was sealed.
* `seal = sha256(seal before ‖ header)` and `digest = sha256(salt ‖ canonical value)`, over UTF-8 text with
  seals, digests and salts as lower-case hexadecimal: `sha256sum` alone can check both.
* The seal before the first event is `sha256("bihuan/1/" ‖ slug of the organisation)`.

The quote marks inside a JSON string are always escaped; therefore a marker such as `,"at":"` occurs in
a header only where a key stands, and looking it up in the text is as exact as parsing, and far quicker.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final, TypeAlias, cast

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

FORMAT: Final = 1

_GREATEST = 2**53
_EPOCH = datetime(1970, 1, 1)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Json) -> str:
    """The one text that stands for `value` in seals and digests.

    TypeError for floating point, dates and anything else that JSON has no exact word for; ValueError for an
    integer beyond ±2^53 or half a surrogate pair, which other readers could not read back.
    """
    _require_exact(value)
    text = _encode(value)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(f"half a surrogate pair in {text!a}") from None
    return text


def genesis(slug: str) -> str:
    """The seal before the first event of the organisation `slug`."""
    return sha256(f"bihuan/{FORMAT}/{slug}".encode()).hexdigest()


def link(seal_before: str, header: str) -> str:
    """The seal of the event with this header."""
    return sha256((seal_before + header).encode()).hexdigest()


def fact_digest(salt: str, value: str) -> str:
    """The digest of one personal fact, from its salt (hexadecimal) and its canonical text."""
    return sha256((salt + value).encode()).hexdigest()


def instant(at: int) -> str:
    """`at` (microseconds since the epoch, UTC) as `2026-11-24T06:50:13.123456Z`."""
    seconds, micros = divmod(at, 1_000_000)
    return f"{_second(seconds)}.{micros:06d}Z"


def header_text(
    *,
    org: str,
    seq: int,
    matter: int,
    kind: str,
    event: str,
    version: int,
    actor: int | None,
    hat: int | None,
    for_whom: int | None,
    basis: str | None,
    at: int,
    occurred_on: date,
    plain: Mapping[str, Json],
    personal: Mapping[str, str],
) -> str:
    """What is sealed for one event. `personal` maps the names of the personal facts to their digests."""
    for name in (kind, event, *plain, *personal):
        if not _is_name(name):
            raise ValueError(f"not a name for the record: {name!a}")
    return (
        f'{{"v":{FORMAT},"org":{_text(org)},"seq":{seq:d},"matter":{matter:d},"kind":"{kind}",'
        f'"event":"{event}","version":{version:d},"actor":{_number(actor)},"hat":{_number(hat)},'
        f'"for_whom":{_number(for_whom)},"basis":{_text(basis)},"at":"{instant(at)}",'
        f'"occurred_on":"{occurred_on.isoformat()}","plain":{canonical(plain)},"personal":{canonical(personal)}}}'
    )


@lru_cache(maxsize=4096)
def _is_name(name: str) -> bool:
    """Names come from the tables of acts, so they are few and asked about for every event."""
    return _NAME.fullmatch(name) is not None


def _number(value: int | None) -> str:
    """`canonical` of an id or of nothing, which every header has several of."""
    if value is None:
        return "null"
    if not -_GREATEST <= value <= _GREATEST:
        raise ValueError(f"an integer beyond 2^53: {value}")
    return f"{value:d}"


@lru_cache(maxsize=256)
def _text(value: str | None) -> str:
    """`canonical` of an organisation's slug or of a basis, of which there are few."""
    return canonical(value)


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds)).isoformat()


def _require_exact(value: object) -> None:
    """Raise unless JSON can carry `value` without losing anything."""
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if not -_GREATEST <= value <= _GREATEST:
            raise ValueError(f"an integer beyond 2^53: {value}")
    elif isinstance(value, dict):
        for key, inner in cast("dict[object, object]", value).items():
            if not isinstance(key, str):
                raise TypeError(f"a key that is no text: {key!a}")
            if inner is not None and type(inner) is not str:  # most are, and none of these needs a call
                _require_exact(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _require_exact(inner)
    else:
        raise TypeError(f"the record has no exact text for {type(value).__name__}")
