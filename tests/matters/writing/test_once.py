"""One key, one content: what a form did once is never the answer to something else."""

import threading
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from bihuan.core.words.reasons import Refused
from bihuan.ledger.models import Event
from bihuan.matters.models import Once
from bihuan.matters.writing.once import Sent
from tests.matters.scenes import at_the_worlds_day, everything, signed_in
from tests.world import registered_measure, world


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        {"progress": "改过的话"},
        {"progress": "初稿", "difficulty": "缺人"},
        {"act": "remark", "remark": "初稿"},
    ],
)
def test_the_same_key_with_other_content_is_refused_and_names_what_was_recorded(
    other: dict[str, Any],
) -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    first = made.do("progress", measure, "殷若渔", progress="初稿", once="k")
    before = everything()
    facts = dict(other)
    with pytest.raises(Refused) as no:
        made.do(facts.pop("act", "progress"), measure, "殷若渔", once="k", **facts)
    assert no.value.reason.code == "sent_before" and no.value.reason.about["seq"] == f"{first.seq:,}"
    assert everything() == before


@pytest.mark.django_db
def test_the_same_key_for_another_matter_is_refused() -> None:
    made = world()
    one, other = registered_measure(made), registered_measure(made, title="另一件")
    made.do("receive", one, "殷若渔", once="k")
    with pytest.raises(Refused, match="sent_before"):
        made.do("receive", other, "殷若渔", once="k")
    made.open("problem", "邹小禾", title="食堂排队", once="o")
    with pytest.raises(Refused, match="sent_before"):
        made.open("problem", "邹小禾", title="停车难", once="o")


@pytest.mark.django_db
def test_a_key_that_an_earlier_version_kept_without_content_answers_for_none() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔", once="k")
    Once.objects.update(digest="")
    with pytest.raises(Refused, match="sent_before"):
        made.do("receive", measure, "殷若渔", once="k")


def test_what_is_kept_of_the_content_cannot_be_guessed_without_the_servers_key() -> None:
    text = '["同意"]'
    one = Sent.of("k", ["同意"])
    assert one is not None and len(one.digest) == 64
    assert one.digest != sha256(text.encode()).hexdigest()
    with override_settings(SECRET_KEY="another installation"):
        other = Sent.of("k", ["同意"])
    assert other is not None and other.digest != one.digest
    assert Sent.of("", ["同意"]) is None and Sent.of(None, []) is None


def test_of_two_at_once_with_one_key_one_is_recorded_and_the_other_keeps_its_text(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_worlds_day(monkeypatch)
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    first = signed_in(made, "殷若渔")
    second = Client(raise_request_exception=False)
    second.cookies = first.cookies
    begun = Event.objects.count()
    texts, pages = ("第一种写法", "第二种写法"), dict[str, Any]()

    def send(client: Client, text: str) -> None:
        pages[text] = client.post(f"/m/{measure.id}/progress/", {"progress": text, "once": "k"})
        connection.close()

    both = [threading.Thread(target=send, args=pair) for pair in zip((first, second), texts, strict=True)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(page.status_code for page in pages.values()) == [302, 422]
    assert Event.objects.count() == begun + 1
    (refused,) = (text for text, page in pages.items() if page.status_code == 422)
    assert refused in pages[refused].content.decode()
