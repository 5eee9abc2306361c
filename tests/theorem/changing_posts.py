"""Posts change hands while a matter is open, claimed or verified: the desk, appointments, units, absences.

Posts that check, approve or confirm take a second person's yes; an administrator, who sits apart, does the
rest alone. Everybody else is as in `PLAIN`.
"""

from dataclasses import replace

from tests.theorem.beginnings import MEASURE, begins, claimed_by_a, received_by_a
from tests.theorem.case import CHAIN, WORK, Case
from tests.theorem.cast import (
    APPROVER,
    APPROVES,
    CHECKER,
    CHECKS,
    DOER,
    HEAD,
    PLAIN,
    RAISER,
    A,
    B,
    C,
    Choice,
    hat,
)

ADMIN, IN_ADMINISTRATION, OF_THE_DOER, OF_THE_HEAD = 31, 107, 11, 12
OF_DOER, OF_HEAD, OF_CHECKER = 1, 2, 3
STAFFED = replace(PLAIN, hats=(*PLAIN.hats, hat(12, ADMIN, IN_ADMINISTRATION, "admin", RAISER)))
NEW_DESK = replace(
    STAFFED,
    name="the desk is set anew",
    may=(
        Choice("request_desk", {"verifiers": [ADMIN]}),  # whoever may confirm it comes to it
        Choice("request_desk", {"approvers": [CHECKS], "verifiers": [OF_THE_HEAD]}),  # who checked; who did
        Choice("set_desk", {"verifiers": [OF_THE_HEAD]}),  # the office alone
    ),
)
NEW_HOLDERS = replace(
    STAFFED,
    name="the doer goes over to those who check",
    may=(
        Choice("end_appointment", {"appointment": OF_DOER}),
        Choice("request_appointment", {"person": DOER, "post": CHECKS}),
        Choice("appoint", {"person": RAISER, "post": CHECKS}),  # the administrator, himself
    ),
)
NEW_HEAD = replace(
    STAFFED,
    name="the head leaves for those who approve",
    may=(
        Choice("end_appointment", {"appointment": OF_HEAD}),
        Choice("request_appointment", {"person": HEAD, "post": APPROVES}),
    ),
)
MERGED = replace(
    STAFFED,
    name="its unit goes over into that which checks",
    may=(
        Choice("request_unit_end", {"unit": A, "successor": B}),
        Choice("end_unit", {"unit": A, "successor": B}),  # the administrator alone
        Choice("end_appointment", {"appointment": OF_CHECKER}),
    ),
)
RENAMED = replace(
    STAFFED,
    name="its unit has another name and other people",
    may=(
        Choice("end_unit", {"unit": A, "successor": C}),
        Choice("end_appointment", {"appointment": OF_DOER}),
        Choice("end_appointment", {"appointment": OF_HEAD}),
        Choice("request_appointment", {"person": RAISER, "post": OF_THE_DOER}),
    ),
)
AWAY = replace(
    STAFFED,
    name="those who check are away",
    may=(
        Choice("declare_absence", {"person": CHECKER, "stand_in": RAISER}),  # the administrator alone, too
        Choice("declare_absence", {"person": APPROVER, "stand_in": CHECKER}),  # who checked
        Choice("end_absence", {"person": APPROVER}),
        Choice("end_absence", {"person": CHECKER}),  # then he may take the other's place, and not before
    ),
)
ASKED = replace(
    STAFFED,
    name="whoever is asked for a yes leaves",
    may=(Choice("end_appointment", {"appointment": OF_CHECKER}),),
)
"""The one person of the office and the one who verifies: the approver is asked, or the request lapses."""
STAFF = (
    "appoint request_appointment end_appointment end_unit request_unit_end"
    " declare_absence request_stand_in end_absence"
)
ACTS = {
    "register": "request_desk set_desk",
    "people": STAFF,
    "request": "approve refuse",
}
ANSWERED = Case(
    f"a measure, {ASKED.name}",
    ASKED,
    received_by_a,
    {**ACTS, "measure": f"{WORK} request_transfer receive", "request": "approve refuse name_answerer lapse"},
    2_250,
    most=2_500,
    whole=False,
)
CHANGING = (
    ANSWERED,
    *(
        Case(
            f"a measure, {cast.name}",
            cast,
            begin,
            {**ACTS, "measure": acts},
            least,
            most=4_000,
            whole=cast not in (MERGED, RENAMED),
        )
        for cast, begin, acts, least in (
            (NEW_DESK, begins(MEASURE), CHAIN, 1_100),
            (NEW_HOLDERS, received_by_a, CHAIN, 1_200),
            (NEW_HEAD, claimed_by_a, f"{WORK} send_back name_signer", 660),
            (MERGED, begins(MEASURE), CHAIN, 3_600),
            (RENAMED, received_by_a, f"{WORK} request_transfer receive name_signer", 3_600),
            (AWAY, claimed_by_a, f"{WORK} send_back", 2_000),
        )
    ),
)
