"""Counts and known sign-ins in shared memory."""

import os
import pickle
import time

import pytest

from bihuan.config.lines.crowd import LASTS, Crowd


def test_what_each_process_holds_is_added_up() -> None:
    crowd = Crowd(2)
    party = crowd.address("192.0.2.7")
    if not (child := os.fork()):
        crowd.take_place(1)
        crowd.publish({party: 3})
        os._exit(0)
    os.waitpid(child, 0)
    crowd.publish({party: 2})
    assert crowd.all_of(party) == 5
    crowd.publish({})
    assert crowd.all_of(party) == 3
    crowd.take_place(1)
    assert crowd.all_of(party) == 0, "what a process that died had held is gone"


def test_a_cookie_is_a_sign_in_only_while_it_was_answered_as_one() -> None:
    crowd = Crowd(2)
    party = crowd.sign_in("abc")
    assert not crowd.knows(party)
    if not (child := os.fork()):
        crowd.seen(party, signed_in=True)
        os._exit(0)
    os.waitpid(child, 0)
    assert crowd.knows(party), "whichever process saw it"
    assert not crowd.knows(crowd.sign_in("abd"))
    crowd.seen(party, signed_in=False)
    assert not crowd.knows(party)


def test_made_up_cookies_make_nobody_known_and_forget_nobody() -> None:
    crowd = Crowd(1)
    known = crowd.sign_in("real")
    crowd.seen(known, signed_in=True)
    for number in range(10_000):
        crowd.seen(crowd.sign_in(f"made up {number}"), signed_in=False)
    assert crowd.knows(known)


def test_a_sign_in_is_not_known_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = Crowd(1)
    party = crowd.sign_in("abc")
    crowd.seen(party, signed_in=True)
    later = time.monotonic() + LASTS + 2
    monkeypatch.setattr("bihuan.config.lines.crowd.time.monotonic", lambda: later)
    assert not crowd.knows(party)


def test_one_subscriber_has_all_of_a_64_and_nobody_elses() -> None:
    crowd = Crowd(1)
    assert crowd.address("2001:db8::1") == crowd.address("2001:db8::ffff:1")
    assert crowd.address("2001:db8::1") != crowd.address("2001:db8:0:1::1")
    assert crowd.address("192.0.2.1") != crowd.address("192.0.2.2")


def test_where_processes_are_not_forked_each_has_its_own() -> None:
    crowd = Crowd(3)
    other = pickle.loads(pickle.dumps(crowd))
    other.take_place(2)
    assert other.processes == 3 and other.key != crowd.key
