"""The real server behind a proxy: whose address counts, what is told, who may read the file."""

import json
import re
import stat
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from tests.live import serving


class Visitor:
    """A browser that keeps its cookies and comes through a proxy that says from where."""

    def __init__(self, url: str, comes_from: str) -> None:
        self.url = url
        said = {"X-Forwarded-For": comes_from, "X-Forwarded-Proto": "https"}
        self.headers = {**said, "Referer": url.replace("http", "https")}
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def asks(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body."""
        sent = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(self.url + path, data=sent, headers=self.headers)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def guesses(self, times: int) -> list[int]:
        """The answers to so many wrong passwords for one name."""
        _, page = self.asks("/sign-in")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        given = {"username": "qin", "password": "wrong", "csrfmiddlewaretoken": token[1]}
        return [self.asks("/sign-in", given)[0] for _ in range(times)]


def test_behind_a_named_proxy_the_real_address_counts_and_what_happens_is_told(
    fresh_database: str, tmp_path: Path
) -> None:
    log = tmp_path / "security.log"
    with serving(fresh_database, BIHUAN_PROXIES="127.0.0.1", BIHUAN_SECURITY_LOG=str(log)) as site:
        assert Visitor(site.url, "198.51.100.1").guesses(6) == [422] * 5 + [429]
        assert Visitor(site.url, "203.0.113.9, 198.51.100.1").guesses(1) == [429], "made up before the proxy"
        assert Visitor(site.url, "198.51.100.2").guesses(1) == [422]
    told = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert told == ["sign_in_refused"] * 5 + ["sign_in_slowed"] * 2 + ["sign_in_refused"]
    assert not stat.S_IMODE(log.stat().st_mode) & 0o077


def test_without_one_what_anybody_says_of_the_way_counts_for_nothing(fresh_database: str) -> None:
    with serving(fresh_database) as site:
        answers = [Visitor(site.url, f"198.51.100.{n}").guesses(1)[0] for n in range(6)]
    assert answers == [422] * 5 + [429]
