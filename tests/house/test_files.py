"""How files are called, how long they are, and what may not stand in them."""

import re

from tests.house.tree import ROOT, files, python, read

BANNED = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "services", "misc"}
MOST_LINES = 400
ROOM = {
    *("__init__.py", "kind.py", "models.py", "effects.py", "queries.py", "forms.py", "views.py"),
    *("urls.py", "exchange.py", "indicators.py", "nav.py", "templates", "migrations", "apps.py"),
}
SCRIPTS = {"run", "test", "bench", "bihuan", "setup", "mutate"}
# Joined here, so that this file does not break its own rule.
PLACES = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + "home/[a-z]", "/" + "Users/")))
HOSTS = re.compile(
    "|".join(
        (
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(org|com)",
            "debian" + r"\.org",
            "npm" + "mirror",
            "mirrors?" + r"\.[a-z]+\.(edu|com)",
        )
    )
)
FOUND_BY_DJANGO = {"bihuan/ledger/sqlite/base.py"}
"""An engine is found under this name and no other."""
MAKERS = ("anthro" + "pic", "clau" + "de", "open" + "ai", "chat" + "gpt", "co" + "pilot")
MACHINERY = re.compile("|".join(MAKERS), re.I)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = {str(path): read(path).count("\n") for path in python() if read(path).count("\n") > MOST_LINES}
    assert not long, f"Split these by noun: a file holds at most {MOST_LINES} lines. {long}"


def test_files_are_named_after_what_they_hold() -> None:
    banned = (path for path in python() if path.stem in BANNED or path.parent.name in BANNED)
    named = [str(path) for path in banned if str(path) not in FOUND_BY_DJANGO]
    assert not named, f"A name that would fit anything tells nothing; name these after their noun: {named}"


def test_package_files_are_empty() -> None:
    full = [str(path) for path in python("bihuan") if path.name == "__init__.py" and read(path).strip()]
    assert not full, f"Import from where a thing stands; these must be empty: {full}"


def test_a_room_holds_only_what_rooms_hold() -> None:
    rooms = [path for path in files() if path.parts[:2] == ("bihuan", "rooms") and len(path.parts) > 3]
    strange = [str(path) for path in rooms if path.parts[3] not in ROOM]
    assert not strange, f"A room holds {sorted(ROOM)}; what is shared belongs to a lower layer: {strange}"


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    telling = [str(path) for path in files() if PLACES.search(read(path)) or HOSTS.search(read(path))]
    assert not telling, f"Paths of one machine and hosts of package registries do not belong here: {telling}"


def test_no_file_speaks_of_how_it_was_written() -> None:
    speaking = [str(path) for path in files() if MACHINERY.search(read(path))]
    assert not speaking, f"Say what the thing does, not who wrote it: {speaking}"


def test_nothing_is_left_for_later_in_the_code() -> None:
    left = [str(path) for path in python() if UNFINISHED.search(read(path))]
    assert not left, f"Do it, or write it into an issue; the code holds no notes to oneself: {left}"


def test_scripts_can_be_started() -> None:
    scripts = {path.name: path for path in files() if path.parts[0] == "bin"}
    assert set(scripts) == SCRIPTS
    assert all((ROOT / path).stat().st_mode & 0o100 for path in scripts.values())
