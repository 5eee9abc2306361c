"""Addresses of pages by their names. Long lists ask for hundreds, so the pattern of each is kept."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

NUMBER = 7_310_000_000
"""Stands for a number in an address that is asked for once; no address holds it by itself."""


def address_of(name: str, *values: int | str) -> str:
    """The address of a page; `values` are ids, or words such as the name of an act."""
    numbers = [one for one in values if type(one) is int]
    if any(one < 0 for one in numbers):
        return reverse(name, args=values)
    words = tuple(None if type(one) is int else str(one) for one in values)
    return _pattern(get_script_prefix(), name, words).format(*numbers)


@lru_cache(maxsize=1024)
def _pattern(prefix: str, name: str, words: tuple[str | None, ...]) -> str:
    """Such an address with `{}` for each number; `prefix` is where the site is mounted."""
    given = [NUMBER + place if word is None else word for place, word in enumerate(words)]
    address = reverse(name, args=given)
    for place, word in enumerate(words):
        if word is None:
            address = address.replace(str(NUMBER + place), "{}")
    return address
