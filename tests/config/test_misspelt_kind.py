"""A kind that is misspelt stops the program at its start, before anybody uses it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT
from tests.toy.documents import KIND, code_of


def test_the_program_does_not_start_with_a_misspelt_kind(tmp_path: Path) -> None:
    code = code_of(KIND).replace("face=FULL)", 'face="ful")')
    (tmp_path / "proposal_kind.py").write_text(code, encoding="utf-8")
    (tmp_path / "misspelt.py").write_text(
        "from tests.settings import *\n\nKINDS = (*KINDS, 'proposal_kind.KINDS')\n", encoding="utf-8"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "misspelt",
        "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT))),
    }
    started = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert started.returncode == 1
    assert "Misspelt: the relation 'handler' sees 'ful'" in started.stderr
