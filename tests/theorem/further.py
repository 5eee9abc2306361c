"""More cases: a county office, somebody who changes posts, and what stands beside the plain chain."""

from tests.theorem.beginnings import (
    GROUP,
    HEARD_ALONE,
    MEASURE,
    PROBLEM,
    UNDER,
    begins,
    beside_another_register,
    nearly_closed,
    one_cycle_shown,
)
from tests.theorem.case import ANSWERS, CHAIN, HEARING, WORK, Case
from tests.theorem.cast import COUNTY, PLAIN
from tests.theorem.changing_posts import CHANGING

FURTHER = (
    Case(
        "a withdrawal that waits while somebody works",
        PLAIN,
        begins(MEASURE),
        {
            "measure": f"{WORK} assign receive progress request_withdrawal",
            "request": "approve refuse take_back name_answerer",
        },
        100,
        behalf=True,
    ),
    Case(
        "a proof that is erased",
        PLAIN,
        begins(MEASURE),
        {"measure": f"{CHAIN} add_evidence erase look_back reopen"},
        230,
    ),
    Case(
        "a measure that stands alone and was asked for",
        PLAIN,
        begins(HEARD_ALONE),
        {"measure": f"{CHAIN} {HEARING}"},
        180,
    ),
    Case(
        "a problem that is split, and listed elsewhere",
        PLAIN,
        beside_another_register(PROBLEM, UNDER),
        {
            "problem": f"triage assign receive return_wrong_unit split list_matter unlist {WORK}",
            "measure": f"assign receive list_matter unlist {WORK}",
        },
        3_600,
        most=4_000,
        whole=False,
        matters=5,
    ),
    Case(
        "what is asked for of a problem",
        PLAIN,
        nearly_closed,
        {
            "problem": f"{WORK} assign receive send_back request_transfer request_reopening "
            "request_withdrawal request_pause resume",
            "measure": f"assign receive {WORK}",
            "request": "approve refuse name_answerer",
        },
        2_100,
        most=2_400,
        whole=False,
    ),
    Case(
        "what is said beside the work",
        PLAIN,
        begins(MEASURE),
        {
            "measure": f"{WORK} assign receive plan progress remark ask_for_help resolve_help urge "
            "request_extension",
            "request": "approve refuse name_answerer",
        },
        230,
    ),
    Case(
        "what is said beside the work on a problem",
        PLAIN,
        nearly_closed,
        {
            "problem": f"{WORK} send_back plan progress add_evidence ask_for_help resolve_help remark urge "
            "correct"
        },
        880,
    ),
    Case(
        f"a measure, {COUNTY.name}",
        COUNTY,
        begins(MEASURE),
        {"measure": f"{CHAIN} return_wrong_unit progress add_evidence"},
        99,
        behalf=True,
    ),
    Case(
        f"transfers, {COUNTY.name}",
        COUNTY,
        begins(MEASURE),
        {"measure": f"{CHAIN} request_transfer request_reopening", "request": "approve refuse name_answerer"},
        1_200,
    ),
    Case(
        f"a problem that nobody raised and its measure, {COUNTY.name}",
        COUNTY,
        begins(PROBLEM, UNDER),
        {"problem": f"{CHAIN} say_uninvolved", "measure": f"{CHAIN} say_uninvolved"},
        3_100,
    ),
    Case(
        f"a withdrawal and a pause, {COUNTY.name}",
        COUNTY,
        begins(MEASURE),
        {"measure": f"{CHAIN} request_pause resume request_withdrawal", "request": ANSWERS},
        490,
    ),
    Case(
        f"a recurring measure, {COUNTY.name}",
        COUNTY,
        one_cycle_shown,
        {
            "measure": f"{WORK} send_back continue_long_term request_continuing request_transfer",
            "instalment": "progress add_evidence claim countersign name_checkers verify send_back lapse",
            "request": "approve refuse name_answerer",
        },
        2_700,
        most=3_000,
        whole=False,
    ),
    Case(
        f"a group that answers part by part, {COUNTY.name}",
        COUNTY,
        begins(("measure", "take_over", GROUP, 0)),
        {
            "measure": f"{WORK} send_back",
            "part": "receive report countersign name_checkers verify send_back return_part excuse_part",
        },
        1_300,
    ),
    Case(
        f"a measure under a problem that is instructed and re-opened, {COUNTY.name}",
        COUNTY,
        nearly_closed,
        {
            "problem": f"{WORK} instruct look_back reopen",
            "measure": "assign receive claim countersign name_checkers verify sign_off reopen",
        },
        1_800,
        most=2_000,
        whole=False,
    ),
    *CHANGING,
)
