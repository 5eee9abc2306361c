"""What the pages of registers ask: the filters of a list, and the posts of a desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest

from bihuan.core.acts.act import Field
from bihuan.core.acts.kind import Kind
from bihuan.core.chain.ids import belongs
from bihuan.core.loop import folds
from bihuan.core.loop.fields import PROOF_HOW
from bihuan.core.state.lives import DONE, GOES_ON, OPEN_PHASES
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, listed_kinds
from bihuan.matters.pages.forms import YEARS
from bihuan.matters.saying.describing import capital
from bihuan.matters.saying.recorded import Entry
from bihuan.matters.seeing.facts import KEY, fields_kept, key_asked
from bihuan.matters.seeing.lists import SAID_CLOSED, Asked, says_nothing
from bihuan.people.models import Post
from bihuan.rooms.registers.indicators import Figures
from bihuan.rooms.registers.queries import holders, post_said
from bihuan.web.acting import SignedInRequest
from bihuan.web.forms import ChooseMany, Form, ManyFiles, text_field, worded
from bihuan.web.lists import asked_sort
from bihuan.web.numbers import typed_id
from bihuan.web.paging import asked_page, asked_size

UPTO = Text("签字单列至第几号", "The signed sheet goes up to no.")
UPTO_HELP = Text(
    "照抄签字单末行“列至第…号”。打印以后录入的，不在这张单上，不随它确认。",
    "Copy the last line of the signed sheet. What was recorded after it was printed is not on it.",
)
OBJECTED_TO = Text("有异议的行（照抄本人所写）", "Lines objected to (copy what the person wrote)")
OBJECTION = "objection_"


def signed_sheet(lines: Sequence[Entry]) -> type[Form]:
    """The sheet that somebody signed for a month: up to which record it goes, and what is objected to."""
    made: dict[str, Any] = {
        "upto": forms.IntegerField(min_value=1, **worded(label=UPTO, help_text=UPTO_HELP)),
        "evidence": ManyFiles(label=labels.SIGNED_SCAN),
    }
    for one in lines:
        name = Text(
            f"第 {one.seq} 号　{one.what.zh}　{one.about.zh}", f"No. {one.seq} {one.what.en} {one.about.en}"
        )
        made[f"{OBJECTION}{one.seq}"] = text_field(name, 200, required=False)
    made["apart"] = {name: OBJECTED_TO for name in made if name.startswith(OBJECTION)}
    return type("SignedSheet", (Form,), made)


def entries_signed(form: Form, lines: Sequence[Entry]) -> tuple[list[int], list[list[Any]]]:
    """The entries that the signed sheet printed, and of these what is objected to, in the person's words."""
    upto = form.cleaned_data["upto"]
    printed = [one.seq for one in lines if one.seq <= upto]
    words = {seq: form.cleaned_data.get(f"{OBJECTION}{seq}") for seq in printed}
    return printed, [[seq, said] for seq, said in words.items() if said]


def asked_person(request: HttpRequest) -> int:
    """For whom it is; 0 where nobody is named."""
    return typed_id(request.GET.get("person"))


def asked_month(request: HttpRequest, today: date) -> date:
    """The first day of the month that is asked for: this one where none is named."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        asked = today
    return (asked if asked.year in YEARS else today).replace(day=1)


@dataclass(frozen=True, slots=True)
class Shows:
    """What one chip of a list shows: lives, a lamp, help asked for, a look-back overdue."""

    code: str
    label: Text
    lives: tuple[str, ...] = ()
    lamp: str = ""
    help: bool = False
    look_back: bool = False
    facts: tuple[tuple[str, str], ...] = ()


def chips_of(kind: Kind) -> tuple[Shows, ...]:
    """The chips of a kind's list: what is under way, what is lit, each life that waits, what is closed."""
    going = kind.lives_of(*OPEN_PHASES)
    waiting = [life for life in kind.lives.values() if life.filter and life.phase in OPEN_PHASES]
    done = kind.lives_of(DONE)
    closed = capital(kind.life(done[0]).text) if done else Text("已办结", "Closed")
    return (
        Shows("", labels.UNDER_WAY, going),
        Shows("near", labels.DUE_SOON, lamp="near"),
        Shows("late", labels.OVERDUE, lamp="late"),
        *(Shows(str(life), life.filter or life.text, (str(life),)) for life in waiting),
        *([Shows("help", labels.HELP_ASKED, going, help=True)] if asks_for_help(kind) else []),
        *(
            [Shows("said_closed", labels.SAID_CLOSED, going, facts=(SAID_CLOSED,))]
            if comes_closed(kind)
            else []
        ),
        Shows("closed", closed, done),
        *(
            Shows(str(one), kind.life(one).filter or kind.life(one).text, (one,))
            for one in kind.lives_of(GOES_ON)
        ),
        *([LOOK_BACK_LATE] if looks_back(kind) else []),
        Shows("all", labels.ALL),
    )


LOOK_BACK_LATE = Shows("look_back", Text("回头看逾期", "Look-back overdue"), look_back=True)
TEXT_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address bar asks of a register's list."""

    kind: str
    state: str
    unit: int | None
    text: str
    facts: tuple[tuple[str, str], ...]
    sort: str
    page: int
    size: int

    @classmethod
    def of(cls, request: SignedInRequest, main: str) -> "Filters":
        """Read from the address; whatever makes no sense counts as not asked."""
        get = request.GET
        kind, state, unit = get.get("kind", main), get.get("state", ""), typed_id(get.get("unit"))
        kind = kind if kind in [one.name for one in listed_kinds()] else main
        facts = tuple(
            (field.name, said)
            for field in filters_of(kind_of(kind))
            if (said := get.get(f"fact-{field.name}", "").replace("\0", "").strip()[:KEY])
        )
        return cls(
            kind,
            state if any(one.code == state for one in chips_of(kind_of(kind))) else "",
            unit if belongs(unit, request.person.org_id) else None,
            get.get("q", "").strip()[:TEXT_LIMIT],
            facts,
            asked_sort(request, ("place", "due"), "place"),
            asked_page(request),
            asked_size(request),
        )

    @property
    def narrowed(self) -> bool:
        """Whether more than a chip is asked for, so that the chip's count is not the list's."""
        return bool(self.text or self.unit or self.facts)

    @property
    def says_nothing(self) -> bool:
        """Whether the text that is asked for holds nothing to search."""
        return says_nothing(self.text)

    def asked(
        self, register: int, today: date, *, limit: int | None = None, offset: int | None = None
    ) -> Asked:
        """The same as a question to the lists."""
        kind = kind_of(self.kind)
        shows, fields = next(one for one in chips_of(kind) if one.code == self.state), fields_kept(kind)
        return Asked(
            register,
            self.kind,
            today,
            lives=shows.lives,
            lamp=shows.lamp,
            text=self.text,
            unit=self.unit,
            help=shows.help,
            look_back=shows.look_back,
            facts=(
                *shows.facts,
                *((name, key_asked(fields[name], typed) or "") for name, typed in self.facts),
            ),
            sort=self.sort,
            limit=self.size + 1 if limit is None else limit,
            offset=(self.page - 1) * self.size if offset is None else offset,
        )


def filters_of(kind: Kind) -> list[Field]:
    """The facts by which a kind's list can be filtered."""
    return [field for field in fields_kept(kind).values() if field.filters and not field.hidden]


def chip_counts(figures: Figures, kind: str) -> dict[str, int]:
    """How many each chip would show."""
    counts = figures.of(kind)
    found = {one.code: counts.of(*one.lives) for one in chips_of(kind_of(kind)) if one.lives}
    return found | {
        "near": counts.near,
        "late": counts.late,
        "help": figures.help.get(kind, 0),
        LOOK_BACK_LATE.code: figures.look_back.get(kind, 0),
        "said_closed": figures.said_closed.get(kind, 0),
        "closed": found.get("closed", 0),
        "all": counts.all,
    }


def chip_options(figures: Figures, kind: str, chosen: str) -> list[tuple[str, Text]]:
    """The chips; those of what is rare only where there is something in it."""
    counts = chip_counts(figures, kind)
    rare = (*kind_of(kind).lives_of(GOES_ON), LOOK_BACK_LATE.code, "said_closed")
    seldom = {code: counts.get(code, 0) for code in rare}
    return [
        (one.code, one.label)
        for one in chips_of(kind_of(kind))
        if seldom.get(one.code, 1) or chosen == one.code
    ]


def closed_said(figures: Figures, kind: str) -> Text:
    """已销号 31（其中含常态化措施的 4）: what continues is named apart."""
    counts, row = figures.of(kind), kind_of(kind)
    lives = row.lives_of(DONE)
    word = row.life(lives[0]).text if lives else labels.CLOSED
    done, part = counts.of(*lives), figures.part_continuing if row.counted else 0
    inside = (
        (f"（其中含常态化措施的 {part}）", f" ({part} with continuing {_plural(row)})") if part else ("", "")
    )
    zh, en = f"{word.zh} {done:,}{inside[0]}", f"{done:,} {word.en}{inside[1]}"
    if going_on := counts.of(*row.lives_of(GOES_ON)):
        zh, en = f"{zh} · 转入常态化 {going_on:,}", f"{en} · {going_on:,} continuing"
    if row.counted and figures.crossed:
        crossed = figures.crossed
        zh, en = f"{zh} · 其中交叉核验 {crossed:,}", f"{en} · {crossed:,} checked by two together"
    for how, said in dict(PROOF_HOW.choices).items():
        if apart := figures.proofs.get(kind, {}).get(how):
            zh, en = f"{zh} · {said.zh} {apart:,}", f"{en} · {apart:,} {said.en}"
    if late := figures.look_back.get(kind):
        zh, en = f"{zh} · 回头看逾期 {late:,}", f"{en} · {late:,} look-back{'s' * (late > 1)} overdue"
    return Text(zh, en)


def apart_said(kind: Kind) -> Text | None:
    """已销号不含常态化: what continues is counted apart, where anything can continue."""
    done, below = kind.lives_of(DONE), kind_of(kind.counted or kind.name)
    going = below.lives_of(GOES_ON)
    if not done or not going:
        return None
    word, on = kind.life(done[0]).text, below.life(going[0])
    return Text(f"{word.zh}不含{(on.filter or on.text).zh}", f"{word.en} leaves out what continues")


def looks_back(kind: Kind) -> bool:
    """Whether what is closed is looked at again (回头看)."""
    return any(act.folds is folds.looked_back for act in kind.acts)


def comes_closed(kind: Kind) -> bool:
    """Whether a sheet can say of it that it was closed before (补录)."""
    return SAID_CLOSED[0] in fields_kept(kind)


def asks_for_help(kind: Kind) -> bool:
    """Whether whoever works on it can ask for help (提请协调)."""
    return any(act.folds is folds.help_asked for act in kind.acts)


def _plural(kind: Kind) -> str:
    """What it is done by, in English."""
    below = kind_of(kind.counted or kind.name)
    return (below.plural or below.label).en.lower()


FITTING = {
    "verifiers": "verifier",
    "fallbacks": "fallback_verifier",
    "outsiders": "outside_checker",
    "approvers": "approver",
}


def fit_posts(form: Form, org: int, today: date) -> Form:
    """Offer for each role of a desk the posts of that role, with who holds them; all posts where none is."""
    if not FITTING.keys() & form.fields.keys():
        return form
    named = {int(one) for field in FITTING for one in form.initial.get(field) or ()}
    stands = Q(unit__to_on=None) | Q(unit__to_on__gte=today) | Q(id__in=named)
    posts = list(
        Post.objects.filter(stands, org_id=org).select_related("unit").order_by("unit__place", "place", "id")
    )
    held = holders([post.pk for post in posts], today)
    for field, role in FITTING.items():
        fit = [post for post in posts if post.role == role]
        if not fit and field == "outsiders":  # there is nobody outside to be named
            form.fields.pop(field, None)
            continue
        fit = fit or posts
        chooser = form.fields[field]
        assert isinstance(chooser, ChooseMany)
        chooser.options = tuple((str(post.pk), post_said(post, held)) for post in fit)
        chooser.speak(form.language)
    return form


NOT_PRINTED = Text(
    "这个月没有这一号。请照抄签字单末行“列至第…号”。",
    "This month has no such number. Copy it from the last line of the signed sheet.",
)


def as_signed(form: Form, person: int, month: date, still: list[Entry]) -> dict[str, Any]:
    """What the signed sheet says: exactly the lines that it printed, and of these what is objected to."""
    if not form.is_valid():
        return {}
    entries, disputes = entries_signed(form, still)
    if not entries or form.cleaned_data["upto"] > max(one.seq for one in still):
        form.refuse(NOT_PRINTED, "upto")
    month_said = f"{month:%Y-%m}"
    return {"represented": person, "month": month_said, "entries": entries, "disputes": disputes}
