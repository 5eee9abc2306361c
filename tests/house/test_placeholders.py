"""Where a refusal has a place for a name, whoever refuses fills it: else it reads “请—中的一人”."""

import ast
import string
from pathlib import Path

from bihuan.core.words.reasons import SENTENCES

ROOT = Path(__file__).parents[2] / "bihuan"


def refused() -> list[tuple[str, str, frozenset[str] | None]]:
    """(where, code, the names given; None where they are not written out) of each reason in the code."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "Reason" or not (node.args and isinstance(node.args[0], ast.Constant)):
                continue
            found.append((f"{path.name}:{node.lineno}", str(node.args[0].value), _given(node)))
    return found


def _given(call: ast.Call) -> frozenset[str] | None:
    if len(call.args) < 2 and not call.keywords:
        return frozenset()
    about = call.args[1] if len(call.args) > 1 else None
    if not isinstance(about, ast.Dict) or None in about.keys:
        return None
    return frozenset(str(key.value) for key in about.keys if isinstance(key, ast.Constant))


def asked(code: str) -> set[str]:
    text = SENTENCES[code]
    return {name for one in text for _, name, _, _ in string.Formatter().parse(one) if name}


def test_every_place_in_a_refusals_sentence_is_filled_where_it_is_refused() -> None:
    found = refused()
    assert len(found) > 100
    empty = [
        f"{where}: {code} leaves {sorted(asked(code) - given)} empty"
        for where, code, given in found
        if code in SENTENCES and given is not None and asked(code) - given
    ]
    assert not empty, "\n".join(empty)
