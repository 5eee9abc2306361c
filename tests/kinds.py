"""Other kinds of matter than those of the house, for as long as a test runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import override_settings

from bihuan.matters import kinds as known


def forget_kinds() -> None:
    """Which kinds there are is asked anew."""
    for one in vars(known).values():
        if hasattr(one, "cache_clear"):
            one.cache_clear()


@contextmanager
def declared(*lines: str) -> Iterator[Any]:
    """`settings.KINDS` with these lines more."""
    from django.conf import settings

    forget_kinds()
    try:
        with override_settings(KINDS=(*settings.KINDS, *lines)):
            yield settings
    finally:
        forget_kinds()
