"""Works until it is killed. `python -m tests.crash.worker CAST JOURNAL`: Django is set up once.

For every line "MODE SEED" on standard input a child is forked that acts, uploads or imports, in an order that
the seed gives. Each success is a line of the journal, synchronised after the call has returned: what stands
there was answered and must be found afterwards. On standard output: the child's id, "ready", how it ended.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any


class Journal:
    """What was answered with success, one line each."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def done(self, **what: Any) -> None:
        os.write(self.handle, (json.dumps(what) + "\n").encode())
        os.fsync(self.handle)


class Worker:
    """One child: somebody of the cast does one thing after another."""

    def __init__(self, cast: dict[str, Any], journal: Journal, random: Random) -> None:
        self.cast, self.journal, self.random = cast, journal, random

    def perform(self, name: str, matter: int, by: str, **facts: Any) -> None:
        from bihuan.matters.writing.acts import perform
        from bihuan.matters.writing.clock import now

        person = self.cast["people"][by]
        state = perform(name, matter, org=self.cast["org"], actor=person, at=now(), **facts)
        self.journal.done(matter=matter, seq=state.seq)

    def measure(self) -> int:
        """A new measure, handed out and received: three acts."""
        from bihuan.matters.writing.acts import open_matter
        from bihuan.matters.writing.clock import now

        state = open_matter(
            "measure",
            org=self.cast["org"],
            actor=self.cast["people"]["邹小禾"],
            at=now(),
            register=self.cast["register"],
            title=f"第 {self.random.randrange(10**9)} 号措施",
            lead_unit=self.cast["units"]["秘书处"],
            due={"kind": "date", "on": "2030-06-30"},
        )
        self.journal.done(matter=state.id, seq=state.seq)
        self.perform("assign", state.id, "邹小禾")
        self.perform("receive", state.id, "殷若渔")
        return state.id

    def acts(self) -> Iterator[None]:
        """Acts, one by one and many at once."""
        from bihuan.matters.writing.acts import perform_many
        from bihuan.matters.writing.clock import now

        while True:
            measures = [self.measure() for _ in range(3)]
            for _ in range(5):
                self.perform("progress", self.random.choice(measures), "殷若渔", progress="有进展")
                yield
            for outcome in perform_many(
                "remark",
                measures,
                org=self.cast["org"],
                actor=self.cast["people"]["邹小禾"],
                at=now(),
                remark="同办",
            ):
                assert outcome.state, outcome.reason
                self.journal.done(matter=outcome.matter, seq=outcome.state.seq)

    def uploads(self) -> Iterator[None]:
        """Files kept, and acts that cite them up to the verification."""
        while True:
            measure = self.measure()
            digests = [self.upload() for _ in range(3)]
            yield
            self.perform("claim", measure, "殷若渔", result="办结", evidence=digests)
            self.perform("countersign", measure, "纪清晏")
            self.perform("verify", measure, "秦见微", finding="属实")

    def upload(self) -> str:
        from bihuan.files.store import keep
        from bihuan.matters.writing.clock import now

        text = f"佐证 {self.random.randrange(10**12)}\n" * self.random.randrange(1, 20_000)
        digest = keep(self.cast["org"], io.BytesIO(text.encode()), at=now(), name="佐证.txt").digest
        self.journal.done(file=digest)
        return digest

    def imports(self) -> Iterator[None]:
        """What a killed import left is carried on first; then the next file is read and taken over."""
        from bihuan.exchange.importing import commit
        from bihuan.exchange.importing.models import Import
        from bihuan.matters.models import Matter
        from bihuan.matters.writing.clock import now

        commit.CHUNK = 7
        person = self.cast["people"]["邹小禾"]
        while True:
            lives = dict(Matter.objects.filter(kind="import").values_list("pk", "life"))
            waiting = [pk for pk, life in lives.items() if life in ("preview", "committing")]
            one = Import.objects.get(pk=waiting[0]) if waiting else self.previewed(person)
            if lives.get(one.pk, "preview") == "preview":
                commit.begin(one, person=person, at=now(), queued=False)
                self.journal.done(begun=one.pk)
            assert commit.committed(one, person=person, clock=now)
            self.journal.done(imported=one.pk)
            yield

    def previewed(self, person: int) -> Any:
        from bihuan.exchange.importing.start import start
        from bihuan.files.store import keep
        from bihuan.matters.writing.clock import now
        from tests.exchange.importing import sheet

        number = self.random.randrange(10**9)
        rows = [
            (
                f"{number}-{n}",
                f"第{number}-{n}项问题",
                f"第{number}-{n}条措施",
                "秘书处",
                "",
                "殷若渔",
                "2030年6月底前",
                "",
                "",
            )
            for n in range(1, 13)
        ]
        kept = keep(self.cast["org"], io.BytesIO(sheet(*rows)), at=now())
        self.journal.done(file=kept.digest)
        return start(
            self.cast["org"],
            self.cast["register"],
            digest=kept.digest,
            name="台账.xlsx",
            year=2030,
            person=person,
            at=now(),
        )


def main(cast: str, journal: str) -> None:
    """Fork a child for each line that comes."""
    import django

    django.setup()
    import tests.exchange.importing  # noqa: F401 - loaded once, before the children are forked

    known, log = json.loads(Path(cast).read_text()), Journal(Path(journal))
    for line in sys.stdin:
        mode, seed = line.split()
        child = os.fork()
        if child == 0:
            work(getattr(Worker(known, log, Random(int(seed))), mode))
        say(child)
        _, status = os.waitpid(child, 0)
        say(os.waitstatus_to_exitcode(status))


def work(do: Callable[[], Iterator[None]]) -> None:
    """Connect, say so, go on for ever."""
    from django.db import connection

    try:
        connection.ensure_connection()
        say("ready")
        for _ in do():
            pass
    finally:
        os._exit(3)


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
