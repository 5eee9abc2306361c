"""Requests as they come in and answers as they go out: waitress's own, held to what a shared line needs."""

import re
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import Error

from bihuan.config.lines import refusals, spool
from bihuan.config.lines.spool import Spool
from bihuan.web.told import SIGNED_IN

_ENCODED = re.compile(rb"^transfer-encoding[ \t]*:", re.I | re.M)


class Full(Error):
    """The disk cannot take what is sent."""

    code = 507


class Request(HTTPRequestParser):
    """One request, whose body lies on the disk and whose framing leaves no doubt."""

    counted = False

    def received(self, data: bytes) -> int:
        """As waitress; a body that cannot be kept ends it with a refusal."""
        try:
            consumed = int(super().received(data))
        except OSError:
            consumed = len(data)
            self._refuse()
        if self.error:
            self.expect_continue = False
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        """As waitress; what two servers could read differently is refused (RFC 9112, 6.1 and 6.3)."""
        super().parse_header(header_plus)
        doubtful = "CONTENT_LENGTH" in self.headers or self.version != "1.1"
        if doubtful and _ENCODED.search(header_plus):
            raise ParsingError("a length and an encoding")
        if self.body_rcv is not None:
            self.body_rcv.buf = Spool()
        if self.content_length and spool.room() < spool.COPIES * self.content_length:
            self._refuse()

    def _refuse(self) -> None:
        self.error, self.completed = Full(""), True

    def forwarded(self) -> str:
        """For whom it came, as it says itself: to be believed of a known proxy, and of nobody else."""
        return str(self.headers.get("X_FORWARDED_FOR", ""))

    def cookie(self, name: str) -> str:
        """The value of a cookie that came along, as it came; empty where none did."""
        found = re.search(rf"(?:^|[;,]\s*){re.escape(name)}=([^;,\s]+)", self.headers.get("COOKIE", ""))
        return found[1] if found else ""


class Refusal(ErrorTask):
    """What waitress refuses by itself, in our words; the line is closed afterwards."""

    def execute(self) -> None:
        """Write it."""
        code = self.request.error.code
        code = code if code in refusals.REFUSALS else 400
        body = refusals.page(code)
        self.status = refusals.REFUSALS[code].status
        self.response_headers.extend(refusals.headers(code))
        self.set_close_on_finish()
        self.content_length, self.version = len(body), "1.1"
        self.channel.turned_away = True
        self.write(body)


class Answer(WSGITask):
    """One request answered by the application."""

    def execute(self) -> None:
        """As waitress; then the line knows whether it is somebody's who is signed in."""
        super().execute()
        signed_in = self.environ.get(SIGNED_IN) if self.environ else None
        if signed_in is not None:
            self.channel.answered(signed_in=signed_in)

    def write(self, data: bytes) -> None:
        """As waitress; the head goes together with the first piece."""
        self.channel.hold_back = bool(data) and self.complete and self.has_body and not self.wrote_header
        super().write(data)
        self.channel.let_go()

    def set_close_on_finish(self) -> None:
        """Not because an answer that can have no body names no length: 304 and 204 keep the line."""
        asked = self.request.headers.get("CONNECTION", "").lower()
        if self.has_body or self.version != "1.1" or asked == "close" or self.wrote_header:
            super().set_close_on_finish()

    def get_environment(self) -> dict[str, Any]:
        """Made once; several processes serve."""
        environ: dict[str, Any] = super().get_environment()
        environ["wsgi.multiprocess"] = True
        return environ
