"""The lamp of a matter on a day: ● go ▲ near ■ late ◆ steady ○ idle. Derived from dates, never stored."""

from datetime import date

from bihuan.core.state.lives import ASSIGNED, CHECKING, CONTINUING, DOING, ENDED, REGISTERED

GO, NEAR, LATE, STEADY, IDLE = "go", "near", "late", "steady", "idle"


def lamp(life: str, clock: str, yellow_on: date | None, red_on: date | None, today: date) -> str:
    """Late and near count only while the doer's clock runs: not once claimed (报结), not while paused."""
    if life == CONTINUING:
        return STEADY
    if life in ENDED or life in CHECKING:
        return GO
    if clock == "paused":
        return IDLE
    if life in DOING or life == REGISTERED:
        if red_on is not None and red_on <= today:
            return LATE
        if yellow_on is not None and yellow_on <= today:
            return NEAR
    return IDLE if life in (REGISTERED, ASSIGNED) else GO
