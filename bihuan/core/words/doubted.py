"""That nothing at all can be written for now."""

from bihuan.core.words.reasons import Reason


class Doubted(Exception):
    """Nothing can be written, since the clock cannot be believed: no verdict on what was asked.

    It is no `Refused`, so that no batch or sweep takes it for one and goes on to the next.
    """

    def __init__(self) -> None:
        self.reason = Reason("clock_in_doubt")
        super().__init__("".join((self.reason.text.zh, self.reason.text.en)))
