"""`python -m tests.theorem.reach`: what the searches reach, printed, and kept in tests/theorem/reached.txt.

With words, only the searches whose names hold one of them are made again, and added to the list.
Every act of the tables is reached by some search, or by the machine of random acts, or stands below with the
reason why not. The list is written by this command; a test holds it against the tables (test_reach.py), and
each search against what it is there for (test_exhaustive.py).
"""

import sys
from collections import Counter

from bihuan.rooms.charter.kind import PEOPLE
from tests.house.tree import ROOT
from tests.memory import KINDS
from tests.theorem.case import PAPERS
from tests.theorem.scenarios import CASES
from tests.theorem.search import search

LIST = ROOT / "tests/theorem/reached.txt"
TABLES = {**KINDS, "people": PEOPLE}
DESKS = "register.open_register register.request_opening register.confirm_opening register.create"
VERSIONS = "circulate accept approve_version issue_version close_register ask_to_reopen reopen_register"


def _of(names: str, *kinds: str) -> tuple[str, ...]:
    """The acts of these names in the tables of these kinds, as far as they have them."""
    return tuple(f"{kind}.{name}" for kind in kinds for name in names.split() if name in TABLES[kind].by_name)


NOT_REACHED = {
    **dict.fromkeys(
        DESKS.split(),
        "a search begins with a register that is open and confirmed: tests/story/test_desks_and_posts.py",
    ),
    **dict.fromkeys(
        _of("open erase add_unit add_post add_person add_group add_to_group remove_from_group", "people"),
        "a search begins with its people, units and posts: tests/rooms/charter",
    ),
    **dict.fromkeys(
        _of("change_unit change_person give_sign_in request_sign_in take_sign_in", "people"),
        "names and passwords are read by no verdict: tests/story/test_passwords_need_two.py",
    ),
    "people.cancel_absence": "what has not begun binds nobody: tests/story/test_absences.py",
    **dict.fromkeys(
        _of("request_unit", "people"),
        "as an appointment, which is asked for: tests/story/test_checkers_stay.py",
    ),
    **dict.fromkeys(
        _of("request_listing", *KINDS),
        "of one step, and closes nothing; listing itself is reached: tests/core/loop/test_elsewhere.py",
    ),
    "people.request_stand_in": "as an appointment, which is asked for: tests/story/test_desks_and_posts.py",
    **dict.fromkeys(
        (f"register.{name}" for name in VERSIONS.split()),
        "versions are of the register alone and close nothing: tests/story/test_registers.py",
    ),
    **dict.fromkeys(
        (
            *_of("erase request_erasure lose_proof", *(k for k in KINDS if k != "measure")),
            "measure.request_erasure",
        ),
        "as of a measure, whose proof a search erases; by two: tests/story/test_erasing_what_is_closed.py",
    ),
    **dict.fromkeys(
        _of("mask_proof request_masking cite_again", *KINDS),
        "the claim stands on the copy as on the original: tests/story/test_masked_copies.py",
    ),
    **dict.fromkeys(
        _of(PAPERS, "instalment", "part", "problem", "register"),
        "one rule for every row that decides, searched on a measure: tests/story/test_on_paper.py",
    ),
    **dict.fromkeys(
        _of("name_signer", *(k for k in KINDS if k != "measure")),
        "as of a measure, whose head leaves in a search: tests/story/test_vacant_heads.py",
    ),
    **dict.fromkeys(
        _of("change request_change propose_other name_other disregard mend_spelling", "problem"),
        "as of a measure, which is searched: tests/story/test_after_the_claim.py",
    ),
    "measure.mend_spelling": "spelling changes no verdict: tests/core/words/test_spelling.py",
    "request.lapse_unanswered": "as any lapse, by the days of a rule: tests/matters/upkeep/test_sweep.py",
    "request.ask_to_confirm": "of all who must agree one leaves: tests/core/loop/test_left_to_answer.py",
    "part.name_checkers": "the posts stand fixed in a search: tests/matters/upkeep/test_naming_anew.py",
    "register.request_hand_over": "a batch of changes: tests/rooms/batches/test_hand_over.py",
    **dict.fromkeys(
        (*_of("confirm_record", *KINDS), *_of("file_entries compare_entries refuse_entries", "register")),
        "a signed sheet, filed and compared in its register: tests/rooms/registers/test_recorded.py",
    ),
    **dict.fromkeys(
        _of("dispute_record", *(kind for kind in KINDS if kind != "measure")),
        "one rule for what is recorded for somebody, searched on a measure: tests/story/test_objecting.py",
    ),
    **dict.fromkeys(
        _of("reckon reckon_hearing", *KINDS),
        "a new calendar moves dates only, in a job of its own: tests/core/loop/test_redating.py",
    ),
    **dict.fromkeys(
        (
            f"{kind}.{name}"
            for kind in ("instalment", "part")
            for name in ("remark", "urge")
            if name in KINDS[kind].by_name
        ),
        "words beside the work change nothing that a verdict reads: tests/story/test_progress_and_help.py",
    ),
    **dict.fromkeys(
        ("problem.hand_out", "problem.move_under"),
        "the program does it to what stands under a problem, which is a measure",
    ),
    "problem.claim_parts": "a group leads it as it leads a measure: tests/story/test_parts_and_groups.py",
    **dict.fromkeys(
        ("problem.request_extension", "problem.extend"),
        "what a problem owes is moved as what a measure owes is: tests/story/test_requests.py",
    ),
}
"""Acts that no search reaches, and why that is no gap."""


def main(words: list[str]) -> int:
    """Search the cases, print what each reached, and write the list."""
    names = [case.name for case in CASES if not words or any(word in case.name for word in words)]
    first = {act: name for act, name in reached().items() if words and act in acts() and name not in names}
    worlds, moves, lives = 0, 0, set()
    happened: Counter[str] = Counter()
    for case in (one for one in CASES if one.name in names):
        scenario = case.scenario()
        found = search(case.begin(case.cast, scenario), scenario)
        worlds, moves = worlds + found.worlds, moves + found.moves
        happened += found.happened
        lives |= {(one.kind, one.life) for world in found.met for one in world.store.states.values()}
        for act in found.happened:
            first.setdefault(act, case.name)
        _say(f"{found.worlds:7} worlds {found.moves:8} moves {len(found.happened):3} acts  {case.name}")
    LIST.write_text("".join(f"{act} | {name}\n" for act, name in sorted(first.items())))
    _say(f"{worlds} worlds, {moves} moves, {len(first)} acts of {len(acts())}, {len(lives)} lives of kinds")
    _say("not reached: " + ", ".join(sorted(acts() - first.keys())))
    return 0


def acts() -> set[str]:
    """Every act of the tables, by kind and name."""
    return {f"{kind.name}.{act.name}" for kind in TABLES.values() for act in kind.acts}


def reached() -> dict[str, str]:
    """The search that reaches each act, as listed."""
    if not LIST.exists():
        return {}
    return dict(line.split(" | ", 1) for line in LIST.read_text().splitlines())


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
