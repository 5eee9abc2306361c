"""What a register's office decided, kept for its next file; what to suggest for an unknown name."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from bihuan.exchange.importing.matching import likeness
from bihuan.exchange.importing.models import Remembered
from bihuan.exchange.importing.names import ANSWERABLE, NameBook

COLUMN, UNIT, PERSON = "column", "unit", "person"


def headings_of(register: int) -> dict[str, str]:
    """Heading -> role, as decided before."""
    rows = Remembered.objects.filter(register_id=register, what=COLUMN)
    return dict(rows.values_list("name", "choice"))


def choices_of(register: int) -> "Kept":
    """Choices by key, as decided before. A person's key is looked up by its digest."""
    rows = Remembered.objects.filter(register_id=register, what__in=(UNIT, PERSON))
    return Kept(register, dict(rows.values_list("name", "choice")))


class Kept(Mapping[str, str]):
    """Remembered choices: units by their key, people by a digest of it."""

    def __init__(self, register: int, found: Mapping[str, str]) -> None:
        self.register = register
        self._found = dict(found)

    def __getitem__(self, key: str) -> str:
        return self._found[self._kept(key)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __or__(self, other: Mapping[str, str]) -> "Kept":
        added = {self._kept(key): one for key, one in other.items()}
        return Kept(self.register, self._found | added)

    def _kept(self, key: str) -> str:
        person = key.startswith("person:") and key not in self._found
        return hidden(self.register, key) if person else key


def hidden(register: int, key: str) -> str:
    """A person's key as it is kept: the name cannot be read from it."""
    return "person:" + sha256(f"{register}:{key}".encode("utf-8", "surrogatepass")).hexdigest()


def remember(register: int, *, names: Mapping[str, str], headings: Mapping[str, str]) -> None:
    """Keep decisions for next time; a placeholder is found by its name from then on, so that is not kept."""
    rows = [
        Remembered(register_id=register, what=COLUMN, name=k, choice=v)
        for k, v in headings.items()
        if len(k) <= 200
    ]
    for key, choice in names.items():
        person = key.startswith("person:")
        name = hidden(register, key) if person else key
        if choice and choice != "new" and len(name) <= 200:
            rows.append(
                Remembered(register_id=register, what=PERSON if person else UNIT, name=name, choice=choice)
            )
    Remembered.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["choice"],
        unique_fields=["register_id", "what", "name"],
    )


def suggestions(names: NameBook, name: str, *, lead: bool, most: int = 5) -> list[int]:
    """The units whose names are most like `name`; for a lead those that can answer, those below first."""
    same = names.unit_named(name)
    scored = []
    for unit in names.units.values():
        if lead and unit.kind not in ANSWERABLE:
            continue
        score = likeness(name, unit.name) + (1.0 if same and unit.parent_id == same else 0.0)
        if score > 0.2:
            scored.append((-score, unit.place, unit.pk))
    return [pk for _, _, pk in sorted(scored)[:most]]
