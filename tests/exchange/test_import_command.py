"""`bihuan ledger import`: what it prints, what it writes, and its exit status."""

import json
from pathlib import Path

import pytest

from bihuan.exchange.ledger_import import main
from bihuan.matters.models import Matter
from bihuan.people.models import Person, Unit, User
from tests.exchange.importing import PLAIN, sheet
from tests.world import World, open_register, world

pytestmark = pytest.mark.django_db
STRANGE = ("1", "甲问题很突出", "甲措施", "综合处", "", "章台柳", "2026年6月底前", "", "")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(sheet(*PLAIN))
    return file


def said(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out)


def matters() -> int:
    return Matter.objects.filter(kind__in=("problem", "measure")).count()


def test_a_preview_prints_a_verdict_for_every_row_and_writes_nothing(ledger: Path, capsys) -> None:
    world()
    assert main([str(ledger), "--org", "jichuan", "--year", "2026", "--json"]) == 0
    answer = said(capsys)
    assert answer["counts"] == {
        "new": 6, "changed": 0, "same": 0, "needs_mapping": 0, "refused": 0, "untouched": 0,
    }  # fmt: skip
    assert [row["row"] for row in answer["rows"]] == [2, 2, 3, 3, 4, 4]
    assert matters() == 0 and not Matter.objects.filter(kind="import").exists()


def test_commit_takes_the_rows_over_and_a_second_time_changes_nothing(ledger: Path, capsys) -> None:
    world()
    call = [str(ledger), "--org", "jichuan", "--year", "2026", "--json", "--commit"]
    assert main(call) == 0
    assert said(capsys)["committed"] == {"new": 6, "changed": 0}
    assert matters() == 6
    assert main(call) == 0
    answer = said(capsys)
    assert answer["committed"] == {"new": 0, "changed": 0} and answer["counts"]["same"] == 6
    assert matters() == 6 and Matter.objects.filter(kind="import").count() == 1


def test_unknown_units_and_people_are_reported_until_placeholders_are_asked_for(
    tmp_path: Path, capsys
) -> None:
    made = world()
    file = tmp_path / "台账.xlsx"
    file.write_bytes(sheet(STRANGE))
    call = [str(file), "--org", "jichuan", "--json", "--commit"]
    assert main(call) == 1
    answer = said(capsys)
    assert answer["asked"] == ["lead:综合处", "person:章台柳"] and answer["committed"] is None
    assert matters() == 0 and not Person.objects.filter(name="章台柳").exists()
    assert main([*call, "--placeholders"]) == 0
    unit = Unit.objects.get(name="综合处")
    assert (unit.placeholder, unit.kind, unit.parent_id) == (True, "office", made.units["办公厅"])
    assert Person.objects.get(name="章台柳").placeholder
    assert Matter.objects.get(kind="measure").lead_unit_id == unit.pk


def test_a_department_cannot_lead_and_is_mapped_by_a_file_that_is_remembered(tmp_path: Path, capsys) -> None:
    made = world()
    file, mapping = tmp_path / "台账.xlsx", tmp_path / "map.json"
    file.write_bytes(sheet(("1", "甲问题很突出", "甲措施", "办公厅", "", "殷若渔", "2026年6月底前", "", "")))
    call = [str(file), "--org", "jichuan", "--json", "--commit", "--placeholders"]
    assert main(call) == 1
    reasons = [why for row in said(capsys)["rows"] for why in row["reasons"]]
    assert [(why["code"], why["cell"]) for why in reasons if why["code"] == "not_answerable"] == [
        ("not_answerable", "D2")
    ]
    mapping.write_text(json.dumps({"units": {"办公厅": "秘书处"}}), encoding="utf-8")
    assert main([*call, "--map", str(mapping)]) == 0
    assert Matter.objects.get(kind="measure").lead_unit_id == made.units["秘书处"]
    capsys.readouterr()
    assert main(call) == 0
    assert said(capsys)["counts"]["same"] == 2


def test_several_registers_have_to_be_told_apart(ledger: Path, capsys) -> None:
    made = world()
    other = open_register(made, title="巡察整改", prefix="XC")
    assert main([str(ledger), "--org", "jichuan"]) == 2
    assert "--register" in capsys.readouterr().err
    for name in ("XC", "巡察整改"):
        assert main([str(ledger), "--org", "jichuan", "--year", "2026", "--register", name, "--commit"]) == 0
    assert set(Matter.objects.filter(kind="problem").values_list("register_id", flat=True)) == {other}


def test_who_imports_stands_in_the_record(ledger: Path, capsys) -> None:
    made = world()
    user = User.objects.create_user("zouxiaohe", "secret-secret")
    made.charter("give_sign_in", person=made.people["邹小禾"], user=user.pk)
    assert main([str(ledger), "--org", "jichuan", "--year", "2026", "--commit", "--as", "zouxiaohe"]) == 0
    assert Matter.objects.get(kind="import").opened_by_id == made.people["邹小禾"]
    assert main([str(ledger), "--org", "jichuan", "--as", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


def _signed_in(made: World, name: str) -> str:
    user = User.objects.create_user("user", "secret-secret")
    made.charter("give_sign_in", person=made.people[name], user=user.pk)
    return "user"


def test_a_first_ledger_opens_a_register_with_the_posts_that_there_are(ledger: Path, capsys) -> None:
    made = world()
    made.do("close_register", made.register, "邹小禾", reason="试用结束")
    call = [str(ledger), "--org", "jichuan", "--year", "2026"]
    assert main(call) == 2
    assert main([*call, "--commit", "--as", _signed_in(made, "邹小禾")]) == 0
    opened = Matter.objects.get(kind="register", life="opened")
    assert opened.title == "台账" and Matter.objects.filter(kind="problem", register=opened).count() == 3


@pytest.mark.parametrize("call", [["--org", "nowhere"], ["--org", "jichuan", "--year", "99"]])
def test_a_wrong_call_is_one_line_and_status_2(ledger: Path, capsys, call: list[str]) -> None:
    world()
    assert main([str(ledger), *call]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_file_without_a_ledger_and_one_that_cannot_be_read_say_so(tmp_path: Path, capsys) -> None:
    world()
    for content, code in (
        (sheet(headings=["随便", "什么"]), "no_header"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "unreadable"),
    ):
        file = tmp_path / "x.xlsx"
        file.write_bytes(content)
        assert main([str(file), "--org", "jichuan", "--json"]) == 2
        assert said(capsys)["error"] == code


def test_the_words_printed_name_the_cell_and_the_reason(tmp_path: Path, capsys) -> None:
    world()
    file = tmp_path / "台账.xlsx"
    file.write_bytes(sheet(("1", "甲问题很突出", "甲措施", "秘书处", "", "殷若渔", "6月31日前", "", "")))
    assert main([str(file), "--org", "jichuan"]) == 1
    out = capsys.readouterr().out
    assert "G2：没有“6月31日前”这一天" in out and "不能导入 1" in out
