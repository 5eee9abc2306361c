"""What the environment says becomes settings, or is refused in one line."""

import json
import os
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest

from bihuan.config.environment import BadEnvironment, count, networks, security_log

SHOW = (
    "import json; from bihuan.config import settings as s; print(json.dumps([s.SESSION_COOKIE_NAME,"
    " s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
    " s.CSRF_COOKIE_HTTPONLY, s.HTTPS, s.DEBUG, s.PASSWORD_HASHERS[0].rpartition('.')[2],"
    " s.ALLOWED_HOSTS[3:]]))"
)


def settings_with(var: Path, **environment: str) -> list[object]:
    """What the settings say in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")}
    given = {**kept, "BIHUAN_VAR": str(var), **environment}
    done = subprocess.run([sys.executable, "-c", SHOW], env=given, text=True, capture_output=True, check=True)
    found: list[object] = json.loads(done.stdout)
    return found


def test_with_an_https_origin_cookies_are_of_this_host_alone_and_over_http_not(tmp_path: Path) -> None:
    secure = settings_with(tmp_path, BIHUAN_ORIGIN="https://bihuan.example.cn:8443/")
    assert secure == [
        "__Host-bihuan_session",
        "__Host-bihuan_csrf",
        *[True] * 5,
        False,
        "Argon2PasswordHasher",
        ["bihuan.example.cn"],
    ]
    plain = settings_with(tmp_path, BIHUAN_ORIGIN="http://bihuan.example.cn", BIHUAN_HOSTS="gate,10.0.0.5")
    hosts = ["gate", "10.0.0.5", "bihuan.example.cn"]
    assert plain == [
        "bihuan_session",
        "bihuan_csrf",
        False,
        False,
        True,
        True,
        False,
        False,
        secure[-2],
        hosts,
    ]
    assert settings_with(tmp_path)[-1] == []


def test_a_number_has_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count("BIHUAN_NONE", 72, least=1, most=720) == 72
    monkeypatch.setenv("BIHUAN_NONE", " 24 ")
    assert count("BIHUAN_NONE", 72, least=1, most=720) == 24
    for wrong in ("0", "721", "-1", "a day", "１２", "1.5"):
        monkeypatch.setenv("BIHUAN_NONE", wrong)
        with pytest.raises(BadEnvironment, match="BIHUAN_NONE"):
            count("BIHUAN_NONE", 72, least=1, most=720)


def test_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert networks("BIHUAN_NONE") == ()
    monkeypatch.setenv("BIHUAN_NONE", "10.0.0.5, 192.168.1.0/24,::1,")
    assert networks("BIHUAN_NONE") == tuple(map(ip_network, ("10.0.0.5", "192.168.1.0/24", "::1")))
    monkeypatch.setenv("BIHUAN_NONE", "the proxy")
    with pytest.raises(BadEnvironment, match="the proxy"):
        networks("BIHUAN_NONE")


def test_security_events_go_to_standard_error_or_to_a_file_that_may_be_turned_over() -> None:
    assert security_log(None) == {"class": "logging.StreamHandler"}
    assert security_log("/x/y.log")["class"].endswith("WatchedFileHandler")
