"""A backup that somebody made to do harm, or that decayed before it was sealed: refused in one sentence."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bihuan.exchange import backup_bounds, backup_format
from bihuan.exchange.backup import restore_main
from bihuan.exchange.backup_bounds import Lines, Unfit, blocks, whole
from bihuan.exchange.backup_format import MANIFEST, SEAL, Table, manifest_of, opened, seal
from bihuan.exchange.backup_tables import Fitting, read_rows
from bihuan.exchange.restore import restore
from bihuan.matters.writing.clock import now
from tests.exchange.backed_up import at_work, backed_up, elsewhere, rows

Parts = dict[str, bytes]
Json = Any
VALUES: Any = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)
LOADED = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(path: Path, content: bytes) -> Path:
    """These bytes, with room for the seal, sealed."""
    path.write_bytes(content)
    with path.open("r+b") as file:
        seal(file)
    return path


def packed(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.comment = b"0" * SEAL
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def replaced(value: Json, choose: random.Random, other: Json) -> Json:
    """The same with another value in one place of it, any place."""
    if isinstance(value, list | dict) and value and choose.random() < 0.85:
        key = choose.choice(list(value) if isinstance(value, dict) else range(len(value)))
        copy = value.copy()
        copy[key] = replaced(value[key], choose, other)
        return copy
    return other


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Parts]:
    """The parts of a backup, made when they are first asked for."""
    kept: list[Parts] = []

    def ask(folder: Path | None = None) -> Parts:
        if not kept:
            at_work()
            kept.append(parts_of(backed_up(tmp_path_factory.mktemp("made"))))
        return dict(kept[0])

    return ask


@given(seed=some.integers(0, 1 << 32), other=VALUES)
@settings(max_examples=150, deadline=None)
def test_a_manifest_of_any_other_form_is_refused(seed: int, other: Json) -> None:
    table = {"name": "people_unit", "columns": ["id", "name"], "rows": 1, "sha256": "ab" * 32}
    manifest = {
        "format": backup_format.FORMAT, "version": "0.2.0", "made_at": 1, "migrations": [["people", "0001"]],
        "tables": [table], "heads": ["a:1:" + "0" * 64], "files": [[1, "ab" * 32]], "lost": [],
    }  # fmt: skip
    changed = replaced(manifest, random.Random(seed), other)
    with zipfile.ZipFile(io.BytesIO(packed({MANIFEST: json.dumps(changed).encode()}))) as archive:
        try:
            found = manifest_of(archive)
        except Unfit:
            return
        assert json.loads(found.text()) == changed


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"7", b"[" * 200_000, b'{"format":' + b"9" * 10_000 + b"}", b"\xff\xfe", b'"x"']
)
def test_a_manifest_that_is_none_is_refused(text: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed({MANIFEST: text}))) as archive, pytest.raises(Unfit):
        manifest_of(archive)


def test_what_unpacks_to_more_than_it_can_be_is_stopped_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = packed({MANIFEST: b"0" * (64 << 20), "tables/x.jsonl": b"[1]\n" * (16 << 20)})
    assert len(zeros) < 1 << 20
    with zipfile.ZipFile(io.BytesIO(zeros)) as archive:
        for name in (MANIFEST, "tables/x.jsonl"):
            seen = 0
            with pytest.raises(Unfit, match="larger than it can be"):
                for block in blocks(archive, name):
                    seen += len(block)
            assert seen <= backup_bounds.FREE + backup_bounds.MOST_TIMES * len(zeros)
        with pytest.raises(Unfit):
            whole(archive, MANIFEST, most=1_000)


def test_a_line_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_bounds, "LONGEST_LINE", 1 << 20)
    text = b"".join(random.Random(1).randbytes(1 << 20).hex().encode() for _ in range(3))
    with zipfile.ZipFile(io.BytesIO(packed({"x": text}))) as archive, pytest.raises(Unfit, match="too long"):
        list(Lines(archive, "x"))


@pytest.mark.django_db
def test_more_rows_than_were_counted_are_not_read() -> None:
    table, read = Table("people_unit", ["id", "org_id"], 2, "ab" * 32), []
    with zipfile.ZipFile(io.BytesIO(packed({"x": b"[1,1]\n" * 9_000}))) as archive, pytest.raises(Unfit):
        for row in read_rows(table, Lines(archive, "x")):
            read.append(row)
    assert read == [[1, 1], [1, 1]]


@given(line=VALUES.map(json.dumps) | some.text())
def test_a_row_of_other_types_is_none_of_the_table(line: str) -> None:
    fits = Fitting(Table("matters_matter", ["id", "title", "due_on"], 1, ""))
    found = fits(line.encode(errors="replace"))
    kinds = (int, str, str)
    assert found is None or all(
        one is None or type(one) is kind for one, kind in zip(found, kinds, strict=True)
    )


def test_days_are_days() -> None:
    fits = Fitting(Table("matters_matter", ["id", "title", "due_on"], 1, ""))
    assert fits('[1,"题","2026-11-30"]'.encode()) == [1, "题", "2026-11-30"]
    assert fits(b"[1,null,null]") == [1, None, None]
    for row in (
        b'[1,"x","2026-11-31"]',
        b'[1,"x","soon"]',
        b'[1,"x"]',
        b'[true,"x",null]',
        b'[1.5,"x",null]',
    ):
        assert fits(row) is None


@LOADED
@given(seed=some.integers(0, 1 << 32), other=VALUES)
def test_rows_of_any_kind_are_restored_or_refused_whole(
    fresh_database: str, tmp_path: Path, made: Callable[[], Parts], seed: int, other: Json
) -> None:
    choose = random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        parts = made()
        manifest = json.loads(parts[MANIFEST])
        table = choose.choice([one for one in manifest["tables"] if one["rows"]])
        name = f"tables/{table['name']}.jsonl"
        lines = parts[name].splitlines()
        place = choose.randrange(len(lines))
        lines[place] = json.dumps(replaced(json.loads(lines[place]), choose, other)).encode()
        parts[name] = b"".join(line + b"\n" for line in lines)
        table["sha256"] = backup_format.sha256(parts[name]).hexdigest()
        parts[MANIFEST] = json.dumps(manifest).encode()
        path = sealed(tmp_path / "changed", packed(parts))
        with elsewhere(patch):
            try:
                restore(path, at=now())
            except Unfit:
                assert rows("ledger_event") == rows("people_user") == rows("matters_matter") == 0


@LOADED
@given(seed=some.integers(0, 1 << 32))
def test_bytes_that_decayed_before_the_seal_are_refused_or_harmless(
    fresh_database: str, tmp_path: Path, made: Callable[[], Parts], seed: int
) -> None:
    choose = random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        content = bytearray(packed(made()))
        for _ in range(choose.randint(1, 4)):
            if choose.random() < 0.3:
                start = choose.randrange(len(content) - SEAL)
                del content[start : start + choose.randint(1, 400)]
            else:
                # half of them where the directory of the zip stands, which is what leads elsewhere
                low = len(content) // 2 * (choose.random() < 0.5)
                content[choose.randrange(low, len(content) - SEAL)] = choose.randrange(256)
        if len(content) <= SEAL:
            return
        path = sealed(tmp_path / "decayed", bytes(content))
        with elsewhere(patch):
            try:
                restore(path, at=now())
            except Unfit:
                assert rows("ledger_event") == rows("people_user") == 0


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_in_another_way_is_refused(tmp_path: Path, method: int) -> None:
    path = sealed(tmp_path / "other", packed({MANIFEST: b"{}" * 99}, method=method))
    with opened(path) as archive, pytest.raises(Unfit, match="packed"):
        manifest_of(archive)


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.comment = b"0" * SEAL
        archive.writestr(MANIFEST, b"{}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(MANIFEST, b"{}")
    with pytest.raises(Unfit, match="same name"), opened(sealed(tmp_path / "twice", held.getvalue())):
        pass


def test_a_part_that_is_missing_is_one_sentence(
    fresh_database: str, tmp_path: Path, made: Callable[[], Parts], capsys: pytest.CaptureFixture[str]
) -> None:
    parts = made()
    for name in (
        MANIFEST,
        "erasures.log",
        "tables/ledger_event.jsonl",
        next(n for n in parts if "files/" in n),
    ):
        path = sealed(tmp_path / "less", packed({one: parts[one] for one in parts if one != name}))
        with pytest.MonkeyPatch.context() as patch, elsewhere(patch) as var:
            assert restore_main([str(path)]) == 1
            said = capsys.readouterr().err
            assert said.startswith("bihuan restore: ") and said.count("\n") == 1
            assert rows("ledger_event") == 0 and not list(var.rglob("*/??/*"))
