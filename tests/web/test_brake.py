"""Guessing is slowed, for a name at an address and for an address with many names; nobody is locked out."""

from typing import Any

import pytest
from django.test import RequestFactory

from bihuan.web import brake
from bihuan.web.browser import COOKIE
from bihuan.web.models import KnownBrowser, Trace

pytestmark = pytest.mark.django_db
AT, SECOND = 1_800_000_000_000_000, 1_000_000
HOUR = 3600 * SECOND


def asks(address: str = "10.0.0.1", browser: str = "") -> Any:
    """A request from an address, in a browser with that cookie."""
    request = RequestFactory().post("/sign-in", REMOTE_ADDR=address)
    if browser:
        request.COOKIES[COOKIE] = browser.ljust(32, "x")
    return request


def tried(name: str, request: Any, *, at: int) -> int:
    """One wrong try: the seconds that it is told to wait, 0 when it was made."""
    return brake.wait(brake.at_sign_in(request, name), at=at)


def test_the_wait_begins_with_the_fifth_and_grows_to_a_quarter_of_an_hour() -> None:
    assert [tried("qin", asks(), at=AT) for _ in range(6)] == [0, 0, 0, 0, 0, 30]
    at, waits = AT, []
    for _ in range(8):
        wait = tried("qin", asks(), at=at)
        waits.append(wait)
        at += wait * SECOND
        assert tried("qin", asks(), at=at) == 0
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_a_try_that_has_to_wait_makes_the_wait_no_longer() -> None:
    for _ in range(5):
        tried("qin", asks(), at=AT)
    assert [tried("qin", asks(), at=AT + n * SECOND) for n in (1, 10, 29)] == [29, 20, 1]
    assert tried("qin", asks(), at=AT + 30 * SECOND) == 0


def test_another_address_and_another_name_go_on() -> None:
    for _ in range(6):
        tried("qin", asks("10.0.0.1"), at=AT)
    assert tried("qin", asks("10.0.0.2"), at=AT) == 0
    assert tried("zou", asks("10.0.0.1"), at=AT) == 0


def test_a_name_is_one_however_it_is_written() -> None:
    written = ("qin", "Qin", "QIN", "ｑｉｎ", " qin ")
    assert [tried(name, asks(), at=AT) for name in (*written, "qiN")] == [0, 0, 0, 0, 0, 30]


def test_many_names_from_one_address_slow_it_for_a_minute_at_the_most() -> None:
    assert not any(tried(f"n{n}", asks(), at=AT) for n in range(20))
    assert tried("another", asks(), at=AT) == 15
    at, waits = AT, []
    for n in range(4):
        wait = tried(f"m{n}", asks(), at=at)
        waits.append(wait)
        at += wait * SECOND
        assert tried(f"m{n}", asks(), at=at) == 0
    assert waits == [15, 30, 60, 60]
    assert tried("elsewhere", asks("10.0.0.2"), at=at) == 0


def test_an_office_behind_one_address_is_not_slowed_while_people_get_in() -> None:
    for n in range(60):
        one = brake.at_sign_in(asks(), f"n{n}")
        assert brake.wait(one, at=AT + n) == 0
        brake.passed(one)
    assert not Trace.objects.filter(wrong__gt=0).exists()


def test_names_of_an_hour_ago_no_longer_count() -> None:
    for n in range(19):
        tried(f"n{n}", asks(), at=AT)
    assert not any(tried(f"late{n}", asks(), at=AT + HOUR + SECOND) for n in range(19))


def test_whoever_comes_in_a_browser_of_his_own_is_slowed_by_nobody_else() -> None:
    brake.know(asks(browser="mine"), "qin", at=AT)
    for n in range(40):  # somebody at the same address tries this name and many others
        tried("qin", asks(browser="other"), at=AT + n * 20 * 60 * SECOND)
        tried(f"n{n}", asks(browser="other"), at=AT + n * 20 * 60 * SECOND)
    now = AT + 39 * 20 * 60 * SECOND
    assert tried("qin", asks(browser="other"), at=now) > 0
    assert tried("qin", asks(browser="mine"), at=now) == 0


def test_a_known_browser_is_slowed_for_its_own_guesses_and_known_for_its_own_name_alone() -> None:
    brake.know(asks(browser="mine"), "qin", at=AT)
    assert [tried("qin", asks(browser="mine"), at=AT) for _ in range(6)][-1] == 30
    for n in range(21):
        tried(f"n{n}", asks(browser="mine"), at=AT)
    assert tried("zou", asks(browser="mine"), at=AT) > 0, "of other names it is an address like any"


def test_the_right_password_begins_anew_and_a_day_without_a_wrong_one_too() -> None:
    for _ in range(4):
        tried("qin", asks(), at=AT)
    brake.passed(brake.at_sign_in(asks(), "qin"))
    assert [tried("qin", asks(), at=AT) for _ in range(5)] == [0] * 5
    assert [tried("qin", asks(), at=AT + 25 * HOUR) for _ in range(5)] == [0] * 5


def test_a_reset_lifts_what_was_tried_before_wherever_it_was() -> None:
    brake.know(asks(browser="mine"), "Qin", at=AT)
    for request in (asks("10.0.0.1"), asks("10.0.0.2"), asks(browser="mine")):
        for _ in range(6):
            tried("qin", request, at=AT)
    brake.lift("QIN")
    for request in (asks("10.0.0.1"), asks("10.0.0.2"), asks(browser="mine")):
        assert tried("qin", request, at=AT) == 0


def test_nothing_that_is_kept_can_be_read() -> None:
    tried("qinjianwei", asks("203.0.113.7"), at=AT)
    kept = str(list(Trace.objects.values_list()))
    assert "qinjianwei" not in kept and "203.0.113" not in kept


def test_it_is_forgotten_with_time() -> None:
    tried("qin", asks(), at=AT)
    brake.know(asks(browser="mine"), "qin", at=AT)
    assert brake.forget(AT) == 0
    assert brake.forget(AT + 1) == 4
    assert not Trace.objects.exists() and not KnownBrowser.objects.exists()


def test_a_house_of_ipv6_is_one_address() -> None:
    for n in range(6):
        wait = tried("qin", asks(f"2001:db8:1:2::{n}"), at=AT)
    assert wait == 30
    assert tried("qin", asks("2001:db8:1:3::1"), at=AT) == 0


def test_waits_are_said_as_people_say_them() -> None:
    assert "30 秒" in brake.slowed(30).zh
    assert "4 分钟" in brake.slowed(239).zh and "4 minutes" in brake.slowed(240).en


def test_names_that_have_got_in_at_an_address_are_not_slowed_by_others_there() -> None:
    brake.know(asks(browser="mine"), "qin", at=AT)
    at = AT
    for n in range(200):
        tried(f"nobody{n}", asks(), at=at)
        at += SECOND
    assert tried("zou", asks(), at=at) > 0
    assert [tried("qin", asks(browser="new"), at=at) for _ in range(5)] == [0] * 5, "in a new browser"
    assert tried("qin", asks(browser="new"), at=at) == 30, "guessing it is slowed all the same"


def test_a_right_password_takes_back_all_that_was_counted_for_it() -> None:
    for n in range(20):
        tried(f"nobody{n}", asks(), at=AT)
    at = AT + 61 * SECOND
    for _ in range(3):
        one = brake.at_sign_in(asks(), "qin")
        assert brake.wait(one, at=at) == 0
        brake.passed(one)
    at = AT + HOUR + SECOND
    one = brake.at_sign_in(asks(), "qin")
    assert brake.wait(one, at=at) == 0
    brake.passed(one)
    assert [tried(f"late{n}", asks(), at=at) for n in range(15)] == [0] * 15, "an hour without a wrong one"


def test_what_a_clock_that_ran_ahead_wrote_counts_for_nothing_once_it_is_right() -> None:
    ahead = AT + 400 * 24 * HOUR
    for n in range(30):
        tried("qin", asks(), at=ahead)
        tried(f"nobody{n}", asks("10.0.0.2"), at=ahead)
    assert tried("qin", asks(), at=AT) == 0
    assert tried("zou", asks("10.0.0.2"), at=AT) == 0
