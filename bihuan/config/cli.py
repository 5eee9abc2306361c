"""`bihuan …`: which command is which module. Core-only commands never import Django."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from importlib import import_module
from typing import NamedTuple

HELP = ("--help", "-h")


class Command(NamedTuple):
    """`module:function` of a `main(argv) -> exit status`, whether it needs Django, what spares it that.

    `need`: a name of place.Need, what must be there before it is called; `writes_with`: an option that makes
    a command which reads one that writes. `serves`: it goes on to serve pages, which wait for nothing as long
    as a command does. `read_only`: it works where nothing can be written.
    """

    target: str
    need: str = "ITSELF"
    django: bool = True
    spared_by: tuple[str, ...] = ()
    writes_with: str = ""
    serves: bool = False
    read_only: bool = False

    def needs_django(self, argv: list[str]) -> bool:
        """Options count in both of their spellings, `--export FILE` and `--export=FILE`."""
        return self.django and not set(self.spared_by) & _options(argv)

    def needs(self, argv: list[str]) -> str:
        """What must be there for this call; nothing to say how it is called."""
        if set(HELP) & _options(argv):
            return "ITSELF"
        return "WRITES" if self.writes_with and self.writes_with in _options(argv) else self.need


COMMANDS: dict[tuple[str, ...], Command] = {
    ("ledger", "read"): Command("bihuan.exchange.ledger_read:main", django=False),
    ("ledger", "import"): Command("bihuan.exchange.ledger_import:main", "READS", writes_with="--commit"),
    ("verify",): Command(
        "bihuan.exchange.verifying.command:main", "READS", spared_by=("--export", *HELP), read_only=True
    ),
    ("export",): Command("bihuan.ledger.command:export_main", "READS"),
    ("backup",): Command("bihuan.exchange.backup:backup_main", "READS"),
    ("restore",): Command("bihuan.exchange.backup:restore_main", "ALONE"),
    ("fill",): Command("bihuan.exchange.fill:main", "FILLS"),
    ("acknowledge-heads",): Command("bihuan.matters.setup.acknowledging:main", "WRITES"),
    ("rescue-admin",): Command("bihuan.matters.setup.rescue:main", "WRITES"),
    ("clock",): Command("bihuan.config.clock:main", "READS", writes_with="--confirm"),
    ("prepare",): Command("bihuan.config.prepare:main"),
    ("run",): Command("bihuan.config.run:main", serves=True),
    ("django",): Command("bihuan.config.cli:django_main", "DEVELOPS"),
}
WRONG = 2
CHANGING = {"migrate", "flush", "loaddata", "sqlflush"}
"""Those of Django's commands that must find nobody else at work."""


def main(argv: list[str]) -> int:
    """Run one command. 0 done, 1 the answer is no, 2 the call or the input is wrong."""
    for words, command in COMMANDS.items():
        if tuple(argv[: len(words)]) == words:
            return run(command, argv[len(words) :])
    names = ", ".join(" ".join(words) for words in COMMANDS)
    sys.stderr.write(f"bihuan: unknown command; there are: {names}\n")
    return WRONG


def run(command: Command, argv: list[str]) -> int:
    """Import and call it; what only a person can put right becomes one line."""
    try:
        if not command.needs_django(argv):
            return call(command, argv)
        set_up_django()
        with surroundings(command, argv):
            return call(command, argv)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("BIHUAN_DEBUG") == "1" or not meant_for_people(error):
            raise
        sys.stderr.write(f"bihuan: {str(error).strip().splitlines()[0]}\n")
        return WRONG


def call(command: Command, argv: list[str]) -> int:
    """Import it, and its exit status."""
    module, _, function = command.target.partition(":")
    return int(getattr(import_module(module), function)(argv))


@contextmanager
def surroundings(command: Command, argv: list[str]) -> Iterator[None]:
    """For as long as a command works: its patience, a copy to read where it may need one, and its place."""
    from bihuan.config.database import patient, readable
    from bihuan.config.place import Need, ready

    with ExitStack() as stack:
        if not command.serves:
            stack.enter_context(patient())
        if command.read_only:
            stack.enter_context(readable())
        stack.enter_context(ready(Need[command.needs(argv)]))
        yield


def _options(argv: list[str]) -> set[str]:
    return {word.partition("=")[0] for word in argv}


def meant_for_people(error: Exception) -> bool:
    """Errors of the call or the surroundings, as opposed to our own mistakes, which keep their traceback."""
    if isinstance(error, OSError) or type(error).__name__ in ("BadDatabaseURL", "Doubted"):
        return True
    return type(error).__module__ in ("django.db.utils", "psycopg.errors") and bool(str(error).strip())


def set_up_django() -> None:
    """Settings and apps, for commands that need the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

    django.setup()


def django_main(argv: list[str]) -> int:
    """Django's own commands, for developers: `bihuan django makemigrations`. What changes tables is alone."""
    from django.core.management import execute_from_command_line

    from bihuan.config.place import alone

    with alone() if set(argv[:1]) & CHANGING else nullcontext():
        execute_from_command_line(["bihuan django", *argv])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
