"""How `record-1.zip` was made, once, on an empty database; what is committed is never made again.

`bihuan django shell -c "from tests.ledger.golden.make import *; make(FILE)"` prints the heads.
"""

import sys
from pathlib import Path

from bihuan.ledger.export import write_export
from tests.ledger.test_erase import erase
from tests.ledger.writing import AT, begun, entry, story, write

FILE = Path(__file__).with_name("record-1.zip")


def make(file: Path) -> None:
    """Two organisations, all that a header can hold, and something erased."""
    one, other = begun("jichuan"), begun("beixing")
    told = story(one.pk, 12)
    write(
        one.pk,
        entry(hat=3, for_whom=9, basis="会议记录 “乙”\n第 2 页", plain={"a": [True, None, {"深": -1}]}),
    )
    write(one.pk, entry(matter=told[0].id, name="claimed", actor=None, personal={}))
    erase(one.pk, (told[0].id, "note"), (told[5].id, "text"))
    story(other.pk, 4)
    sys.stdout.writelines(f"{head}\n" for head in write_export(file, at=AT))
