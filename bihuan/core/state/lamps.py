"""The lamp of a matter on a day: ● go ▲ near ■ late ◆ steady ○ idle. Derived from dates, never stored."""

from datetime import date

from bihuan.core.state.lives import GOES_ON, WAITING, WORKED_ON, Phase

GO, NEAR, LATE, STEADY, IDLE = "go", "near", "late", "steady", "idle"


def lamp(phase: Phase, clock: str, yellow_on: date | None, red_on: date | None, today: date) -> str:
    """Late and near count only while the doer's clock runs: not once claimed (报结), not while paused."""
    if phase == GOES_ON:
        return STEADY
    if phase not in WORKED_ON:
        return GO
    if clock == "paused":
        return IDLE
    if red_on is not None and red_on <= today:
        return LATE
    if yellow_on is not None and yellow_on <= today:
        return NEAR
    return IDLE if phase == WAITING else GO
