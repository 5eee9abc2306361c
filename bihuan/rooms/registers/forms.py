"""What the pages of registers ask: the filters of a list, and the posts of a desk."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from bihuan.core.state.lives import GOING
from bihuan.core.words.text import Text
from bihuan.matters.seeing.lists import Asked, Counts
from bihuan.people.models import Post
from bihuan.rooms.registers.indicators import Figures
from bihuan.rooms.registers.queries import holders, post_said
from bihuan.web.forms import Form
from bihuan.web.lists import asked_sort
from bihuan.web.paging import SIZE, asked_page

CHIPS: tuple[tuple[str, Text, tuple[str, ...], str], ...] = (
    ("", Text("在办", "Under way"), GOING, ""),
    ("near", Text("临期", "Due soon"), (), "near"),
    ("late", Text("超期", "Overdue"), (), "late"),
    ("countersign", Text("待审签", "To countersign"), ("claimed",), ""),
    ("verify", Text("待核验", "To verify"), ("countersigned",), ""),
    ("approve", Text("待审定", "To approve"), ("verified",), ""),
    ("help", Text("提请协调", "Help asked"), GOING, ""),
    ("closed", Text("已销号", "Signed off"), ("signed_off",), ""),
    ("continuing", Text("常态化", "Continuing"), ("continuing",), ""),
    ("all", Text("全部", "All"), (), ""),
)
TEXT_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address bar asks of a register's list."""

    kind: str
    state: str
    unit: int | None
    text: str
    sort: str
    page: int

    @classmethod
    def of(cls, request: HttpRequest, main: str) -> "Filters":
        """Read from the address; whatever makes no sense counts as not asked."""
        get = request.GET
        kind, state, unit = get.get("kind", main), get.get("state", ""), get.get("unit", "")
        return cls(
            kind if kind in ("problem", "measure") else main,
            state if any(code == state for code, *_ in CHIPS) else "",
            int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 19 else None,
            get.get("q", "").strip()[:TEXT_LIMIT],
            asked_sort(request, ("place", "due"), "place"),
            asked_page(request),
        )

    @property
    def narrowed(self) -> bool:
        """Whether more than a chip is asked for, so that the chip's count is not the list's."""
        return bool(self.text or self.unit)

    def asked(self, register: int, today: date, *, limit: int = SIZE + 1, offset: int | None = None) -> Asked:
        """The same as a question to the lists."""
        _, _, lives, lamp = next(one for one in CHIPS if one[0] == self.state)
        return Asked(
            register,
            self.kind,
            today,
            lives=lives,
            lamp=lamp,
            text=self.text,
            unit=self.unit,
            help=self.state == "help",
            sort=self.sort,
            limit=limit,
            offset=(self.page - 1) * SIZE if offset is None else offset,
        )


def chip_counts(figures: Figures, kind: str) -> dict[str, int]:
    """How many each chip would show."""
    counts = figures.of(kind)
    found = {code: counts.of(*lives) for code, _, lives, _ in CHIPS if lives}
    return found | {
        "near": counts.near,
        "late": counts.late,
        "help": figures.help.get(kind, 0),
        "all": counts.all,
    }


def chip_options(counts: Counts, chosen: str) -> list[tuple[str, Text]]:
    """The chips; 常态化 only where there is something in it, since it is never counted as 销号."""
    return [
        (code, label)
        for code, label, *_ in CHIPS
        if code != "continuing" or counts.of("continuing") or chosen == code
    ]


def closed_said(figures: Figures, kind: str) -> Text:
    """已销号 31（含常态化 4）: what continues is named apart."""
    counts = figures.of(kind)
    done, part = counts.of("signed_off"), figures.part_continuing if kind == "problem" else 0
    inside = (f"（含常态化 {part}）", f" ({part} with continuing measures)") if part else ("", "")
    zh, en = f"已销号 {done:,}{inside[0]}", f"{done:,} signed off{inside[1]}"
    if going_on := counts.of("continuing"):
        zh, en = f"{zh} · 转入常态化 {going_on:,}", f"{en} · {going_on:,} continuing"
    return Text(zh, en)


FITTING = {"verifiers": "verifier", "fallbacks": "fallback_verifier", "approvers": "approver"}


def fit_posts(form: Form, org: int, today: date) -> Form:
    """Offer for each role of a desk the posts of that role, with who holds them; all posts where none is."""
    if not FITTING.keys() & form.fields.keys():
        return form
    posts = list(
        Post.objects.filter(org_id=org).select_related("unit").order_by("unit__place", "place", "id")
    )
    held = holders([post.pk for post in posts], today)
    for field, role in FITTING.items():
        fit = [post for post in posts if post.role == role] or posts
        form.fields[field].options = [(str(post.pk), post_said(post, held)) for post in fit]  # type: ignore[attr-defined]
        form.fields[field].speak(form.language)  # type: ignore[attr-defined]
    return form
