"""The key that signs can lie elsewhere than the data, and is never replaced in silence."""

from pathlib import Path

import pytest

from bihuan.ledger.models import DayHead
from bihuan.ledger.signing import NoKey, own_key, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: object) -> Path:
    settings.VAR = tmp_path / "var"  # type: ignore[attr-defined]
    settings.VAR.mkdir()  # type: ignore[attr-defined]
    return tmp_path


def test_it_lies_with_the_data_unless_another_place_is_named(var: Path, settings: object) -> None:
    first = public(own_key())
    assert (var / "var" / "signing_key").exists()
    settings.SIGNING_KEY = str(var / "key")  # type: ignore[attr-defined]
    with pytest.raises(NoKey, match="move signing_key"):
        own_key()
    (var / "var" / "signing_key").rename(var / "key")
    assert public(own_key()) == first
    assert [one.name for one in (var / "var").iterdir()] == []


def test_a_named_key_is_made_where_none_ever_was_and_never_again(var: Path, settings: object) -> None:
    settings.SIGNING_KEY = str(var / "key")  # type: ignore[attr-defined]
    first = public(own_key())
    assert (var / "key").stat().st_mode & 0o777 == 0o600
    DayHead.objects.create(org_id=1, slug="jichuan", day="2026-11-30", seq=1, seal="ab", at=1, line="signed")
    (var / "key").rename(var / "away")
    with pytest.raises(NoKey, match="bring the disk back"):
        own_key()
    assert not (var / "key").exists()
    (var / "key").touch()
    assert public(own_key()) != first


@pytest.mark.parametrize("content", ["xyz", "ab", "ab" * 40])
def test_a_key_that_is_none_is_one_sentence(var: Path, settings: object, content: str) -> None:
    settings.SIGNING_KEY = str(var / "key")  # type: ignore[attr-defined]
    (var / "key").write_text(content)
    with pytest.raises(NoKey, match="BIHUAN_SIGNING_KEY"):
        own_key()
