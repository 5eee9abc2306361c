"""Whether a value may stand for a rule, said in words that the person who typed it can act on."""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeGuard

from bihuan.core.chain.chain import Json
from bihuan.core.time.workdays import Hours
from bihuan.core.words.text import Text
from bihuan.rules.defaults import RULES, Declared

STEP_BY: Final = ("lead", "head", "leader", "office", "verifier", "fallback", "approver")
MOST_STEPS: Final = 6
STEP_LENGTH: Final = 3
QUORUMS: Final = ("all", "any", *(str(n) for n in range(1, 100)))


def why_not(name: str, value: Json) -> Text | None:
    """None when `value` may be the value of the rule `name`, else the reason."""
    declared = RULES.get(name)
    if declared is None:
        return Text(f"没有“{name}”这条规则。", f"There is no rule “{name}”.")
    return _CHECKS[declared.type](declared, value)


def _count(declared: Declared, value: Json) -> Text | None:
    if isinstance(value, int) and not isinstance(value, bool) and declared.least <= value <= declared.most:
        return None
    least, most = declared.least, declared.most
    return Text(f"须为 {least} 到 {most} 之间的整数。", f"Give a whole number from {least} to {most}.")


def _yes(declared: Declared, value: Json) -> Text | None:
    return None if isinstance(value, bool) else Text("须为是或否。", "Say yes or no.")


def _choice(declared: Declared, value: Json) -> Text | None:
    if value in declared.choices:
        return None
    return Text(
        f"须为以下之一：{'、'.join(declared.choices)}。", f"Choose one of: {', '.join(declared.choices)}."
    )


def _steps(declared: Declared, value: Json) -> Text | None:
    if _is_list(value) and 1 <= len(value) <= MOST_STEPS and all(_is_step(one) for one in value):
        return None
    return Text(
        f"须为 1 到 {MOST_STEPS} 个审批环节，每个写明由谁（{'、'.join(STEP_BY)}）、会签或或签。",
        f"Give 1 to {MOST_STEPS} steps, each with who answers ({', '.join(STEP_BY)}) and how many.",
    )


def _hours(declared: Declared, value: Json) -> Text | None:
    try:
        if _is_list(value) and 1 <= len(value) <= MOST_STEPS:
            Hours.of(date.min, *(str(span) for span in value))
            return None
    except ValueError:
        pass
    return Text(
        "请按“08:30-12:00”的写法逐段填写，前后不能重叠。",
        "Write each span like “08:30-12:00”, in order and without overlap.",
    )


def _is_step(value: Json) -> bool:
    if not _is_list(value) or len(value) != STEP_LENGTH:
        return False
    by, quorum, never_by_hands = value
    return by in STEP_BY and quorum in QUORUMS and isinstance(never_by_hands, bool)


def _is_list(value: Json) -> TypeGuard[Sequence[Json]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


_CHECKS: Final = {"count": _count, "yes": _yes, "choice": _choice, "steps": _steps, "hours": _hours}
