"""Heads outside, as whoever supervises sees them; and the newest head at the end of every printed page."""

from pathlib import Path

import pytest

from bihuan.ledger import publishing
from bihuan.ledger.models import Head
from bihuan.matters.writing.clock import now
from tests.matters.scenes import signed_in
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: object) -> Path:
    settings.VAR, settings.HEADS = tmp_path, str(tmp_path / "outside")  # type: ignore[attr-defined]
    return tmp_path / "outside"


def panel(client) -> str:
    page = client.get("/record/").content.decode()
    return page.partition('id="outside"')[2].partition("</section>")[0]


def test_supervision_sees_what_was_sent_what_waits_and_since_when(place: Path, settings: object) -> None:
    made = world()
    client = signed_in(made, "严以宁")
    publishing.send(at=now())
    assert "未能送出，自" in panel(client) and "待送 1 个" in panel(client)
    place.mkdir()
    publishing.send(at=now())
    head = Head.objects.get(org_id=made.org.pk)
    assert f"第 {head.seq} 号" in panel(client) and head.seal[:12] in panel(client)
    assert "未能送出" not in panel(client) and "待送" not in panel(client)
    settings.HEADS = ""  # type: ignore[attr-defined]
    assert "还没有设定外送的地方" in panel(client)
    assert panel(signed_in(made, "殷若渔")) == ""


def test_every_page_ends_on_paper_with_the_newest_head() -> None:
    made = world()
    measure = registered_measure(made)
    client = signed_in(made, "邹小禾")
    head = Head.objects.get(org_id=made.org.pk)
    for address in ("/", f"/m/{measure.id}/", "/record/"):
        page = client.get(address).content.decode()
        foot = page.partition('class="on-paper sealed">')[2].partition("</p>")[0]
        assert f"第 {head.seq} 号" in foot and head.seal[:16] in foot, address
