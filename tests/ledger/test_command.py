"""`bihuan verify` and `bihuan export`: what they print and how they end."""

from pathlib import Path

import pytest

from bihuan.ledger.command import export_main, main, needs_django
from bihuan.ledger.signing import own_key, public
from bihuan.ledger.verify import heads_today
from tests.ledger.writing import begun, behind_its_back, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: object) -> Path:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def test_a_whole_record_ends_with_0_and_the_heads(capsys: pytest.CaptureFixture[str]) -> None:
    story(begun().pk)
    assert main(["--head", str(heads_today()[0])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(heads_today()[0])
    assert "6 条" in lines[-1]


def test_a_broken_record_ends_with_1_and_names_the_event(capsys: pytest.CaptureFixture[str]) -> None:
    story(begun().pk)
    behind_its_back(
        "UPDATE ledger_event SET header = replace(header, '2026-12-31', '2026-12-30') WHERE seq = 4"
    )
    assert main([]) == 1
    zh, en = capsys.readouterr().out.splitlines()
    assert zh.startswith("jichuan 第 4 条：")
    assert en.startswith("jichuan, event 4: ")


def test_a_head_that_is_not_on_the_chain_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    story(begun().pk)
    assert main(["--head", "jichuan:9:" + "ab" * 32]) == 1
    assert "第 9 条" in capsys.readouterr().out
    assert main(["--head", "beixing:1:" + "ab" * 32]) == 1


@pytest.mark.parametrize(
    "argv",
    [
        ["--head", "jichuan"],
        ["--head", "jichuan:1:xyz"],
        ["--head", "a:1:" + "0" * 64, "--head", "a:1:" + "1" * 64],
        ["--export", "there-is-no-such-file.zip"],
        ["--export", "pyproject.toml"],
    ],
)
def test_a_wrong_call_ends_with_2_and_one_line(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("bihuan verify: ")


def test_an_unknown_option_ends_with_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--heads", "x"])
    assert ended.value.code == 2


def test_an_export_is_written_and_verified(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story(begun().pk)
    assert export_main([str(var / "record.zip"), "--org", "jichuan", "--without-personal"]) == 0
    head = str(heads_today()[0])
    assert capsys.readouterr().out.splitlines() == [head]
    assert main(["--export", str(var / "record.zip"), "--head", head]) == 0
    assert head in capsys.readouterr().out


def test_an_export_that_cannot_be_written_ends_with_2(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export_main([str(var / "record.zip")]) == 2
    story(begun().pk)
    assert export_main([str(var / "no-folder" / "record.zip")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize(
    ("argv", "needed"),
    [
        ([], True),
        (["--head", "a:1:b"], True),
        (["--export", "x"], False),
        (["--export=x"], False),
        (["--help"], False),
    ],
)
def test_only_the_database_needs_django(argv: list[str], needed: bool) -> None:
    assert needs_django(argv) is needed


def test_an_export_without_a_key_says_that_it_trusted_the_one_inside(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story(begun().pk)
    export_main([str(var / "record.zip")])
    capsys.readouterr()
    assert main(["--export", str(var / "record.zip")]) == 0
    said = capsys.readouterr().out
    assert "the key inside was trusted" in said and "信的是文件自带的公钥" in said
    key = public(own_key())
    assert main(["--export", str(var / "record.zip"), "--key", key]) == 0
    assert "trusted" not in capsys.readouterr().out
