"""`bihuan clock`: whether the clock can be believed, and a person's word that it is right."""

import pytest

from bihuan.config import clock
from bihuan.jobs import trusted
from bihuan.ledger.models import Head
from tests.clocks import DAY, machine
from tests.world import world

pytestmark = pytest.mark.django_db


def test_it_says_whether_the_clock_is_believed_and_takes_a_persons_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = machine(monkeypatch)
    trusted.begin(head=0)
    assert clock.main([]) == 0
    here.starts_again(after=60 * DAY)
    assert clock.main([]) == 1
    assert "60 days ahead" in capsys.readouterr().out
    assert clock.main([]) == 1, "to ask changes nothing"
    assert clock.main(["--confirm"]) == 0
    assert "confirmed" in capsys.readouterr().out
    assert clock.main([]) == 0


def test_a_head_in_the_future_is_forgiven_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made, here = world(), machine(monkeypatch)
    here.at = made.at - 400 * DAY
    trusted.begin(head=Head.objects.get(org_id=made.org.pk).at)
    assert clock.main([]) == 1
    assert clock.main(["--confirm"]) == 0
    assert clock.main([]) == 0
    made.at = here.at
    made.open("problem", "邹小禾", title="时钟已校准")


def test_where_nothing_is_known_yet_nothing_is_in_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    assert clock.main([]) == 0
    assert "last believed —" in capsys.readouterr().out
