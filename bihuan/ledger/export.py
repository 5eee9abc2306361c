"""Writing the signed export: one file that anyone can check without the database (see offline.py)."""

import os
import secrets
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection

from bihuan.core.chain.breaks import Published
from bihuan.core.chain.chain import canonical, instant
from bihuan.ledger.named_place import require_free
from bihuan.ledger.offline import FORMAT, MANIFEST, SIGNATURE
from bihuan.ledger.signing import own_key, public
from bihuan.ledger.verify import consistent_view, events_in, facts_in


def write_export(path: Path, *, at: int, org: str | None = None, personal: bool = True) -> list[Published]:
    """Write the chain of `org` (its slug), or every chain, to `path`; the heads of what was written.

    `at`: microseconds since the epoch. `personal` False leaves the personal facts out, for those who may not
    see them: the chain verifies all the same. The file is complete or not there; it is readable by its owner
    only, because what it holds can no longer be erased. LookupError where there is no chain to write; NotFree
    where something else stands there.
    """
    require_free(path, FORMAT.partition("/")[0])
    key = own_key()
    rough = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with (
            os.fdopen(os.open(rough, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
            consistent_view(),
        ):
            chains = _chains(org)
            members = _write_chains(archive, chains, personal)
            manifest = canonical(
                {
                    "format": FORMAT,
                    "made_at": instant(at),
                    "key": public(key),
                    "personal": personal,
                    "chains": chains,
                    "members": members,
                }
            ).encode()
            archive.writestr(MANIFEST, manifest)
            archive.writestr(SIGNATURE, key.sign(manifest).hex())
        os.replace(rough, path)
    finally:
        rough.unlink(missing_ok=True)
    return [Published(chain["org"], chain["seq"], chain["seal"]) for chain in chains]


def _chains(org: str | None) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT org_id, slug, seq, seal, at FROM ledger_head ORDER BY org_id")
        rows = [row for row in cursor.fetchall() if org in (None, row[1])]
    if not rows:
        raise LookupError(f"no chain to export: {org or 'none has begun'}")
    return [dict(zip(("id", "org", "seq", "seal", "at"), row, strict=True)) for row in rows]


def _write_chains(archive: zipfile.ZipFile, chains: list[dict[str, Any]], personal: bool) -> dict[str, str]:
    """Every chain's events and facts; the digest of each part by its name."""
    members = {}
    for chain in chains:
        parts: dict[str, Iterable[Any]] = {"events": events_in(chain["id"])}
        if personal:
            parts["facts"] = facts_in(chain["id"])
        for part, rows in parts.items():
            name = f"{chain['org']}/{part}.jsonl"
            members[name] = _write_lines(archive, name, rows)
    return members


def _write_lines(archive: zipfile.ZipFile, name: str, rows: Iterable[Any]) -> str:
    digest = sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        for row in rows:
            line = canonical(row).encode() + b"\n"
            digest.update(line)
            member.write(line)
    return digest.hexdigest()
