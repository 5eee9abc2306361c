"""A signed export is checked with the file alone."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bihuan.core.chain.breaks import Published
from bihuan.ledger.export import write_export
from bihuan.ledger.offline import NotAnExport, key_of, verify_export
from bihuan.ledger.signing import signing_key
from tests.ledger.test_erase import erase
from tests.ledger.writing import AT, begun, behind_its_back, story

pytestmark = pytest.mark.django_db

ALONE = """
import sys
from bihuan.config.cli import main
code = main(["verify", *sys.argv[1:]])
assert not [name for name in sys.modules if name.split(".")[0] in ("django", "psycopg", "sqlite3")]
sys.exit(code)
"""


@pytest.fixture
def var(tmp_path: Path, settings: object) -> Path:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def export(var: Path) -> Path:
    """Two chains, one of them with something erased."""
    one, other = begun("jichuan"), begun("beixing")
    told = story(one.pk)
    erase(one.pk, (told[0].id, "note"))
    story(other.pk, 3)
    write_export(var / "record.zip", at=AT)
    return var / "record.zip"


def again(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same export with its parts changed (None: left out), zipped properly."""
    other = file.with_name("again.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return other


def kinds(file: Path) -> list[str]:
    return [broken.kind for broken in verify_export(file).breaks]


def test_an_export_verifies_and_shows_its_heads(export: Path) -> None:
    report = verify_export(export)
    assert (report.breaks, report.events) == ([], 10)
    assert [str(head).split(":")[:2] for head in report.heads] == [["jichuan", "7"], ["beixing", "3"]]
    assert export.stat().st_mode & 0o777 == 0o600


def test_it_verifies_with_no_database_and_no_django(export: Path, tmp_path: Path) -> None:
    head = verify_export(export).heads[0]
    command = [sys.executable, "-c", ALONE, "--export", str(export), "--head", str(head)]
    alone = subprocess.run(
        command, env={"PYTHONPATH": ".", "BIHUAN_VAR": "/nowhere"}, capture_output=True, text=True
    )
    assert (alone.returncode, alone.stderr) == (0, "")
    assert str(head) in alone.stdout
    assert key_of(export) in alone.stdout


def test_one_organisation_can_be_exported_alone(export: Path) -> None:
    heads = write_export(export, at=AT, org="beixing")
    assert [head.org for head in heads] == ["beixing"]
    assert b"jichuan" not in export.read_bytes()
    assert verify_export(export).breaks == []
    with pytest.raises(LookupError):
        write_export(export, at=AT, org="unknown")


def test_without_personal_facts_it_verifies_all_the_same(export: Path) -> None:
    write_export(export, at=AT, personal=False)
    assert (kinds(export), verify_export(export).events) == ([], 10)
    with zipfile.ZipFile(export) as archive:
        assert not [name for name in archive.namelist() if "facts" in name]
        assert "会议文件偏长" not in "".join(archive.read(name).decode() for name in archive.namelist())


def test_a_broken_chain_is_exported_as_it_is_and_found(export: Path) -> None:
    behind_its_back("UPDATE ledger_event SET name = 'claimed' WHERE seq = 2 AND name = 'progressed'")
    write_export(export, at=AT)
    assert [broken[:3] for broken in verify_export(export).breaks] == [
        ("column", "jichuan", 2),
        ("column", "beixing", 2),
    ]


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        ("jichuan/events.jsonl", "2026-12-31", "2027-12-31", {"link", "member"}),
        ("beixing/events.jsonl", "progressed", "registered", {"column", "member"}),
        ("jichuan/facts.jsonl", "会议文件偏长", "会议文件偏短", {"fact", "member"}),
        ("jichuan/facts.jsonl", "\n", "\n[]\n", {"member"}),
        ("jichuan/events.jsonl", "[", "{", {"member"}),
        ("manifest.json", '"made_at":"20', '"made_at":"19', {"signature"}),
        ("manifest.json", '"personal":true', '"personal":false', {"signature"}),
        ("manifest.json", '"seq":3', '"seq":2', {"head", "signature"}),
        ("signature", "", "00", {"signature"}),
    ],
)
def test_a_change_of_any_part_is_found(export: Path, part: str, old: str, new: str, found: set[str]) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.decode().replace(old, new, 1).encode() if name == part else content

    assert set(kinds(again(export, change))) == found


@pytest.mark.parametrize("part", ["jichuan/events.jsonl", "jichuan/facts.jsonl", "signature"])
def test_a_part_that_is_missing_is_found(export: Path, part: str) -> None:
    assert kinds(again(export, lambda name, content: None if name == part else content))


def test_a_part_that_does_not_belong_is_found(export: Path) -> None:
    with zipfile.ZipFile(export, "a") as archive:
        archive.writestr("more.txt", "x")
    assert kinds(export) == ["member"]


def test_every_changed_byte_of_the_file_is_found_or_changes_nothing(export: Path) -> None:
    """Some bytes of a zip mean nothing (times, attributes); all others break it."""
    content = export.read_bytes()
    truth = verify_export(export)
    harmless = 0
    for place in range(0, len(content), 7):
        export.write_bytes(content[:place] + bytes([content[place] ^ 0x11]) + content[place + 1 :])
        try:
            report = verify_export(export)
        except NotAnExport:
            continue
        if not report.breaks:
            harmless += 1
            assert report == truth
    assert harmless < len(content) / 7 / 4


def test_a_cut_tail_signed_again_is_found_with_the_head_that_was_published(export: Path) -> None:
    published = verify_export(export).heads[1]
    behind_its_back(
        "DELETE FROM ledger_event WHERE seq = 3 AND org_id = (SELECT max(org_id) FROM ledger_head)"
    )
    behind_its_back("DELETE FROM ledger_facts WHERE event_id = (SELECT max(event_id) FROM ledger_facts)")
    behind_its_back(
        "UPDATE ledger_head SET seq = 2, (seal, at) = (SELECT seal, at FROM ledger_event WHERE seq = 2"
        " AND org_id = ledger_head.org_id) WHERE slug = 'beixing'"
    )
    write_export(export, at=AT)
    assert verify_export(export).breaks == []
    assert [broken[:3] for broken in verify_export(export, [published]).breaks] == [
        ("published", "beixing", 3)
    ]
    assert kinds(export) == []


def test_a_published_head_of_a_chain_that_was_left_out_is_found(export: Path) -> None:
    write_export(export, at=AT, org="beixing")
    broken = verify_export(export, [Published("jichuan", 7, "ab" * 32)]).breaks
    assert [one[:3] for one in broken] == [("chain", "jichuan", 7)]


def test_an_export_signed_by_another_key_is_found(export: Path) -> None:
    key = Ed25519PrivateKey.generate()
    expected = key_of(export)

    def change(name: str, content: bytes) -> bytes:
        return (
            sign(content)
            if name == "signature"
            else signed_manifest(content)
            if name == "manifest.json"
            else content
        )

    def signed_manifest(content: bytes) -> bytes:
        return content.replace(expected.encode(), key.public_key().public_bytes_raw().hex().encode())

    def sign(_: bytes) -> bytes:
        with zipfile.ZipFile(export) as archive:
            return key.sign(signed_manifest(archive.read("manifest.json"))).hex().encode()

    other = again(export, change)
    assert verify_export(other).breaks == []
    assert [broken.kind for broken in verify_export(other, key=expected).breaks] == ["signature"]
    assert verify_export(export, key=expected).breaks == []


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"no zip at all", b'{"format":"bihuan-export/1"}', b"\x00" * 4000]
)
def test_it_refuses_what_is_no_export(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(NotAnExport):
        verify_export(file)


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{}",
        '{"format":"bihuan-export/2"}',
        '{"format":"bihuan-export/1","key":"","personal":true,"chains":[{}],"members":{}}',
        '{"format":"bihuan-export/1","key":"","personal":true,"chains":[7],"members":{}}',
        '{"format":"bihuan-export/1","key":7,"personal":true,"chains":[],"members":{}}',
        "[" * 100_000,
    ],
)
def test_it_refuses_a_manifest_of_another_form(tmp_path: Path, manifest: str) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", manifest)
    with pytest.raises(NotAnExport):
        verify_export(file)


def test_the_signing_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "signing_key"
    key = signing_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert signing_key(file).private_bytes_raw() == key.private_bytes_raw()
    assert [path.name for path in tmp_path.iterdir()] == ["signing_key"]


def test_a_failed_export_leaves_nothing_behind(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story(begun().pk)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bihuan.ledger.export.facts_in", full)
    with pytest.raises(OSError, match="No space"):
        write_export(var / "record.zip", at=AT)
    assert [path.name for path in var.iterdir()] == ["signing_key"]


def test_lines_of_the_export_are_what_its_description_says(export: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        first = json.loads(archive.read("jichuan/events.jsonl").splitlines()[0])
        fact = json.loads(archive.read("jichuan/facts.jsonl").splitlines()[-1])
    assert [type(part) for part in first] == [int, int, int, int, str, int, str, str]
    assert first[2:5] == [1, first[0], "registered"]
    assert fact[1:3] == ["text", '"第 5 次"']
