"""A kind with an act that needs no tie: whoever may do it finds the matter in every list as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.toy.documents import KIND, code_of, line_of, room_of
from tests.toy.scenes import OUTSIDER, Toy
from tests.toy.test_the_list import rows_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(tmp_path: Path) -> Iterator[Path]:
    """The toy, with a proposal that anybody may admit."""
    code = code_of(KIND).replace('("office",),\n    ADMITTED', '("office", "anyone"),\n    ADMITTED')
    with room_of(code, tmp_path, line_of()) as folder:
        yield folder


def test_what_anybody_may_act_on_stands_in_everybodys_list() -> None:
    toy = Toy()
    state = toy.proposal()
    assert toy.sight(OUTSIDER).sees(state)
    assert rows_of(toy.page(OUTSIDER, f"/r/{toy.made.register}/")) == [state.id]
    assert "作风效能问题清单 1 " in words_of(toy.page(OUTSIDER, "/r/")), "and the rail counts it"


def test_what_nobody_may_act_on_without_a_tie_does_not() -> None:
    toy = Toy()
    state = toy.proposal("admitted")
    assert not toy.sight(OUTSIDER).sees(state)
    assert toy.client(OUTSIDER).get(f"/r/{toy.made.register}/").status_code == 404
