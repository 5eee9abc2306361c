"""Whether a value may stand for a rule, said in words that the person who typed it can act on."""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeGuard

from bihuan.core.chain.chain import Json
from bihuan.core.state.relations import DOING_SIDE, RELATIONS
from bihuan.core.time.dues import EVERY
from bihuan.core.time.workdays import Hours
from bihuan.core.words import labels
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.rules.defaults import BEYOND, RULES, Declared

STEP_BY: Final = (*sorted(DOING_SIDE, reverse=True), *BEYOND.split())
MOST_STEPS: Final = 6
STEP_LENGTH: Final = 3
MOST_PEOPLE: Final = 9
QUORUMS: Final = ("all", "any", *(str(n) for n in range(2, MOST_PEOPLE + 1)))


CODES: Final = {
    "keep": Text("按写明的日期", "keep the stated day"),
    "next_workday": Text("顺延到下一个工作日", "next working day"),
    "last_workday": Text("提前到上一个工作日", "last working day before"),
    "never": Text("不要求", "never"),
    **{one: term(one, "facts").text for one in EVERY},
    "verifiers": Text("核验人", "the verifiers"),
    "fallback": Text("兜底核验人", "the fallback verifiers"),
}
"""What a choice is called."""


def bounds(declared: Declared) -> Text:
    """Within what a rule may be set, in words."""
    return _BOUNDS[declared.type](declared)


def _of_count(declared: Declared) -> Text:
    least, most, unit = declared.least, declared.most, declared.unit
    return Text(f"{least}–{most} {unit.zh}".strip(), f"{least}–{most} {unit.en}".strip())


def _of_yes(declared: Declared) -> Text:
    return Text(f"{labels.YES.zh}、{labels.NEGATIVE.zh}", f"{labels.YES.en}, {labels.NEGATIVE.en}")


def _of_hours(declared: Declared) -> Text:
    return Text("如 08:30-12:00，前后不重叠", "such as 08:30-12:00, without overlap")


def _of_choice(declared: Declared) -> Text:
    said = [CODES[one] for one in declared.choices]
    return Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))


def _of_steps(declared: Declared) -> Text:
    last = [RELATIONS[one] for one in declared.ends_with]
    zh, en = "、".join(one.zh for one in last), ", ".join(one.en for one in last)
    away = ("，经办过的人回避", ", and nobody who had a hand in it") if declared.apart else ("", "")
    return Text(
        f"1–{MOST_STEPS} 步，最后一步须由{zh}同意{away[0]}；每步一人、全部或 2–{MOST_PEOPLE} 人同意",
        f"1–{MOST_STEPS} steps; the last by one of: {en}{away[1]}; each by any one, all, or"
        f" 2–{MOST_PEOPLE} of them",
    )


def why_not(name: str, value: Json) -> Text | None:
    """None when `value` may be the value of the rule `name`, else the reason."""
    declared = RULES.get(name)
    if declared is None:
        return Text(f"没有“{name}”这条规则。", f"There is no rule “{name}”.")
    return _CHECKS[declared.type](declared, value)


def _count(declared: Declared, value: Json) -> Text | None:
    if isinstance(value, int) and not isinstance(value, bool) and declared.least <= value <= declared.most:
        return None
    said = bounds(declared)
    return Text(f"须为整数，可设 {said.zh}。", f"Give a whole number: {said.en}.")


def _yes(declared: Declared, value: Json) -> Text | None:
    return None if isinstance(value, bool) else Text("须为是或否。", "Say yes or no.")


def _choice(declared: Declared, value: Json) -> Text | None:
    if value in declared.choices:
        return None
    said = bounds(declared)
    return Text(f"须为以下之一：{said.zh}。", f"Choose one of: {said.en}.")


def _steps(declared: Declared, value: Json) -> Text | None:
    if _is_list(value) and 1 <= len(value) <= MOST_STEPS and all(_is_step(one) for one in value):
        by, _, never_by_hands = _listed(value[-1])
        if by in declared.ends_with and (never_by_hands or not declared.apart):
            return None
    said = bounds(declared)
    return Text(f"可设 {said.zh}。", f"Give {said.en}.")


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


def _listed(value: Json) -> Sequence[Json]:
    return value if _is_list(value) else ()


def _is_list(value: Json) -> TypeGuard[Sequence[Json]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


_BOUNDS: Final = {
    "count": _of_count,
    "yes": _of_yes,
    "choice": _of_choice,
    "steps": _of_steps,
    "hours": _of_hours,
}
_CHECKS: Final = {"count": _count, "yes": _yes, "choice": _choice, "steps": _steps, "hours": _hours}
