"""A form that was sent: its files are kept before the act, its refusal stands in the form again."""

from collections.abc import Sequence
from typing import Any

from bihuan.core.words.reasons import Refused
from bihuan.files.refusal import Refusal
from bihuan.files.store import keep
from bihuan.matters.saying.naming import Names
from bihuan.matters.writing.clock import now
from bihuan.web.forms import Form


def kept_files(org: int, files: Sequence[Any]) -> dict[str, list[str]]:
    """Keep what was uploaded; the facts that an act cites it by, empty for no files. Raises `Refusal`."""
    if not files:
        return {}
    digests = [keep(org, one, at=now(), name=one.name).digest for one in files]
    return {"evidence": digests, "file_names": [one.name for one in files]}


def refuse(form: Form, refused: Refused | Refusal, *, org: int, seen: int | None) -> None:
    """Say in the form why nothing was done; what was typed stays, the key is new."""
    if isinstance(refused, Refusal):
        form.refuse(refused.text, "evidence" if "evidence" in form.fields else None)
    else:
        form.refuse(Names(org).why(refused.reason))
    form.again(seen=seen)
