"""Files that acts rest on: whole, missing, altered, doubted; read once, large ones before anybody waits."""

import io
import os

import pytest

from bihuan.files import whole
from bihuan.files.doubt import doubt, trust
from bihuan.files.store import keep, path_of
from bihuan.files.whole import ReadFirst, broken
from bihuan.people.models import Organisation

pytestmark = pytest.mark.django_db
AT = 1_790_000_000_000_000


@pytest.fixture
def org() -> int:
    return Organisation.objects.create(slug="jichuan", name="霁川").pk


def kept(org: int, text: str = "制度") -> str:
    return keep(org, io.BytesIO(text.encode()), at=AT).digest


def test_what_is_whole_is_read_once(org: int, monkeypatch: pytest.MonkeyPatch) -> None:
    digest, read = kept(org), []
    real = whole.digest_of
    monkeypatch.setattr(whole, "digest_of", lambda file: (read.append(1), real(file))[1])
    assert broken(org, [digest]) == broken(org, [digest]) == frozenset()
    assert read == [1]


def test_whatever_is_altered_missing_or_unknown_is_broken(org: int) -> None:
    one, two = kept(org, "一"), kept(org, "二")
    assert broken(org, [one, two, "0" * 64]) == {"0" * 64}
    before = path_of(org, one).stat()
    path_of(org, one).write_bytes("三".encode())
    os.utime(path_of(org, one), ns=(before.st_atime_ns, before.st_mtime_ns))  # of the same size, and set back
    path_of(org, two).unlink()
    assert broken(org, [one, two]) == {one, two}
    kept(org, "一"), kept(org, "二")
    assert broken(org, [one, two]) == frozenset()


def test_what_is_doubted_is_broken_until_it_is_trusted_or_kept_again(org: int) -> None:
    digest = kept(org)
    doubt(org, digest)
    assert broken(org, [digest]) == {digest}
    trust(org, digest)
    assert broken(org, [digest]) == frozenset()
    doubt(org, digest)
    kept(org)
    assert broken(org, [digest]) == frozenset()


def test_large_ones_are_read_beforehand_even_if_they_turn_out_broken(org: int) -> None:
    good, bad = kept(org, "长" * 40), kept(org, "短" * 40)
    path_of(org, bad).write_bytes(b"other" * 30)
    with pytest.raises(ReadFirst) as caught:
        broken(org, [good, bad], at_once=10)
    assert caught.value.digests == {good, bad}
    broken(caught.value.org_id, caught.value.digests)
    assert broken(org, [good, bad], at_once=10) == {bad}


def test_a_page_reads_nothing_and_knows_what_is_missing_or_was_found_wrong(org: int) -> None:
    good, bad, gone = kept(org, "一"), kept(org, "二"), kept(org, "三")
    path_of(org, bad).write_bytes(b"other")
    path_of(org, gone).unlink()
    assert broken(org, [good, bad, gone], read=False) == {gone}
    assert broken(org, [good, bad, gone]) == {bad, gone}
    assert broken(org, [good, bad, gone], read=False) == {bad, gone}


def test_one_organisations_file_is_not_anothers(org: int) -> None:
    other = Organisation.objects.create(slug="beixing", name="北星").pk
    digest = kept(org)
    assert broken(other, [digest]) == {digest}
