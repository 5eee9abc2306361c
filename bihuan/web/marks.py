"""The house's few marks, drawn as SVG: the ring, the lamps and the stamp.

Each says in words what it shows, so that nothing is told by colour or shape alone. Sizes and arcs are
SVG attributes, never inline styles: the content security policy forbids those.
"""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bihuan.core.words import labels
from bihuan.core.words.text import Text

LAMP_WORDS = {
    "go": Text("正常", "On track"),
    "near": labels.DUE_SOON,
    "late": labels.OVERDUE,
    "steady": labels.CONTINUING,
    "idle": Text("未启动", "Not started"),
}
LAMP_SHAPES = {
    "go": '<circle cx="8" cy="8" r="7"/>',
    "near": '<path d="M8 1 15.5 14.5H.5Z"/>',
    "late": '<path d="M1.5 1.5h13v13h-13Z"/>',
    "steady": '<path d="M8 .5 15.5 8 8 15.5.5 8Z"/>',
    "idle": '<circle class="hollow" cx="8" cy="8" r="5.75"/>',
}
RING_SIZES = {"small": 24, "large": 64, "huge": 96}
RING_LABEL = Text("措施完成 {done}/{total}", "{done} of {total} measures done")
RING_EMPTY = Text("尚无措施", "no measures yet")
MARK = (
    '<svg class="mark-ring" width="{size}" height="{size}" viewBox="0 0 32 32" aria-hidden="true">'
    '<circle class="mark-arc" cx="16" cy="16" r="12" pathLength="100" stroke-dasharray="82 100"'
    ' transform="rotate(-62 16 16)"/><circle class="mark-seal" cx="26.6" cy="10.6" r="2.7"/></svg>'
)


def drawn(html: str) -> SafeString:
    """Markup of our own making: every word in it was escaped where it was put in."""
    return mark_safe(html)  # noqa: S308


@lru_cache(maxsize=1024)
def lamp(state: str, label: str, compact: bool = False) -> SafeString:
    """A lamp: shape, word and colour. `compact` keeps shape and word without the wash."""
    bare = " bare" if compact else ""
    return drawn(
        f'<span class="lamp {state}{bare}">'
        '<svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">'
        f"{LAMP_SHAPES[state]}</svg>{escape(label)}</span>"
    )


@lru_cache(maxsize=1024)
def ring(done: int, total: int, language: str, size: str = "small", fresh: bool = False) -> SafeString:
    """A ring whose arc is done/total; larger ones carry the fraction. `fresh` lets the arc draw itself."""
    px = RING_SIZES[size]
    share = min(done / total, 1) if total else 0
    label = (RING_LABEL.format(done=done, total=total) if total else RING_EMPTY).say(language)
    shut = " shut" if total and done >= total else ""
    dash = f"{share * 100:.1f} 100"
    arc = f'<circle class="arc" cx="16" cy="16" r="13" pathLength="100" stroke-dasharray="{dash}"/>'
    words = f"{done}/{total}"
    font = 9 if len(words) < 4 else 7.4 if len(words) < 6 else 5.4
    count = (
        f'<text x="16" y="{16 + font * 0.36:.1f}" font-size="{font}">{words}</text>'
        if size != "small" and total
        else ""
    )
    return drawn(
        f'<svg class="ring {size}{shut}{" fresh" if fresh else ""}{"" if total else " none"}" width="{px}"'
        f' height="{px}" viewBox="0 0 32 32" role="img" aria-label="{escape(label)}">'
        f'<circle class="bed" cx="16" cy="16" r="13"/>{arc if share else ""}{count}</svg>'
    )


@lru_cache(maxsize=1024)
def stamp(label: str, fresh: bool = False) -> SafeString:
    """The seal that a closed matter wears, and nothing else does."""
    return drawn(f'<span class="stamp{" fresh" if fresh else ""}">{escape(label)}</span>')


def mark(size: int) -> SafeString:
    """The product's mark: a ring about to close."""
    return drawn(MARK.format(size=size))
