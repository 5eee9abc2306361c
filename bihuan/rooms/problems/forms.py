"""What is asked of a new problem: its text and who raised it, somebody known or somebody from outside."""

from datetime import date
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.words.text import Text
from bihuan.matters.pages.forms import form_class
from bihuan.web.forms import Form, text_field


def problem_form(act: Act, *, org: int, today: date) -> type[Form]:
    """The form of `register`, and the name of a raiser whom the house does not know yet."""
    more: dict[str, Any] = {
        "raiser_name": text_field(
            Text("机构外提出人", "A raiser from outside"),
            80,
            required=False,
            help_text=Text(
                "群众、服务对象等；匿名的不填。", "Residents and others; leave empty if anonymous."
            ),
        ),
        "raiser_note": text_field(
            Text("提出人说明", "About them"),
            120,
            required=False,
            help_text=Text(
                "如“某小区居民”，便于日后回访。", "Such as where from, so that they can be asked later."
            ),
        ),
    }
    return type("ProblemForm", (form_class(act, org=org, today=today),), more)
