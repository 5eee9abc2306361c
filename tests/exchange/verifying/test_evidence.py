"""Each cited file is held, is there, and is what its digest says."""

import pytest

from bihuan.files.models import Evidence
from bihuan.files.store import path_of
from bihuan.matters.models import Citation
from tests.exchange.verifying.full import differing, run
from tests.world import World, claimed_measure, world

pytestmark = pytest.mark.django_db


def cited() -> tuple[World, int, str]:
    """An organisation, its measure, and what that cites."""
    made = world()
    measure = claimed_measure(made)
    return made, measure.id, Citation.objects.get().digest


def test_a_file_that_is_whole_is_read_and_passed() -> None:
    cited()
    assert differing() == []


def test_a_file_that_was_changed_is_found() -> None:
    made, measure, digest = cited()
    path_of(made.org.pk, digest).write_text("制度没有印发")
    (one,) = differing()
    assert (one.what, one.table, one.matter, one.place) == (
        "altered", "files_evidence", measure, f"digest={digest}",
    )  # fmt: skip


def test_a_file_that_is_gone_is_found() -> None:
    made, measure, digest = cited()
    path_of(made.org.pk, digest).unlink()
    (one,) = differing()
    assert (one.what, one.matter) == ("lost", measure)


def test_what_is_cited_and_not_held_is_found() -> None:
    _, measure, digest = cited()
    Evidence.objects.all().delete()
    (one,) = differing()
    assert (one.what, one.table, one.matter) == ("missing", "files_evidence", measure)
    assert digest in one.sentence().en


def test_its_size_and_its_kind_are_those_of_what_lies_there() -> None:
    _, _, digest = cited()
    run("UPDATE files_evidence SET size = 3, media = 'image/png' WHERE digest = %s", (digest,))
    assert [(one.column, one.said) for one in differing()] == [("size", "3"), ("media", "image/png")]


def test_what_was_sent_and_is_not_cited_yet_is_no_fault() -> None:
    made, _, _ = cited()
    made.proof("还没有引用的一份")
    assert differing() == []
