"""What an act calls for beside itself."""

from bihuan.matters.kinds import acts
from bihuan.matters.writing.calling import called_for, naming, reckoning


def test_whatever_moves_posts_or_the_calendar_calls_for_its_job_and_nothing_else_does() -> None:
    calls = {act.name: list(called_for(act)) for _, act in acts()}
    assert calls["appoint"] == [naming] and calls["register"] == []
    assert sorted(name for name, found in calls.items() if reckoning in found) == [
        "add_calendar_layer", "end_calendar_layer", "publish_year", "set_calendar_day",
    ]  # fmt: skip
