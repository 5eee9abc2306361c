"""A correction of spelling is small and changes no number, date, unit, comparison or negation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.words.spelling import distance, marks, most_changed, spelling_alone

OLD = "修定首问负责制办法，6月底前由人事处牵头公布，每季度检查一次，不得推诿"
NAMES = ("人事处", "机关党委")
words = st.text("修订制度公布整改落实问责办法", min_size=5, max_size=30)
most = st.integers(1, 8)


def alone(old: str, new: str, **more) -> bool:
    return spelling_alone(old, new, **({"most": 4, "names": NAMES} | more)) is not None


def test_a_slip_of_the_pen_is_mended() -> None:
    assert spelling_alone(OLD, OLD.replace("修定", "修订"), most=4) == 1
    assert alone(OLD, OLD.replace("，不得", "；不得"))
    assert alone("完善６月的制度办法规定", "完善6月的制渡办法规定")  # written in full width


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("6月", "8月"),  # a number
        ("6月底前", "6月底后"),  # a date
        ("一次", "两次"),  # a numeral in characters
        ("每季度", "季度"),  # how often
        ("不得", "可得"),  # a negation
        ("不得", "得"),
        ("人事处", "财务处"),  # a unit, by its name
        ("人事处", "人事科"),  # a unit, by its ending
        ("检查一次", "检查"),
        ("公布", "研究后适时予以公布"),  # too much
    ],
)
def test_what_changes_the_duty_is_no_spelling(old: str, new: str) -> None:
    assert not alone(OLD, OLD.replace(old, new), most=9)


def test_a_unit_without_a_telling_ending_is_known_by_its_name() -> None:
    old = "由机关党委督促整改落实情况并公开通报有关结果情况"
    new = old.replace("机关党委", "机关工委")
    assert alone(old, new, names=()) and not alone(old, new)


def test_a_short_text_may_change_by_a_fifth_and_many_corrections_count_together() -> None:
    assert most_changed("修订制度", "修订制度", 9) == 1
    assert not alone("修订制度", "召开制度")
    long = "修订制度并公布落实整改办法" * 3
    mended = long.replace("修", "休", 1)
    assert alone(long, mended, changed=3) and not alone(long, mended, changed=4)


def test_english_denials_and_numbers_stand_too() -> None:
    old = "Publish the revised proceedure and do not close it before two reviews"
    assert alone(old, old.replace("proceedure", "procedure"))
    assert not alone(old, old.replace("do not", "do now"))
    assert not alone(old, old.replace("two", "ten"))


@given(words, words, most)
def test_it_reads_the_same_both_ways_and_never_changes_a_mark(old: str, new: str, limit: int) -> None:
    there, back = spelling_alone(old, new, most=limit), spelling_alone(new, old, most=limit)
    assert there == back
    if there is not None:
        assert there <= limit and marks(old) == marks(new)


@given(words, st.data(), most)
def test_one_character_written_otherwise_is_always_a_slip(old: str, data: st.DataObject, limit: int) -> None:
    place = data.draw(st.integers(0, len(old) - 1))
    new = f"{old[:place]}错{old[place + 1 :]}"
    assert spelling_alone(old, new, most=limit) == 1
    assert spelling_alone(new, old, most=limit) == 1


@given(words, st.data())
def test_a_mark_put_anywhere_is_seen(old: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(old)))
    mark = data.draw(st.sampled_from("3不五月每处"))
    assert spelling_alone(old, old[:place] + mark + old[place:], most=99) is None


@given(words, words, words)
def test_the_way_over_a_third_text_is_never_shorter(one: str, two: str, three: str) -> None:
    assert distance(one, three, 99) <= distance(one, two, 99) + distance(two, three, 99)


@given(words, words, most)
def test_beyond_what_is_allowed_nothing_is_counted(one: str, two: str, limit: int) -> None:
    assert distance(one, two, limit) == min(distance(one, two, 99), limit + 1)
