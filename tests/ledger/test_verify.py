"""Verify names the first event that was changed behind the database's back."""

import pytest

from bihuan.core.chain.breaks import Break, Published
from bihuan.core.chain.chain import genesis, link
from bihuan.core.chain.ids import event_id
from bihuan.ledger.models import Event, Facts
from bihuan.ledger.verify import heads_today, verify
from tests.ledger.writing import AT, begun, behind_its_back, entry, story, write

pytestmark = pytest.mark.django_db


def only_break() -> tuple[str, str, int]:
    (broken,) = verify().breaks
    return broken[:3]


def test_whole_chains_verify_and_show_their_heads() -> None:
    one, other = begun("jichuan"), begun("beixing")
    told = story(one.pk)
    begun("kongbai")
    story(other.pk, 3)
    report = verify()
    assert (report.breaks, report.events) == ([], 9)
    assert report.heads[0] == Published("jichuan", 6, told[-1].seal)
    assert report.heads[2] == Published("kongbai", 0, genesis("kongbai"))
    assert report.heads == heads_today()


def test_one_chain_can_be_verified_alone() -> None:
    story(begun("jichuan").pk)
    story(begun("beixing").pk, 3)
    behind_its_back("UPDATE ledger_event SET name = 'x' WHERE org_id = (SELECT min(org_id) FROM ledger_head)")
    assert verify("beixing").breaks == []
    assert verify("beixing").events == 3
    assert [broken.org for broken in verify("jichuan").breaks] == ["jichuan"]


@pytest.mark.parametrize(
    ("change", "kind", "seq"),
    [
        (
            "UPDATE ledger_event SET header = replace(header, '2026-12-31', '2027-12-31') WHERE seq = 3",
            "link",
            3,
        ),
        ("UPDATE ledger_event SET seal = replace(seal, substr(seal, 9, 1), 'x') WHERE seq = 4", "link", 4),
        ("UPDATE ledger_event SET name = 'claimed' WHERE seq = 2", "column", 2),
        ("UPDATE ledger_event SET matter_id = matter_id + 1 WHERE seq = 5", "column", 5),
        ("UPDATE ledger_event SET at = at + 1 WHERE seq = 6", "column", 6),
        ("DELETE FROM ledger_event WHERE seq = 2", "gap", 2),
        ("DELETE FROM ledger_event WHERE seq = 6", "fact", 6),
        ("UPDATE ledger_head SET seq = 5", "head", 6),
        ("UPDATE ledger_head SET at = at + 1", "head", 6),
        ("UPDATE ledger_head SET slug = 'other'", "link", 1),
        ("DELETE FROM ledger_head", "chain", 1),
        ("""UPDATE ledger_facts SET value = '"第 3 次！"' WHERE value = '"第 3 次"'""", "fact", 4),
        ("""UPDATE ledger_facts SET salt = 'ab' WHERE value = '"第 2 次"'""", "fact", 3),
        ("""DELETE FROM ledger_facts WHERE name = 'note'""", "fact", 1),
        (
            """UPDATE ledger_facts SET value = NULL, salt = NULL, erased_by = 99 WHERE name = 'note'""",
            "erasure",
            1,
        ),
    ],
)
def test_a_change_behind_the_back_of_the_database_is_named(change: str, kind: str, seq: int) -> None:
    story(begun().pk)
    behind_its_back(change)
    broken = verify().breaks[0]
    assert (broken.kind, broken.seq) == (kind, seq)


def test_a_fact_of_an_event_that_does_not_exist_is_named() -> None:
    organisation = begun()
    story(organisation.pk)
    for seq in (7, 99):
        stray = Facts(event_id=event_id(organisation.pk, seq), name="x", value="1", salt="00", digest="ab")
        stray.save(force_insert=True)
        assert only_break() == ("fact", "jichuan", 7)


def test_a_cut_tail_is_found_with_the_head_that_was_published() -> None:
    organisation = begun()
    told = story(organisation.pk)
    published = heads_today()
    behind_its_back("DELETE FROM ledger_event WHERE seq > 4")
    behind_its_back("DELETE FROM ledger_facts WHERE event_id > %s", [told[3].id])
    behind_its_back("UPDATE ledger_head SET seq = 4, seal = %s, at = %s", [told[3].seal, told[3].at])
    assert verify().breaks == []
    assert verify(heads=published).breaks == [Break("published", "jichuan", 6)]


def test_a_rewritten_tail_is_found_with_the_head_that_was_published() -> None:
    organisation = begun()
    told = story(organisation.pk)
    published = heads_today()
    last = Event.objects.get(seq=6)
    header = last.header.replace('"actor":7', '"actor":8')
    seal = link(told[4].seal, header)
    behind_its_back("UPDATE ledger_event SET header = %s, seal = %s WHERE seq = 6", [header, seal])
    behind_its_back("UPDATE ledger_head SET seal = %s", [seal])
    write(organisation.pk, entry(), at=AT + 10**8)
    assert verify().breaks == []
    assert verify(heads=published).breaks == [Break("published", "jichuan", 6)]


def test_earlier_heads_lie_on_the_chain_that_has_grown() -> None:
    organisation = begun()
    published = heads_today()
    for _ in range(3):
        story(organisation.pk, 2)
        published += heads_today()
    assert verify(heads=published).breaks == []


def test_a_published_head_without_a_chain_is_a_break() -> None:
    story(begun().pk)
    gone = Published("beixing", 5, "ab" * 32)
    assert verify(heads=[gone]).breaks == [Break("chain", "beixing", 5)]
    assert verify("jichuan", heads=[gone]).breaks == []
