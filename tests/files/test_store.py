"""Evidence is kept whole or not at all."""

import errno
import hashlib
import io
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from bihuan.files import store
from bihuan.files.models import Evidence
from bihuan.files.refusal import Refusal
from bihuan.files.store import cite, discard, keep, open_file, path_of, verify_files
from bihuan.people.models import Organisation
from tests.files.samples import SAMPLES

pytestmark = pytest.mark.django_db

AT = 1_790_000_000_000_000
PDF = SAMPLES["pdf"][1]


@pytest.fixture
def org() -> int:
    return int(Organisation.objects.create(slug="jichuan", name="霁川省示例机关").pk)


def on_disk() -> list[Path]:
    return sorted(path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file())


def refused(call: Any) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def test_a_content_is_kept_under_its_digest(org: int) -> None:
    evidence = keep(org, io.BytesIO(PDF), at=AT, name="通报.PDF")
    digest = hashlib.sha256(PDF).hexdigest()
    assert (evidence.digest, evidence.size, evidence.media, evidence.kept_at) == (
        digest,
        len(PDF),
        "application/pdf",
        AT,
    )
    assert on_disk() == [Path(settings.FILES_ROOT) / str(org) / digest[:2] / digest]
    assert on_disk()[0].stat().st_mode & 0o777 == 0o600
    with open_file(evidence) as file:
        assert file.read() == PDF


def test_the_same_content_is_kept_once_in_each_organisation(org: int) -> None:
    other = Organisation.objects.create(slug="beixing", name="北星").pk
    one, again, elsewhere = (
        keep(org, io.BytesIO(PDF), at=AT),
        keep(org, io.BytesIO(PDF), at=AT + 5),
        keep(other, io.BytesIO(PDF), at=AT),
    )
    assert one.pk == again.pk != elsewhere.pk
    assert Evidence.objects.get(pk=one.pk).kept_at == AT + 5
    assert len(on_disk()) == 2


def test_keeping_again_heals_a_file_that_was_damaged(org: int) -> None:
    evidence = keep(org, io.BytesIO(PDF), at=AT)
    path_of(org, evidence.digest).write_bytes(b"x")
    assert list(verify_files(org)) == [(evidence.digest, "changed")]
    keep(org, io.BytesIO(PDF), at=AT)
    assert list(verify_files(org)) == []


class Growing:
    """More bytes than anybody wants, one block at a time."""

    given = 0

    def read(self, size: int, /) -> bytes:
        self.given += size
        return b"a" * size


def test_it_stops_reading_what_is_too_large(org: int) -> None:
    stream = Growing()
    assert refused(lambda: keep(org, stream, at=AT)) == "too_large"
    assert stream.given <= store.LIMIT + (2 << 20)
    assert (on_disk(), Evidence.objects.count()) == ([], 0)


def test_it_keeps_what_is_just_as_large_as_allowed(org: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LIMIT", len(PDF))
    assert keep(org, io.BytesIO(PDF), at=AT).size == len(PDF)
    assert refused(lambda: keep(org, io.BytesIO(PDF + b"\n"), at=AT)) == "too_large"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", None, "empty"),
        (b"MZ\x90\x00", "a.pdf", "unknown"),
        (b"<html>", "a.txt", "markup"),
        (PDF, "a.docx", "mismatch"),
        (PDF, "pdf", "no_ending"),
        ("说明".encode(), "a.bat", "mismatch"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(org: int, content: bytes, name: str | None, code: str) -> None:
    assert refused(lambda: keep(org, io.BytesIO(content), at=AT, name=name)) == code
    assert (on_disk(), Evidence.objects.count()) == ([], 0)


def test_a_refusal_says_what_to_do_in_both_languages(org: int) -> None:
    with pytest.raises(Refusal) as caught:
        keep(org, io.BytesIO(PDF), at=AT, name="a.docx")
    assert "docx" in caught.value.text.zh
    assert "PDF 文档" in caught.value.text.zh
    assert "a PDF document" in caught.value.text.en


def test_a_stream_that_breaks_off_leaves_nothing_behind(org: int) -> None:
    class BreakingOff(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(20)

    with pytest.raises(ConnectionResetError):
        keep(org, BreakingOff(PDF), at=AT)
    assert (on_disk(), Evidence.objects.count()) == ([], 0)


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_clearly_and_leaves_nothing_behind(
    org: int, step: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, step, full)
    assert refused(lambda: keep(org, io.BytesIO(PDF), at=AT)) == "no_room"
    assert (on_disk(), Evidence.objects.count()) == ([], 0)


def test_it_leaves_room_for_the_database(org: int, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=store.LIMIT + store.RESERVE - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert refused(lambda: keep(org, io.BytesIO(PDF), at=AT)) == "no_room"


def test_the_content_is_synchronised_before_it_gets_its_name(
    org: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("synchronise"), fsync(handle)))
    monkeypatch.setattr(os, "replace", lambda *names: (steps.append("rename"), replace(*names)))
    keep(org, io.BytesIO(PDF), at=AT)
    assert steps[:3] == ["synchronise", "rename", "synchronise"]


def test_an_act_cites_what_the_organisation_holds(org: int) -> None:
    evidence = keep(org, io.BytesIO(PDF), at=AT)
    other = Organisation.objects.create(slug="beixing", name="北星").pk
    with transaction.atomic():
        cite(org, [evidence.digest, evidence.digest], at=AT + 9)
    assert Evidence.objects.get().kept_at == AT + 9
    cite(org, [], at=AT)
    with transaction.atomic():
        assert refused(lambda: cite(org, [evidence.digest, "ab" * 32], at=AT)) == "gone"
        assert refused(lambda: cite(other, [evidence.digest], at=AT)) == "gone"


def test_missing_and_changed_files_are_found(org: int) -> None:
    pdf, png, text = (keep(org, io.BytesIO(SAMPLES[kind][1]), at=AT) for kind in ("pdf", "png", "txt"))
    path_of(org, pdf.digest).unlink()
    path_of(org, png.digest).write_bytes(SAMPLES["png"][1] + b"x")
    assert dict(verify_files(org)) == {pdf.digest: "missing", png.digest: "changed"}
    assert refused(lambda: open_file(pdf)) == "lost"
    with open_file(text) as file:
        assert file.read() == SAMPLES["txt"][1]


def test_discarding_removes_the_content_and_its_row(org: int) -> None:
    evidence = keep(org, io.BytesIO(PDF), at=AT)
    with transaction.atomic():
        discard(org, evidence.digest)
    assert (on_disk(), Evidence.objects.count()) == ([], 0)
