"""A case of the search: where it begins, what may happen in it, and how far it must come."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.theorem.cast import CHECKER, DOER, Cast, lookup
from tests.theorem.search import Scenario
from tests.theorem.variants import dated, facts, posted, supported
from tests.theorem.worlds import World

CHAIN = "assign receive claim countersign name_checkers verify send_back waive_hearing sign_off"
ANSWERS = "approve refuse take_back lapse name_answerer"
PAPERS = "record_on_paper file_minutes compare_paper refuse_paper dispute_paper"
HEARING = "ask_raisers answer_hearing note_silence overrule"
WORK = "claim countersign name_checkers verify waive_hearing sign_off"
NAMING = frozenset({"correct", "plan", "request_transfer", "request_change", "propose_other"})
"""Acts in which somebody is named: those are not like others who have done nothing."""


@dataclass(frozen=True)
class Case:
    """One search: its cast, its beginnings, its acts, and the least that it must have looked at."""

    name: str
    cast: Cast
    begin: Callable[[Cast, Scenario], list[World]]
    acts: dict[str, str]
    least: int
    behalf: bool = False
    most: int = 80_000
    whole: bool = True  # the search comes to its end before its bound
    dated: bool = False  # somebody says on which day it was
    matters: int = 4  # none is opened beyond these
    supports: bool = False  # the checkers' own unit is named as supporting

    def scenario(self) -> Scenario:
        """The same as the search wants it."""
        acts = {kind: frozenset(names.split()) for kind, names in self.acts.items()}
        typed = dated if self.dated else supported if self.supports else facts
        typed = posted(self.cast.may, typed) if self.cast.may else typed
        who = lookup(self.cast)
        named = {DOER, CHECKER} if NAMING & frozenset().union(*acts.values()) else ()
        return Scenario(
            self.name,
            acts,
            typed,
            who,
            self.behalf,
            self.matters,
            self.most,
            self.dated,
            self.cast.alike(),
            frozenset(named),
        )
