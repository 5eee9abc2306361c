"""Who may be addressed without a person's doing."""

import pytest

from bihuan.core.state import principals
from bihuan.notices.who import ABOVE, may_be_told
from bihuan.people.models import Post


@pytest.mark.parametrize("kind", ["PERSON", "UNIT", "HEAD", "VERIFIERS", "FALLBACK", "OFFICE"])
def test_people_units_heads_and_those_who_check_may_be_told(kind: str) -> None:
    assert may_be_told(getattr(principals, kind))


@pytest.mark.parametrize("kind", ["APPROVERS", "DESK", "ORG"])
def test_no_circle_in_which_approvers_or_leaders_stand_is_told(kind: str) -> None:
    assert not may_be_told(getattr(principals, kind))


@pytest.mark.parametrize("role", [Post.LEADER, Post.APPROVER])
def test_nobody_above_a_head_is_told_in_person_either(role: str) -> None:
    assert not may_be_told(principals.PERSON, {Post.HEAD, role})


@pytest.mark.parametrize("role", [role for role, _ in Post.ROLES if role not in ABOVE])
def test_holders_of_other_posts_are_told_in_person(role: str) -> None:
    assert may_be_told(principals.PERSON, {role})


def test_a_kind_of_principal_that_does_not_exist_is_not_told() -> None:
    assert not may_be_told(0)
    assert not may_be_told(15)
