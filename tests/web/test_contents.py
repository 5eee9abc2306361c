"""When two forms say the same."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bihuan.web.contents import content_of
from tests.web.pages import sent

FORM = {"progress": "初稿\n已成", "once": "a", "seen": "3", "csrfmiddlewaretoken": "x"}


def paper(words: bytes, name: str = "签收单.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words)


@pytest.mark.parametrize(
    "again",
    [
        FORM,
        {**FORM, "once": "b", "seen": "9", "csrfmiddlewaretoken": "y"},
        {**FORM, "progress": " 初稿\r\n已成 ", "difficulty": ""},
    ],
)
def test_marks_spaces_and_empty_fields_say_nothing(again: dict[str, Any]) -> None:
    assert content_of(sent(FORM)) == content_of(sent(again))


@pytest.mark.parametrize(
    "other",
    [
        {**FORM, "progress": "二稿已成"},
        {**FORM, "difficulty": "缺人"},
        {**FORM, "units": ["1", "2"]},
        {**FORM, "evidence": paper(b"one")},
    ],
)
def test_anything_else_does(other: dict[str, Any]) -> None:
    assert content_of(sent(FORM)) != content_of(sent(other))
    assert content_of(sent(FORM)) != content_of(sent(FORM, path="/m/2/progress/"))


def test_files_count_by_name_and_content_and_can_be_read_afterwards() -> None:
    first, same, other, named = (
        sent({**FORM, "evidence": one})
        for one in (paper(b"one"), paper(b"one"), paper(b"two"), paper(b"one", "another.txt"))
    )
    contents = [content_of(one) for one in (first, same, other, named)]
    assert contents[0] == contents[1] and len({str(one) for one in contents}) == 3
    assert first.FILES["evidence"].read() == b"one"
