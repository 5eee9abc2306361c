"""Which sign-ins to end; the own ones with the present password, which nobody at an open desk knows."""

from collections.abc import Sequence
from typing import Any, TypeVar

from bihuan.core.words.text import Text
from bihuan.web.dates import instant_said
from bihuan.web.forms import ChooseMany, Form
from bihuan.web.passwords import PresentPassword
from bihuan.web.sign_ins import SignIn

Ending = TypeVar("Ending", bound=Form)
WHICH = Text("结束哪几处", "Which to end")
NONE_CHOSEN = Text(
    "请勾选要结束的登录，或用“全部结束”。", "Tick those to end, or press the button that ends all of them."
)


class EndOthers(Form):
    """Which of a person's sign-ins an administrator ends."""

    once = None
    seen = None


class EndMine(PresentPassword):
    """Which of the own ones, and the present password."""

    field_order = ("which", "old")


def ending(form: type[Ending], found: Sequence[SignIn], zone: str) -> type[Ending]:
    """The form with these sign-ins to choose from."""
    made: dict[str, Any] = {
        "which": ChooseMany(
            label=WHICH, required=False, options=[(one.id, _said(one, zone)) for one in found if not one.mine]
        )
    }
    return type("EndForm", (form,), made)


def chosen(form: Form) -> set[str] | None:
    """The ids that were ticked; None, for all of them, by the other button. The form says if nothing was."""
    if "all" in form.data:
        return None
    found = set(form.cleaned_data["which"])
    if not found:
        form.refuse(NONE_CHOSEN, "which")
    return found


def _said(one: SignIn, zone: str) -> Text:
    """Chrome · Windows, since 11-30 08:31"""
    begun, used = instant_said(one.begun_at, zone), instant_said(one.used_at, zone)
    return Text(
        f"{one.device.zh}，{begun} 登录，{used} 前后用过",
        f"{one.device.en}, signed in {begun}, used about {used}",
    )
