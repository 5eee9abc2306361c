"""The version is said once, and versions are told apart by their numbers."""

import tomllib

import pytest
from django.conf import settings

from bihuan.exchange.version import later, ours


def test_it_is_that_of_the_project() -> None:
    assert ours() == tomllib.loads((settings.ROOT / "pyproject.toml").read_text())["project"]["version"]


@pytest.mark.parametrize(
    ("one", "other", "is_later"),
    [
        ("0.3.0", "0.2.9", True),
        ("0.10.0", "0.9.0", True),
        ("0.2.0", "0.2.0", False),
        ("0", "0.2.0", False),
        ("", "0.2.0", False),
        ("1", "0.2.0", True),
        ("9" * 99, "0.2.0", True),
    ],
)
def test_which_came_later(one: str, other: str, is_later: bool) -> None:
    assert later(one, other) is is_later
