"""An export of the first release verifies for ever."""

from pathlib import Path

from bihuan.core.chain.breaks import Published
from bihuan.ledger.offline import key_of, verify_export

GOLDEN = Path(__file__).with_name("golden") / "record-1.zip"
KEY = "8c781a41a5002e2eb3e49ecea11844d525faf00bdc4cf9f25c3538ff57836676"
HEADS = [
    Published("jichuan", 15, "2771c6476a4c3c05251055ef57fe44532f9cfd9c7657354bec2c5b0eca3b4d12"),
    Published("beixing", 4, "9b2230ec0e56eb236bbe5d420f73dc2748d4b991d4399dabe8facb0ff74322e1"),
]


def test_an_export_of_the_first_release_verifies() -> None:
    report = verify_export(GOLDEN, HEADS, key=KEY)
    assert (report.breaks, report.heads, report.events) == ([], HEADS, 19)
    assert key_of(GOLDEN) == KEY
