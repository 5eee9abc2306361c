"""Where a user is signed in, to be looked at and ended; a digest stands for a session's key."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bihuan.core.words.text import Text
from bihuan.web import clock
from bihuan.web.devices import device_said
from bihuan.web.models import Session
from bihuan.web.sessions import idle_since

MICROS_AN_HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class SignIn:
    """One of them. `used_at` is cut to the hour: when somebody works is nobody's business."""

    id: str
    device: Text
    begun_at: int
    used_at: int
    mine: bool


def sign_ins_of(user: int | None, *, here: str | None = None) -> list[SignIn]:
    """Those that are not over, the newest first; `here` is the key of the session that asks."""
    rows = _alive(user).order_by("-begun_at") if user else ()
    return [
        SignIn(
            _digest(one.session_key),
            device_said(one.device),
            one.begun_at,
            one.used_at - one.used_at % MICROS_AN_HOUR,
            one.session_key == here,
        )
        for one in rows
    ]


def end(user: int | None, ids: Collection[str] | None = None, *, but: str | None = None) -> int:
    """End these sign-ins of a user, or all of them, but the one with the key `but`; how many there were."""
    if not user:
        return 0
    keys = Session.objects.filter(user_id=user).values_list("session_key", flat=True)
    ended = [one for one in keys if one != but and (ids is None or _digest(one) in ids)]
    Session.objects.filter(session_key__in=ended).delete()
    return len(ended)


def _alive(user: int) -> QuerySet[Session]:
    return Session.objects.filter(
        user_id=user, expire_date__gt=timezone.now(), used_at__gt=idle_since(clock.now())
    )


def _digest(key: str) -> str:
    return salted_hmac("bihuan.sign_ins", key, algorithm="sha256").hexdigest()[:24]
