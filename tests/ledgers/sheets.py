"""A test ledger before it is a file: its cells, merges, hidden rows, and what a clerk reads in it."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from dataclasses import dataclass, field
from typing import Any

Cells = list[list[Any]]


@dataclass
class Sheet:
    """Merges and formats by cell reference; hidden rows count from 1. `parts`: replacements in the file's XML."""

    name: str
    rows: Cells
    merges: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    hidden: bool = False
    parts: dict[str, list[tuple[bytes, bytes]]] = field(default_factory=dict)


@dataclass
class Book:
    """A file and the problems that it holds."""

    name: str
    sheets: list[Sheet]
    expected: list[dict[str, Any]]
    encoding: str = "utf-8"
