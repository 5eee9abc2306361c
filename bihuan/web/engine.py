"""The pages' template engine: Jinja2 through Django's own backend.

Settings name `Pages` as the backend and `environment` as its function. What is undefined is an error,
everything is escaped, and a template is compiled once for a process, when it is first needed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.jinja2 import Jinja2, Template
from django.template.backends.utils import csrf_input
from django.template.defaultfilters import linebreaksbr, truncatechars
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.runtime import Context, Macro

from bihuan.web import components
from bihuan.web.addresses import address_of
from bihuan.web.compiling import BothLanguages, Drawing, Tidy, filled, shown
from bihuan.web.pieces import Crumb

FILTERS: Mapping[str, Callable[..., Any]] = {
    "say": components.say,
    "named": components.named,
    "day": components.day,
    "instant": components.instant,
    "number": components.number,
    "fact": components.fact,
    "lamp": components.lamp,
    "stamp": components.stamp,
    "file_size": components.file_size,
    "truncatechars": truncatechars,
    "linebreaksbr": linebreaksbr,
}
GLOBALS: Mapping[str, Callable[..., Any]] = {
    "url": address_of,
    "static": components.static,
    "ring": components.ring,
    "share": components.share,
    "mark": components.mark,
    "crumb": Crumb,
    "filled": filled,
}


class Drawn(Context):
    """What a template can name. A component is called straight away: a page calls a hundred of them."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Jinja2 asks of everything that is called whether it wants the context; a macro never does."""
        if type(obj) is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(*args, **kwargs)


class House(Environment):
    """Jinja2's environment, with texts in both languages as part of the syntax."""

    code_generator_class = Drawing
    context_class = Drawn
    shown = staticmethod(shown)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A dictionary is asked for its key first: to fail as an attribute costs more than the answer."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = BothLanguages(self).visit(super()._parse(source, name, filename))
        return template


def environment(**options: Any) -> Environment:
    """What templates can say; `options` are those of settings."""
    made = House(**(options | {"undefined": StrictUndefined, "extensions": [Tidy]}))
    made.filters.update(FILTERS)
    made.globals.update(GLOBALS)
    return made


class Page(Template):
    """A template whose view has the last word: its values go before those of every page."""

    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        shown: dict[str, Any] = {}
        if request is not None:
            for processor in self.backend.template_context_processors:
                shown |= processor(request)
            shown |= {
                "request": request,
                "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
                "csrf_token": SimpleLazyObject(lambda: get_token(request)),
            }
        return super().render(shown | dict(context or {}))


class Pages(Jinja2):
    """Django's backend for Jinja2; templates stand in an app's `templates/`."""

    app_dirname = "templates"

    def from_string(self, template_code: str) -> Page:
        return Page(self.env.from_string(template_code), self)

    def get_template(self, template_name: str) -> Page:
        return Page(super().get_template(template_name).template, self)
