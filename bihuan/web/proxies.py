"""Who really asks, when a proxy stands before the server.

What a request says of its own way (`X-Forwarded-For`, `X-Forwarded-Proto`) is believed where it comes from a
proxy that the settings name (`PROXIES`), and only then: anybody can write such a header. The address that
counts is then the last one that is none of these proxies, since each of them adds whom it heard.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network
ONE_HOUSE: Final = 64
"""Of an IPv6 address so many bits tell one house from another; whoever lives there has all the rest."""
HSTS: Final = "max-age=31536000; includeSubDomains"


class ProxyMiddleware:
    """Forgets what nobody trusted says of the way here; tells browsers to keep to an https origin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _named(request.META.get("REMOTE_ADDR", ""), settings.PROXIES):
            for name in ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"):
                request.META.pop(name, None)
        response = self.get_response(request)
        if settings.HTTPS:
            response["Strict-Transport-Security"] = HSTS
        return response


def address_asking(request: HttpRequest) -> str:
    """The address of whoever asks; of IPv6 the network of the house. What cannot be read is as it came."""
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return _house(real(peer, forwarded, settings.PROXIES))


def real(peer: str, forwarded: str, proxies: Iterable[Network]) -> str:
    """From the right, the first that is none of the proxies; what is no address is not believed."""
    known, found = tuple(proxies), peer
    for said in (peer, *reversed(forwarded.split(","))):
        one = _bare(said)
        if not one:
            return found
        found = one
        if not _named(one, known):
            return found
    return found


def _bare(said: str) -> str:
    """An address without its port and brackets; empty for what is none."""
    word = said.strip().strip('"')
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        found = ip_address(word)
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


@lru_cache(maxsize=1024)
def _named(said: str, proxies: tuple[Network, ...]) -> bool:
    one = _bare(said)
    return bool(one) and any(ip_address(one) in network for network in proxies)


def _house(said: str) -> str:
    one = _bare(said)
    if ":" not in one:
        return one or said
    return str(IPv6Network((one, ONE_HOUSE), strict=False))
