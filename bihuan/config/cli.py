"""`bihuan …`: which command is which module. Core-only commands never import Django."""

import os
import sys
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """`module:function` of a `main(argv) -> exit status`, whether it needs Django, what spares it that."""

    target: str
    django: bool = True
    spared_by: tuple[str, ...] = ()

    def needs_django(self, argv: list[str]) -> bool:
        """Options count in both of their spellings, `--export FILE` and `--export=FILE`."""
        return self.django and not set(self.spared_by) & {word.partition("=")[0] for word in argv}


COMMANDS: dict[tuple[str, ...], Command] = {
    ("ledger", "read"): Command("bihuan.exchange.ledger_read:main", django=False),
    ("ledger", "import"): Command("bihuan.exchange.ledger_import:main"),
    ("verify",): Command("bihuan.exchange.verifying.command:main", spared_by=("--export", "--help", "-h")),
    ("export",): Command("bihuan.ledger.command:export_main"),
    ("backup",): Command("bihuan.exchange.backup:backup_main"),
    ("restore",): Command("bihuan.exchange.backup:restore_main"),
    ("fill",): Command("bihuan.exchange.fill:main"),
    ("rescue-admin",): Command("bihuan.matters.setup.rescue:main"),
    ("prepare",): Command("bihuan.config.prepare:main"),
    ("run",): Command("bihuan.config.run:main"),
    ("django",): Command("bihuan.config.cli:django_main"),
}
WRONG = 2


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
        if command.needs_django(argv):
            set_up_django()
        module, _, function = command.target.partition(":")
        return int(getattr(import_module(module), function)(argv))
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


def meant_for_people(error: Exception) -> bool:
    """Errors of the call or the surroundings, as opposed to our own mistakes, which keep their traceback."""
    if isinstance(error, OSError) or type(error).__name__ == "BadDatabaseURL":
        return True
    return type(error).__module__ in ("django.db.utils", "psycopg.errors") and bool(str(error).strip())


def set_up_django() -> None:
    """Settings and apps, for commands that need the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

    django.setup()


def django_main(argv: list[str]) -> int:
    """Django's own commands, for developers: `bihuan django makemigrations`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["bihuan django", *argv])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
