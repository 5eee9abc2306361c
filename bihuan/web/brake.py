"""What keeps passwords from being guessed: it slows, and locks nobody out.

* Five wrong passwords for a name from one address slow that pair: the next try waits half a minute, then
  twice as long each time, a quarter of an hour at the most. A day without a wrong one, and it begins anew.
* Twenty names that did not get in from one address within an hour slow the address: a minute at the most.
  Names that have got in there before are not slowed by it: whoever tries others stops no colleague.
* A browser in which somebody has signed in under a name counts by itself: whoever guesses, at the
  same address or another, slows nobody who comes back in a browser of his own.
* What a clock that ran ahead wrote counts for nothing once it is set right.
* What an administrator sets anew is slowed by nothing that was tried before (`lift`).

A try is counted before the password is looked at, in one statement, and taken back when it was right: many at
once count as many. What is kept are keyed digests.
"""

from typing import Final, NamedTuple

from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from bihuan.core.time.trust import TOLERANCE
from bihuan.core.words.folding import folded
from bihuan.core.words.text import Text
from bihuan.web import clock
from bihuan.web.browser import browser_of, give
from bihuan.web.models import KnownBrowser, Trace
from bihuan.web.proxies import address_asking

SECOND: Final = 1_000_000
DAY, HOUR = 86_400 * SECOND, 3600 * SECOND


class Slowing(NamedTuple):
    """After `limit` wrong ones a wait of `first`, doubled up to `longest`; forgotten after `fresh`."""

    limit: int
    first: int
    longest: int
    fresh: int


PAIR: Final = Slowing(5, 30 * SECOND, 15 * 60 * SECOND, DAY)
ADDRESS: Final = Slowing(20, 15 * SECOND, 60 * SECOND, HOUR)
SLOWED: Final = Text(
    "密码连续输错多次，请在 {wait}后再试。之前填写和办理的都在；忘记密码请找本单位系统管理员重设。",
    "The password was wrong several times: try again in {wait}. Nothing is lost. If you forgot it, ask your "
    "administrator to set a new one.",
)
_STALE: Final = "web_trace.at < %(stale)s OR web_trace.at > %(ahead)s"
_COUNT: Final = f"""
INSERT INTO web_trace (key, name, wrong, at, until, before) VALUES (%(key)s, %(name)s, 1, %(at)s, 0, 0)
ON CONFLICT (key) DO UPDATE SET
 wrong = CASE WHEN {_STALE} THEN 1 ELSE web_trace.wrong + 1 END,
 at = excluded.at,
 before = web_trace.at,
 until = CASE
  WHEN {_STALE} OR web_trace.wrong + 1 < %(limit)s THEN 0
  WHEN web_trace.wrong + 1 - %(limit)s >= 10 THEN %(at)s + %(longest)s
  WHEN CAST(%(first)s AS bigint) * (1 << (web_trace.wrong + 1 - %(limit)s)) >= %(longest)s
   THEN %(at)s + %(longest)s
  ELSE %(at)s + CAST(%(first)s AS bigint) * (1 << (web_trace.wrong + 1 - %(limit)s)) END
WHERE web_trace.until <= %(at)s OR web_trace.at > %(ahead)s RETURNING wrong"""
_TAKE_BACK: Final = (
    "UPDATE web_trace SET wrong = wrong - 1, at = before, until = 0 WHERE key = %s AND wrong > 0"
)


class Try(NamedTuple):
    """What one try counts for: the name at its place, and the address, unless the browser is known."""

    pair: str
    name: str
    address: str = ""
    known: bool = False


def at_sign_in(request: HttpRequest, username: str) -> Try:
    """A try to sign in under a name."""
    name, browser = folded(username), browser_of(request)
    digest = _digest("name", name)
    if browser and KnownBrowser.objects.filter(pk=_digest("browser", name, browser)).exists():
        return Try(_digest("pair", name, browser), digest, known=True)
    address = address_asking(request)
    if KnownBrowser.objects.filter(pk=_digest("at", name, address)).exists():
        return Try(_digest("pair", name, address), digest)
    return Try(_digest("pair", name, address), digest, _digest("address", address))


def of_user(user: int) -> Try:
    """Somebody who has signed in says the present password once more: counted for nobody else."""
    return Try(_digest("user", str(user)), "")


def wait(one: Try, *, at: int) -> int:
    """Seconds to wait before the next try; 0, and it is counted, where it may be made now."""
    if one.address and (left := _left(one.address, at)):
        return left
    wrong = _counted(one.pair, one.name, PAIR, at)
    if wrong is None:
        return _left(one.pair, at) or 1
    if one.address and wrong == 1:
        _counted(one.address, "", ADDRESS, at)
    return 0


def passed(one: Try) -> None:
    """The password was right: what was counted for it is taken back."""
    gone, _ = Trace.objects.filter(pk=one.pair).delete()
    if gone and one.address:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_BACK, [one.address])


def know(request: HttpRequest, username: str, *, at: int) -> None:
    """Somebody has signed in under this name in this browser, at this address."""
    name = folded(username)
    for key in (_digest("browser", name, give(request)), _digest("at", name, address_asking(request))):
        KnownBrowser.objects.update_or_create(pk=key, defaults={"at": at})


def lift(username: str) -> None:
    """Forget what was wrongly tried for a name, wherever from."""
    Trace.objects.filter(name=_digest("name", folded(username))).delete()


def slowed(seconds: int) -> Text:
    """The sentence that says how long to wait."""
    return Text(SLOWED.zh.format(wait=_long(seconds).zh), SLOWED.en.format(wait=_long(seconds).en))


def forget(before: int) -> int:
    """Tidy: what was last wrong before an instant, and browsers not seen since; how many."""
    gone, _ = Trace.objects.filter(at__lt=before, until__lt=clock.now()).delete()
    return gone + KnownBrowser.objects.filter(at__lt=before).delete()[0]


def _long(seconds: int) -> Text:
    if seconds <= 90:
        return Text(f"{seconds} 秒", f"{seconds} seconds")
    minutes = -(-seconds // 60)
    return Text(f"{minutes} 分钟", f"{minutes} minutes")


def _counted(key: str, name: str, how: Slowing, at: int) -> int | None:
    """How many it makes in a row; None where it may not be tried yet."""
    between = {"stale": at - how.fresh, "ahead": at + TOLERANCE}
    given: dict[str, str | int] = {"key": key, "name": name, "at": at, **between, **how._asdict()}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _left(key: str, at: int) -> int:
    found = Trace.objects.filter(pk=key, at__lte=at + TOLERANCE).values_list("until", flat=True).first()
    return max(0, -(-((found or 0) - at) // SECOND))


def _digest(*words: str) -> str:
    return salted_hmac("bihuan.brake", "\0".join(words), algorithm="sha256").hexdigest()
