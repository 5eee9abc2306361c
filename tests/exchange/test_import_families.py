"""Every ledger that the reader is tried on comes in whole, and a second time as the same."""

import json
from pathlib import Path

import pytest

from bihuan.exchange.importing.models import ImportRow
from bihuan.exchange.ledger_import import main
from bihuan.ledger.verify import verify
from bihuan.matters.models import Matter
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.world import world

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[1] / "ledgers"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".xls", ".csv"))
UNITS = {"办公厅": "秘书处", "机关党委": "机关纪委", "省政协领导": None, "省政协办公厅": "秘书处"}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_it_comes_in_and_a_second_time_changes_nothing(file: Path, tmp_path: Path, capsys) -> None:
    world()
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"units": UNITS}), encoding="utf-8")
    year = json.loads(file.with_suffix(".expected.json").read_text(encoding="utf-8")).get("year", 2022)
    call = [
        str(file),
        "--org",
        "jichuan",
        "--year",
        str(year),
        "--json",
        "--placeholders",
        "--map",
        str(mapping),
    ]
    status = main([*call, "--commit"])
    answer = json.loads(capsys.readouterr().out)
    refused = [row for row in answer["rows"] if row["verdict"] in ("refused", "needs_mapping")]
    assert status == int(bool(refused)), refused
    assert not answer["asked"], answer["asked"]
    for row in refused:
        assert all(why["text"] and "{" not in why["text"] for why in row["reasons"]) and row["reasons"]
    made = Matter.objects.filter(kind__in=("problem", "measure"))
    assert made.count() == answer["committed"]["new"] == answer["counts"]["new"]
    for matter in ImportRow.objects.filter(matter_id__isnull=False).values_list("matter_id", flat=True)[:20]:
        assert row_state(matter) == folded_state(matter)
    assert not verify().breaks
    assert main(call) == status
    again = json.loads(capsys.readouterr().out)["counts"]
    assert (again["new"], again["changed"], again["untouched"]) == (0, 0, 0)
    assert again["same"] == answer["committed"]["new"]
