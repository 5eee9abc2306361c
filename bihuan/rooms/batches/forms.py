"""What is asked beside the ticked rows: the name of the batch and the signed sheet."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest

from bihuan.core.loop import fields as ask
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.pages.forms import One, PossibleDay
from bihuan.web.forms import Form, ManyFiles, long_text, text_field
from bihuan.web.numbers import typed_id


class BatchForm(Form):
    """One meeting, one signed sheet, many items (批次审定)."""

    title = text_field(
        labels.BATCH_NAME,
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


class BackFillForm(Form):
    """What was signed off on paper before (补录)."""

    title = text_field(labels.BATCH_NAME, 200)
    evidence = ManyFiles(
        label=labels.SIGNED_SHEET,
        help_text=Text(
            "签字件的扫描件，或批准销号的会议纪要。", "A scan of it, or the minutes that approved it."
        ),
    )
    said_closed_on = PossibleDay(
        label=labels.SIGNED_ON,
        required=False,
        help_text=Text(
            "用于表中没有销号日期的事项，须早于导入之日；日期不同的，分批提请。",
            "For rows whose sheet gives none; before the import. Where dates differ, ask in several batches.",
        ),
    )
    heard = long_text(
        labels.HEARD_THEN,
        2000,
        3,
        help_text=Text("何时、以何种方式听取了谁的意见。", "When, how and whom."),
    )


class HandOverForm(Form):
    """What one person answers for goes to another (移交责任人)."""

    title = text_field(labels.BATCH_NAME, 200, help_text=Text("如“某某调离”。", "Such as “she moves on”."))
    accountable = One(label=labels.TRANSFER_TO)
    reason = long_text(ask.REASON.label, 2000, 2)


class SupportingForm(Form):
    """What a head adds to the answer that the office did none of it."""

    remark = long_text(ask.REMARK.label, 2000, 2, required=False)


def hand_over_form(people: Sequence[tuple[str, Text]]) -> type[HandOverForm]:
    """The same, with those who can be named."""
    field = One(label=labels.TRANSFER_TO, options=people)
    return type("HandOverForm", (HandOverForm,), {"accountable": field})


def chosen(request: HttpRequest, among: Collection[int]) -> list[int]:
    """The rows ticked in a table, of those that it offered."""
    ticked = {typed_id(one) for one in request.POST.getlist("subjects")}
    return [one for one in among if one in ticked]
