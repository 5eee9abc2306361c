"""Addresses by name are those that Django gives, however often they are asked for."""

from django.urls import reverse, set_script_prefix

from bihuan.web.addresses import address_of


def test_an_address_is_the_one_that_django_gives() -> None:
    for number in (7, 1_099_511_627_776, 0):
        assert address_of("matter", number) == reverse("matter", args=[number])
        assert address_of("act", number, "sign_off") == reverse("act", args=[number, "sign_off"])
    assert address_of("to_do") == reverse("to_do")


def test_a_site_that_is_mounted_elsewhere_has_other_addresses() -> None:
    before = address_of("matter", 7)
    set_script_prefix("/office/")
    try:
        assert address_of("matter", 7) == f"/office{before}"
    finally:
        set_script_prefix("/")
    assert address_of("matter", 7) == before
