"""What is done to a template once, when it is compiled: texts in both languages, and no idle whitespace."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from bihuan.web.language import LANGUAGES

BLOCKS = frozenset(
    (
        *("html", "head", "body", "meta", "link", "script", "title", "header", "footer", "main", "nav"),
        *("aside", "section", "article", "div", "p", "h1", "h2", "h3", "h4", "blockquote", "hr", "br"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td"),
        *("form", "fieldset", "legend", "select", "option", "optgroup", "details", "summary"),
    )
)
"""Elements beside which whitespace shows nothing."""
NAMED = frozenset({"block", "macro", "call"})
ENDS = frozenset(f"end{name}" for name in NAMED)
"""What is laid out between these begins and ends with what it shows, not with a line break."""
LEADING, TRAILING = re.compile(r"^\s*\n\s*"), re.compile(r"\s*\n\s*$")
PIECES = re.compile(r"(</?[A-Za-z][\w-]*|>|\s*\n\s*)")


SPECIAL = re.compile("[&<>'\"]")


def shown(value: object) -> str:
    """A value as it stands in a page: escaped unless it is markup already.

    A list shows hundreds of short values with nothing to escape: to make Markup of each took a fifth of the
    time.
    """
    if type(value) is str:
        return value if SPECIAL.search(value) is None else escape(value)
    drawn = getattr(value, "__html__", None)
    return escape(value) if drawn is None else drawn()


class Drawing(CodeGenerator):
    """Python that a template compiles to, with `shown` for Jinja2's own escaping, dots and calls."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(" + (finalize.src or ""))

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A dot is the key of a dictionary and the attribute of anything else, written out in place.

        A page has seven hundred of them, and to ask a function for each took an eighth of the time.
        """
        if _is_block(node):
            super().visit_Getattr(node, frame)
            return
        self.write(f'(of["{node.attr}"] if (of := ')
        self.visit(node.node, frame)
        self.write(f").__class__ is dict else of.{node.attr})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """What is called gets its arguments and no more: nothing of ours asks for the context of a page."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        if isinstance(node.node, nodes.Getattr) and not _is_block(node.node):
            self.write("(")
            self.visit(node.node.node, frame)
            self.write(f").{node.node.attr}(")
        else:
            self.visit(node.node, frame)
            self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")


def _is_block(node: nodes.Getattr) -> bool:
    """`self.title` is a block of the template."""
    return isinstance(node.node, nodes.Name) and node.node.name == "self"


def filled(text: str, **values: object) -> Markup:
    """A text of ours with its `{placeholders}` filled, every value escaped."""
    said = {name: shown(value) for name, value in values.items()}
    return Markup(text.format(**said))  # noqa: S704 - the text is a constant of the template


class OneLanguage(NodeTransformer):
    """`t("中文", "English", name=value)` becomes the constant of the language that is compiled for.

    So a text costs nothing when a page is drawn, and one with a language missing does not compile.
    """

    def __init__(self, environment: Environment, language: str) -> None:
        self.environment = environment
        self.place = LANGUAGES.index(language)

    def visit_Call(self, node: nodes.Call, *args: object, **kwargs: object) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name == "t"):
            return node
        texts = [one.value for one in node.args if isinstance(one, nodes.Const)]
        if len(node.args) != 2 or len(texts) != 2 or not all(isinstance(one, str) and one for one in texts):
            raise TemplateSyntaxError('t("中文", "English") needs both texts', node.lineno)
        said: nodes.Expr = node.args[self.place]
        if node.kwargs:
            said = nodes.Call(nodes.Name("filled", "load"), [said], node.kwargs, None, None)
        return said.set_lineno(node.lineno, override=True).set_environment(self.environment)


class Tidy(Extension):
    """Line breaks and indentation are for those who read a template: beside block elements they are dropped.

    Elsewhere they count as one space, just as a browser sees them, so that laying a template out anew
    never changes what a page shows.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Each stretch of HTML without what its layout adds."""
        tokens = list(stream)
        inside = ""
        for place, token in enumerate(tokens):
            if token.type != "data":
                yield token
                continue
            html = token.value
            if _statement(tokens, place, -1) in NAMED:
                html = LEADING.sub("", html)
            if _statement(tokens, place, 1) in ENDS:
                html = TRAILING.sub("", html)
            html, inside = tidied(html, inside)
            if html:
                yield Token(token.lineno, "data", html)


def _statement(tokens: list[Token], place: int, step: int) -> str:
    """The name of the statement that stands just before (-1) or after (1) a stretch of HTML."""
    place += step
    if step < 0:
        while place > 0 and tokens[place].type not in ("block_begin", "data", "variable_end"):
            place -= 1
    if not 0 <= place < len(tokens) - 1 or tokens[place].type != "block_begin":
        return ""
    return str(tokens[place + 1].value)


def tidied(html: str, inside: str = "") -> tuple[str, str]:
    """(the stretch without idle whitespace, the tag that it ends in); `inside` is that of the one before."""
    kept, before = [], ""
    pieces = [piece for piece in PIECES.split(html) if piece]
    for piece, after in pairwise([*pieces, ""]):
        if "\n" in piece and piece.isspace():
            kept.append(_space(inside, before, after))
            continue
        kept.append(piece)
        before = inside if piece == ">" else ""
        if piece == ">":
            inside = ""
        elif PIECES.fullmatch(piece):
            inside = _element(piece)
    return "".join(kept), inside


def _space(inside: str, before: str, after: str) -> str:
    """What a line break with its indentation comes to, between the tag before it and what follows."""
    if inside:
        return "" if after == ">" else " "
    return "" if before in BLOCKS or _element(after) in BLOCKS else "\n"


def _element(tag: str) -> str:
    """`td` of `<td` and of `</td`."""
    return tag.strip("</").lower() if tag.startswith("<") else ""
