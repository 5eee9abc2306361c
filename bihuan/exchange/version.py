"""Which version of the product this is: said once, in pyproject.toml."""

import re
import tomllib
from functools import cache

from django.conf import settings


@cache
def ours() -> str:
    """As in "0.2.0"."""
    said = tomllib.loads((settings.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(said["project"]["version"])


def later(one: str, other: str) -> bool:
    """Whether the first version came after the second, by their numbers."""
    return _numbers(one) > _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(number[:9]) for number in re.findall(r"[0-9]+", version.partition("+")[0])[:4]]
