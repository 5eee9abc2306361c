"""What is asked beside the ticked rows: the name of the batch, the signed sheet, for whom it is recorded."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest

from bihuan.core.reasons import SENTENCES
from bihuan.core.words import Text
from bihuan.matters.choices import Options
from bihuan.matters.forms import BASES, One
from bihuan.web.forms import Choose, Form, ManyFiles, long_text, text_field


class BatchForm(Form):
    """One meeting, one signed sheet, many items (批次审定)."""

    title = text_field(
        Text("批次名称", "Name of the batch"),
        200,
        help_text=Text("如“第三批销号审定”。", "Such as “third batch”."),
    )
    evidence = ManyFiles(
        label=Text("销号审定表（签字件）", "The signed sheet"),
        required=False,
        help_text=Text(
            "已签字的扫描件；还没有签字，可先提请。", "A scan of it; ask first where it is not signed yet."
        ),
    )

    def __init__(self, *args: Any, approvers: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for_whom"] = One(
            label=Text("代录审定人", "Approver it is recorded for"),
            required=False,
            options=approvers,
            help_text=Text(
                "审定人已在审定表上签字的，由办公室代录。", "Where the approver has signed the paper."
            ),
        )
        self.fields["basis"] = Choose(label=Text("依据", "On what basis"), required=False, options=BASES)
        for name in ("for_whom", "basis"):
            self.fields[name].speak(self.language)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("for_whom") and not given.get("basis"):
            self.refuse(SENTENCES["no_basis"], "basis")
        if given.get("for_whom") and not given.get("evidence"):
            self.refuse(Text("代录审定须附签字的审定表。", "Attach the signed sheet."), "evidence")
        return given


class BackFillForm(Form):
    """What was signed off on paper before (补录)."""

    title = text_field(Text("批次名称", "Name of the batch"), 200)
    evidence = ManyFiles(label=Text("签字的销号审定表", "The signed sheet"))
    heard = long_text(
        Text("当时听取意见的情况", "How people were heard at the time"),
        2000,
        3,
        help_text=Text("何时、以何种方式听取了谁的意见。", "When, how and whom."),
    )


def chosen(request: HttpRequest, among: Collection[int]) -> list[int]:
    """The rows ticked in a table, of those that it offered."""
    ticked = {int(one) for one in request.POST.getlist("subjects") if one.isascii() and one.isdigit()}
    return [one for one in among if one in ticked]
