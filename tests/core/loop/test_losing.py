"""What follows when a proof is erased: what rests on it, and nothing else."""

from bihuan.core.loop.losing import CLAIM_GOES, CLOSING_STAYS, proof_goes_said
from bihuan.core.state.proofs import Piece
from tests.core.looking import looking
from tests.core.shop import PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, A

PROVED = {"proof": (Piece(7, PROOF[0]),)}


def test_a_form_says_that_a_claim_goes_only_where_what_proves_it_is_erased() -> None:
    def said(event: int, life: str = "claimed") -> object:
        return proof_goes_said(looking(facts={"erases": [[event, "file_names"]]}, life=life, **PROVED))

    assert said(7) == CLAIM_GOES and said(7, "signed_off") == CLOSING_STAYS
    assert said(7, "withdrawn") is None
    assert said(8) is said(8, "signed_off") is None


def test_what_nothing_rests_on_any_more_takes_no_claim_along() -> None:
    shop = Shop()
    problem = shop.open("problem")
    shop.do("assign", problem, CHECKER, lead_unit=A)
    shop.do("receive", problem, DOER)
    kept, given_up = shop.claimed(problem.id), shop.claimed(problem.id)
    shop.do("verify", kept, CHECKER, finding="实")
    shop.do("sign_off", kept, APPROVER)
    asked = shop.do("request_withdrawal", given_up, CHECKER, reason="重复")
    shop.do("approve", asked.pending or 0, APPROVER)
    shop.do("claim", problem, DOER, result="完")
    shop.do("countersign", problem, HEAD)
    (piece,) = shop.now(given_up).proof
    shop.do("erase", given_up, None, reason="依申请", erases=[[piece.seq, "file_names"]])
    assert (shop.now(problem).life, shop.now(given_up).life) == ("countersigned", "withdrawn")
    assert "proof_lost" not in [one.name for one in shop.store.events], "nothing was closed on it"
