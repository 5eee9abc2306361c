"""What nobody cites goes away after a day, and only that."""

import io
import os
from pathlib import Path

import pytest
from django.conf import settings

from bihuan.files.models import Evidence
from bihuan.files.store import cite, keep, path_of
from bihuan.files.sweep import DAY, sweep
from bihuan.people.models import Organisation
from tests.files.samples import SAMPLES

pytestmark = pytest.mark.django_db

AT = 1_790_000_000_000_000


@pytest.fixture
def org() -> int:
    return int(Organisation.objects.create(slug="jichuan", name="霁川省示例机关").pk)


def nothing(org_id: int, digests: list[str]) -> set[str]:
    return set()


def kept(org: int, kind: str, at: int = AT) -> str:
    return keep(org, io.BytesIO(SAMPLES[kind][1]), at=at).digest


def test_uncited_evidence_goes_after_a_day(org: int) -> None:
    digest = kept(org, "pdf")
    assert sweep(nothing, at=AT + DAY) == 0
    assert path_of(org, digest).exists()
    assert sweep(nothing, at=AT + DAY + 1) == 1
    assert not path_of(org, digest).exists()
    assert Evidence.objects.count() == 0


def test_cited_evidence_stays(org: int) -> None:
    digests = [kept(org, kind) for kind in ("pdf", "png", "txt")]
    asked: list[tuple[int, list[str]]] = []

    def cited(org_id: int, some: list[str]) -> set[str]:
        asked.append((org_id, some))
        return {digests[1]}

    assert sweep(cited, at=AT + 2 * DAY) == 2
    assert list(Evidence.objects.values_list("digest", flat=True)) == [digests[1]]
    assert path_of(org, digests[1]).exists()
    assert asked == [(org, digests)]


def test_evidence_that_is_cited_or_sent_again_meanwhile_stays(org: int) -> None:
    """Between the question what is cited and the removal, an act may cite it."""
    one, other = kept(org, "pdf"), kept(org, "png")
    later = AT + 2 * DAY

    def meanwhile(org_id: int, some: list[str]) -> set[str]:
        cite(org, [one], at=later)
        kept(org, "png", at=later)
        return set()

    assert sweep(meanwhile, at=later) == 0
    assert path_of(org, one).exists()
    assert path_of(org, other).exists()


def test_files_without_a_row_go_after_a_day(org: int) -> None:
    digest = kept(org, "pdf")
    folder = Path(settings.FILES_ROOT) / str(org)
    stray, half, fresh = (
        folder / "ab" / ("ab" * 32),
        folder / ".incoming" / "half",
        folder / ".incoming" / "fresh",
    )
    stray.parent.mkdir()
    for file in (stray, half, fresh):
        file.write_bytes(b"x")
    now = AT + 3 * DAY
    for file in (stray, half, path_of(org, digest)):
        os.utime(file, ns=(AT * 1000, AT * 1000))
    os.utime(fresh, ns=(now * 1000, now * 1000))
    assert sweep(lambda org_id, digests: set(digests), at=now) == 2
    assert [file.exists() for file in (stray, half, fresh, path_of(org, digest))] == [
        False,
        False,
        True,
        True,
    ]
    assert Evidence.objects.count() == 1


def test_what_arrives_whole_while_it_is_looked_at_disturbs_nobody(
    org: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(org, io.BytesIO(SAMPLES["pdf"][1]), at=AT)
    gone = path_of(org, kept.digest).parent.parent / ".incoming" / "arriving"
    listed = Path.glob

    def with_one_that_moves(folder: Path, pattern: str) -> list[Path]:
        return [*listed(folder, pattern), *([gone] if pattern == "*/*" else [])]

    monkeypatch.setattr(Path, "glob", with_one_that_moves)
    assert sweep(lambda *_: {kept.digest}, at=AT + 2 * DAY) == 0
    assert path_of(org, kept.digest).exists()
