"""The explicit tuples name things that exist, and nothing that must not."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

from bihuan.config.cli import COMMANDS
from tests.house.tree import python, tree


def test_there_is_no_admin() -> None:
    """Nothing stands beside perform()."""
    assert not [name for name in settings.INSTALLED_APPS if "admin" in name]
    assert not [path for path in python("bihuan") if "contrib.admin" in ast_text(path)]


def ast_text(path: object) -> str:
    """Imported module names of a file."""
    import ast

    names: list[str] = []
    for node in ast.walk(tree(path)):  # type: ignore[arg-type]
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
        elif isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
    return " ".join(names)


def test_every_room_is_installed_and_labelled_by_its_last_name() -> None:
    for room in settings.ROOMS:
        assert apps.get_app_config(room.rpartition(".")[2]).name == room


def test_everything_that_settings_name_exists() -> None:
    handlers = [handler for _, handler in settings.JOBS]
    for name in (*settings.KINDS, *handlers, *settings.PREPARE, *settings.MIDDLEWARE):
        assert import_string(name) is not None, name
    recurring = {name for name, _ in settings.RECURRING}
    assert recurring <= {name for name, _ in settings.JOBS}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_exists(words: tuple[str, ...]) -> None:
    module, _, function = COMMANDS[words].target.partition(":")
    assert callable(getattr(import_module(module), function))


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except (CommandError, SystemExit):
        pytest.fail(f"Make the missing migrations with `bin/bihuan django makemigrations`:\n{out.getvalue()}")
    assert "No changes detected" in out.getvalue()
