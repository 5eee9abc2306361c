"""Files kept for one act: what nothing cites goes again, and nothing else does."""

import io
from collections.abc import Collection

import pytest

from bihuan.files.custody import custody
from bihuan.files.models import Evidence
from bihuan.files.store import keep, path_of
from bihuan.people.models import Organisation

pytestmark = pytest.mark.django_db
AT = 1_790_000_000_000_000


@pytest.fixture
def org() -> int:
    return int(Organisation.objects.create(slug="jichuan", name="霁川省示例机关").pk)


def text(words: str) -> io.BytesIO:
    return io.BytesIO(words.encode())


def nothing(org: int, digests: Collection[str]) -> set[str]:
    """A record that cites nothing."""
    return set()


def everything(org: int, digests: Collection[str]) -> set[str]:
    """A record that cites all that it is asked for."""
    return set(digests)


def held(org: int) -> set[str]:
    """What the organisation holds; row and file agree."""
    found = set(Evidence.objects.filter(org_id=org).values_list("digest", flat=True))
    assert all(path_of(org, one).exists() for one in found)
    return found


def test_what_an_act_cites_stays(org: int) -> None:
    with custody(org, everything, at=AT) as files:
        kept = files.keep(text("印发件"), "印发件.txt")
    assert held(org) == {kept.digest}


def test_what_nothing_cites_goes_with_its_file(org: int) -> None:
    with custody(org, nothing, at=AT) as files:
        kept = files.keep(text("印发件"), "印发件.txt")
        assert held(org) == {kept.digest}, "safe on the disk before the act"
    assert held(org) == set() and not path_of(org, kept.digest).exists()


def test_an_error_lets_go_as_well(org: int) -> None:
    def fails() -> None:
        with custody(org, nothing, at=AT) as files:
            files.keep(text("印发件"), "印发件.txt")
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert held(org) == set()


def test_what_was_held_before_stays_although_nothing_cites_it_yet(org: int) -> None:
    before = keep(org, text("印发件"), at=AT - 5)
    with custody(org, nothing, at=AT) as files:
        files.keep(text("印发件"), "印发件.txt")
        other = files.keep(text("另一份"), "另一份.txt")
    assert held(org) == {before.digest} != {other.digest}


def test_what_somebody_else_has_kept_meanwhile_stays(org: int) -> None:
    with custody(org, nothing, at=AT) as files:
        kept = files.keep(text("印发件"), "印发件.txt")
        keep(org, text("印发件"), at=AT + 7)
    assert held(org) == {kept.digest}


def test_another_organisation_keeps_its_own(org: int) -> None:
    other = int(Organisation.objects.create(slug="heqi", name="禾泉市示例机关").pk)
    kept = keep(other, text("印发件"), at=AT)
    with custody(org, nothing, at=AT) as files:
        files.keep(text("印发件"), "印发件.txt")
    assert held(org) == set() and held(other) == {kept.digest}
