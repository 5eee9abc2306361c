"""The key of this installation: it signs exports and the heads that are published.

It lies in `VAR/signing_key`, or in the file that the environment names as BIHUAN_SIGNING_KEY: on another
disk, so that whoever takes the data away cannot sign in its name.
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from bihuan.ledger.models import DayHead


class NoKey(OSError):
    """There is no key to sign with; the message says why in one sentence to whoever is at the machine."""


def own_key() -> Ed25519PrivateKey:
    """The key, made where it never was. NoKey where it has gone or cannot be read."""
    beside = Path(settings.VAR) / "signing_key"
    named = Path(settings.SIGNING_KEY) if settings.SIGNING_KEY else beside
    if named != beside and beside.exists() and not named.exists():
        raise NoKey(
            f"签名密钥不在 BIHUAN_SIGNING_KEY 所指的位置，而在数据目录里：请把 {beside.name} 移到 {named}。"
            f"The signing key still lies with the data: move {beside.name} to {named}."
        )
    try:
        if settings.SIGNING_KEY:
            _require_known(named)
        return signing_key(named)
    except NoKey:
        raise
    except (OSError, ValueError) as error:
        raise NoKey(
            f"签名密钥 {named} 不能读取，也不能新建：{_why(error)}。请检查 BIHUAN_SIGNING_KEY。"
            f"The signing key {named} can be neither read nor made; look at BIHUAN_SIGNING_KEY."
        ) from error


def _require_known(named: Path) -> None:
    """A disk that is not there now is no reason to sign with another key from today on.

    An empty file, put there by hand, is: the key was lost and a new one is wanted.
    """
    if not named.exists() and DayHead.objects.exclude(line="").exists():
        raise NoKey(
            f"签名密钥 {named} 不在了：请接回那个磁盘；确已丢失的，在该处放一个空文件，即新建一把。"
            f"The signing key {named} has gone: bring the disk back, or if it is lost for good put an"
            " empty file there and a new one is made."
        )
    if named.exists() and named.stat().st_size == 0:
        named.unlink()


def public(key: Ed25519PrivateKey) -> str:
    """Its public half, hexadecimal: what others check a signature by."""
    return key.public_key().public_bytes_raw().hex()


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key in a file: hexadecimal at `path`, made on first use, read by its owner only."""
    if not path.exists():
        rough = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(rough, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(rough, path)  # unlike a rename, never over the key that another process has just made
        except FileExistsError:
            pass
        finally:
            rough.unlink()
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text()))


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
