"""What the search tries: where each case begins, and what may happen in it."""

from tests.theorem.beginnings import (
    CLOSED_BEFORE,
    FOR_GOOD,
    GROUP,
    LED_BY_A,
    MEASURE,
    PROBLEM,
    RAISED,
    UNDER,
    asked_at_work,
    asked_of_two,
    begins,
    claimed_by_a,
    done_by_both_units,
    in_hand_with_support,
    nearly_closed,
    one_cycle_shown,
    one_verified_together,
    owed_by_two,
    received_by_a,
    shown_for_good,
    shown_under_a_problem,
    struck_off_with_its_problem,
    two_of_one_and_one_of_another,
    two_problems,
    two_received,
    two_verified,
)
from tests.theorem.brought_along import BROUGHT_ALONG
from tests.theorem.case import ANSWERS, CHAIN, HEARING, PAPERS, WORK, Case
from tests.theorem.cast import (
    CHECKER,
    NO_HEAD,
    PLAIN,
    SPREAD,
    STAND_INS,
    STANDS_HIGH,
    TOGETHER,
    TWINS,
    TWO_HATS,
)
from tests.theorem.further import FURTHER

CASTS = (PLAIN, TWO_HATS, STAND_INS, STANDS_HIGH)
CASES = (
    *(
        Case(
            f"a measure, {cast.name}",
            cast,
            begins(MEASURE),
            {"measure": f"{CHAIN} return_wrong_unit progress add_evidence"},
            100,
            behalf=True,
        )
        for cast in (*CASTS, TWINS)
    ),
    Case(f"a measure, {NO_HEAD.name}", NO_HEAD, begins(MEASURE), {"measure": f"{CHAIN} progress"}, 81),
    *(
        Case(
            f"transfers, {cast.name}",
            cast,
            begins(MEASURE),
            {
                "measure": f"{CHAIN} request_transfer request_reopening",
                "request": "approve refuse name_answerer",
            },
            1_300,
        )
        for cast in (PLAIN, STAND_INS)
    ),
    Case(
        "pauses and withdrawals",
        PLAIN,
        begins(MEASURE),
        {"measure": f"{CHAIN} request_pause resume request_withdrawal request_extension", "request": ANSWERS},
        820,
    ),
    *(
        Case(
            f"instructions and corrections, {cast.name}",
            cast,
            begins(MEASURE),
            {"measure": f"{CHAIN} instruct correct look_back reopen"},
            1_100,
        )
        for cast in (PLAIN, TWO_HATS)
    ),
    *(
        Case(
            f"a supporting unit that checks, {cast.name}",
            cast,
            in_hand_with_support if cast is PLAIN else begins(MEASURE),
            {
                "problem": f"{WORK} say_uninvolved",
                "measure": f"{CHAIN} add_evidence say_uninvolved",
            },
            4_500 if cast is PLAIN else 210,
            most=5_000,
            whole=cast is not PLAIN,
            supports=True,
        )
        for cast in (PLAIN, TWO_HATS)
    ),
    *(
        Case(
            f"changes after the claim, {cast.name}",
            cast,
            begins(MEASURE),
            {
                "measure": f"{CHAIN} correct request_change propose_other",
                "request": "approve refuse name_answerer",
            },
            1_800,
        )
        for cast in (PLAIN, TWO_HATS)
    ),
    Case(
        "a problem, its raiser and its measure",
        PLAIN,
        begins(RAISED, UNDER),
        {"problem": f"{CHAIN} {HEARING}", "measure": CHAIN},
        4_500,
        most=5_000,
        whole=False,
    ),
    Case(
        "a problem that nobody raised and its measure",
        PLAIN,
        begins(PROBLEM, UNDER),
        {"problem": CHAIN, "measure": CHAIN},
        5_200,
    ),
    Case(
        "a problem that is instructed and re-opened",
        TWO_HATS,
        nearly_closed,
        {
            "problem": f"{WORK} instruct look_back reopen",
            "measure": "assign receive claim verify sign_off reopen",
        },
        2_100,
        most=2_400,
        whole=False,
    ),
    Case(
        "what was closed before",
        PLAIN,
        begins(("problem", "take_over", CLOSED_BEFORE, 0), ("measure", "take_over", CLOSED_BEFORE, 1)),
        {
            "problem": f"{WORK} send_back",
            "measure": f"{WORK} add_evidence send_back disregard",
            "register": "request_back_fill",
            "request": "approve refuse name_answerer",
        },
        6_300,
    ),
    Case(
        "a file that the checker carried in",
        PLAIN,
        begins(("measure", "take_over", {**LED_BY_A, "life": "assigned", "carried_by": [CHECKER]}, 0)),
        {"measure": CHAIN},
        68,
    ),
    Case(
        "a merge of two problems",
        PLAIN,
        two_problems,
        {"problem": f"{WORK} merge send_back", "measure": "verify sign_off"},
        4_000,
        most=4_500,
        whole=False,
    ),
    Case(
        "a problem that two check together",
        SPREAD,
        done_by_both_units,
        {
            "problem": "cross_check verify name_checkers send_back claim countersign progress waive_hearing"
            " sign_off",
            "measure": "reopen claim countersign verify sign_off",
        },
        1_100,
    ),
    Case("a merge of two measures", PLAIN, two_received, {"measure": f"{WORK} merge send_back"}, 770),
    Case(
        "a merge while a request waits",
        PLAIN,
        two_received,
        {"measure": f"{WORK} merge request_withdrawal", "request": "approve refuse take_back"},
        2_700,
        most=3_000,
        whole=False,
    ),
    Case(
        "a batch of two",
        PLAIN,
        two_verified,
        {
            "measure": f"{WORK} send_back",
            "register": "request_batch_approval",
            "request": ANSWERS,
        },
        1_200,
    ),
    Case(
        "a batch of two that may be withdrawn",
        PLAIN,
        two_verified,
        {
            "measure": f"{WORK} request_withdrawal",
            "register": "request_batch_approval",
            "request": ANSWERS,
        },
        360,
    ),
    Case(
        "what several approve together",
        TOGETHER,
        one_verified_together,
        {
            "measure": "send_back claim countersign name_checkers verify waive_hearing sign_off",
            "register": "request_batch_approval",
            "request": ANSWERS,
        },
        87,
    ),
    Case(
        "a group that answers part by part",
        PLAIN,
        begins(("measure", "take_over", GROUP, 0)),
        {
            "measure": f"{WORK} send_back",
            "part": "receive report countersign name_checkers verify send_back return_part excuse_part",
        },
        1_200,
    ),
    Case(
        "a recurring measure",
        PLAIN,
        one_cycle_shown,
        {
            "measure": f"{WORK} send_back continue_long_term",
            "instalment": "claim countersign name_checkers verify send_back",
        },
        2_700,
        most=3_000,
        whole=False,
    ),
    Case(
        "a recurring measure under a problem",
        PLAIN,
        shown_under_a_problem,
        {
            "problem": WORK,
            "measure": "claim countersign name_checkers verify continue_long_term sign_off",
            "instalment": "claim countersign name_checkers verify send_back",
        },
        1_200,
    ),
    Case(
        "a problem that is declined or withdrawn over what was struck off with it",
        PLAIN,
        struck_off_with_its_problem,
        {
            "problem": "decline request_withdrawal",
            "measure": f"assign receive {WORK} {HEARING} withdraw",
            "request": ANSWERS,
        },
        2_700,
        most=3_000,
        whole=False,
    ),
    Case(
        "a merge of measures under problems",
        PLAIN,
        two_of_one_and_one_of_another,
        {
            "problem": f"{WORK} decline",
            "measure": f"merge {WORK}",
        },
        3_400,
        most=3_800,
        whole=False,
        matters=6,
    ),
    Case(
        "a measure with a day and then for good",
        PLAIN,
        shown_for_good,
        {
            "measure": f"{WORK} send_back request_extension continue_long_term",
            "instalment": "send_back claim countersign name_checkers verify",
            "request": "approve refuse name_answerer",
        },
        370,
    ),
    Case(
        "what was closed before and goes on",
        PLAIN,
        begins(("measure", "take_over", {**CLOSED_BEFORE, **FOR_GOOD}, 0)),
        {
            "measure": "send_back add_evidence request_withdrawal",
            "register": "request_back_fill",
            "request": "approve refuse name_answerer",
        },
        82,
    ),
    Case(
        "two raisers, one of whom says that it is not solved",
        PLAIN,
        asked_of_two,
        {"problem": f"{WORK} send_back {HEARING}"},
        550,
    ),
    *(
        Case(
            f"decisions on paper, {cast.name}",
            cast,
            claimed_by_a,
            {"measure": f"verify waive_hearing sign_off {PAPERS}"},
            1_800,
            most=2_000,
            whole=False,
        )
        for cast in (PLAIN, STANDS_HIGH)
    ),
    Case(
        "what another records, and objections to it",
        PLAIN,
        received_by_a,
        {"measure": f"{WORK} progress dispute_record"},
        2_300,
        behalf=True,
        most=2_600,
        whole=False,
    ),
    Case(
        "a request that is granted on paper",
        PLAIN,
        begins(MEASURE),
        {
            "measure": f"assign receive request_pause resume {WORK}",
            "request": f"approve refuse {PAPERS}",
        },
        1_350,
        most=1_500,
        whole=False,
    ),
    Case(
        "what was granted on paper is disputed",
        PLAIN,
        asked_at_work,
        {
            "measure": f"receive dispute_paper {WORK}",
            "request": "approve record_on_paper compare_paper dispute_paper lapse",
        },
        1_150,
        most=1_300,
        whole=False,
    ),
    Case(
        "days that somebody says",
        PLAIN,
        begins(MEASURE),
        {"measure": CHAIN},
        95,
        dated=True,
    ),
    Case(
        "days that somebody says of a problem",
        PLAIN,
        begins(PROBLEM, UNDER),
        {"problem": WORK + " assign receive", "measure": CHAIN},
        2_700,
        most=3_000,
        whole=False,
        dated=True,
    ),
    Case(
        "a group that owes a period",
        PLAIN,
        owed_by_two,
        {
            "measure": "verify waive_hearing continue_long_term send_back",
            "instalment": "claim countersign name_checkers verify send_back",
        },
        760,
        matters=6,
    ),
    *FURTHER,
    *BROUGHT_ALONG,
)
