"""The pages' template engine: Jinja2 through Django's own backend.

Settings name `Pages` as the backend and `environment` as its function. What is undefined is an error,
everything is escaped, and a template is compiled once for a process and a language, when it is first needed.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.jinja2 import Jinja2, Template
from django.template.backends.utils import csrf_input
from django.template.defaultfilters import linebreaksbr, truncatechars
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment, StrictUndefined, nodes
from jinja2 import Template as Compiled

from bihuan.web import components
from bihuan.web.addresses import address_of
from bihuan.web.compiling import Drawing, OneLanguage, Tidy, filled, shown
from bihuan.web.language import LANGUAGES
from bihuan.web.pieces import Crumb

FILTERS: Mapping[str, Callable[..., Any]] = {
    "instant": components.instant,
    "number": components.number,
    "file_size": components.file_size,
    "truncatechars": truncatechars,
    "linebreaksbr": linebreaksbr,
}
GLOBALS: Mapping[str, Any] = {
    "the_page": components.ThePage(),
    "url": address_of,
    "static": components.static,
    "mark": components.mark,
    "crumb": Crumb,
    "filled": filled,
}


class House(Environment):
    """Jinja2's environment, with texts in both languages as part of the syntax."""

    code_generator_class = Drawing
    shown = staticmethod(shown)
    language = LANGUAGES[0]

    def speaking(self, language: str) -> "House":
        """The same in one language: its templates hold their texts as constants."""
        made: House = self.overlay()
        spoken = components.Spoken(language)
        made.language = language
        made.filters = self.filters | spoken.filters()
        made.globals = self.globals | spoken.functions() | {"language": language}
        return made

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = OneLanguage(self, self.language).visit(
            super()._parse(source, name, filename)
        )
        return template


def environment(**options: Any) -> House:
    """What templates can say; `options` are those of settings."""
    made = House(**(options | {"undefined": StrictUndefined, "extensions": [Tidy]}))
    made.filters.update(FILTERS)
    made.globals.update(GLOBALS)
    return made


class Page(Template):
    """A template whose view has the last word: its values go before those of every page."""

    backend: "Pages"

    def __init__(self, backend: "Pages", compiled: Callable[[House], Compiled]) -> None:
        super().__init__(compiled(backend.speaking[LANGUAGES[0]]), backend)
        self.compiled = compiled

    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        values: dict[str, Any] = {"language": LANGUAGES[0]}
        if request is not None:
            for processor in self.backend.template_context_processors:
                values |= processor(request)
            values |= {
                "request": request,
                "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
                "csrf_token": SimpleLazyObject(lambda: get_token(request)),
            }
        values |= dict(context or {})
        self.template = self.compiled(self.backend.speaking[values["language"]])
        with components.drawing(values):
            return super().render(values)


class Pages(Jinja2):
    """Django's backend for Jinja2, in each language; templates stand in an app's `templates/`."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        house = cast(House, self.env)
        self.speaking = {language: house.speaking(language) for language in LANGUAGES}
        self.env = self.speaking[LANGUAGES[0]]

    def from_string(self, template_code: str) -> Page:
        return Page(self, lambda house: house.from_string(template_code))

    def get_template(self, template_name: str) -> Page:
        super().get_template(template_name)  # Django's own errors, for one that is not there
        return Page(self, lambda house: house.get_template(template_name))
