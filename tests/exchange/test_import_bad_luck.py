"""Killed in the middle, stopped, clicked twice, done by two at once: nothing is lost, nothing comes twice."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from bihuan.config.database import patient
from bihuan.core.sheets.reading import NoLedger
from bihuan.core.words.reasons import Refused
from bihuan.exchange.importing.commit import begin, committed, stop
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.start import abandon, again
from bihuan.files.refusal import Refusal
from bihuan.jobs import work
from bihuan.jobs.models import Job
from bihuan.ledger.verify import verify
from bihuan.matters.models import Matter
from bihuan.matters.writing.rebuild import folded_state, row_state
from bihuan.people.models import Person, Unit
from tests.exchange.importing import PLAIN, carried, codes, commit, matters, previewed, sheet, verdicts
from tests.world import World, world


def long_ledger(problems: int, unit: str = "秘书处", who: str = "殷若渔") -> bytes:
    """A ledger of that many problems with one measure each."""
    rows = [
        (str(n), f"第{n}项问题：第{n * 7}类事项拖延", f"第{n}条措施：限时办理第{n * 3}类事项", unit, "", who,
         "2026年6月底前", "", "")
        for n in range(1, problems + 1)
    ]  # fmt: skip
    return sheet(*rows)


def whole(one: Import, problems: int) -> None:
    """Assert that every row came exactly once and the record is sound."""
    rows = ImportRow.objects.filter(import_id=one.id)
    assert rows.filter(state="done").count() == rows.count() == 2 * problems
    assert Matter.objects.filter(kind__in=("problem", "measure")).count() == 2 * problems
    assert len(set(rows.values_list("matter_id", flat=True))) == 2 * problems


@pytest.mark.django_db
def test_a_stopped_import_goes_on_where_it_was() -> None:
    made = world()
    one = previewed(made, long_ledger(120))
    person = made.people["邹小禾"]
    begin(one, person=person, at=made.tick(), queued=False)
    seen: list[int] = []

    def report(done: int, total: int) -> None:
        seen.append(done)

    assert not committed(one, person=person, clock=made.tick, report=report, stop=lambda: bool(seen))
    stop(one, person=person, at=made.tick())
    assert 0 < seen[0] <= 100 and Matter.objects.get(pk=one.id).life == "stopped"
    assert not committed(one, person=person, clock=made.tick)
    commit(made, one)
    whole(one, 120)


@pytest.mark.django_db
def test_the_job_reports_its_progress_and_ends() -> None:
    made = world()
    one = previewed(made, long_ledger(60))
    begin(one, person=made.people["邹小禾"], at=made.tick())
    assert work.run_next("worker", clock=made.tick)
    job = Job.objects.get(name="exchange.import")
    assert (job.state, job.progress_done, job.progress_total) == ("done", 120, 120)
    whole(one, 60)


@pytest.mark.django_db
def test_a_second_click_on_commit_finds_it_under_way() -> None:
    made = world()
    one = previewed(made, sheet(*PLAIN))
    begin(one, person=made.people["邹小禾"], at=made.tick())
    with pytest.raises(Refused) as refused:
        begin(one, person=made.people["邹小禾"], at=made.tick())
    assert refused.value.reason.code == "wrong_life"
    assert Job.objects.filter(name="exchange.import").count() == 1


@pytest.mark.django_db
def test_a_second_click_on_upload_finds_the_first_preview() -> None:
    made = world()
    file = sheet(*PLAIN)
    first = previewed(made, file, once="key")
    assert previewed(made, file, once="key").id == first.id
    assert Matter.objects.filter(kind="import").count() == 1


@pytest.mark.django_db
def test_two_who_preview_the_same_file_bring_it_in_once() -> None:
    made = world()
    first, second = previewed(made, sheet(*PLAIN)), previewed(made, sheet(*PLAIN), by="秦见微")
    commit(made, first)
    commit(made, second, by="秦见微")
    assert verdicts(second) == ["same"] * 6
    assert Matter.objects.filter(kind__in=("problem", "measure")).count() == 6


@pytest.mark.django_db
def test_two_who_change_the_same_row_do_not_overwrite_one_another() -> None:
    made = world()
    carried(made, sheet(*PLAIN))
    rows = [("1", "首问负责制落实仍不到位", *PLAIN[0][2:]), *PLAIN[1:]]
    other = [("1", "首问负责制落实较不到位", *PLAIN[0][2:]), *PLAIN[1:]]
    first, second = previewed(made, sheet(*rows)), previewed(made, sheet(*other))
    commit(made, first)
    commit(made, second)
    assert codes(second, 0)[-1] == ("changed_meanwhile", "")
    assert row_state(matters(first)[0].id).title == "首问负责制落实仍不到位"


@pytest.mark.django_db
def test_a_preview_that_is_given_up_leaves_nothing() -> None:
    made = world()
    one = previewed(made, sheet(*PLAIN))
    abandon(one, person=made.people["邹小禾"], at=made.tick())
    assert not ImportRow.objects.filter(import_id=one.id, title__isnull=False).exists()
    for attempt in (
        lambda: begin(one, person=None, at=made.tick()),
        lambda: again(one, person=None, at=made.tick()),
    ):
        with pytest.raises(Refused):
            attempt()
    assert not Matter.objects.filter(kind="problem").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["严以宁", "纪清晏", "季望山", "谷向原"])
def test_only_the_office_of_the_register_imports(name: str) -> None:
    made = world()
    with pytest.raises(Refused) as refused:
        previewed(made, sheet(*PLAIN), by=name)
    assert refused.value.reason.code == "no_right"
    assert not Matter.objects.filter(kind="import").exists()


HOSTILE = (
    "=HYPERLINK(\"http://x\",\"点我\")", "<script>alert(1)</script>", "'; DROP TABLE matters_matter; --",
    "{title} %s {0} {{x}}",
    "../../../etc/passwd", "\u202e倒着写的字", "𠮷𠀋龘龘", "长" * 4_900,
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_that_means_harm_is_only_text(text: str) -> None:
    made = world()
    rows = [("1", text + "问题", text, "秘书处", "", "殷若渔", "2026年6月底前", text, "")]
    one = carried(made, sheet(*rows))
    assert verdicts(one) == ["new", "new"]
    problem, measure = matters(one)
    assert measure.parent == problem.id and measure.title


@pytest.mark.django_db
def test_text_that_is_too_long_is_refused_at_its_cell_and_the_rest_comes_in() -> None:
    made = world()
    rows = [("1", "甲问题很突出", "长" * 5001, "秘书处", "", "殷若渔", "2026年6月底前", "", ""), *PLAIN[1:]]
    one = carried(made, sheet(*rows))
    assert verdicts(one) == ["new", "refused", *["new"] * 4]
    assert codes(one, 1) == [("too_long", "C2")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"PK\x03\x04 not a workbook", Refusal),
        ("\n".join("甲,乙,丙" for _ in range(9)).encode(), NoLedger),
        (sheet(headings=["随便", "写写"]), NoLedger),
    ],
)
def test_a_file_that_cannot_be_read_opens_nothing(content: bytes, error: type[Exception]) -> None:
    made = world()
    with pytest.raises(error):
        previewed(made, content)
    assert not Matter.objects.filter(kind="import").exists() and not Import.objects.exists()


CHILD = """
import sys, django; django.setup()
from bihuan.exchange.importing.commit import committed
from bihuan.exchange.importing.models import Import
from bihuan.matters.acts import now
one = Import.objects.get(pk=int(sys.argv[1]))
def report(done, total):
    print(done, flush=True)
committed(one, person=int(sys.argv[2]), clock=now, report=report)
"""


def killed_after(one: Import, person: int, chunks: int, pause: float) -> None:
    """Commit in a process of its own and kill it -9 a moment after some chunks."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", CHILD, str(one.id), str(person)]
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(chunks):
        child.stdout.readline()
    time.sleep(pause)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


@pytest.mark.parametrize(("chunks", "pause"), [(0, 0.8), (1, 0.0), (1, 0.03), (2, 0.01)])
def test_killed_in_the_middle_it_goes_on_and_nothing_comes_twice(
    fresh_database: str, chunks: int, pause: float
) -> None:
    made = world()
    content = long_ledger(150, unit="新设处", who="章台柳")
    one = previewed(made, content, choices={"lead:新设处": "new", "person:章台柳": "new"})
    person = made.people["邹小禾"]
    begin(one, person=person, at=made.tick(), queued=False)
    killed_after(one, person, chunks, pause)
    before = set(Matter.objects.filter(kind__in=("problem", "measure")).values_list("id", flat=True))
    assert ImportRow.objects.filter(import_id=one.id, state="done").count() == len(before)
    committed(one, person=person, clock=made.tick)
    assert Matter.objects.get(pk=one.id).life == "committed"
    whole(one, 150)
    assert before <= set(ImportRow.objects.filter(import_id=one.id).values_list("matter_id", flat=True))
    for matter in sorted(before)[-3:]:
        assert row_state(matter) == folded_state(matter)
    assert Unit.objects.filter(name="新设处").count() == Person.objects.filter(name="章台柳").count() == 1
    _verified(made)


def _verified(made: World) -> None:
    report = verify()
    assert report.breaks == [] and [head.org for head in report.heads] == [made.org.slug]


def test_two_who_commit_at_once_bring_it_in_once(fresh_database: str) -> None:
    made = world()
    one, other = previewed(made, long_ledger(80)), previewed(made, long_ledger(80), by="秦见微")
    people = {one.id: made.people["邹小禾"], other.id: made.people["秦见微"]}
    for each in (one, other):
        begin(each, person=people[each.id], at=made.tick(), queued=False)
    done: list[bool] = []

    def run(each: Import) -> None:
        try:
            done.append(committed(each, person=people[each.id], clock=made.tick))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(each,)) for each in (one, other)]
    with patient():  # as jobs are
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert done == [True, True]
    assert Matter.objects.filter(kind__in=("problem", "measure")).count() == 160
    assert ImportRow.objects.filter(verdict="new", state="done").count() == 160
    _verified(made)
