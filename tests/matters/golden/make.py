"""Writes the golden file of this release: `python -m tests.matters.golden.make N` → events-N.json.

It plays the demonstration into a database of its own and keeps whole matters until every event that
happens there is among them, each with the state that it folds into. The file is made once a release
and never again: what was written then must fold for ever.
"""

import json
import os
import sys
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
AT = 1_790_000_000_000_000  # an autumn day of 2026


def main(number: str) -> None:
    """Make events-<number>.json."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BIHUAN_VAR": folder, "DJANGO_SETTINGS_MODULE": "bihuan.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        from bihuan.exchange.demonstration.load import load

        load(at=AT)
        found = [_matter(matter) for matter in _chosen()]
    text = ",\n".join(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in found)
    (HERE / f"events-{number}.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


def _chosen() -> list[int]:
    """Matters, as few as carry every (kind, event) that happened, in the order of the record."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.kind, e.name, e.matter_id FROM ledger_event e"
            " JOIN matters_matter m ON m.id = e.matter_id ORDER BY e.id"
        )
        rows = cursor.fetchall()
    seen: dict[tuple[str, str], int] = {}
    for kind, name, matter in reversed(rows):
        seen[(kind, name)] = matter
    return sorted(set(seen.values()))


def _matter(matter: int) -> dict[str, Any]:
    from bihuan.ledger.read import events_of
    from bihuan.matters.writing.rebuild import folded_state

    events = [
        {f.name: getattr(event, f.name) for f in fields(event) if f.name not in ("seal", "id")}
        for event in events_of(matter)
    ]
    state = folded_state(matter)
    return json.loads(
        json.dumps({"events": events, "state": state_said(state)}, default=_said, ensure_ascii=False)
    )


def state_said(state: Any) -> dict[str, Any]:
    """A state as JSON: only what differs from the default."""
    found = {}
    for name, value in state._asdict().items():
        if name not in state._field_defaults or value != state._field_defaults[name]:
            found[name] = sorted(value) if isinstance(value, frozenset) else value
    return json.loads(json.dumps(found, default=_said, ensure_ascii=False))


def _said(value: Any) -> Any:
    return value.isoformat()


if __name__ == "__main__":
    main(sys.argv[1])
