"""What the environment says, read and refused in one line where it cannot be meant."""

import os
from ipaddress import ip_network
from typing import Any

from bihuan.web.proxies import Network


class BadEnvironment(OSError):
    """A variable cannot be what it says; the message names it."""


def count(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within its bounds."""
    said = os.environ.get(name, "").strip()
    if not said:
        return default
    if not (said.isascii() and said.isdecimal() and least <= int(said) <= most):
        raise BadEnvironment(
            f"{name} 应为 {least}–{most} 的数字。It must be a number from {least} to {most}, not {said!r}."
        )
    return int(said)


def networks(name: str) -> tuple[Network, ...]:
    """Addresses and networks, comma-separated: 10.0.0.5, 192.168.1.0/24, ::1."""
    said = [one.strip() for one in os.environ.get(name, "").split(",") if one.strip()]
    try:
        return tuple(ip_network(one, strict=False) for one in said)
    except ValueError as error:
        raise BadEnvironment(
            f"{name} 应为以逗号分开的 IP 地址或网段。It takes addresses and networks: {error}."
        ) from error


def security_log(file: str | None) -> dict[str, Any]:
    """Where security events go, as a handler of Python's logging: a file of that name, else standard error.

    The file may be moved away at any time; the next line begins a new one.
    """
    if not file:
        return {"class": "logging.StreamHandler"}
    return {
        "class": "logging.handlers.WatchedFileHandler",
        "filename": file,
        "encoding": "utf-8",
        "delay": True,
    }
