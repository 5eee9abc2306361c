"""What a form says when a field cannot be taken: sentences that say what to do, in both languages."""

from typing import Any

from django.core.exceptions import ValidationError

from bihuan.core.words.text import Text
from bihuan.web.pieces import Words

UNREADABLE = Text("这一项读不出来，请检查后重填。", "This could not be read. Please check it.")
COMPLAINTS = {
    "required": Text("请填写这一项。", "Please fill this in."),
    "invalid": UNREADABLE,
    "max_length": Text(
        "最多 {limit_value} 个字，现有 {show_value} 个，请精简。",
        "At most {limit_value} characters; there are {show_value}.",
    ),
    "min_length": Text(
        "至少 {limit_value} 个字，现有 {show_value} 个。",
        "At least {limit_value} characters; there are {show_value}.",
    ),
    "max_value": Text("不能大于 {limit_value}。", "At most {limit_value}."),
    "min_value": Text("不能小于 {limit_value}。", "At least {limit_value}."),
    "invalid_choice": Text(
        "所选的一项已不在列表中，请重选。", "That choice is no longer listed. Please choose again."
    ),
    "invalid_list": Text(
        "所选的内容读不出来，请重选。", "The choices could not be read. Please choose again."
    ),
    "empty": Text("这个文件是空的，请重新选择。", "This file is empty. Please choose another."),
    "missing": Text("没有收到文件，请重新选择。", "No file arrived. Please choose it again."),
    "contradiction": Text("请选择文件或清除，不能同时。", "Choose a file or clear it, not both."),
    "null_characters_not_allowed": Text(
        "文字里有不能保存的字符，请重新输入。", "The text holds characters that cannot be kept."
    ),
}


def refused(reason: Words) -> ValidationError:
    """A refusal in words of our own: Django keeps what it is given, though its types say only strings."""
    message: Any = reason
    return ValidationError(message, code="refused")


def complaint(error: ValidationError) -> Text:
    """The sentence for one error, the first of several: its own when it is a Text, else that of its code."""
    error = next(iter(error.error_list), error)
    message: object = error.message
    if isinstance(message, Text):
        return message
    known = COMPLAINTS.get(error.code or "")
    if known is None:
        line = str(error.message % error.params if error.params else error.message)
        return Text(line, line)
    return known.format(**error.params) if error.params else known
