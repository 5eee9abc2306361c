"""The example ledgers that stand beside the project walk in as they are."""

import json

import pytest

from bihuan.exchange.ledger_import import main
from bihuan.matters.models import Matter
from tests.world import world

pytestmark = pytest.mark.django_db


def test_02_asks_for_its_units_and_comes_in_whole_once_they_are_mapped(shared_data, tmp_path, capsys) -> None:
    file = shared_data("ledgers/02-merged-header.xlsx")
    made = world()
    call = [str(file), "--org", "jichuan", "--year", "2022", "--json"]
    assert main(call) == 1
    asked = json.loads(capsys.readouterr().out)["asked"]
    assert "lead:办公厅" in asked and "lead:机关党委" in asked and "supporting:各党支部" in asked
    mapping = tmp_path / "map.json"
    mapping.write_text(
        json.dumps({"units": {"办公厅": "秘书处", "机关党委": "机关纪委"}}, ensure_ascii=False),
        encoding="utf-8",
    )
    call += ["--map", str(mapping), "--placeholders", "--commit"]
    assert main(call) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["committed"] == {"new": 9, "changed": 0}
    problems = Matter.objects.filter(kind="problem").order_by("id")
    assert [one.title[:4] for one in problems] == ["对马上能", "基层委员", "机关干部"]
    kinds = list(Matter.objects.filter(kind="measure").order_by("id").values_list("due_kind", flat=True))
    assert kinds == ["immediate", "recurring", "date", "date", "date", "long_term"]
    first = Matter.objects.filter(kind="measure").earliest("id")
    assert (first.lead_unit_id, first.life) == (made.units["秘书处"], "assigned")


@pytest.mark.parametrize("name", ["01-plain", "03-measures-in-one-cell"])
def test_the_others_come_in_with_placeholders_and_a_second_time_as_the_same(
    shared_data, capsys, tmp_path, name: str
) -> None:
    file = shared_data(f"ledgers/{name}.xlsx")
    world()
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"units": {"办公厅": "秘书处", "机关党委": "机关纪委"}}), encoding="utf-8")
    call = [
        str(file),
        "--org",
        "jichuan",
        "--year",
        "2022",
        "--json",
        "--map",
        str(mapping),
        "--placeholders",
        "--commit",
    ]
    status = main(call)
    answer = json.loads(capsys.readouterr().out)
    refused = [row for row in answer["rows"] if row["verdict"] == "refused"]
    assert status == int(bool(refused)) and not answer["asked"]
    assert Matter.objects.filter(kind__in=("problem", "measure")).count() == answer["committed"]["new"] > 0
    assert main(call) == status
    again = json.loads(capsys.readouterr().out)
    assert again["counts"]["new"] == 0 and again["counts"]["same"] == answer["committed"]["new"]
