"""A database names its file store and its key; a server or a command that has others is refused.

`var/store` holds a random name, the database the same and a digest of the key. A database that names none yet
(new, restored, or of an older version) takes those of the place where it is first prepared.
"""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

from bihuan.config import secret
from bihuan.core.words.text import Text
from bihuan.jobs.models import Installation

ELSEWHERE = Text(
    "这个数据库的佐证文件和密钥在另一个 BIHUAN_VAR 里，请用原来的启动；"
    "文件确已整个移来的，运行 bin/bihuan prepare --move。",
    "This database keeps its evidence and its key in another BIHUAN_VAR: start it with that one, or, if"
    " all of it was moved here, run bin/bihuan prepare --move.",
)


OTHER_KEY = Text(
    "var/secret_key 不在或换过，与数据库记着的不同：请放回原来的；"
    "有意更换的，运行 bin/bihuan prepare --move，所有人须重新登录。",
    "var/secret_key is gone or another than the database knows: put it back, or, if it is to be a new one,"
    " run bin/bihuan prepare --move; everybody signs in anew.",
)


class Elsewhere(OSError):
    """The database names another store or key than this place has."""

    def __init__(self, sentence: Text = ELSEWHERE) -> None:
        super().__init__(f"{sentence.zh}{sentence.en}")


def named() -> Installation | None:
    """What the database names; None where it names nothing, or has no such table yet."""
    if Installation._meta.db_table not in connection.introspection.table_names():
        return None
    return Installation.objects.order_by("pk").first()


def require_ours(*, reading: bool = False) -> None:
    """Elsewhere unless what the database names is what is here. `reading`: a copy without its key will do."""
    found = named()
    if found is None:
        return
    if found.store != _store():
        raise Elsewhere
    keyless = reading and not _key_file().exists()
    if not (keyless or found.key == _key()):
        raise Elsewhere(OTHER_KEY)


def make_folder() -> None:
    """The folder, where it is missing."""
    _key_file().parent.mkdir(parents=True, exist_ok=True)


def take_key() -> None:
    """The key that somebody who was here meanwhile has made, if there is one."""
    settings.SECRET_KEY = secret.kept(_key_file()) or settings.SECRET_KEY


def claim(*, move: bool = False) -> None:
    """Let the database name this place, if it names none yet; with `move`, whatever it named before."""
    if named() and not move:
        return
    settings.SECRET_KEY = secret.keep(_key_file(), settings.SECRET_KEY)
    _keep_store()
    Installation.objects.update_or_create(pk=1, defaults={"store": _store(), "key": _key()})


def _key_file() -> Path:
    return Path(settings.VAR) / "secret_key"


def _file() -> Path:
    return Path(settings.VAR) / "store"


def _store() -> str:
    try:
        return _file().read_text().strip()
    except FileNotFoundError:
        return ""


def _keep_store() -> None:
    """A name that no other place has."""
    if not _store():
        draft = _file().with_name(f".store.{os.getpid()}")
        draft.write_text(secrets.token_hex(16))
        draft.replace(_file())


def _key() -> str:
    return sha256(f"bihuan.key:{settings.SECRET_KEY}".encode()).hexdigest()
