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
    assert spelling_alone(OLD, OLD.replace("修定", "修订"), most=4) == (1,)
    assert alone(OLD, OLD.replace("，不得", "；不得"))
    assert alone("完善６月的制度办法规定", "完善6月的制渡办法规定")  # written in full width
    assert alone(OLD, OLD.replace("办法", "法办")) and alone(OLD, OLD.replace("负责", "负责责"))
    assert alone(OLD, OLD.replace("牵头", "铅头")) and alone(OLD, OLD.replace("首问", "守问"))


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
        ("推诿", "推脱"),  # another word
        ("推诿", "刁难"),
        ("修定", "休订"),  # two side by side, though they sound alike
        ("牵头", ""),
    ],
)
def test_what_changes_the_duty_is_no_spelling(old: str, new: str) -> None:
    assert not alone(OLD, OLD.replace(old, new), most=9)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("取消", "保留"),
        ("取消", "取留"),  # half of the way there
        ("取消", "取销"),
        ("省级", "县级"),
        ("终止", "中止"),
        ("公园", "公路"),
        ("受权", "授权"),
        ("公示", "公事"),
        ("停建", "建"),
        ("支付", "致富"),
        ("取消", ""),
    ],
)
def test_words_of_consequence_and_levels_stand(old: str, new: str) -> None:
    text = f"对{old}的事项逐一核对清楚，由承办人按程序报送有关领导签字以后再行研究办理"
    changed = text.replace(f"对{old}的", f"对{new}的")
    assert not alone(text, changed, most=9) and not alone(changed, text, most=9)


def test_two_corrections_one_after_the_other_make_no_other_word() -> None:
    text = "对绿化工程逐一核对清楚，由承办人按程序报送有关领导签字以后再行研究办理"
    once = text.replace("绿化", "绿画")
    assert spelling_alone(text, once, most=9) == (2,)
    assert spelling_alone(once, once.replace("绿画", "率画"), most=9, mended=(2,)) is None
    assert spelling_alone(once, text, most=9, mended=(2,)) is None, "nor is one corrected twice"
    longer = once.replace("逐一", "逐逐一")
    assert spelling_alone(once, longer, most=9, mended=(2,)) == (2, 6)
    assert spelling_alone(longer, longer[1:], most=9, mended=(2, 6)) == (1, 5, 0)


def test_a_unit_without_a_telling_ending_is_known_by_its_name() -> None:
    old = "由机关党委督促整改落实情况并公开通报有关结果情况"
    new = old.replace("机关党委", "机关挡委")
    assert alone(old, new, names=()) and not alone(old, new)


def test_a_short_text_may_change_by_a_fifth_and_many_corrections_count_together() -> None:
    assert most_changed("修订制度", "修订制度", 9) == 1
    assert not alone("修订制度", "休定制度")
    long = "修订制度并公布落实整改办法" * 3
    mended = long.replace("修", "休", 1)
    far = (20, 23, 26, 29)
    assert alone(long, mended, mended=far[:3]) and not alone(long, mended, mended=far)


def test_a_word_of_letters_is_spelled_otherwise_but_is_no_other_word() -> None:
    old = "Keep the calender of the county, and recieve each form that residents bring"
    assert alone(old, old.replace("calender", "calendar")) and alone(old, old.replace("recieve", "receive"))
    assert not alone(old, old.replace("the", "she", 1)), "of three letters"
    assert not alone(old, old.replace("Keep", "Kept")) and not alone(old, old.replace("county", "country"))


def test_english_denials_and_numbers_stand_too() -> None:
    old = "Publish the revised proceedure and do not close it before two reviews"
    assert alone(old, old.replace("proceedure", "procedure"))
    assert not alone(old, old.replace("do not", "do now"))
    assert not alone(old, old.replace("two", "ten"))


@given(words, words, most)
def test_it_reads_the_same_both_ways_and_never_changes_a_mark(old: str, new: str, limit: int) -> None:
    there, back = spelling_alone(old, new, most=limit), spelling_alone(new, old, most=limit)
    assert (there is None) == (back is None)
    if there is not None:
        assert len(there) <= limit and marks(old) == marks(new)


@given(words, st.data(), most)
def test_one_character_that_sounds_alike_is_a_slip(old: str, data: st.DataObject, limit: int) -> None:
    old = f"{old}、{old}"
    place = data.draw(st.integers(0, len(old) - 1))
    sounds = {"修": "休", "订": "钉", "制": "治", "度": "渡", "办": "伴", "法": "珐"}
    new = f"{old[:place]}{sounds.get(old[place], old[place])}{old[place + 1 :]}"
    expected = () if new == old else (place,)
    assert spelling_alone(old, new, most=limit) == expected == spelling_alone(new, old, most=limit)


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
