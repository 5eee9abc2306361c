"""Checking a signed export with nothing but the file: no database, no Django.

The file is a zip of
* `manifest.json`: `{"format", "made_at", "key", "personal", "chains": [{"id", "org", "seq", "seal", "at"}],
  "members": {name: sha256}}`, in canonical text (core/chain/chain.py);
* `signature`: the Ed25519 signature of the manifest's bytes, hexadecimal; `key` is the public key, likewise;
* for each chain `ORG/events.jsonl`, lines `[id, org_id, seq, matter_id, name, at, header, seal]`, and where
  `personal` is true `ORG/facts.jsonl`, lines `[event_id, name, value, salt, digest, erased_by]`.
"""

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bihuan.core.chain.breaks import Break, Published, Report, Walk, seals_of

FORMAT: Final = "bihuan-export/1"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature"
_DAMAGE = (OSError, EOFError, LookupError, RuntimeError, zlib.error, zipfile.BadZipFile)
"""What reading a damaged part of a zip can raise (RuntimeError: it is encrypted)."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LONGEST_MANIFEST = 4 << 20
_LONGEST_LINE = 64 << 20


class NotAnExport(ValueError):
    """The file cannot be read as an export at all; the message says why in one line."""


def verify_export(path: Path, heads: Iterable[Published] = (), *, key: str | None = None) -> Report:
    """Walk every chain of the export and check its signature.

    `heads`: published heads that must lie on the chains. `key`: the public key (hexadecimal) that must have
    signed; without it the key in the file is used, which shows only that the file is whole.
    NotAnExport where it is none; every other fault is a break in the report.
    """
    claims = seals_of(heads)
    try:
        with zipfile.ZipFile(path) as archive:
            return _verify(archive, claims, key)
    except (*_DAMAGE, UnicodeDecodeError) as error:
        raise NotAnExport(f"{path}: {error}") from error


def key_of(path: Path) -> str:
    """The public key that the export names, hexadecimal."""
    with zipfile.ZipFile(path) as archive:
        return str(_manifest(archive)[1]["key"])


def _verify(archive: zipfile.ZipFile, claims: dict[str, dict[int, str]], key: str | None) -> Report:
    text, manifest = _manifest(archive)
    found: list[Published] = []
    breaks: list[Break] = []
    for chain in manifest["chains"]:
        org = str(chain["org"])
        walk = Walk(chain["id"], org, claims.pop(org, {}))
        broken = _walk(archive, manifest, walk) or walk.head_break(chain["seq"], chain["seal"], chain["at"])
        found.append(Published(org, walk.seq, walk.seal))
        breaks.extend([broken] if broken else [])
    breaks += [Break("chain", org, max(seals)) for org, seals in claims.items()]
    breaks += _altered(archive, manifest)
    if key not in (None, manifest["key"]) or not _signed(archive, text, manifest["key"]):
        breaks.append(Break("signature", "export", 0))
    return Report(found, breaks, sum(head.seq for head in found))


def _manifest(archive: zipfile.ZipFile) -> tuple[bytes, dict[str, Any]]:
    """The manifest's bytes and what they say, checked to be of the form that the module describes."""
    if any(member.compress_type not in _PACKED for member in archive.infolist()):
        raise NotAnExport("packed in a way that exports are not")
    try:
        with archive.open(MANIFEST) as member:
            text = member.read(_LONGEST_MANIFEST)
        manifest = json.loads(text)
        form = {"format": str, "key": str, "personal": bool, "chains": list, "members": dict}
        if manifest["format"] != FORMAT or any(
            not isinstance(manifest[name], kind) for name, kind in form.items()
        ):
            raise NotAnExport(f"not an export of the form {FORMAT}")
        for chain in manifest["chains"]:
            _ = chain["id"] + chain["seq"] + chain["at"], chain["org"] + chain["seal"]
    except (*_DAMAGE, TypeError, ValueError) as error:
        raise NotAnExport(f"no manifest of the form {FORMAT}") from error
    return text, manifest


def _walk(archive: zipfile.ZipFile, manifest: Mapping[str, Any], walk: Walk) -> Break | None:
    """The first break of one chain; lines that cannot be read break it where they stand."""
    events = _lines(archive, f"{walk.slug}/events.jsonl")
    facts = _lines(archive, f"{walk.slug}/facts.jsonl") if manifest["personal"] else None
    try:
        return walk.first_break(events, facts)
    except (*_DAMAGE, TypeError, ValueError, AttributeError) as error:
        return Break("member", walk.slug, 0, type(error).__name__)


def _lines(archive: zipfile.ZipFile, member: str) -> Iterator[Any]:
    with archive.open(member) as lines:
        while line := lines.readline(_LONGEST_LINE):
            yield tuple(json.loads(line))


def _altered(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> list[Break]:
    """Parts of the file that are missing, changed or there though the manifest does not know them."""
    expected = {*manifest["members"], MANIFEST, SIGNATURE}
    names = archive.namelist()
    wrong = {name for name in names if name not in expected or names.count(name) > 1}
    wrong |= {name for name, digest in manifest["members"].items() if _digest(archive, name) != digest}
    return [Break("member", "export", 0, name) for name in sorted(wrong)]


def _digest(archive: zipfile.ZipFile, name: str) -> str | None:
    digest = sha256()
    try:
        with archive.open(name) as member:
            while block := member.read(1 << 20):
                digest.update(block)
    except _DAMAGE:
        return None
    return digest.hexdigest()


def _signed(archive: zipfile.ZipFile, manifest: bytes, key: str) -> bool:
    try:
        with archive.open(SIGNATURE) as member:
            signature = bytes.fromhex(member.read(256).decode("ascii"))
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, manifest)
    except (*_DAMAGE, InvalidSignature, ValueError):
        return False
    return True
