"""Names for ids: looked up together, never of another organisation, blank where erased, in both languages."""

import re
from datetime import date
from typing import Any

import pytest

from bihuan.core.loop.spine_kinds import PART, REQUEST
from bihuan.core.state.lives import Life
from bihuan.core.state.proofs import Piece
from bihuan.core.words.reasons import SENTENCES, Reason
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kinds
from bihuan.matters.saying.naming import ERASED, UNKNOWN, Names, joined, values_of
from tests.matters.scenes import statements
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db
PLACEHOLDER = re.compile(r"\{(\w+)\}")
LIVES = [(kind.name, life) for kind in kinds().values() for life in kind.lives.values()]
RELATIONS = sorted({by for kind in (*kinds().values(), REQUEST, PART) for act in kind.acts for by in act.by})


def plausible(made: World) -> dict[str, Any]:
    return {
        "life": Text("推进中", "under way"),
        "by": ("head", "verifier"),
        "fallback": (made.units["机关纪委"],),
        "person": made.people["殷若渔"],
        "absent": made.people["殷若渔"],
        "unit": made.units["秘书处"],
        "until": date(2026, 3, 9),
        "due": date(2026, 3, 6),
        "since": date(2026, 3, 2),
        "first": date(2026, 7, 1),
        "last": date(2026, 12, 31),
        "open": 2,
        "record": 1_024,
        "seq": "1,024",
        "missing": 1,
        "needed": 2,
        "present": 1,
        "days": 3,
        "months": 12,
        "most": 4,
        "field": Text("理由", "Reason"),
        "rule": Text("进展填报周期", "How often progress is due"),
        "why": "≤ 200",
        "what": "作风效能问题清单",
        "matter": made.register,
        "matters": (made.register,),
        "units": (made.units["秘书处"],),
        "people": (made.people["殷若渔"],),
        "groups": (made.groups["各处室"],),
        "proofs": (Piece(10**6, "ab" * 32),),
        "files": ("notice.pdf",),
    }


def test_every_sentence_is_filled_in_both_languages() -> None:
    made = world()
    names, values = Names(made.org.pk, None), plausible(made)
    shown = re.compile("|".join((*made.units, *made.people, *made.groups, str(values["what"]))))
    for code, text in SENTENCES.items():
        wanted = set(PLACEHOLDER.findall(text.zh + text.en))
        assert wanted <= values.keys(), f"{code}: this test knows no value for {wanted - values.keys()}"
        said = names.why(Reason(code, {name: values[name] for name in wanted}))
        assert said.zh and said.en and not re.search("[{}—]", said.zh + said.en), (code, said)
        assert not re.search("[\u4e00-\u9fff]", shown.sub("", said.en)), (code, said.en)


def test_both_languages_name_the_same_things() -> None:
    differing = {
        code for code, text in SENTENCES.items()
        if set(PLACEHOLDER.findall(text.zh)) != set(PLACEHOLDER.findall(text.en))
    }  # fmt: skip
    assert not differing


@pytest.mark.parametrize(("kind", "life"), LIVES)
def test_every_life_can_be_named_in_a_refusal(kind: str, life: Life) -> None:
    said = Names(0, None).why(Reason("wrong_life", {"life": life.text}))
    assert life not in said.zh and "“" in said.zh and said.en


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_has_a_name(relation: str) -> None:
    said = Names(0, None).why(Reason("no_right", {"by": (relation,)}))
    assert relation not in said.zh, said.zh


def test_the_program_is_named_only_where_nobody_else_may() -> None:
    names = Names(0, None)
    assert names.why(Reason("no_right", {"by": ("office", "within")})).zh.startswith("这一步由督查办公室办理")
    assert names.why(Reason("no_right", {"by": ("granted", "within")})).zh.startswith("这一步由系统")


def test_what_a_reason_does_not_say_is_a_dash_and_never_a_brace() -> None:
    assert Names(0, None).why(Reason("hearing_runs", {})).zh == "正在等待提出人答复，到 — 为止。"


def test_what_people_typed_is_never_taken_for_a_placeholder() -> None:
    said = Names(0, None).why(
        Reason("bad_value", {"field": Text("名{x}", "n{x}"), "why": "{field} {0.__class__}"})
    )
    assert said.zh == "“名{x}”填写有误：{field} {0.__class__}"


def test_no_fallback_named_is_said_in_words() -> None:
    assert "兜底核验人" in Names(0, None).why(Reason("own_work", {"fallback": ()})).zh


def test_names_are_looked_up_together() -> None:
    made = world()
    measure = registered_measure(made)
    names = Names(made.org.pk, None)
    units, people = list(made.units.values()), list(made.people.values())
    sent = statements(
        lambda: names.need(units=[*units, None], people=people, matters=[measure.id, made.register])
    )
    assert sent == ["SELECT people_unit", "SELECT people_person", "SELECT matters_matter"]
    assert (
        statements(lambda: [names.unit(one) for one in units] + [names.person(one) for one in people]) == []
    )
    assert names.matter(measure.id).zh == f"{measure.number} 修订首问负责制"
    assert names.matter(made.register).zh == "作风效能问题清单"


def test_what_is_not_known_is_said_so() -> None:
    names = Names(world().org.pk, None)
    assert names.unit(None) == names.person(7) == names.group(7) == names.matter(7) == UNKNOWN


def test_nothing_of_another_organisation_is_named() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    names = Names(other.org.pk, None)
    assert names.unit(made.units["秘书处"]) == UNKNOWN
    assert names.person(made.people["殷若渔"]) == UNKNOWN
    assert names.group(made.groups["各处室"]) == UNKNOWN
    assert names.matter(made.register) == UNKNOWN


def test_an_erased_person_is_named_as_such() -> None:
    from bihuan.people.models import Person

    made = world()
    Person.objects.filter(pk=made.people["殷若渔"]).update(name="", erased=True)
    assert Names(made.org.pk, None).person(made.people["殷若渔"]) == ERASED


def test_a_unit_without_an_english_name_keeps_its_own_and_groups_too() -> None:
    made = world()
    english = made.charter(
        "add_unit", name="提案处", name_en="Proposals Office", kind="office", from_on="2025-01-01"
    )
    names = Names(made.org.pk, None)
    assert names.unit(english) == ("提案处", "Proposals Office")
    assert names.unit(made.units["秘书处"]) == ("秘书处", "秘书处")
    assert names.group(made.groups["各处室"]) == ("各处室", "各处室")


def test_lists_of_names_are_joined_without_doubles() -> None:
    assert joined([Text("甲", "a"), Text("乙", "b"), Text("甲", "a")]) == ("甲、乙", "a, b")
    assert joined([]) == ("", "")


def test_a_fact_of_one_or_several_ids_is_a_list() -> None:
    facts = {"one": 3, "two": [3, 4], "text": "3", "none": None}
    assert [values_of(facts, name) for name in (*facts, "absent")] == [[3], [3, 4], [], [], []]
