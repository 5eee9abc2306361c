"""Units, groups and people: everybody that a matter needs is there."""

from bihuan.people.models import Post, Unit
from tests.exchange.demonstration.told import CONTENT

OWING = {problem.lead for problem in CONTENT.problems} | {measure.unit for measure in CONTENT.measures}


def test_there_are_25_branches_each_with_a_brand_and_a_secretary() -> None:
    branches = [unit for unit in CONTENT.units if unit.kind == "branch"]
    assert len(branches) == len({unit.brand.zh for unit in branches if unit.brand}) == 25
    for branch in branches:
        assert CONTENT.head(branch.key)


def test_units_have_both_names_once_and_stand_in_order() -> None:
    for language in ("zh", "en"):
        names = [unit.name.say(language) for unit in CONTENT.units]
        assert len(set(names)) == len(names)
        assert all(names)
    assert [unit.place for unit in CONTENT.units] == list(range(1, len(CONTENT.units) + 1))
    assert {unit.kind for unit in CONTENT.units} <= {kind for kind, _ in Unit.KINDS}
    parents = {unit.key: unit.kind for unit in CONTENT.units}
    assert all(parents[unit.parent] == "department" for unit in CONTENT.units if unit.parent)
    assert len([unit for unit in CONTENT.units if unit.kind == "office"]) == 25


def test_collective_units_expand_to_a_list() -> None:
    assert {group.name.zh: len(group.members) for group in CONTENT.groups} == {
        "各处室": 23,
        "各党支部": 25,
        "各专委会": 9,
        "各专委会办公室": 9,
        "机关各部门": 12,
    }


def test_the_two_that_verify_are_not_among_all_offices() -> None:
    group = CONTENT.group("各处室")
    assert group is not None
    assert not {"supervision", "discipline"} & set(group.members)


def test_every_unit_named_in_the_listing_exists_and_can_answer() -> None:
    for problem in CONTENT.problems:
        for name in problem.supporting:
            assert CONTENT.group(name) or CONTENT.unit(name).kind in ("office", "branch"), problem.number
        assert CONTENT.head(problem.lead).key == problem.accountable
        assert CONTENT.person(problem.leader).holds("leader", "leaders") or problem.leader == "tongyiheng"


def test_every_office_has_a_head_and_another_person_who_does_the_work() -> None:
    offices = {unit.name.zh for unit in CONTENT.units if unit.kind == "office"}
    assert offices >= OWING
    for name in offices:
        head = CONTENT.head(name)
        assert head not in CONTENT.handlers(name)
        assert CONTENT.handlers(name)


def test_people_have_posts_in_units_and_roles_that_exist() -> None:
    roles = {role for role, _ in Post.ROLES}
    for person in CONTENT.people:
        assert person.posts
        assert {post.role for post in person.posts} <= roles
        for post in person.posts:
            assert CONTENT.unit(post.unit)
            assert post.name.en
        assert person.branch is None or CONTENT.unit(person.branch).kind == "branch"
        assert person.stand_in is None or CONTENT.person(person.stand_in) is not person
    assert len({person.key for person in CONTENT.people}) == len(CONTENT.people)


def test_namesakes_can_be_told_apart() -> None:
    twins = [person for person in CONTENT.people if person.name == "邹小禾"]
    assert [twin.note for twin in twins] == ["督查处", "信息中心"]
    others = [person.name for person in CONTENT.people if person.name != "邹小禾"]
    assert len(set(others)) == len(others)


def test_there_is_a_sign_in_for_every_role() -> None:
    shown = {post.role for person in CONTENT.sign_ins for post in person.posts}
    assert shown == {role for role, _ in Post.ROLES}


def test_the_auditor_holds_no_other_post() -> None:
    auditor = CONTENT.person("yanyining")
    assert [post.role for post in auditor.posts] == ["auditor"]


def test_every_problem_has_a_verifier_from_outside() -> None:
    for problem in CONTENT.problems:
        named = {problem.lead, *problem.supporting, *(measure.unit for measure in problem.measures)}
        groups = [group for name in named if (group := CONTENT.group(name))]
        keys = {CONTENT.unit(name).key for name in named if not CONTENT.group(name)}
        keys |= {member for group in groups for member in group.members}
        for key in CONTENT.verifiers(problem):
            offices = {
                post.unit for post in CONTENT.person(key).posts if CONTENT.unit(post.unit).kind == "office"
            }
            assert not offices & keys, (problem.number, key)


def test_the_supervision_office_never_verifies_itself() -> None:
    own = [problem for problem in CONTENT.problems if problem.lead == "督查处"]
    assert {problem.number: CONTENT.verifiers(problem) for problem in own} == {
        "三-2": ("yuezhengheng",),
        "四-5": ("yuezhengheng",),
        "十-2": ("tongyiheng",),
        "十-3": ("yuezhengheng",),
    }
